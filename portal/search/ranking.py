"""How well each thing answers: BM25 over one weighted field, more of the words first, and titles first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from portal.control.rules.types import NUMBER, TYPE_LABELS, normal_number
from portal.search.analysis import folded, stem, words_of
from portal.search.asking import Asked
from portal.search.columns import TYPES, UNITS
from portal.search.packing import Floats
from portal.search.postings import Impacts, Places
from portal.search.stand import Stand
from portal.search.visible import Visible

TITLE_BONUS = 0.6
# What was opened often for the same words gains at most so much; half of it at OFTEN times.
OPENED_BONUS, OFTEN = 0.5, 3.0
NOTHING_OPENED: Mapping[str, float] = {}
# What a document of the reader's own unit gains for each step that the unit is below the municipality.
NEAR_BONUS = 0.04
NOBODYS: Mapping[str, int] = {}
# Who names a type of document, as in `rutin medicin`, wants a document.
DOCUMENT_BONUS, TYPE_BONUS = 0.5, 0.5
TYPE_STEMS = {stem(folded(label)): str(type_) for type_, label in TYPE_LABELS.items()}
# Titles are compared of so many for each that is shown, and of no more than so many.
COMPARED_FOR_EACH, TITLES_COMPARED = 6, 60
# What covers less than this much of what the best covers is no answer.
LEAST_COVERAGE = 0.3
# What a word's meaning counts beside the word itself.
MEANING = 0.9
TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the places, how well each answers, and what was looked for.

    `coverage` is how much of it each of the places holds (0 to 1).
    """

    places: Places
    scores: Floats
    asked: list[Asked]
    query: str
    coverage: Floats

    def narrowed(self, left: NDArray[np.bool_]) -> "Found":
        """Return only those that are left."""
        return replace(self, places=self.places[left], scores=self.scores[left], coverage=self.coverage[left])

    def best(
        self, stand: Stand, start: int, size: int, opened: Mapping[str, float] = NOTHING_OPENED
    ) -> list[tuple[int, float]]:
        """Return so many of the best from the start on, best first, with their scores.

        `opened` says how often each thing (by ref) was opened for the same words.
        """
        compared = min(TITLES_COMPARED, COMPARED_FOR_EACH * size)
        order = foremost(self.scores, max(start + size, compared))
        places, scores = self.places[order], self.scores[order].astype(np.float64)
        if self.query:
            alike, often = worth_more(stand, self.asked, places[:compared], opened)
            scores[:compared] *= 1 + alike + often
            first = np.argsort(-scores[:compared], kind="stable")
            places[:compared], scores[:compared] = places[first], scores[first]
        pairs = list(zip(places.tolist(), scores.tolist(), strict=True))
        return (number_first(stand, self.query, pairs) if self.query else pairs)[start : start + size]


def foremost(scores: Floats, most: int) -> Places:
    """Return where the highest scores are, the highest first, equals in order."""
    if len(scores) > most:
        line = np.partition(scores, len(scores) - most)[len(scores) - most]
        chosen = np.flatnonzero(scores >= line)
    else:
        chosen = np.arange(len(scores))
    return chosen[np.argsort(-scores[chosen], kind="stable")][:most]


def rank(stand: Stand, visible: Visible, asked: list[Asked], query: str, near: Mapping[str, int] = NOBODYS) -> Found:
    """Return what was found; `near` are the reader's units and those above, each with how deep down it is."""
    totals, coverage = sums_of(stand, asked)
    coverage *= visible.shown
    best = float(coverage.max(initial=0.0))
    places = np.flatnonzero(coverage >= max(LEAST_COVERAGE * best, TINY)) if best else np.zeros(0, np.intp)
    scores = totals[places] * coverage[places] * visible.factors[places]
    worth = typed(stand, asked, places) * owned_near(stand, near)[places]
    return Found(places, scores * worth, asked, query, coverage[places])


