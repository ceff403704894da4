"""Was it kept? A figure held against a commitment, for a period, as known on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from portal.indicators.rules import Figure, ValueUnit
from portal.lib.period import Period, PeriodKind
from portal.services.rules.commitment import Clock, Commitment, Kind, Operator, Season

NEAR_POINTS = Fraction(3)
NEAR_PART = Fraction(3, 100)
DAYS_TO_EXPLAIN = 30
UNITS = {Clock.INDEX: ValueUnit.INDEX, Clock.COUNT_PER_YEAR: ValueUnit.COUNT}


class State(Enum):
    """What became of a commitment in a period: code, words on the screen, tone and icon."""

    NOT_APPLICABLE = ("not-applicable", "Ej tillämpligt", "neutral", "calendar")
    UNMEASURED = ("unmeasured", "Ej mätt", "neutral", "questionmark-diamond")
    TOO_FEW = ("too-few", "För få svar eller ärenden", "neutral", "person-group")
    MET = ("met", "Uppfyllt", "success", "checkmark-circle")
    NEAR = ("near", "Nära", "warning", "minus-circle")
    MISSED = ("missed", "Ej uppfyllt", "danger", "x-mark-octagon")

    def __init__(self, code: str, label: str, tone: str, icon: str) -> None:
        """Give the parts their names."""
        self.code, self.label, self.tone, self.icon = code, label, tone, icon

    @property
    def is_judged(self) -> bool:
        """Whether there was a figure to judge by."""
        return self in {State.MET, State.NEAR, State.MISSED}


SEVERITY = {state: place for place, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the commitment in the period, with the terms and the figure that it was judged by."""

    state: State
    commitment: Commitment
    period: Period
    figure: Figure | None = None

    @property
    def value(self) -> Fraction | None:
        """The value that may be shown; hidden when too few were counted."""
        return self.figure.value if self.figure and self.state is not State.TOO_FEW else None

    @property
    def is_broken(self) -> bool:
        """Whether something that binds was not kept."""
        return self.state is State.MISSED and self.commitment.binds


def judge(commitment: Commitment, figure: Figure | None, period: Period, today: date) -> Verdict:
    """Return what became of the commitment in the period.

    A period that is not over, or whose figure is of another kind than the commitment, counts as not measured; so does a
    count per year in a period that is no year. Near is within 3 percentage points for shares, 3 % of the threshold for
    others, after the City of Yarra's reports ("within 3 %"); a guarantee is never near.
    """
    if not in_season(commitment.season, period):
        return Verdict(State.NOT_APPLICABLE, commitment, period)
    if figure is None or period.last >= today or not fits(commitment, figure, period):
        return Verdict(State.UNMEASURED, commitment, period)
    value = figure.value
    if value is None:
        return Verdict(State.NOT_APPLICABLE, commitment, period, figure)
    if figure.is_too_small:
        return Verdict(State.TOO_FEW, commitment, period, figure)
    return Verdict(state_of(commitment, value), commitment, period, figure)


def fits(commitment: Commitment, figure: Figure, period: Period) -> bool:
    """Whether the figure can tell anything of the commitment."""
    if commitment.clock is Clock.COUNT_PER_YEAR and period.kind is not PeriodKind.YEAR:
        return False
    return figure.unit is UNITS.get(commitment.clock, ValueUnit.PERCENT)


def state_of(commitment: Commitment, value: Fraction) -> State:
    """Return met, near or missed for a value."""
    missing = missing_of(commitment.goal_operator, Fraction(commitment.goal), value)
    if missing <= 0:
        return State.MET
    if commitment.kind is Kind.GUARANTEE:
        return State.MISSED
    margin = NEAR_POINTS if commitment.is_share else Fraction(commitment.goal) * NEAR_PART
    return State.NEAR if missing <= margin else State.MISSED


def missing_of(operator: Operator, goal: Fraction, value: Fraction) -> Fraction:
    """Return how far the value is from being good enough; 0 or less when it is."""
    if operator is Operator.EXACTLY:
        return abs(value - goal)
    return value - goal if operator is Operator.AT_MOST else goal - value


def in_season(season: Season | None, period: Period) -> bool:
    """Whether any day of the period lies in the season; without a season all do."""
    if season is None:
        return True
    days = ((period.first + timedelta(days=n)) for n in range((period.last - period.first).days + 1))
    return any(is_in(season, (day.month, day.day)) for day in days)


def is_in(season: Season, day: tuple[int, int]) -> bool:
    """Whether a day (month, day) lies in the season, which may turn the year."""
    if season.first <= season.last:
        return season.first <= day <= season.last
    return day >= season.first or day <= season.last


def judge_by(terms: Sequence[Commitment], figure: Figure | None, period: Period, today: date) -> Verdict:
    """Return the verdict by the terms that applied in the period, in order; several when they changed within it.

    The stricter counts: the one by which the outcome is worst, and of equals the last. Raises ValueError without terms.
    """
    if not terms:
        message = "a commitment is judged by the terms of its time"
        raise ValueError(message)
    verdicts = [judge(term, figure, period, today) for term in terms]
    return max(enumerate(verdicts), key=lambda item: (SEVERITY[item[1].state], item[0]))[1]


def explanation_overdue(verdict: Verdict, period: Period, today: date) -> date | None:
    """Return since when a public explanation of the broken commitment has been due, or None when none is.

    A missed commitment that binds is to be explained within 30 days from the end of its period.
    """
    due = period.last + timedelta(days=DAYS_TO_EXPLAIN)
    return due if verdict.is_broken and today > due else None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many commitments were kept, of those that bind and could be judged; and the rest, told beside."""

    kept: int
    judged: int
    near: int
    missed: int
    unjudged: int
    ambitions_reached: int
    ambitions: int


def tally_of(verdicts: Iterable[Verdict]) -> Tally:
    """Return the count of what became of the commitments; ambitions, which bind nobody, are counted by themselves."""
    told = list(verdicts)
    binding = [verdict.state for verdict in told if verdict.commitment.binds]
    hoped = [verdict.state for verdict in told if not verdict.commitment.binds and verdict.state.is_judged]
    judged = [state for state in binding if state.is_judged]
    return Tally(
        kept=judged.count(State.MET),
        judged=len(judged),
        near=judged.count(State.NEAR),
        missed=judged.count(State.MISSED),
        unjudged=len(binding) - len(judged),
        ambitions_reached=hoped.count(State.MET),
        ambitions=len(hoped),
    )


def as_decimal(value: Fraction) -> Decimal:
    """Return the value as a decimal number."""
    return Decimal(value.numerator) / Decimal(value.denominator)
