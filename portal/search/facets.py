"""Narrowing what was found: how many there are of each, with what else is chosen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.search.facts import Fact
from portal.search.ranking import Ranked
from portal.search.rules import AREA, GROUPS, KIND, STATUS, TYPE, UNIT
from portal.search.stand import Stand
from portal.search.visible import Visible


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left of what was found, and for each group how many there are of each of its values."""

    found: list[Ranked]
    counts: Mapping[str, Counter[str]]


def narrow(
    found: Sequence[Ranked],
    chosen: Mapping[str, frozenset[str]],
    stand: Stand,
    visible: Visible,
    above: Mapping[str, tuple[str, ...]],
) -> Narrowed:
    """Leave what has one of the chosen values in each group; `above` says for each unit it and all above it.

    A group's counts are made as if nothing were chosen in that group, so that one sees what another choice would give.
    """
    counts: dict[str, Counter[str]] = {group: Counter() for group in GROUPS}
    left = []
    for ranked in found:
        fact = stand.fact(ranked.place)
        values = values_of(fact, visible.status(ranked.place).code, above)
        failed = [group for group, wanted in chosen.items() if wanted.isdisjoint(values[group])]
        if not failed:
            left.append(ranked)
            for group in GROUPS:
                counts[group].update(values[group])
        elif len(failed) == 1:
            counts[failed[0]].update(values[failed[0]])
    return Narrowed(left, counts)


def values_of(fact: Fact, status: str, above: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return what the thing is in each group."""
    return {
        TYPE: (fact.type,) if fact.type else (),
        UNIT: above.get(fact.unit, ()),
        AREA: fact.areas,
        KIND: (fact.kind,),
        STATUS: (status,),
    }
