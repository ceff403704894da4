"""How well the right answers are found: the figures of `portal search evaluate`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked: the right answers, what was found in order, how long it took in milliseconds."""

    relevant: frozenset[str]
    found: tuple[str, ...]
    milliseconds: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of some questions; shares are between 0 and 1, times in milliseconds."""

    queries: int
    mrr: float
    recall: float
    nothing: float
    p50: float
    p95: float


def reciprocal_rank(found: Sequence[str], relevant: frozenset[str], depth: int = DEPTH) -> float:
    """Return one divided by the place of the first right answer among the best, or 0 when none is there."""
    return next((1 / place for place, number in enumerate(found[:depth], 1) if number in relevant), 0.0)


def recall(found: Sequence[str], relevant: frozenset[str], depth: int = DEPTH) -> float:
    """Return the share of the right answers that are among the best."""
    return len(relevant.intersection(found[:depth])) / len(relevant)


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the smallest of the values that so many percent of them do not exceed."""
    return sorted(values)[max(ceil(len(values) * percent / 100), 1) - 1]


def measured(asked: Sequence[Asked]) -> Measures:
    """Return the figures of at least one question."""
    times = [one.milliseconds for one in asked]
    return Measures(
        queries=len(asked),
        mrr=fmean(reciprocal_rank(one.found, one.relevant) for one in asked),
        recall=fmean(recall(one.found, one.relevant) for one in asked),
        nothing=fmean(not one.found for one in asked),
        p50=percentile(times, 50),
        p95=percentile(times, 95),
    )


def measured_by_kind(asked: Sequence[Asked]) -> dict[str, Measures]:
    """Return the figures of each kind that is named, in the order that they come."""
    kinds = dict.fromkeys(one.kind for one in asked if one.kind)
    return {kind: measured([one for one in asked if one.kind == kind]) for kind in kinds}
