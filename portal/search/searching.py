"""Searching: the one way in. A reader asks on a day; the index answers, and the database has the last word."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
from markupsafe import Markup

from portal.people.rules import INTERNAL
from portal.search import places
from portal.search.analysis import WORD, folded, stem
from portal.search.answers import Answer, Hit
from portal.search.asking import NO_SYNONYMS, Asked, Asking
from portal.search.confirming import Reading, confirmed, search_database
from portal.search.explaining import reasons_for
from portal.search.facets import narrow
from portal.search.index import UnreadableError
from portal.search.narrowing import merged, wanted_by
from portal.search.passages import Passage, heading_over, marked_title, passage_of
from portal.search.queries.documents import Organisation, organisation
from portal.search.ranking import Found, rank
from portal.search.rules import GROUPS, PAGE, Question
from portal.search.stand import Stand, standing
from portal.search.syntax import read_query
from portal.search.visible import Visible, visible_to

log = logging.getLogger(__name__)

# An attached file as it was written: title, address, pages.
File = tuple[str, str, list[str]]
# A hit's marked title, its passage, the way there, its heading, file and page, and what is attached.
Told = tuple[Markup, Markup, str, str, str, int, tuple[tuple[str, str], ...]]
SWEDISH_ORDER = str.maketrans({"å": "{a", "ä": "{b", "ö": "{c"})


def nothing_opened(_words: str) -> Mapping[str, float]:
    """Return what colleagues opened for the words where nothing is counted."""
    return {}


@dataclass(frozen=True, slots=True)
class Searcher:
    """Who searches, when, and where the index lies.

    `synonyms` are the meanings of folded words, `opened` answers how often each thing (by ref) was opened for words.
    """

    index_dir: Path
    tokens: frozenset[str]
    today: date
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_SYNONYMS)
    opened: Callable[[str], Mapping[str, float]] = nothing_opened

    @property
    def reading(self) -> Reading:
        """Who reads, and when."""
        return Reading(self.tokens, self.today)

    def search(self, question: Question, *, size: int = PAGE, passages: bool = True, reasons: bool = False) -> Answer:
        """Answer the question, one page of hits of the size; from the database alone when the index cannot be read.

        `reasons` asks for why each hit stands where it does.
        """
        if question.is_empty:
            return Answer()
        try:
            stand = standing(self.index_dir)
        except UnreadableError as error:
            log.warning("there is no search index to read: %s", error)
            return search_database(question, self.reading, size)
        try:
            return search_index(self, stand, question, size, passages=passages, reasons=reasons)
        except UnreadableError:
            log.exception("the search index is damaged and will be made anew")
            places.mark_damaged(stand.folder)
            return search_database(question, self.reading, size)


def search_index(
    searcher: Searcher, stand: Stand, question: Question, size: int, *, passages: bool, reasons: bool
) -> Answer:
    """Answer from the index, checked against the database."""
    query, units = read_query(question.text), organisation()
    wanted = wanted_by(query, units, may_ask_owners=INTERNAL in searcher.tokens)
    everything = question.everything or wanted.wants_older
    visible = visible_to(stand, searcher.tokens, searcher.today, everything=everything)
    asking = Asking(stand, visible, searcher.synonyms)
    near = units_near(searcher.tokens, units)

    def find() -> Found:
        """Find what the words are in."""
        asked = asking.read(query.words)
        return rank(stand, visible, asked, query.words, near) if query.words else listed(stand, visible)

    found = stand.latest.keep((query.words, searcher.tokens), (searcher.synonyms, units, visible), find)
    asked = found.asked
    found = found.narrowed(wanted.left(stand, found.places, query))
    # Who only suggests shows no counts.
    groups = GROUPS if passages else ()
    narrowed = narrow(found, merged(question.chosen, wanted.chosen), stand, visible, units.above, groups)
    opened = searcher.opened(question.text)
    shown = narrowed.found.best(stand, size * (question.page - 1), size, opened)
    hits = [hit_of(stand, visible, ranked, units, everything=everything) for ranked in shown]
    hits = confirmed(hits, searcher.reading, everything=everything)
    if passages:
        marks = marks_of(asked)
        for hit in hits:
            add_passage(stand, hit, marks)
    if reasons and query.words:
        hits = [hit for hit in hits if hit.place is not None]
        for hit in hits:
            hit.reasons = reasons_for(stand, visible, found, hit.place, opened, near)  # type: ignore[arg-type]
    missing = tuple(word.word for word in asked if not word.terms and not word.meanings)
    return Answer(
        hits=tuple(hits),
        total=len(narrowed.found.places) - len(shown) + len(hits),
        counts=narrowed.counts,
        units=units,
        corrected=corrected(question.text, asked),
        missing=missing if len(found.places) else (),
        nearest=() if len(found.places) else asking.nearest_to(missing),
        told=tuple(wanted.told),
    )


def listed(stand: Stand, visible: Visible) -> Found:
    """Return everything the reader may find, by title: for a search that only narrows."""
    titles = {place: swedish_order(stand.fact(place).title) for place in visible.places().tolist()}
    places_ = np.array(sorted(titles, key=lambda place: (titles[place], place)), np.intp)
    return Found(places_, np.arange(len(places_), 0, -1, dtype=np.float32), [], "", visible.factors[places_])


def units_near(tokens: frozenset[str], units: Organisation) -> dict[str, int]:
    """Return the reader's units and those above them, each with how many steps it is below the municipality."""
    codes = (token.removeprefix("unit:") for token in tokens if token.startswith("unit:"))
    return {code: len(units.above[code]) - 1 for code in codes if len(units.above.get(code, ())) > 1}


