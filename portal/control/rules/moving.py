"""A reorganisation: which documents get another unit or owner, which cannot, and why."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.people.rules import UnitFact, ends_by, why_not_hold

WRITE = "control.write"


@dataclass(frozen=True, slots=True)
class Placed:
    """A document as it is placed: its id, number, unit's code and owner's key (empty for none)."""

    id: int
    number: str
    unit: str
    owner: str


@dataclass(frozen=True, slots=True)
class Goal:
    """Where the documents are to go: a unit's code, an owner's key; what is empty stays as it is."""

    unit: str = ""
    owner: str = ""

    def change(self, placed: Placed) -> bool:
        """Whether a document is changed by it."""
        return (self.unit or placed.unit, self.owner or placed.owner) != (placed.unit, placed.owner)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a move does: the documents that go, those that are there already, and those that cannot, by the reason."""

    going: tuple[Placed, ...]
    there: int
    refused: Mapping[str, tuple[Placed, ...]]

    @property
    def digest(self) -> str:
        """What tells this plan from another: whoever saw it has seen just this."""
        lines = [f"{row.id} {row.unit} {row.owner}" for row in self.going]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def plan_of(rows: Iterable[Placed], goal: Goal, tokens: frozenset[str]) -> Plan:
    """Return what becomes of the documents: it takes the permission to write where each is and where it goes."""
    going: list[Placed] = []
    refused: dict[str, list[Placed]] = {}
    there = 0
    reasons: dict[str, str | None] = {}
    for row in rows:
        if row.unit not in reasons:
            reasons[row.unit] = why_not_move(row.unit, goal.unit, tokens)
        reason = reasons[row.unit]
        if not goal.change(row):
            # Of how many there are elsewhere, nothing is told.
            there += reason is None
        elif reason:
            refused.setdefault(reason, []).append(row)
        else:
            going.append(row)
    return Plan(tuple(going), there, {reason: tuple(found) for reason, found in refused.items()})


def why_not_move(unit: str, to: str, tokens: frozenset[str]) -> str | None:
    """Return why a reader may not place a document of the unit anew, or None."""
    if why_not_hold(WRITE, unit, tokens):
        return f"Du får inte ändra dokument som {unit} äger."
    if to and why_not_hold(WRITE, to, tokens):
        return f"Du får inte lägga dokument hos {to}."
    return None


def why_not_goal(goal: Goal, units: Mapping[str, UnitFact], today: date) -> str | None:
    """Return why nothing can go there, or None."""
    if not goal.unit and not goal.owner:
        return "Välj en ny enhet, en ny ägare eller båda."
    if goal.unit and goal.unit not in units:
        return f"Enheten {goal.unit} finns inte."
    if goal.unit and ends_by(units[goal.unit], today):
        return f"{goal.unit} är avslutad eller avslutas i dag. Välj en enhet som finns kvar."
    return None
