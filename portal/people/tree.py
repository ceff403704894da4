"""The organisation as a tree, made of units that are already read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.lib.text import alphabetical
from portal.people.models import Unit


@dataclass(slots=True)
class Branch:
    """A unit with the branches below it, and how many persons belong to any of them."""

    unit: Unit
    children: list["Branch"] = field(default_factory=list)
    persons: frozenset[int] = frozenset()


def branches(units: Iterable[Unit], members: Mapping[int, frozenset[int]]) -> list[Branch]:
    """Return the tree by name; a unit whose parent is not among the units stands at the top."""
    found = {unit.id: Branch(unit, persons=members.get(unit.id, frozenset())) for unit in units}
    tops: list[Branch] = []
    for branch in sorted(found.values(), key=lambda branch: alphabetical(branch.unit.name)):
        above = found.get(branch.unit.parent_id)
        (above.children if above else tops).append(branch)
    for top in tops:
        add_up(top)
    return tops


def add_up(branch: Branch) -> frozenset[int]:
    """Let each branch have the persons of those below it, each counted once; return them."""
    branch.persons = branch.persons.union(*(add_up(child) for child in branch.children))
    return branch.persons


def in_order(tops: Iterable[Branch], depth: int = 0) -> list[tuple[int, Unit]]:
    """Return every unit with its depth, each followed by what is below it."""
    listed = []
    for branch in tops:
        listed.append((depth, branch.unit))
        listed += in_order(branch.children, depth + 1)
    return listed


def choices(units: Iterable[Unit], today: date) -> dict[str, str]:
    """Return the units that are not closed for a list to choose from: name set in by depth, by code."""
    remaining = [unit for unit in units if unit.valid_to is None or unit.valid_to >= today]
    listed = in_order(branches(remaining, {}))
    return {unit.code: "– " * depth + f"{unit.name} ({unit.code})" for depth, unit in listed}
