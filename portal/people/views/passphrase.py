"""Choosing a passphrase: by a one-time link, or in place of the one that one has."""

from http import HTTPStatus

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.lib.errors import InvalidError
from portal.people.actions.persons import get_link, use_link
from portal.people.actions.sign_in import WINDOW, ThrottledError, change_passphrase
from portal.people.forms.session import OwnPassphraseForm, PassphraseForm
from portal.people.queries.persons import get_person
from portal.people.session import start_session
from portal.people.views.blueprint import actor, blueprint, tell
from portal.web.access import public, signed_in
from portal.web.portal import now


@blueprint.get("/lank/<string(maxlength=100):token>")
@public
def link_show(token: str) -> Response:
    """Show the form for choosing a passphrase; looking does not use the link."""
    return link_page(token, PassphraseForm())


@blueprint.post("/lank/<string(maxlength=100):token>")
@public
def link_update(token: str) -> AnyResponse:
    """Choose the passphrase and sign in."""
    form = PassphraseForm()
    if not form.validate_on_submit():
        return link_page(token, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        person = use_link(token, form.passphrase.data, now=now())
    except InvalidError as error:
        tell(form, error.place, str(error))
        return link_page(token, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    flash("Din lösenfras är vald och du är inloggad.", "success")
    return start_session(person, redirect("/", 303))


def link_page(token: str, form: PassphraseForm, status: int = HTTPStatus.OK) -> Response:
    """Return the page; no cache keeps it and no other page hears its address.

    The form says which host it stands on, as it must over HTTPS to be taken, but not the address.
    """
    link = get_link(token, now=now())
    page = Response(render_template("people/links/show.html", form=form, person=link.person), status)
    page.headers["Referrer-Policy"] = "strict-origin"
    page.headers["Cache-Control"] = "no-store"
    return page


@blueprint.get("/min-losenfras")
@signed_in
def passphrase_edit() -> str:
    """Show the form for changing one's own passphrase."""
    return render_template("people/passphrases/edit.html", form=OwnPassphraseForm())


@blueprint.post("/min-losenfras")
@signed_in
def passphrase_update() -> AnyResponse:
    """Change one's own passphrase; every other browser is signed out."""
    form = OwnPassphraseForm()
    person = get_person(actor().key or "")
    if form.validate_on_submit():
        try:
            change_passphrase(
                person,
                current=form.current.data,
                wanted=form.passphrase.data,
                address=request.remote_addr or "",
                now=now(),
            )
        except ThrottledError as error:
            tell(form, "current", str(error))
            return own_page(form, HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(int(WINDOW.total_seconds()))})
        except InvalidError as error:
            tell(form, error.place, str(error))
        else:
            flash("Lösenfrasen är bytt. Dina andra webbläsare är utloggade.", "success")
            return start_session(person, redirect(url_for("people.own_session_index"), 303))
    return own_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)


def own_page(form: OwnPassphraseForm, status: int, headers: dict[str, str] | None = None) -> Response:
    """Return the form with what is wrong."""
    return Response(render_template("people/passphrases/edit.html", form=form), status, headers)
