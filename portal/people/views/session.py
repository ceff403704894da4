"""Signing in and out, and the browsers in which one is signed in."""

from http import HTTPStatus

from flask import Response, flash, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.lib.errors import InvalidError, RefusedError
from portal.people.actions.sign_in import WINDOW, ThrottledError, check_passphrase, revoke_session, revoke_sessions
from portal.people.forms.session import SignInForm
from portal.people.models import Membership, Person
from portal.people.queries.persons import demo_accounts, sessions_of
from portal.people.queries.readers import reader_of
from portal.people.rules import PERMISSION_LABELS, PERMISSIONS, ROLE_LABELS, Role, local_path
from portal.people.session import end_session, may_be_demo, start_session
from portal.people.views.blueprint import actor, blueprint, tell
from portal.web import htmx
from portal.web.access import page_before, public, signed_in
from portal.web.carried import Carried
from portal.web.portal import now, today


@blueprint.get("/logga-in")
@public
def session_new() -> AnyResponse:
    """Show the sign-in page; who is signed in already goes on."""
    place = local_path(request.args.get("next", ""))
    if actor().key:
        return redirect(place, 303)
    return sign_in_page(SignInForm(next=place))


@blueprint.post("/logga-in")
@public
def session_create() -> AnyResponse:
    """Sign in and go on to where one was going."""
    form = SignInForm()
    if not form.validate_on_submit():
        return sign_in_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        person = check_passphrase(
            form.email.data,
            form.passphrase.data,
            address=request.remote_addr or "",
            now=now(),
            with_demo=may_be_demo(),
        )
    except ThrottledError as error:
        tell(form, "email", str(error))
        page = sign_in_page(form, HTTPStatus.TOO_MANY_REQUESTS)
        page.headers["Retry-After"] = str(int(WINDOW.total_seconds()))
        return page
    except InvalidError as error:
        tell(form, error.place, str(error))
        return sign_in_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    except RefusedError as error:
        tell(form, "email", str(error))
        return sign_in_page(form, HTTPStatus.CONFLICT)
    session.clear()
    carried = Carried.from_json(form.carried.data or "")
    if carried and local_path(carried.action) == carried.action:
        return start_session(person, carried_page(carried, person))
    return start_session(person, redirect(local_path(form.next.data or ""), 303))


def sign_in_with(carried: Carried) -> Response:
    """Show the sign-in page to who sent a form while signed out; what it held goes along."""
    form = SignInForm(formdata=None, next=local_path("/" + page_before().lstrip("/")), carried=carried.to_json())
    return sign_in_page(form, HTTPStatus.UNAUTHORIZED)


def carried_page(carried: Carried, person: Person) -> Response:
    """Show the person who has now signed in what they sent before, to be sent again in their name."""
    g.reader = reader_of(person, today())
    g.pop("csrf_token", None)  # of the session that has just been cleared
    return Response(render_template("people/sessions/carried.html", carried=carried, person=person))


def sign_in_page(form: SignInForm, status: int = HTTPStatus.OK) -> Response:
    """Return the page, with the demo accounts where there are any and nobody else sees them."""
    accounts = demo_accounts(today()) if may_be_demo() else []
    shown = [{**account, "may": account["story"] or may_of(places)} for account, places in accounts]
    return Response(render_template("people/sessions/new.html", form=form, accounts=shown), status)


def may_of(places: list[Membership]) -> str:
    """Return in a sentence what a person with these places may do."""
    roles = [place for place in places if place.role]
    if not roles:
        return f"Läser det som gäller för {' och '.join(place.unit.name for place in places) or 'alla medarbetare'}."
    held = {Role(place.role) for place in roles}
    may = [label for name, label in PERMISSION_LABELS.items() if PERMISSIONS[name] & held and name != "people.read"]
    where = ", ".join(f"{ROLE_LABELS[Role(place.role)].lower()} i {place.unit.name}" for place in roles)
    return f"Är {where}. Får: {', '.join(label.lower() for label in may[:5])}."


@blueprint.post("/logga-ut")
@public
def session_delete() -> AnyResponse:
    """Sign this browser out."""
    response = end_session(redirect("/", 303))
    session.clear()
    return response


@blueprint.get("/mina-sessioner")
@signed_in
def own_session_index() -> Response:
    """Show the browsers in which one is signed in."""
    rows = sessions_of(actor().key or "", now())
    return Response(render_template("people/own-sessions/index.html", sessions=rows, this=g.session_row.id))


@blueprint.post("/mina-sessioner/<int(max=2147483647):session_id>/avslut")
@signed_in
def own_session_delete(session_id: int) -> AnyResponse:
    """Sign one of one's browsers out."""
    revoke_session(actor(), session_id)
    if session_id == g.session_row.id:
        return redirect("/", 303)
    place = url_for("people.own_session_index")
    rows = sessions_of(actor().key or "", now())
    return htmx.changed(
        "Webbläsaren är utloggad.", place, "people/own-sessions/_list.html", sessions=rows, this=g.session_row.id
    )


@blueprint.post("/mina-sessioner/avslut")
@signed_in
def own_sessions_delete() -> AnyResponse:
    """Sign all of one's browsers out, this one too."""
    revoke_sessions(actor())
    response = end_session(redirect(url_for("people.session_new"), 303))
    flash("Du är utloggad överallt.", "success")
    return response
