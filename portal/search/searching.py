"""Searching: the one way in. A reader asks on a day; the index answers, and the database has the last word."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from markupsafe import Markup, escape

from portal.control.queries.listing import DocumentLine
from portal.control.rules.status import Status
from portal.search import places
from portal.search.analysis import WORD, folded, stem
from portal.search.asking import Asked, Asking
from portal.search.facets import narrow
from portal.search.index import UnreadableError
from portal.search.passages import marked_title, passage_of
from portal.search.queries.documents import Organisation, decided_versions, organisation, search_plainly
from portal.search.ranking import Ranked, rank
from portal.search.rules import GROUPS, KIND, PAGE, STATUS, TYPE, Question
from portal.search.stand import Stand, standing
from portal.search.visible import Place, Visible, visible_to

log = logging.getLogger(__name__)

DOCUMENT = "document:"
NO_MARKUP = Markup()
NO_UNITS = Organisation({}, {})
SWEDISH_ORDER = str.maketrans({"å": "{a", "ä": "{b", "ö": "{c"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found; `place` is where in the index, or None when the database knows better."""

    place: Place | None
    ref: str
    number: str
    title: str
    url: str
    kind: str
    type: str
    unit: str
    status: Status
    version: int
    valid_from: date | None
    score: float = 0.0
    marked_title: Markup = NO_MARKUP
    passage: Markup = NO_MARKUP


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found.

    `corrected` is the query with words that stand nowhere taken for ones that do, when that was done; `missing` are
    the words that were left out, `nearest` what looks like what was typed when nothing was found.
    `plain` says that the database answered by itself, the index being away. `units` are those that the counts are of.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    counts: Mapping[str, Counter[str]] = field(default_factory=lambda: {group: Counter() for group in GROUPS})
    corrected: str = ""
    missing: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    plain: bool = False
    units: Organisation = NO_UNITS


@dataclass(frozen=True, slots=True)
class Searcher:
    """Who searches, when, and where the index lies."""

    index_dir: Path
    tokens: frozenset[str]
    today: date

    def search(self, question: Question, *, size: int = PAGE, passages: bool = True) -> Answer:
        """Answer the question, one page of hits of the size; from the database alone when the index cannot be read."""
        if question.is_empty:
            return Answer()
        try:
            stand = standing(self.index_dir)
        except UnreadableError as error:
            log.warning("there is no search index to read: %s", error)
            return search_database(self, question, size)
        try:
            return search_index(self, stand, question, size, passages=passages)
        except UnreadableError:
            log.exception("the search index is damaged and will be made anew")
            places.mark_damaged(stand.folder)
            return search_database(self, question, size)


def search_index(searcher: Searcher, stand: Stand, question: Question, size: int, *, passages: bool) -> Answer:
    """Answer from the index, checked against the database."""
    visible = visible_to(stand, searcher.tokens, searcher.today, everything=question.everything)
    asking = Asking(stand, visible)
    asked = asking.read(question.text)
    found = rank(stand, visible, asked, question.text) if question.text else listed(stand, visible)
    units = organisation()
    narrowed = narrow(found, question.chosen, stand, visible, units.above)
    start = size * (question.page - 1)
    shown = narrowed.found[start : start + size]
    hits = confirmed(searcher, question, [hit_of(stand, visible, ranked, units, question) for ranked in shown])
    if passages:
        hits = [with_passage(stand, hit, marks_of(asked)) for hit in hits]
    missing = tuple(word.word for word in asked if not word.terms)
    return Answer(
        hits=tuple(hits),
        total=len(narrowed.found) - len(shown) + len(hits),
        counts=narrowed.counts,
        units=units,
        corrected=corrected(question.text, asked),
        missing=missing if found else (),
        nearest=() if found else tuple(dict.fromkeys(near for word in missing for near in asking.nearest(word))),
    )


def listed(stand: Stand, visible: Visible) -> list[Ranked]:
    """Return everything the reader may find, by title: for a search that only narrows."""
    places_ = sorted(visible.places(), key=lambda place: (swedish_order(stand.fact(place).title), place))
    return [Ranked(place, 0.0) for place in places_]


def swedish_order(title: str) -> str:
    """Return what to sort a title by: å, ä and ö after z."""
    return title.casefold().translate(SWEDISH_ORDER)