def swedish_order(title: str) -> str:
    """Return what to sort a title by: å, ä and ö after z."""
    return title.casefold().translate(SWEDISH_ORDER)


def hit_of(stand: Stand, visible: Visible, ranked: tuple[int, float], units: Organisation, *, everything: bool) -> Hit:
    """Return what is told of a thing that was found; an older version is led to as such."""
    place, score = ranked
    fact, status = stand.fact(place), visible.status(place)
    older = everything and fact.ref == f"document:{fact.number}" and not status.in_force
    return Hit(
        place=place,
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
        score=round(score, 4),
    )


def add_passage(stand: Stand, hit: Hit, marks: tuple[str, ...]) -> None:
    """Mark the words in the hit's title and in the passage that answers best, and tell the way there."""
    if hit.place is None:
        hit.marked_title = marked_title(hit.title, marks)
        return
    shown = (hit.place, hit.title, hit.url)
    told = stand.passages.keep((shown, marks), (), lambda: told_of(stand, shown, marks))
    hit.marked_title, hit.passage, hit.passage_url, hit.heading, hit.file, hit.page, hit.files = told


def told_of(stand: Stand, shown: tuple[int, str, str], marks: tuple[str, ...]) -> Told:
    """Return what a hit tells: `shown` are its place, title and address.

    The passage is from an attached file only where more of the words stand in it than in the text.
    """
    place, title, address = shown
    text, headings, files = stand.text(place)
    passage = passage_of(text, marks)
    best, file, url, page = best_page(files, marks)
    attached = tuple((name, where) for name, where, _ in files)
    if best and best.words > passage.words:
        return marked_title(title, marks), best.markup, url, "", file, page, attached
    anchor, heading = heading_over(text, passage.start, headings) if passage.words else ("", "")
    way = f"{address}#{anchor}" if anchor else ""
    return marked_title(title, marks), passage.markup, way, heading, "", 0, attached


def best_page(files: Iterable[File], marks: Iterable[str]) -> tuple[Passage | None, str, str, int]:
    """Return the passage that answers best in the files, with its file's title and address and its page."""
    best: tuple[Passage | None, str, str, int] = (None, "", "", 0)
    for title, url, pages in files:
        for number, page in enumerate(pages, start=1):
            passage = passage_of(page, marks)
            if passage.words > (best[0].words if best[0] else 0):
                best = (passage, title, url, number if len(pages) > 1 else 0)
    return best


def marks_of(asked: Iterable[Asked]) -> tuple[str, ...]:
    """Return the beginnings of words to mark."""
    marks: dict[str, None] = {}
    for word in asked:
        marks[stem(word.word)] = None
        marks.update((folded(term.word), None) for term in word.terms if term.field == "stems")
        marks.update((mark, None) for meaning in word.meanings for mark in marks_of(meaning))
    return tuple(mark for mark in marks if mark)


def corrected(text: str, asked: Iterable[Asked]) -> str:
    """Return the query with the words that were taken for others replaced, or nothing when none was."""
    mended = {word.word: word.corrected for word in asked if word.corrected}
    return WORD.sub(lambda match: mended.get(folded(match[0]), match[0]), text) if mended else ""
