"""How well each thing answers: BM25 over one weighted field, more of the words first, and titles first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portal.control.rules import normal_number
from portal.search.analysis import folded, stem, words_of
from portal.search.asking import Asked
from portal.search.stand import Stand
from portal.search.visible import FACTORS, Place, Visible

TITLE_BONUS = 0.4
TITLES_COMPARED = 60
# What covers less than this much of what the best covers is no answer.
LEAST_COVERAGE = 0.3
NUMBER_ASKED = 1000.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """Where a thing that was found lies, and how well it answers."""

    place: Place
    score: float


def rank(stand: Stand, visible: Visible, asked: Iterable[Asked], query: str) -> list[Ranked]:
    """Return what was found, best first."""
    totals, coverage = sums_of(stand, visible, list(asked))
    if not totals:
        return []
    fewest = LEAST_COVERAGE * max(coverage.values())
    scores = {
        place: total * coverage[place] * FACTORS[visible.status(place)]
        for place, total in totals.items()
        if coverage[place] >= fewest
    }
    best = sorted(scores, key=scores.__getitem__, reverse=True)
    stems = frozenset(stem(folded(word.corrected or word.word)) for word in asked)
    number = normal_number(query)
    for place in best[:TITLES_COMPARED]:
        scores[place] *= 1 + TITLE_BONUS * likeness(stems, title_stems(stand.fact(place).title))
    for place in best:
        fact = stand.fact(place)
        if number == fact.number or number in fact.former:
            scores[place] += NUMBER_ASKED
    best.sort(key=lambda place: (-scores[place], stand.fact(place).number, stand.fact(place).url))
    return [Ranked(place, scores[place]) for place in best]


def sums_of(stand: Stand, visible: Visible, asked: list[Asked]) -> tuple[dict[Place, float], dict[Place, float]]:
    """Return the sum of the words' scores for each thing, and how much of what was asked it covers (0 to 1)."""
    totals: dict[Place, float] = defaultdict(float)
    covered: dict[Place, float] = defaultdict(float)
    whole = 0.0
    for word in asked:
        weight, scores = scores_of(stand, visible, word)
        whole += weight
        for place, score in scores.items():
            totals[place] += score
            covered[place] += weight
    return totals, {place: weight / whole for place, weight in covered.items()}


def scores_of(stand: Stand, visible: Visible, asked: Asked) -> tuple[float, dict[Place, float]]:
    """Return what the word weighs among the others, and each thing's best score of all that it may stand for."""
    best: dict[Place, float] = {}
    heaviest = 0.0
    for term in asked.terms:
        impacts = stand.impacts(term.field, term.word)
        own = stand.rarity(sum(len(found.docs) for found in impacts))
        weight = term.factor * (own if term.rarity is None else min(own, term.rarity))
        heaviest = max(heaviest, weight)
        for number, (shown, found) in enumerate(zip(visible.shown, impacts, strict=True)):
            for doc, impact in zip(found.docs, found.values, strict=True):
                if shown[doc] is not None:
                    place, score = (number, doc), weight * impact
                    if score > best.get(place, 0.0):
                        best[place] = score
    return heaviest, best


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the words of both that both have."""
    return len(one & other) / (len(one | other) or 1)


@lru_cache(maxsize=8192)
def title_stems(title: str) -> frozenset[str]:
    """Return the stems of a title."""
    return frozenset(stem(folded(word)) for word in words_of(title))
