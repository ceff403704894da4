"""How well each thing answers: BM25 over one weighted field, more of the words first, and titles first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portal.control.rules.types import NUMBER, TYPE_LABELS, normal_number
from portal.search.analysis import STOP_WORDS, folded, stem, words_of
from portal.search.asking import Asked
from portal.search.stand import Stand
from portal.search.visible import Place, Visible

TITLE_BONUS = 0.6
# Who names a type of document, as in `rutin medicin`, wants a document.
DOCUMENT_BONUS = 0.5
TYPE_STEMS = frozenset(stem(folded(label)) for label in TYPE_LABELS.values())
TITLES_COMPARED = 60
# What covers less than this much of what the best covers is no answer.
LEAST_COVERAGE = 0.3


@dataclass(frozen=True, slots=True)
class Ranked:
    """Where a thing that was found lies, and how well it answers."""

    place: Place
    score: float


def rank(stand: Stand, visible: Visible, asked: list[Asked], query: str) -> list[Ranked]:
    """Return what was found, best first."""
    totals, coverage = sums_of(stand, visible, asked)
    if not totals:
        return []
    fewest = LEAST_COVERAGE * max(coverage.values())
    best = sorted(
        (-total * coverage[place] * visible.factors[place[0]][place[1]], place)
        for place, total in totals.items()
        if coverage[place] >= fewest
    )
    first = titles_first(stand, asked, best[:TITLES_COMPARED])
    return number_first(stand, query, first + [Ranked(place, -score) for score, place in best[TITLES_COMPARED:]])


def titles_first(stand: Stand, asked: Iterable[Asked], best: Iterable[tuple[float, Place]]) -> list[Ranked]:
    """Return the best in the order that they have when those whose titles are like what was asked are worth more.

    Documents are worth more too where one of several words is a type's name, typed right or not.
    """
    stems = frozenset(stem(folded(part)) for word in asked for part in words_of(word.corrected or word.word))
    bonus = 1 + DOCUMENT_BONUS if len(stems) > 1 and stems & TYPE_STEMS else 1.0
    ranked = []
    for score, place in best:
        fact = stand.fact(place)
        worth = (1 + TITLE_BONUS * likeness(stems, title_stems(fact.title))) * (bonus if fact.type else 1)
        ranked.append(Ranked(place, -score * worth))
    return sorted(ranked, key=lambda one: (-one.score, stand.fact(one.place).number, one.place))


def number_first(stand: Stand, query: str, ranked: list[Ranked]) -> list[Ranked]:
    """Return the ranked with what bears the number that was asked for, or did before, first."""
    number = normal_number(query)
    if not NUMBER.fullmatch(number):
        return ranked
    facts = [stand.fact(one.place) for one in ranked]
    bearing = {one for one, fact in zip(ranked, facts, strict=True) if number == fact.number or number in fact.former}
    return sorted(ranked, key=lambda one: one not in bearing)


def sums_of(stand: Stand, visible: Visible, asked: Iterable[Asked]) -> tuple[dict[Place, float], dict[Place, float]]:
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
        for number, (factors, found) in enumerate(zip(visible.factors, impacts, strict=True)):
            for doc, impact in zip(found.docs, found.values, strict=True):
                if factors[doc]:
                    place, score = (number, doc), weight * impact
                    if score > best.get(place, 0.0):
                        best[place] = score
    return heaviest, best


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the words of both that both have."""
    return len(one & other) / (len(one | other) or 1)


@lru_cache(maxsize=8192)
def title_stems(title: str) -> frozenset[str]:
    """Return the stems of a title's words, but for those that say nothing."""
    return frozenset(stem(word) for word in map(folded, words_of(title)) if word not in STOP_WORDS)
