"""Narrowing what was found: how many there are of each, with what else is chosen."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.search.columns import AREAS, KINDS, STATUSES, TYPES, UNITS, Names
from portal.search.ranking import Found
from portal.search.rules import AREA, GROUPS, KIND, STATUS, TYPE, UNIT
from portal.search.stand import Stand
from portal.search.visible import Visible

Mask = NDArray[np.bool_]
Above = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left of what was found, and for each group how many there are of each of its values."""

    found: Found
    counts: Mapping[str, Counter[str]]


def narrow(
    found: Found, chosen: Mapping[str, frozenset[str]], stand: Stand, visible: Visible, above: Above
) -> Narrowed:
    """Leave what has one of the chosen values in each group; `above` says for each unit it and all above it.

    A group's counts are made as if nothing were chosen in that group, so that one sees what another choice would give.
    """
    groups = Groups(stand, visible, above)
    fits = {group: groups.fits(group, wanted, found) for group, wanted in chosen.items()}
    counts = {group: groups.counts(group, but(fits, group, found)) for group in GROUPS}
    return Narrowed(but(fits, "", found) if fits else found, counts)


def but(fits: Mapping[str, Mask], group: str, found: Found) -> Found:
    """Return what fits all groups but one."""
    others = [mask for name, mask in fits.items() if name != group]
    return found.narrowed(np.logical_and.reduce(others)) if others else found


class Groups:
    """What each place is in each group."""

    def __init__(self, stand: Stand, visible: Visible, above: Above) -> None:
        """Take the index, what the reader may find in it, and the organisation."""
        self.stand, self.visible, self.above = stand, visible, above

    def fits(self, group: str, wanted: frozenset[str], found: Found) -> Mask:
        """Return whether each that was found has one of the values."""
        places = found.places
        if group == STATUS:
            numbers = [number for number, status in enumerate(STATUSES) if status.code in wanted]
            return np.isin(self.visible.statuses[places], numbers)
        if group == AREA:
            docs = self.areas()[0][np.isin(self.areas()[1], AREAS.some(wanted))]
            return np.isin(places, docs)
        if group == UNIT:
            below = [code for code, line in self.above.items() if not wanted.isdisjoint(line)]
            return np.isin(self.stand.column("units")[places], UNITS.some(below))
        column, names = COLUMNS[group]
        return np.isin(self.stand.column(column)[places], names.some(wanted))

    def counts(self, group: str, found: Found) -> Counter[str]:
        """Return how many of those that were found have each value."""
        places = found.places
        if group == STATUS:
            return tallied(self.visible.statuses[places], lambda number: STATUSES[number].code)
        if group == AREA:
            docs, areas = self.areas()
            inside = np.zeros(self.stand.size, bool)
            inside[places] = True
            return tallied(areas[inside[docs]], AREAS.names.__getitem__)
        column, names = COLUMNS[group]
        counts = tallied(self.stand.column(column)[places], names.names.__getitem__)
        if group != UNIT:
            del counts[""]
            return counts
        summed: Counter[str] = Counter()
        for code, count in counts.items():
            for unit in self.above.get(code, ()):
                summed[unit] += count
        return summed

    def areas(self) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
        """Return pairs of a place and an area that it is in."""

        def pairs() -> tuple[NDArray[np.intp], NDArray[np.int32]]:
            parts = zip(self.stand.bases, self.stand.segments, strict=True)
            docs = [one.columns.area_docs.astype(np.intp) + base for base, one in parts]
            return np.concatenate([*docs, np.zeros(0, np.intp)]), self.stand.column("areas")

        return self.stand.keep("areas of places", pairs)


COLUMNS: Mapping[str, tuple[str, Names]] = {TYPE: ("types", TYPES), KIND: ("kinds", KINDS), UNIT: ("units", UNITS)}


def tallied(numbers: NDArray[np.int32], name: Callable[[int], str]) -> Counter[str]:
    """Return how many there are of each number, by name."""
    counts = np.bincount(numbers) if len(numbers) else np.zeros(0, np.intp)
    return Counter({name(number): int(counts[number]) for number in np.flatnonzero(counts).tolist()})
