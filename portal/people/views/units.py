"""The organisation: the tree, and each unit."""

from http import HTTPStatus
from typing import Any

from flask import Response, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.lib.errors import NotFoundError
from portal.people.actions.organisation import save_unit
from portal.people.addresses import Way, unit_url
from portal.people.forms.unit import NewUnitForm, UnitForm
from portal.people.models import Unit
from portal.people.queries.units import get_unit, members_by_unit, places_in, units_by_code
from portal.people.rules import ROLE_LABELS, UNIT_KINDS, why_not_manage
from portal.people.tree import Branch, branches
from portal.people.views.blueprint import actor, blueprint, tell, unit_choices
from portal.web import htmx
from portal.web.access import requires
from portal.web.portal import now, today

MOST_SHOWN = 100
FAULTY = HTTPStatus.UNPROCESSABLE_ENTITY


def is_closed(unit: Unit) -> bool:
    """Whether the unit's last day has passed."""
    return unit.valid_to is not None and unit.valid_to < today()


def node_of(branch: Branch) -> dict[str, Any]:
    """Return a branch as the tree shows it."""
    return {
        "label": branch.unit.name,
        "url": unit_url(branch.unit.code),
        "count": len(branch.persons),
        "children": [node_of(child) for child in branch.children],
    }


@blueprint.get("/enheter/")
@requires("people.read")
def unit_index() -> str:
    """Show the organisation with how many persons belong to each unit and all below it."""
    units = units_by_code().values()
    tops = branches([unit for unit in units if not is_closed(unit)], members_by_unit(today()))
    return render_template(
        "people/units/index.html",
        nodes=[node_of(top) for top in tops],
        closed=sorted((unit for unit in units if is_closed(unit)), key=lambda unit: unit.valid_to, reverse=True),
        successors={unit.id: unit for unit in units},
    )


@blueprint.get("/enheter/<string(maxlength=100):code>")
@requires("people.read")
def unit_show(code: str) -> str:
    """Show a unit: where it stands, what is below it, who belongs to it and who has a role."""
    units = units_by_code()
    unit = units.get(code)
    if unit is None:
        message = f"Enheten {code} finns inte."
        raise NotFoundError(message)
    below = [other for other in units.values() if other.parent_id == unit.id]
    places = places_in(unit, today())
    members = [place for place in places if not place.role]
    may_manage = actor().holds("people.manage")
    return render_template(
        "people/units/show.html",
        unit=unit,
        kind=UNIT_KINDS.get(unit.kind, unit.kind),
        above=ways_above(unit),
        below=[node_of(branch) for branch in branches(open_ones(below), counts_below(units.values()))],
        successor=next((other for other in units.values() if other.id == unit.successor_id), None),
        predecessors=[other for other in units.values() if other.successor_id == unit.id],
        members=members[:MOST_SHOWN],
        unshown=len(members[MOST_SHOWN:]),
        holders=[place for place in places if place.role],
        roles=ROLE_LABELS,
        may_manage=may_manage,
        refusal=why_not_manage({code}, actor().tokens) if may_manage else None,
    )


def open_ones(units: list[Unit]) -> list[Unit]:
    """Return the units that have not ended."""
    return [unit for unit in units if not is_closed(unit)]


def counts_below(units: Any) -> dict[int, frozenset[int]]:
    """Return the persons in each unit and all below it, by the unit's id."""
    counts: dict[int, frozenset[int]] = {}

    def note(branch: Branch) -> None:
        counts[branch.unit.id] = branch.persons
        for child in branch.children:
            note(child)

    for top in branches(units, members_by_unit(today())):
        note(top)
    return counts


def ways_above(unit: Unit) -> list[Way]:
    """Return the links from the top of the organisation down to the unit."""
    ways = [Way(unit.name, unit_url(unit.code))]
    above = unit.parent
    while above:
        ways.append(Way(above.name, unit_url(above.code)))
        above = above.parent
    return ways[::-1]


@blueprint.get("/enheter/ny")
@requires("people.manage")
def unit_new() -> str:
    """Show the form for a new unit."""
    form = NewUnitForm(unit_choices(), kind="unit", valid_from=today())
    return render_template("people/units/new.html", form=form)


@blueprint.post("/enheter/ny")
@requires("people.manage")
def unit_create() -> AnyResponse:
    """Add the unit."""
    form = NewUnitForm(unit_choices())
    if form.validate_on_submit():
        other = units_by_code().get(form.code.data)
        if other is None:
            save(form, form.code.data, None)
            return htmx.changed(f"{form.name.data} finns nu i organisationen.", unit_url(form.code.data))
        tell(form, "code", f"Koden hör redan till {other.name}.")
    return Response(render_template("people/units/new.html", form=form), FAULTY)


@blueprint.get("/enheter/<string(maxlength=100):code>/andra")
@requires("people.manage")
def unit_edit(code: str) -> str:
    """Show the form for changing a unit."""
    unit = get_unit(code)
    above = unit.parent.code if unit.parent else ""
    form = UnitForm(unit_choices(), is_top=unit.parent is None, obj=unit, data={"parent": above})
    form.parent.data = above
    return render_template("people/units/edit.html", form=form, unit=unit)


@blueprint.post("/enheter/<string(maxlength=100):code>/andra")
@requires("people.manage")
def unit_update(code: str) -> AnyResponse:
    """Change the unit."""
    unit = get_unit(code)
    form = UnitForm(unit_choices(), is_top=unit.parent is None)
    if form.validate_on_submit():
        save(form, code, unit)
        return htmx.changed("Uppgifterna är sparade.", url_for("people.unit_show", code=code))
    return Response(render_template("people/units/edit.html", form=form, unit=unit), FAULTY)


def save(form: UnitForm, code: str, unit: Unit | None) -> None:
    """Save what the form says of the unit; its end is another form's."""
    save_unit(
        actor(),
        code=code,
        name=form.name.data,
        kind=form.kind.data,
        parent=get_unit(form.parent.data) if form.parent.data else None,
        now=now(),
        valid_from=form.valid_from.data,
        valid_to=unit.valid_to if unit else None,
        successor=unit.successor if unit else None,
        email=form.email.data,
        phone=form.phone.data,
    )
