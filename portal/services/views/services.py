"""The services: all of them, and what each one promises."""

from collections.abc import Iterable
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from portal.control.addresses import Way, resolver, way_to
from portal.control.models.versions import Version
from portal.control.queries.listing import DocumentLine, titles_of
from portal.lib.errors import NotFoundError
from portal.lib.markup.rendered import fill
from portal.lib.text import nearest
from portal.services.body import Section, sections_from
from portal.services.queries.promises import Promise, in_force, promises, promises_from
from portal.services.queries.services import (
    ServiceLine,
    ServicePage,
    changes_in,
    get_service,
    service_lines,
    situations,
)
from portal.services.queries.terms import Decided, committed
from portal.services.rules.decide import HEADINGS
from portal.services.rules.verdict import tally_of
from portal.services.shown import card_of, change_log, decision_text, status_badge_of
from portal.services.views.blueprint import blueprint, reader_here
from portal.web.access import public
from portal.web.pages import kept
from portal.web.portal import journal_head, today

BY_SITUATION = "livssituation"
ABOUT, NOT, ASKED, REACH, FAILED = HEADINGS


@blueprint.get("/tjanster/")
@public
@kept
def service_index() -> str:
    """Show all services, A–Ö or by life situation, each with how it keeps what it promises."""
    by_situation = request.args.get("visa") == BY_SITUATION
    told = told_by_service(in_force(promises(reader_here().tokens, today(), stamp=journal_head())))
    if by_situation:
        groups = [(place.key, place.name, list(place.services)) for place in situations() if place.services]
    else:
        groups = [(letter.lower(), letter, services) for letter, services in by_letter(service_lines())]
    return render_template(
        "services/services/index.html",
        by_situation=by_situation,
        groups=[{"key": key, "name": name, "items": items_of(services, told)} for key, name, services in groups],
    )


def by_letter(services: Iterable[ServiceLine]) -> list[tuple[str, list[ServiceLine]]]:
    """Return the services by their first letter."""
    found: dict[str, list[ServiceLine]] = {}
    for service in services:
        found.setdefault(service.name[:1].upper(), []).append(service)
    return list(found.items())


def told_by_service(found: Iterable[Promise]) -> dict[str, str]:
    """Return how each service kept what it promised, in words."""
    groups: dict[str, list[Promise]] = {}
    for promise in found:
        groups.setdefault(promise.term.decided.service, []).append(promise)
    told = {}
    for service, its in groups.items():
        tally = tally_of(promise.latest for promise in its)
        if tally.judged:
            told[service] = _("%(kept)s av %(judged)s löften höll vi", kept=tally.kept, judged=tally.judged)
    return told


def items_of(services: Iterable[ServiceLine], told: dict[str, str]) -> list[dict[str, Any]]:
    """Return the services as rows of a list."""
    return [
        {"label": service.name, "url": service.url, "text": service.summary, "note": told.get(service.key, "")}
        for service in services
    ]


@blueprint.get("/tjanster/<key>")
@public
@kept
def service_show(key: str) -> str:
    """Show what a service does, promises and keeps."""
    service = service_of(key)
    stamp, tokens = journal_head(), reader_here().tokens
    found = committed(tokens, service=key, stamp=stamp)
    told = promises_from(found, today(), stamp=stamp)
    decided = declaration_in_force(promise.current.decided for promise in told if promise.current)
    sections = sections_from(Version.get_by_id(decided.id)) if decided else []
    numbers = {number for section in sections for number in section.rendered.links} | set(service.documents)
    named = titles_of(numbers, tokens, today())
    return render_template(
        "services/services/show.html",
        service=service,
        declaration=declaration_facts(decided),
        cards=[card_of(promise, with_service=False) for promise in by_place(in_force(told))],
        tally=tally_of(promise.latest for promise in in_force(told)),
        documents=[way_to(named[number]) for number in service.documents if number in named],
        changes=change_log(changes_in(found.terms), today()),
        **parts_of(sections, named),
    )


def service_of(key: str) -> ServicePage:
    """Return the service. Raises NotFoundError with what may have been meant."""
    try:
        return get_service(key)
    except NotFoundError as error:
        names = {service.key: service for service in service_lines()}
        near = [names[name] for name in nearest(key, names, 5)]
        near += [names[name] for name in names if key in name or name in key]
        ways = [Way(service.name, service.url) for service in dict.fromkeys(near)]
        raise NotFoundError(str(error), ways) from error


def declaration_in_force(versions: Iterable[Decided]) -> Decided | None:
    """Return the declaration that applies; of several the one with the lowest number."""
    return min(versions, key=lambda decided: decided.number, default=None)


def by_place(found: Iterable[Promise]) -> list[Promise]:
    """Return the promises in the order of their declaration."""
    return sorted(found, key=lambda promise: (promise.term.decided.number, promise.term.position))


def declaration_facts(decided: Decided | None) -> dict[str, Any] | None:
    """Return what a page says of the declaration that applies."""
    if decided is None:
        return None
    return {
        "url": f"/d/{decided.number}",
        "number": decided.number,
        "version": decided.version,
        "badge": status_badge_of(decided, today()),
        "valid_from": decided.valid_from,
        "review_by": decided.review_by,
        "decision": decision_text(decided),
    }


def parts_of(sections: Iterable[Section], named: dict[str, DocumentLine]) -> dict[str, Any]:
    """Return the declaration's text by the headings that it must have, and what it has besides."""
    resolve = resolver(named)
    texts = {part.title: Markup(fill(part.rendered.segments, resolve)) for part in sections}  # noqa: S704 - sanitised
    known = {name.casefold(): name for name in HEADINGS}
    by_heading = {known.get(title.casefold(), title): text for title, text in texts.items()}
    return {
        "about": by_heading.pop(ABOUT, Markup()),
        "beside": [{"title": title, "text": by_heading.pop(title)} for title in (NOT, ASKED) if title in by_heading],
        "reach": by_heading.pop(REACH, Markup()),
        "failed": by_heading.pop(FAILED, Markup()),
        "others": [{"title": title, "text": text} for title, text in by_heading.items()],
    }