def hit_of(stand: Stand, visible: Visible, ranked: Ranked, units: Organisation, question: Question) -> Hit:
    """Return what is told of a thing that was found; an older version is led to as such."""
    fact, status = stand.fact(ranked.place), visible.status(ranked.place)
    older = question.everything and fact.ref == f"{DOCUMENT}{fact.number}" and not status.in_force
    return Hit(
        place=ranked.place,
        ref=fact.ref,
        number=fact.number,
        title=fact.title,
        url=f"{fact.url}/v/{fact.version}" if older else fact.url,
        kind=fact.kind,
        type=fact.type,
        unit=units.units[fact.unit].name if fact.unit in units.units else fact.unit_name,
        status=status,
        version=fact.version,
        valid_from=fact.valid_from,
        score=round(ranked.score, 4),
    )


def confirmed(searcher: Searcher, question: Question, hits: list[Hit]) -> list[Hit]:
    """Return the hits as the database has them now: one that no longer is what the index says is mended or left out."""
    lines = decided_versions(map(document_of, filter(is_decided, hits)), searcher.tokens, searcher.today)
    checked = (confirm(hit, lines[document_of(hit)], question) if is_decided(hit) else hit for hit in hits)
    return [hit for hit in checked if hit is not None]


def is_decided(hit: Hit) -> bool:
    """Whether the hit is of a document's decided version."""
    return hit.ref.startswith(DOCUMENT) and not hit.status.is_open


def document_of(hit: Hit) -> str:
    """Return the number of the document that the hit is of."""
    return hit.ref.removeprefix(DOCUMENT)


def confirm(hit: Hit, lines: list[DocumentLine], question: Question) -> Hit | None:
    """Return the hit as its document's versions have it, or None when it may not be shown."""
    line = next((line for line in lines if line.version == hit.version), None)
    if not question.everything:
        current = [line for line in lines if line.status.in_force or line.status is Status.SCHEDULED]
        line = min(current, key=lambda line: (not line.status.in_force, line.valid_from), default=None)
    if line is None:
        return None
    if hit.number != line.number:
        # A part of the document, such as a promise: it is told of as long as its version speaks for the document.
        return replace(hit, status=line.status) if line.version == hit.version else None
    place = hit.place if line.version == hit.version else None
    return replace(
        hit, place=place, title=line.title, version=line.version, status=line.status, valid_from=line.valid_from
    )


def with_passage(stand: Stand, hit: Hit, marks: list[str]) -> Hit:
    """Return the hit with the words marked in its title and in the passage that answers best."""
    passage = passage_of(stand.text(hit.place), marks) if hit.place else NO_MARKUP
    return replace(hit, marked_title=marked_title(hit.title, marks), passage=passage)


def marks_of(asked: Iterable[Asked]) -> list[str]:
    """Return the beginnings of words to mark."""
    marks: dict[str, None] = {}
    for word in asked:
        marks[stem(word.word)] = None
        marks.update((folded(term.word), None) for term in word.terms if term.field == "stems")
    return [mark for mark in marks if mark]


def corrected(text: str, asked: Iterable[Asked]) -> str:
    """Return the query with the words that were taken for others replaced, or nothing when none was."""
    mended = {word.word: word.corrected for word in asked if word.corrected}
    return WORD.sub(lambda match: mended.get(folded(match[0]), match[0]), text) if mended else ""


def search_database(searcher: Searcher, question: Question, size: int) -> Answer:
    """Answer from the database alone: simpler, narrowed by type and status only."""
    lines = [line for line in search_plainly(question.text, searcher.tokens, searcher.today) if fits(line, question)]
    start = size * (question.page - 1)
    hits = tuple(plain_hit(line) for line in lines[start : start + size])
    return Answer(hits=hits, total=len(lines), plain=True)


def fits(line: DocumentLine, question: Question) -> bool:
    """Whether the document is what the search is narrowed to, as far as a line tells."""
    values = {TYPE: line.type, KIND: line.kind, STATUS: line.status.code}
    return all(values[group] in wanted for group, wanted in question.chosen.items() if group in values)


def plain_hit(line: DocumentLine) -> Hit:
    """Return a line as a hit."""
    return Hit(
        place=None,
        ref=f"{DOCUMENT}{line.number}",
        number=line.number,
        title=line.title,
        url=f"/d/{line.number}",
        kind=line.kind,
        type=line.type,
        unit=line.unit,
        status=line.status,
        version=line.version,
        valid_from=line.valid_from,
        marked_title=escape(line.title),
    )
