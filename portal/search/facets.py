"""Narrowing what was found: how many there are of each, with what else is chosen."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.search.columns import AREA_SETS, KINDS, STATUSES, TYPES, UNITS
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
    found: Found,
    chosen: Mapping[str, frozenset[str]],
    stand: Stand,
    visible: Visible,
    above: Above,
    groups: Iterable[str] = GROUPS,
) -> Narrowed:
    """Leave what has one of the chosen values in each group; `above` says for each unit it and all above it.

    Each of the `groups` is counted as if nothing were chosen in it, so that one sees what another choice would give.
    """
    sorts = visible.keep("sorts", lambda: Sorts(stand, visible))
    of_each = np.bincount(sorts.of_place[found.places], minlength=len(sorts.rows))
    fits = {group: sorts.fits(group, wanted, above) for group, wanted in chosen.items()}
    counts = {group: sorts.counts(group, of_each * but(fits, group, sorts), above) for group in groups}
    left = but(fits, "", sorts)
    return Narrowed(found.narrowed(left[sorts.of_place[found.places]]) if fits else found, counts)


def but(fits: Mapping[str, Mask], group: str, sorts: "Sorts") -> Mask:
    """Return which sorts fit all groups but one."""
    others = [mask for name, mask in fits.items() if name != group]
    return np.logical_and.reduce(others) if others else np.ones(len(sorts.rows), bool)


class Sorts:
    """The different sorts of thing that there are: all places of a sort are the same in every group."""

    def __init__(self, stand: Stand, visible: Visible) -> None:
        """Tell the sorts apart: by type, unit, kind, areas and status."""
        columns = [stand.column(name) for name in ("types", "units", "kinds", "area_sets")] + [visible.statuses]
        self.rows, of_place = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
        self.of_place = of_place.ravel()
        names: Mapping[str, Callable[[int], tuple[str, ...]]] = {
            TYPE: lambda number: (TYPES.names[number],) if TYPES.names[number] else (),
            UNIT: lambda number: (UNITS.names[number],),
            KIND: lambda number: (KINDS.names[number],),
            AREA: lambda number: tuple(AREA_SETS.names[number].split()),
            STATUS: lambda number: (STATUSES[number].code,),
        }
        # For each group the different values, and which of them each sort has.
        self.values: dict[str, list[tuple[str, ...]]] = {}
        self.of_sort: dict[str, NDArray[np.intp]] = {}
        for column, (group, name) in enumerate(names.items()):
            found, inverse = np.unique(self.rows[:, column], return_inverse=True)
            self.values[group] = [name(number) for number in found.tolist()]
            self.of_sort[group] = inverse.ravel()
        self.counted: dict[str, tuple[Above, list[str], NDArray[np.intp], NDArray[np.intp]]] = {}

    def fits(self, group: str, wanted: frozenset[str], above: Above) -> Mask:
        """Return which sorts have one of the values."""
        every = (self.having(group, values, above) for values in self.values[group])
        return np.array([not wanted.isdisjoint(values) for values in every], bool)[self.of_sort[group]]

    def counts(self, group: str, of_each: NDArray[np.intp], above: Above) -> Counter[str]:
        """Return how many there are of each value, from how many there are of each sort."""
        names, sort, name = self.named(group, above)
        sums = np.bincount(name, weights=of_each[sort], minlength=len(names)).astype(np.intp)
        there = np.flatnonzero(sums)
        return Counter(dict(zip(map(names.__getitem__, there.tolist()), sums[there].tolist(), strict=True)))

    def named(self, group: str, above: Above) -> tuple[list[str], NDArray[np.intp], NDArray[np.intp]]:
        """Return the names of a group's values, and which sorts have which of them: two numbers for each that has."""
        kept = self.counted.get(group)
        if kept is None or kept[0] is not above:
            numbers: dict[str, int] = {}
            pairs = [
                (sort, numbers.setdefault(name, len(numbers)))
                for sort, value in enumerate(self.of_sort[group].tolist())
                for name in self.having(group, self.values[group][value], above)
            ]
            table = np.array(pairs, np.intp).reshape(-1, 2)
            kept = self.counted[group] = (above, list(numbers), table[:, 0], table[:, 1])
        return kept[1:]

    @staticmethod
    def having(group: str, values: tuple[str, ...], above: Above) -> tuple[str, ...]:
        """Return what has these values: a unit's things are those of all units above it too."""
        return above.get(values[0], ()) if group == UNIT else values
