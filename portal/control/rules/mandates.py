"""Who may decide about a version: those who were asked, who stands in for them, and the managers above."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from portal.control.rules.types import Mode
from portal.people.rules import Role


class Way(Enum):
    """In what capacity somebody decides."""

    OWN = "own"
    DEPUTY = "deputy"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Approver:
    """One who was asked to decide. `deputies` are the keys of who stands in today.

    `rank` is how far up from the document's unit they are a manager: 0 in the unit itself, -1 nowhere (see `rank_of`).
    """

    key: str
    name: str = ""
    deputies: frozenset[str] = frozenset()
    rank: int = -1


@dataclass(frozen=True, slots=True)
class Asked:
    """Those who were asked, in order, how they decide, and whose yes (by key) has been given by whom."""

    mode: Mode
    approvers: tuple[Approver, ...]
    given: Mapping[str, str]

    @property
    def waited_for(self) -> tuple[Approver, ...]:
        """Those of whom one may say yes now; none when all that was asked for is given."""
        lacking = tuple(approver for approver in self.approvers if approver.key not in self.given)
        if self.mode is Mode.ONE:
            return () if self.given else lacking
        return lacking[:1] if self.mode is Mode.IN_ORDER else lacking

    @property
    def left(self) -> int:
        """How many must still say yes."""
        if self.mode is Mode.ONE or not self.approvers:
            return 0 if self.given else 1
        return sum(approver.key not in self.given for approver in self.approvers)


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose yes (a person's key) somebody may give, in what capacity, and whether it is the last that is missing."""

    approver: str
    way: Way
    is_last: bool


def rank_of(path: Sequence[str], tokens: frozenset[str]) -> int:
    """Return how far up in `path` (the units from the owner up) who holds the tokens is a manager, -1 for nowhere."""
    places = (place for place, code in enumerate(path) if f"role:{Role.MANAGER}@{code}" in tokens)
    return max(places, default=-1)


def rank_in(path: Sequence[str], units: Iterable[str]) -> int:
    """Return how far up in `path` lies the highest of the units in which somebody is a manager, -1 for none of them."""
    return max((path.index(unit) for unit in units if unit in path), default=-1)


def seat_of(asked: Asked, person: str, rank: int) -> Seat | None:
    """Return whose yes the person may give now, or None.

    Who was asked says yes for themselves alone. Else one stands in for an absent one, or steps in as a manager at the
    same height or above. Nobody says yes twice. Where nobody was asked, any manager decides.
    """
    if person in asked.given.values() or person in asked.given:
        return None
    is_last = asked.left == 1
    if not asked.approvers:
        return Seat(person, Way.OWN, is_last)
    waited_for = asked.waited_for
    if any(approver.key == person for approver in asked.approvers):
        return Seat(person, Way.OWN, is_last) if any(one.key == person for one in waited_for) else None
    for approver in waited_for:
        if person in approver.deputies:
            return Seat(approver.key, Way.DEPUTY, is_last)
    for approver in waited_for:
        if rank >= 0 and approver.rank <= rank:
            return Seat(approver.key, Way.ABOVE, is_last)
    return None


def why_not_sit(asked: Asked, person: str, rank: int) -> str | None:
    """Return why the person may not say yes now, or None."""
    if seat_of(asked, person, rank):
        return None
    if person in asked.given.values() or person in asked.given:
        return "Du har redan sagt ja till versionen. Nu väntar den på någon annan."
    if any(approver.key == person for approver in asked.approvers):
        names = " och ".join(approver.name or approver.key for approver in asked.waited_for)
        return f"{names} ska säga ja före dig." if names else "Versionen väntar inte på någon."
    return "Du är varken utsedd att besluta, ersättare för den som är det eller chef över dem."


def why_not_finish(seat: Seat, *, with_dates: bool) -> str | None:
    """Return why a yes may not be given so, or None: whoever says yes last decides the dates."""
    if seat.is_last and not with_dates:
        return "Ditt ja är det sista som saknas. Läs sidan på nytt och välj vilken dag versionen börjar gälla."
    return None


def why_not_label(*, others_agreed: bool) -> str | None:
    """Return why the change may not be called something else (`minor` or `significant`), or None.

    What others have said yes to stays as they saw it.
    """
    if not others_agreed:
        return None
    return "Andra har redan sagt ja till ändringen som den är märkt. Återsänd versionen om märkningen är fel."


def managers_above(
    path: Sequence[str], managers: Mapping[str, Iterable[str]], approver: Approver, without: frozenset[str]
) -> frozenset[str]:
    """Return the nearest managers above an approver who does not decide.

    `managers` are their keys by unit; those in `without` cannot decide either.
    """
    for unit in path[approver.rank + 1 :]:
        found = frozenset(managers.get(unit, ())) - without - {approver.key}
        if found:
            return found
    return frozenset()
