"""Promises: all of them with what became of them, and each one through time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request
from flask_babel import gettext as _

from portal.control.addresses import Way
from portal.lib.errors import NotFoundError
from portal.lib.text import nearest, slug
from portal.people.models import Unit
from portal.people.queries.units import units_at
from portal.services.queries.overview import broken_of
from portal.services.queries.promises import Promise, in_force, promises
from portal.services.rules.verdict import SEVERITY, State, Tally, tally_of
from portal.services.shown import card_of, explanations_of, measure_facts, period_rows, row_of, term_events
from portal.services.views.blueprint import blueprint, reader_here
from portal.store import database
from portal.web.access import public
from portal.web.htmx import show
from portal.web.pages import kept
from portal.web.portal import journal_head, today

PAGE = 40
MOST_BROKEN = 12
STATES = {slug(state.label): state for state in reversed(State)}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader has narrowed the list to: a service, an administration, a state; empty for all."""

    service: str = ""
    administration: str = ""
    state: str = ""

    @property
    def is_made(self) -> bool:
        """Whether the list is narrowed at all."""
        return bool(self.service or self.administration or self.state)

    def address(self) -> str:
        """Return the address of the narrowed list, up to the number of its page."""
        values = {"tjanst": self.service, "forvaltning": self.administration, "utfall": self.state}
        query = urlencode({name: value for name, value in values.items() if value})
        return f"/loften/?{query}&sida=" if query else "/loften/?sida="


@blueprint.get("/loften/")
@public
@kept
def promise_index() -> Response:
    """Show how we keep what we promise: how many, the broken ones first, then all by service."""
    choice = Choice(*(request.args.get(name, "")[:80] for name in ("tjanst", "forvaltning", "utfall")))
    found = in_force(promises(reader_here().tokens, today(), stamp=journal_head()))
    homes = administrations_of(found)
    chosen = by_service(promise for promise in found if is_chosen(promise, choice, homes))
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(page_asked_for(), pages)
    return show(
        "services/promises/index.html",
        "services/promises/_list.html",
        choice=choice,
        groups=groups_of(chosen[PAGE * (page - 1) : PAGE * page]),
        count=len(chosen),
        page=page,
        pages=pages,
        **(overview_of(found, homes, choice) if page == 1 else overview_of(found, homes, choice, broken=False)),
    )


def page_asked_for() -> int:
    """Return the number of the page in the query string, 1 for what is none."""
    text = request.args.get("sida", "")[:6]
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1


def overview_of(
    found: list[Promise], homes: Mapping[str, Unit], choice: Choice, *, broken: bool = True
) -> dict[str, Any]:
    """Return what stands over the list: the count, the broken promises, what there is to choose."""
    tally = tally_of(promise.latest for promise in found)
    told = broken_of(found) if broken and not choice.is_made else []
    services = {promise.term.decided.service: promise.service_name for promise in found}
    units = {unit.code: unit.name for unit in homes.values()}
    held = {promise.state for promise in found}
    return {
        "tally": tally,
        "shares": shares_of(tally),
        "broken": [card_of(promise) for promise in told[:MOST_BROKEN]],
        "more_broken": max(0, len(told) - MOST_BROKEN),
        "services": sorted(services.items(), key=lambda item: item[1]),
        "administrations": sorted(units.items(), key=lambda item: item[1]),
        "states": [(code, state.label) for code, state in STATES.items() if state in held],
    }


def shares_of(tally: Tally) -> list[dict[str, Any]]:
    """Return the parts of the bar over all promises that bind."""
    return [
        {"label": _("höll vi"), "value": tally.kept, "tone": "success"},
        {"label": _("var nära"), "value": tally.near, "tone": "warning"},
        {"label": _("höll vi inte"), "value": tally.missed, "tone": "danger"},
        {"label": _("gick inte att bedöma"), "value": tally.unjudged, "tone": "neutral"},
    ]


def administrations_of(found: Iterable[Promise]) -> dict[str, Unit]:
    """Return the administration of each unit that answers for a promise; a unit under none answers for itself."""
    units = units_at(journal_head(), database.binding)
    homes = {}
    for code in {promise.commitment.owner_unit for promise in found} & units.keys():
        unit = units[code]
        while unit.kind != "administration" and unit.parent_id:
            unit = unit.parent
        homes[code] = unit if unit.kind == "administration" else units[code]
    return homes


def is_chosen(promise: Promise, choice: Choice, homes: Mapping[str, Unit]) -> bool:
    """Whether the promise is left by the choice; a choice that does not exist leaves nothing."""
    home = homes.get(promise.commitment.owner_unit)
    return (
        choice.service in {"", promise.term.decided.service}
        and choice.administration in {"", home.code if home else ""}
        and (not choice.state or STATES.get(choice.state) is promise.state)
    )


def by_service(found: Iterable[Promise]) -> list[Promise]:
    """Return the promises by the name of their service, within it what was kept the worst first."""
    return sorted(
        found,
        key=lambda promise: (
            promise.service_name,
            promise.term.decided.service,
            -SEVERITY[promise.state],
            promise.term.position,
        ),
    )


def groups_of(found: Iterable[Promise]) -> list[dict[str, Any]]:
    """Return the promises as rows under their service."""
    groups: dict[str, dict[str, Any]] = {}
    for promise in found:
        key = promise.term.decided.service
        group = groups.setdefault(
            key, {"key": key, "name": promise.service_name, "url": f"/tjanster/{key}", "rows": []}
        )
        group["rows"].append(row_of(promise))
    return list(groups.values())


@blueprint.get("/loften/<key>")
@public
@kept
def promise_show(key: str) -> str:
    """Show one promise through all periods, with its terms of each time and what was explained."""
    promise = promise_of(key)
    return render_template(
        "services/promises/show.html",
        promise=promise,
        card=card_of(promise, linked=False, with_service=False),
        service_url=f"/tjanster/{promise.term.decided.service}",
        rows=period_rows(promise),
        explanations=explanations_of(promise),
        facts=measure_facts(promise.measured),
        events=term_events(promise.terms, today()),
    )


def promise_of(key: str) -> Promise:
    """Return the promise. Raises NotFoundError with what may have been meant."""
    stamp, tokens = journal_head(), reader_here().tokens
    found = promises(tokens, today(), key=key, stamp=stamp, whole=True)
    if found:
        return found[0]
    others = {promise.key: promise for promise in in_force(promises(tokens, today(), stamp=stamp))}
    near = [*nearest(key, others, 5), *(name for name in others if name.startswith(key.split("-", 1)[0] + "-"))]
    ways = [Way(others[name].text, others[name].url) for name in dict.fromkeys(near)][:8]
    raise NotFoundError(_("Löftet %(key)s finns inte.", key=key), ways)
