"""The register of persons."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.lib.errors import InvalidError
from portal.people.actions.organisation import place_person
from portal.people.actions.persons import make_link, save_person
from portal.people.forms.person import NewPersonForm, PersonForm
from portal.people.queries.persons import find_person, get_person
from portal.people.queries.register import find_persons
from portal.people.queries.units import facts_of_units, get_unit, units_by_code
from portal.people.rules import ROLE_LABELS, Role, subtree_of
from portal.people.tree import choices
from portal.people.views.blueprint import actor, asked, asked_page, blueprint, tell, unit_choices
from portal.people.views.person_page import show_person
from portal.store.work import unit_of_work
from portal.web import htmx
from portal.web.access import requires
from portal.web.portal import now, running, today


@blueprint.get("/personer/")
@requires("people.read")
def person_index() -> Response:
    """Show the register, narrowed by words, unit (with all below it) and role."""
    chosen = {"q": asked("q"), "enhet": asked("enhet"), "roll": asked("roll"), "visa": asked("visa")}
    units = units_by_code()
    facts = facts_of_units(units)
    found = find_persons(
        today(),
        words=chosen["q"],
        units=subtree_of(chosen["enhet"], facts) if chosen["enhet"] in facts else (),
        role=chosen["roll"] if chosen["roll"] in set(Role) else "",
        disabled=chosen["visa"] == "avstangda",
        page=asked_page(),
    )
    values: dict[str, Any] = {
        "found": found,
        "page": min(asked_page(), found.pages),
        "url": f"{url_for('people.person_index')}?{urlencode({k: v for k, v in chosen.items() if v})}&sida=",
        "is_narrowed": any(chosen.values()),
        "roles": ROLE_LABELS,
    }
    page = "people/persons/index.html"
    return htmx.show(page, "people/persons/_list.html", chosen=chosen, units=choices(units.values(), today()), **values)


@blueprint.get("/personer/<string(maxlength=100):key>")
@requires("people.read")
def person_show(key: str) -> Response:
    """Show a person: who they are, what they have where, and who stands in for them."""
    return show_person(get_person(key))


@blueprint.get("/personer/ny")
@requires("people.manage")
def person_new() -> str:
    """Show the form for a new person."""
    return render_template("people/persons/new.html", form=NewPersonForm(unit_choices(), valid_from=today()))


@blueprint.post("/personer/ny")
@requires("people.manage")
def person_create() -> AnyResponse:
    """Add the person, with the unit they belong to."""
    form = NewPersonForm(unit_choices())
    if form.validate_on_submit() and is_free(form):
        try:
            create(form)
        except InvalidError as error:
            tell(form, error.place, str(error))
        else:
            place = url_for("people.person_show", key=form.key.data)
            return htmx.changed(f"{form.name.data} finns nu i registret.", place)
    page = render_template("people/persons/new.html", form=form)
    return Response(page, HTTPStatus.UNPROCESSABLE_ENTITY)


def is_free(form: NewPersonForm) -> bool:
    """Whether nobody has the key; else tell whose it is."""
    other = find_person(form.key.data)
    if other:
        tell(form, "key", f"Nyckeln hör redan till {other.name}.")
    return other is None


def create(form: NewPersonForm) -> None:
    """Add the person and their first membership, both or neither."""
    with unit_of_work():
        person, _ = save_person(
            actor(),
            key=form.key.data,
            name=form.name.data,
            title=form.title.data,
            email=form.email.data,
            phone=form.phone.data,
            now=now(),
        )
        if form.unit.data:
            unit = get_unit(form.unit.data)
            place_person(actor(), person, unit, role="", now=now(), valid_from=form.valid_from.data)


@blueprint.get("/personer/<string(maxlength=100):key>/andra")
@requires("people.manage")
def person_edit(key: str) -> str:
    """Show the form for changing what is known of a person."""
    person = get_person(key)
    return render_template("people/persons/edit.html", person=person, form=PersonForm(obj=person))


@blueprint.post("/personer/<string(maxlength=100):key>/andra")
@requires("people.manage")
def person_update(key: str) -> AnyResponse:
    """Change what is known of a person."""
    person, form = get_person(key), PersonForm()
    if form.validate_on_submit():
        try:
            save_person(
                actor(),
                key=key,
                name=form.name.data,
                title=form.title.data,
                email=form.email.data,
                phone=form.phone.data,
                disabled=person.disabled,
                now=now(),
            )
        except InvalidError as error:
            tell(form, error.place, str(error))
        else:
            return htmx.changed("Uppgifterna är sparade.", url_for("people.person_show", key=key))
    page = render_template("people/persons/edit.html", person=person, form=form)
    return Response(page, HTTPStatus.UNPROCESSABLE_ENTITY)


@blueprint.post("/personer/<string(maxlength=100):key>/lank")
@requires("people.manage")
def reset_create(key: str) -> Response:
    """Make a one-time link and show it: now, and never again."""
    person = get_person(key)
    token = make_link(actor(), person, now=now())
    link = running().config.own_url + url_for("people.link_show", token=token)
    page = Response(render_template("people/resets/create.html", person=person, link=link))
    page.headers["Cache-Control"] = "no-store"
    return page
