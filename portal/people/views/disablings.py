"""A person is shut out, and perhaps let in again."""

from http import HTTPStatus

from flask import Response, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from portal.lib.errors import InvalidError
from portal.lib.refs import Ref
from portal.people.actions.persons import disable_person, enable_person
from portal.people.forms.person import DisablingForm
from portal.people.models import Person
from portal.people.queries.persons import find_person, get_person
from portal.people.queries.readers import units_behind
from portal.people.rules import why_not_manage
from portal.people.views.blueprint import actor, blueprint, tell
from portal.web import htmx
from portal.web.access import requires
from portal.web.portal import fill_panels, now

LEAVING = "person.leaving"


@blueprint.get("/personer/<string(maxlength=100):key>/avstangning")
@requires("people.manage")
def disabling_new(key: str) -> str:
    """Show what the person answers for, and ask who takes over."""
    return page(get_person(key), DisablingForm(formdata=None))


@blueprint.post("/personer/<string(maxlength=100):key>/avstangning")
@requires("people.manage")
def disabling_create(key: str) -> AnyResponse:
    """Stop the person from signing in."""
    person, form = get_person(key), DisablingForm()
    typed = form.successor.data
    successor = find_person(typed) if form.validate_on_submit() and typed else None
    if typed and successor is None:
        tell(form, "successor", f"Ingen person har adressen eller nyckeln ”{typed}”.")
    if not form.errors:
        try:
            disable_person(actor(), person, now=now(), successor=successor)
        except InvalidError as error:
            tell(form, error.place, str(error))
        else:
            taken = f" {successor.name} tar över." if successor else ""
            place = url_for("people.person_show", key=key)
            return htmx.changed(f"{person.name} är avstängd och utloggad överallt.{taken}", place)
    return Response(page(person, form), HTTPStatus.UNPROCESSABLE_ENTITY)


def page(person: Person, form: DisablingForm) -> str:
    """Return the page: over the form stands what other features know that the person answers for."""
    filled = fill_panels(LEAVING, Ref("person", person.key), actor())
    panels = [Markup(render_template(template, **values)) for template, values in filled]  # noqa: S704 - our own templates
    refusal = why_not_manage(units_behind(person, now().date()), actor().tokens)
    return render_template("people/disablings/new.html", person=person, form=form, panels=panels, refusal=refusal)


@blueprint.post("/personer/<string(maxlength=100):key>/avstangning/avslut")
@requires("people.manage")
def disabling_delete(key: str) -> AnyResponse:
    """Let the person sign in again."""
    person = get_person(key)
    enable_person(actor(), person, now=now())
    return htmx.changed(f"{person.name} kan logga in igen.", url_for("people.person_show", key=key))
