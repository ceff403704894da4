"""An answer as a page shows it: hits with badges, and groups with links that narrow it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.control.badges import Badge, badge_of
from portal.control.rules.status import Status
from portal.control.rules.types import NUMBER, TYPE_LABELS, Type
from portal.lib.calendar import long_date
from portal.search.answers import NO_MARKUP, Answer, Hit
from portal.search.explaining import Reason
from portal.search.queries.documents import Organisation, area_names
from portal.search.rules import AREA, GROUPS, KIND, PAGE, STATUS, TYPE, UNIT, Question

MOST_CHOICES = 12
FILLED_IN = (Type.TEMPLATE, Type.FORM)
ADMINISTRATION = "administration"


@dataclass(frozen=True, slots=True)
class Result:
    """A hit as `ui/hits.html` shows it."""

    title: Markup | str
    url: str
    kind_label: str
    number: str
    unit: str
    status: Badge | None
    version: int | None
    since: str
    passage: Markup
    passage_url: str
    passage_label: str
    files: tuple[tuple[str, str], ...]
    figure: str
    reasons: tuple[Reason, ...]
    ref: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a group: its address takes it as well, or takes it away again."""

    label: str
    count: int
    url: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group that narrows the search."""

    title: str
    choices: list[Choice]


def kind_names() -> dict[str, tuple[str, str]]:
    """Return each kind of thing in words: one, and many."""
    return {
        "handbook": (_("Handbokssida"), _("Handboken")),
        "declaration": (_("Servicedeklaration"), _("Servicedeklarationer")),
        "service": (_("Tjänst"), _("Tjänster")),
        "promise": (_("Löfte"), _("Löften")),
    }


def results_of(answer: Answer, figures: Mapping[str, str]) -> list[Result]:
    """Return the hits as the page shows them; `figures` are what is told of promises and services, by key."""
    return [result_of(hit, figures.get(hit.number, "")) for hit in answer.hits]


def result_of(hit: Hit, figure: str) -> Result:
    """Return a hit as the page shows it; only a document has a number and a version, and a status what has dates.

    Templates and forms are to be filled in: their files lead to themselves.
    """
    is_document = NUMBER.fullmatch(hit.number) is not None
    kinds = kind_names()
    dated = hit.valid_from is not None or hit.status.is_open
    applies = hit.status.in_force and hit.valid_from is not None
    return Result(
        title=hit.marked_title or hit.title,
        url=hit.url,
        kind_label=type_label(hit.type) or kinds.get(hit.kind, (hit.kind,))[0],
        number=hit.number if is_document else "",
        unit=hit.unit,
        status=badge_of(hit.status, hit.valid_from) if dated else None,
        version=hit.version if is_document else None,
        since=_("från %(day)s", day=long_date(hit.valid_from)) if applies and hit.valid_from else "",
        # What is told of a promise is its text: its passage would say the same once more.
        passage=NO_MARKUP if figure and hit.kind == "promise" else hit.passage,
        passage_url=hit.passage_url,
        passage_label=place_of(hit),
        files=hit.files if hit.type in FILLED_IN else (),
        figure=figure,
        reasons=hit.reasons,
        ref=hit.ref,
    )


def place_of(hit: Hit) -> str:
    """Return where the passage stands: under which heading, or in which file and on which page."""
    if not hit.file:
        return hit.heading
    return _("%(file)s, sida %(page)s", file=hit.file, page=hit.page) if hit.page else hit.file


def type_label(type_: str) -> str:
    """Return a type of document in words, or nothing for one that is none."""
    return TYPE_LABELS[Type(type_)] if type_ in set(Type) else ""


def address(question: Question, *, page: int = 1) -> str:
    """Return the address that asks the question."""
    values: dict[str, Any] = {group: sorted(chosen) for group, chosen in question.chosen.items()}
    if question.everything:
        values["alla"] = 1
    if page > 1:
        values["sida"] = page
    return url_for("search.search_index", q=question.text or None, **values)


def address_before_page(question: Question) -> str:
    """Return the address up to the number of a page."""
    return address(question, page=2).removesuffix("2")


def page_count(answer: Answer) -> int:
    """Return how many pages of hits there are."""
    return ceil(answer.total / PAGE)


def groups_of(question: Question, answer: Answer) -> list[Group]:
    """Return the groups that narrow the search further: those with something to choose between, or chosen."""
    kinds = {kind: many for kind, (_one, many) in kind_names().items()}
    statuses = {status.code: status.label.partition(",")[0] for status in Status if status is not Status.OVERDUE}
    statuses[Status.OVERDUE.code] = _("Översyn försenad")
    names: dict[str, Mapping[str, str]] = {
        TYPE: {str(type_): label for type_, label in TYPE_LABELS.items()},
        UNIT: administrations(question, answer.units),
        AREA: area_names() if answer.counts[AREA] or AREA in question.chosen else {},
        KIND: kinds,
        STATUS: statuses,
    }
    titles = {TYPE: _("Typ"), UNIT: _("Förvaltning"), AREA: _("Processområde"), KIND: _("Slag"), STATUS: _("Status")}
    groups = []
    for group in GROUPS:
        choices = choices_of(question, group, names[group], answer.counts[group])
        if len(choices) > 1 or group in question.chosen:
            groups.append(Group(titles[group], choices))
    return groups


def administrations(question: Question, units: Organisation) -> dict[str, str]:
    """Return the administrations' names by code, and those of other units that are chosen."""
    chosen = question.chosen.get(UNIT, frozenset())
    return {code: unit.name for code, unit in units.units.items() if unit.kind == ADMINISTRATION or code in chosen}


def choices_of(question: Question, group: str, names: Mapping[str, str], counts: Counter[str]) -> list[Choice]:
    """Return the group's values that something has, the commonest first, and those that are chosen."""
    chosen = question.chosen.get(group, frozenset())
    there = [value for value in names if counts[value] or value in chosen]
    shown = sorted(there, key=lambda value: (value not in chosen, -counts[value]))[: max(MOST_CHOICES, len(chosen))]
    return [
        Choice(names[value], counts[value], address(with_choice(question, group, value)), value in chosen)
        for value in shown
    ]


def with_choice(question: Question, group: str, value: str) -> Question:
    """Return the question with the value chosen, or no longer chosen when it was."""
    chosen = question.chosen.get(group, frozenset()) ^ {value}
    rest = {other: values for other, values in question.chosen.items() if other != group}
    return replace(question, chosen=rest | ({group: chosen} if chosen else {}), page=1)
