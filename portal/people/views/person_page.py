"""A person's page, which several views answer with."""

from http import HTTPStatus
from typing import Any

from flask import Response

from portal.people.forms.person import DeputyForm, EndForm, PlaceForm
from portal.people.models import Deputy, Membership, Person
from portal.people.queries.places import all_places_of, deputies_around
from portal.people.queries.readers import units_behind
from portal.people.rules import ROLE_LABELS, is_current, why_not_manage
from portal.people.views.blueprint import actor, unit_choices
from portal.web import htmx
from portal.web.portal import now, today


def show_person(person: Person, partial: str | None = None, status: int = HTTPStatus.OK, **forms: Any) -> Response:
    """Answer the person's page, or one part of it; `forms` are those with what was typed."""
    return htmx.show("people/persons/show.html", partial, status, **person_page(person, **forms))


def person_page(person: Person, end_form: EndForm | None = None, **forms: Any) -> dict[str, Any]:
    """Return what the page shows. The forms are there for those who may change the person."""
    may_manage = actor().holds("people.manage")
    units = unit_choices() if may_manage else {}
    deputies, stands_in_for = deputies_around(person)
    values = {
        "person": person,
        "places": [dated(place, end_form) for place in all_places_of(person)],
        "deputies": [dated(row, end_form) for row in deputies],
        "stands_in_for": [dated(row) for row in stands_in_for],
        "end_form": end_form,
        "roles": ROLE_LABELS,
        "may_manage": may_manage,
        "refusal": why_not_manage(units_behind(person, now().date()), actor().tokens) if may_manage else None,
        "place_form": PlaceForm(units, formdata=None, valid_from=today()),
        "deputy_form": DeputyForm(formdata=None, deputy_from=today()),
    }
    return {**values, **forms}


def dated(row: Membership | Deputy, end_form: EndForm | None = None) -> dict[str, Any]:
    """Return a place or deputy with when it has effect: `now`, `later` or `past`, and the form that ends it."""
    if is_current(row.valid_from, row.valid_to, today()):
        when = "now"
    else:
        when = "past" if row.valid_to and row.valid_to < today() else "later"
    prefix = f"{row._meta.table_name}-{row.id}-"
    form = end_form if end_form and end_form.prefix == prefix else None
    blank = EndForm(formdata=None, prefix=prefix, last_day=row.valid_to or today())
    return {"row": row, "when": when, "form": form or blank}
