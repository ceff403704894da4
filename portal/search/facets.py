"""Narrowing what was found: how many there are of each, with what else is chosen."""

from collections import Counter
from collections.abc import Mapping
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
    found: Found, chosen: Mapping[str, frozenset[str]], stand: Stand, visible: Visible, above: Above
) -> Narrowed:
    """Leave what has one of the chosen values in each group; `above` says for each unit it and all above it.

    A group's counts are made as if nothing were chosen in that group, so that one sees what another choice would give.
    """
    sorts = visible.keep("sorts", lambda: Sorts(stand, visible))
    of_each = np.bincount(sorts.of_place[found.places], minlength=len(sorts.rows))
    fits = {group: sorts.fits(group, wanted, above) for group, wanted in chosen.items()}
    counts = {group: sorts.counts(group, of_each * but(fits, group, sorts), above) for group in GROUPS}
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
        self.values: Mapping[str, list[tuple[str, ...]]] = {
            TYPE: [(TYPES.names[number],) if TYPES.names[number] else () for number in self.rows[:, 0]],
            UNIT: [(UNITS.names[number],) for number in self.rows[:, 1]],
            KIND: [(KINDS.names[number],) for number in self.rows[:, 2]],
            AREA: [tuple(AREA_SETS.names[number].split()) for number in self.rows[:, 3]],
            STATUS: [(STATUSES[number].code,) for number in self.rows[:, 4]],
        }

    def fits(self, group: str, wanted: frozenset[str], above: Above) -> Mask:
        """Return which sorts have one of the values."""
        return np.array(
            [not wanted.isdisjoint(self.having(group, values, above)) for values in self.values[group]], bool
        )

    def counts(self, group: str, of_each: NDArray[np.intp], above: Above) -> Counter[str]:
        """Return how many there are of each value, from how many there are of each sort."""
        own: Counter[str] = Counter()
        values = self.values[group]
        for sort in np.flatnonzero(of_each).tolist():
            for value in values[sort]:
                own[value] += int(of_each[sort])
        if group != UNIT:
            return own
        summed: Counter[str] = Counter()
        for unit, count in own.items():
            for code in above.get(unit, ()):
                summed[code] += count
        return summed

    @staticmethod
    def having(group: str, values: tuple[str, ...], above: Above) -> tuple[str, ...]:
        """Return what has these values: a unit's things are those of all units above it too."""
        return above.get(values[0], ()) if group == UNIT else values
