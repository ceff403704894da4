"""A commitment beside the law's own limit, and one length of time beside another."""

from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cache

from portal.lib.calendar import is_working_day
from portal.services.rules.commitment import Clock, Commitment, Operator

HOURS = {
    Clock.MINUTES: Fraction(1, 60),
    Clock.HOURS: Fraction(1),
    Clock.CALENDAR_DAYS: Fraction(24),
    Clock.WEEKS: Fraction(24 * 7),
}
FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2051, 12, 31)
LONGEST_COUNT = 600


class Floor(StrEnum):
    """How a commitment stands to the law's limit."""

    WEAKER = "weaker"
    EQUAL = "equal"
    BETTER = "better"


def against_law(commitment: Commitment) -> Floor | None:
    """Return how the commitment stands to its statutory limit; None when there is none or they cannot be compared.

    The same clock is compared by its number, and so are clocks of a fixed length (minutes, hours, days, weeks). Months
    and working days vary in length: then the commitment at its longest is held against the law's limit at its shortest
    (for a notice the other way round), so that none is called better than the law on a lucky week. The law's limits are
    those that the commitment itself cites.
    """
    law = commitment.statutory
    if law is None:
        return None
    ours, theirs = Fraction(commitment.threshold), Fraction(law.threshold)
    at_least = commitment.operator is Operator.AT_LEAST
    if commitment.clock is not law.clock:
        if not (commitment.clock.is_duration and law.clock.is_duration):
            return None
        ours = span(commitment.clock, ours)[0 if at_least else 1]
        theirs = span(law.clock, theirs)[1 if at_least else 0]
    return floor_of(-ours, -theirs) if at_least else floor_of(ours, theirs)


def floor_of(ours: Fraction, theirs: Fraction) -> Floor:
    """Return how a limit of ours stands to theirs, less being better."""
    if ours == theirs:
        return Floor.EQUAL
    return Floor.BETTER if ours < theirs else Floor.WEAKER


def span(clock: Clock, count: Fraction) -> tuple[Fraction, Fraction]:
    """Return the shortest and the longest time, in hours, that a count of the clock can take."""
    if clock in HOURS:
        return count * HOURS[clock], count * HOURS[clock]
    low, high = int(count), -int(-count // 1)
    lengths = working_days_span if clock is Clock.WORKING_DAYS else months_span
    return Fraction(24 * lengths(low)[0]), Fraction(24 * lengths(high)[1])


@cache
def months_span(count: int) -> tuple[int, int]:
    """Return the fewest and the most days that so many months in a row can have."""
    firsts = [date(2020 + n // 12, n % 12 + 1, 1) for n in range(12 * 9)]
    if count == 0:
        return 0, 0
    years, months = divmod(count, 12)
    spans = []
    for first in firsts:
        month = first.month - 1 + months
        last = date(first.year + years + month // 12, month % 12 + 1, 1)
        spans.append((last - first).days)
    return min(spans), max(spans)


@cache
def working_days() -> tuple[date, ...]:
    """Return the working days of a stretch of years long enough for every meeting of weekends and holidays."""
    days = (LAST_DAY - FIRST_DAY).days + 1
    return tuple(day for day in (FIRST_DAY + timedelta(days=n) for n in range(days)) if is_working_day(day))


@cache
def working_days_span(count: int) -> tuple[int, int]:
    """Return the fewest and the most calendar days until the working day of that number is over.

    Counted from a day that is not itself counted, as terms in Swedish administration are.
    """
    if count == 0:
        return 0, 0
    count = min(count, LONGEST_COUNT)
    days = working_days()
    starts = range(1, len(days) - count)
    fewest = min((days[n + count - 1] - days[n]).days + 1 for n in starts)
    most = max((days[n + count] - days[n]).days for n in starts)
    return fewest, most
