"""What became of a commitment from one decided version to the next: no retreat in silence."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from portal.lib.text import format_number
from portal.services.rules.commitment import Commitment, Kind, Operator, RemedyLevel
from portal.services.rules.law import HOURS, span
from portal.services.rules.wording import amount_text, season_text, target_text, threshold_text

KIND_ORDER = (Kind.AMBITION, Kind.PROMISE, Kind.GUARANTEE)
REMEDY_ORDER = tuple(RemedyLevel)


class ChangeKind(Enum):
    """What a change means to the one who was promised: code, words, tone and icon."""

    TIGHTENED = ("tightened", "Skärpt", "success", "trend-up")
    LOOSENED = ("loosened", "Uppmjukat", "warning", "trend-down")
    MIXED = ("mixed", "Ändrat", "info", "arrow-circlepath")
    ADDED = ("added", "Nytt", "success", "plus")
    REMOVED = ("removed", "Borttaget", "danger", "trash")
    REWORDED = ("reworded", "Omformulerat", "neutral", "pencil-line")

    def __init__(self, code: str, label: str, tone: str, icon: str) -> None:
        """Give the parts their names."""
        self.code, self.label, self.tone, self.icon = code, label, tone, icon


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that changed: 1 is more for the citizen, -1 less, 0 neither."""

    direction: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a commitment between two versions, and in what respects."""

    kind: ChangeKind
    commitment: Commitment
    details: tuple[str, ...] = ()


def change_of(old: Commitment | None, new: Commitment | None) -> Change | None:
    """Return what changed from one decided version to the next, or None when nothing did that a reader could notice.

    Raises ValueError when there is neither an old nor a new commitment.
    """
    if old is None or new is None:
        only = new or old
        if only is None:
            message = "there is no commitment to compare"
            raise ValueError(message)
        return Change(ChangeKind.ADDED if new else ChangeKind.REMOVED, only)
    steps = list(steps_between(old, new))
    directions = {step.direction for step in steps}
    details = tuple(step.text for step in steps)
    if {1, -1} <= directions or (directions and not directions & {1, -1}):
        return Change(ChangeKind.MIXED, new, details)
    if 1 in directions:
        return Change(ChangeKind.TIGHTENED, new, details)
    if -1 in directions:
        return Change(ChangeKind.LOOSENED, new, details)
    return Change(ChangeKind.REWORDED, new) if old.text != new.text else None


def steps_between(old: Commitment, new: Commitment) -> Iterator[Step]:
    """Yield each thing that changed in what is promised."""
    if old.kind is not new.kind:
        text = f"från {KIND_WORDS[old.kind]} till {KIND_WORDS[new.kind]}"
        yield Step(sign(KIND_ORDER.index(new.kind) - KIND_ORDER.index(old.kind)), text)
    if threshold_text(old) != threshold_text(new):
        yield Step(direction_of(old, new), from_to(old, new))
    if old.clock.is_duration and new.clock.is_duration and old.target_share != new.target_share:
        text = f"målet från {target_text(old)} till {target_text(new)} av fallen"
        yield Step(sign(new.target_share - old.target_share), text)
    if (old.start, old.stop) != (new.start, new.stop):
        yield Step(0, "klockan startar eller stannar vid en annan händelse")
    if old.season != new.season:
        words = [season_text(season) if season else "hela året" for season in (old.season, new.season)]
        yield Step(0 if old.season and new.season else 1 if old.season else -1, f"från {words[0]} till {words[1]}")
    for before, after, word in ((old.pauses, new.pauses, "uppehåll"), (old.exclusions, new.exclusions, "undantag")):
        if len(before) != len(after):
            yield Step(sign(len(before) - len(after)), f"{'fler' if len(after) > len(before) else 'färre'} {word}")
    if old.remedy.level is not new.remedy.level:
        weight = REMEDY_ORDER.index(new.remedy.level) - REMEDY_ORDER.index(old.remedy.level)
        yield Step(sign(weight), "mer om vi inte håller det" if weight > 0 else "mindre om vi inte håller det")


def from_to(old: Commitment, new: Commitment) -> str:
    """Return from what threshold to what: `från 5 till 7 arbetsdagar`; in full where more than the number differs."""
    if old.clock is new.clock and old.operator is new.operator:
        return f"från {format_number(old.threshold)} till {amount_text(new.clock, new.threshold)}"
    return f"från {threshold_text(old)} till {threshold_text(new)}"


KIND_WORDS = {Kind.GUARANTEE: "garanti", Kind.PROMISE: "löfte", Kind.AMBITION: "ambition"}


def direction_of(old: Commitment, new: Commitment) -> int:
    """Return 1 when the new threshold promises more, -1 when less, 0 when that cannot be said."""
    if old.operator is not new.operator:
        return 0
    before, after = length_of(old), length_of(new)
    if old.clock is not new.clock and not (old.clock.is_duration and new.clock.is_duration):
        return 0
    if old.clock is new.clock and old.clock not in HOURS:
        before, after = Fraction(old.threshold), Fraction(new.threshold)
    if new.operator is Operator.EXACTLY:
        return 0
    return sign(after - before if new.operator is Operator.AT_LEAST else before - after)


def length_of(commitment: Commitment) -> Fraction:
    """Return the time in hours for a duration, at its longest (a notice at its shortest), else the threshold."""
    if commitment.clock.is_duration:
        end = 0 if commitment.operator is Operator.AT_LEAST else 1
        return span(commitment.clock, Fraction(commitment.threshold))[end]
    return Fraction(commitment.threshold)


def sign(number: Decimal | Fraction | int) -> int:
    """Return 1, 0 or -1."""
    return (number > 0) - (number < 0)