def owned_near(stand: Stand, near: Mapping[str, int]) -> Floats:
    """Return how much more each place is worth to a reader of these units: the nearer, the more."""

    def look() -> Floats:
        by_unit = np.ones(len(UNITS.names) or 1, np.float32)
        for unit, depth in near.items():
            by_unit[UNITS.number(unit) : UNITS.number(unit) + 1] += np.float32(NEAR_BONUS * depth)
        return by_unit[stand.column("units")]

    return stand.keep(("near", tuple(sorted(near.items()))), look)


def sums_of(stand: Stand, asked: Iterable[Asked]) -> tuple[Floats, Floats]:
    """Return the sum of the words' scores for each place, and how much of what was asked it covers (0 to 1)."""
    totals, covered = np.zeros(stand.size, np.float32), np.zeros(stand.size, np.float32)
    whole = 0.0
    for word in asked:
        weight, scores = scores_of(stand, word)
        whole += weight
        totals += scores
        covered += (scores > 0).astype(np.float32) * np.float32(weight)
    return totals, covered / np.float32(whole or 1)


def scores_of(stand: Stand, asked: Asked) -> tuple[float, Floats]:
    """Return what the word weighs among the others, and each place's best score of all that it may stand for."""
    best = np.zeros(stand.size, np.float32)
    heaviest = 0.0
    for term in asked.terms:
        impacts, weight = term.impacts(stand), term.weight(stand)
        heaviest = max(heaviest, weight)
        best[impacts.places] = np.maximum(best[impacts.places], impacts.values * np.float32(weight))
    for meaning in asked.meanings:
        totals, coverage = sums_of(stand, meaning)
        # As good as one word that stands for them all, where they all stand.
        scores = np.float32(MEANING) * totals * coverage**2 / np.float32(len(meaning) ** 0.5)
        best = np.maximum(best, scores)
        heaviest = max(heaviest, MEANING * max(stand.rarity(len(impacts_of(stand, one))) for one in meaning))
    return heaviest, best


def impacts_of(stand: Stand, asked: Asked) -> Impacts:
    """Return where the commonest of what the word may stand for stands."""
    return max((term.impacts(stand) for term in asked.terms), key=len)


def typed(stand: Stand, asked: Iterable[Asked], places: Places) -> Floats:
    """Return how much more each place is worth where one of several words is a type's name, typed right or not."""
    stems = stems_asked(asked)
    named = stems & TYPE_STEMS.keys() if len(stems) > 1 else frozenset()
    worth = np.ones(len(places), np.float32)
    if named:
        types = stand.column("types")[places]
        worth[types != TYPES.number("")] += np.float32(DOCUMENT_BONUS)
        for name in named:
            worth[types == TYPES.number(TYPE_STEMS[name])] += np.float32(TYPE_BONUS)
    return worth


def stems_asked(asked: Iterable[Asked]) -> frozenset[str]:
    """Return the stems of what was asked, mended."""
    return frozenset(stem(folded(part)) for word in asked for part in words_of(word.corrected or word.word))


def worth_more(
    stand: Stand, asked: Sequence[Asked], places: Places, opened: Mapping[str, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how much more each place is worth for its title's likeness to what was asked, and for being opened often.

    `opened` says how often each thing (by ref) was opened for the same words.
    """
    alike = stand.likeness(places, stems_asked(asked), begun_word(asked))
    often = [opened.get(stand.fact(place).ref, 0.0) if opened else 0.0 for place in places.tolist()]
    times = np.array(often, np.float64)
    return TITLE_BONUS * alike, OPENED_BONUS * times / (times + OFTEN)


def begun_word(asked: Sequence[Asked]) -> str:
    """Return the last word, folded, which may be unfinished."""
    return asked[-1].word if asked and not asked[-1].corrected else ""


def number_first(stand: Stand, query: str, ranked: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return the ranked with what bears the number that was asked for, or did before, first."""
    number = normal_number(query)
    if not NUMBER.fullmatch(number):
        return ranked
    facts = {place: stand.fact(place) for place, _ in ranked}
    bearing = {place for place, fact in facts.items() if number == fact.number or number in fact.former}
    return sorted(ranked, key=lambda one: one[0] not in bearing)
