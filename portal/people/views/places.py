"""What a person has where, and who stands in for them: begun and ended from the person's page."""

from http import HTTPStatus

from flask import url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.lib.errors import InvalidError
from portal.people.actions.organisation import appoint_deputy, end_deputy, end_place, place_person
from portal.people.forms.person import DeputyForm, EndForm, PlaceForm
from portal.people.models import Person
from portal.people.queries.persons import find_person, get_person
from portal.people.queries.places import get_deputy, get_place
from portal.people.queries.units import get_unit
from portal.people.views.blueprint import actor, blueprint, tell, unit_choices
from portal.people.views.person_page import person_page, show_person
from portal.web import htmx
from portal.web.access import requires
from portal.web.portal import now

PLACES = "people/persons/_places.html"
DEPUTIES = "people/persons/_deputies.html"
FAULTY = HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/personer/<string(maxlength=100):key>/platser")
@requires("people.manage")
def place_create(key: str) -> AnyResponse:
    """Let the person belong to a unit, or have a role there."""
    person, form = get_person(key), PlaceForm(unit_choices())
    if not form.validate_on_submit():
        return show_person(person, PLACES, FAULTY, place_form=form)
    try:
        place_person(
            actor(),
            person,
            get_unit(form.unit.data),
            role=form.role.data,
            now=now(),
            valid_from=form.valid_from.data,
            valid_to=form.valid_to.data,
        )
    except InvalidError as error:
        tell(form, error.place, str(error))
        return show_person(person, PLACES, FAULTY, place_form=form)
    return changed("Placeringen är sparad.", person, PLACES)


@blueprint.post("/personer/<string(maxlength=100):key>/platser/<int(max=2147483647):place_id>/avslut")
@requires("people.manage")
def place_delete(key: str, place_id: int) -> AnyResponse:
    """End a membership or a role."""
    person = get_person(key)
    place = get_place(person, place_id)
    form = EndForm(prefix=f"membership-{place_id}-")
    if not form.validate_on_submit():
        return show_person(person, PLACES, FAULTY, end_form=form)
    end_place(actor(), place, last_day=form.last_day.data, now=now())
    return changed("Sista dagen är sparad.", person, PLACES)


@blueprint.post("/personer/<string(maxlength=100):key>/ersattare")
@requires("people.manage")
def deputy_create(key: str) -> AnyResponse:
    """Let someone stand in for the person."""
    person, form = get_person(key), DeputyForm()
    if not form.validate_on_submit():
        return show_person(person, DEPUTIES, FAULTY, deputy_form=form)
    deputy = find_person(form.deputy.data)
    if deputy is None or deputy.disabled:
        tell(form, "deputy", f"Ingen person som kan logga in har adressen eller nyckeln ”{form.deputy.data}”.")
        return show_person(person, DEPUTIES, FAULTY, deputy_form=form)
    days = {"valid_from": form.deputy_from.data, "valid_to": form.deputy_to.data}
    appoint_deputy(actor(), person, deputy, now=now(), **days)
    return changed(f"{deputy.name} är ersättare för {person.name}.", person, DEPUTIES)


@blueprint.post("/personer/<string(maxlength=100):key>/ersattare/<int(max=2147483647):deputy_id>/avslut")
@requires("people.manage")
def deputy_delete(key: str, deputy_id: int) -> AnyResponse:
    """End a deputy's time."""
    person = get_person(key)
    row = get_deputy(person, deputy_id)
    form = EndForm(prefix=f"deputy-{deputy_id}-")
    if not form.validate_on_submit():
        return show_person(person, DEPUTIES, FAULTY, end_form=form)
    end_deputy(actor(), row, last_day=form.last_day.data, now=now())
    return changed("Sista dagen är sparad.", person, DEPUTIES)


def changed(message: str, person: Person, partial: str) -> AnyResponse:
    """Answer a change that was made: the person's page, or the part that it concerns."""
    return htmx.changed(message, url_for("people.person_show", key=person.key), partial, **person_page(person))
