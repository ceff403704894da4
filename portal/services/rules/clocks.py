"""When the time of a commitment runs out: its clock, from arrival on, with pauses, opening hours and summer time.

Days are counted after the day on which something arrived, which is the day it reached the municipality whatever the
hour (förvaltningslagen (2017:900) 22 §), and the last of them is there until midnight. Hours are those of the office.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import count
from zoneinfo import ZoneInfo

from portal.lib.calendar import add_months, add_working_days, is_working_day
from portal.lib.clock import day_of
from portal.lib.office import Office, Span
from portal.services.rules.commitment import Clock

DAY = timedelta(days=1)
WEEK = 7
# No promise counts longer; what is asked for beyond is a slip.
MOST_DAYS, MOST_HOURS = 4_000, 40_000
SECONDS = {Clock.MINUTES: 60, Clock.HOURS: 3600}


@dataclass(frozen=True, slots=True)
class Pause:
    """From when to when the clock stands still; `reason` is what the citizen is told."""

    first: datetime
    last: datetime
    reason: str = ""


def arrival_day(reached: datetime, zone: ZoneInfo, *, by_post: bool = False) -> date:
    """Return the day on which something has arrived.

    It is the day on which it reached the municipality. What came by post is held to have come on the nearest working
    day before, as it may have been told of then (förvaltningslagen 22 §, second paragraph).
    """
    day = day_of(reached, zone)
    return add_working_days(day, -1) if by_post else day


def deadline(
    clock: Clock, length: Fraction, arrived: datetime, office: Office, pauses: Sequence[Pause] = ()
) -> datetime:
    """Return the moment, in UTC, until which a commitment of so many of the clock's units is kept.

    Days, weeks and months are whole. Raises ValueError for a clock that counts no time and for a length that no
    promise has.
    """
    if clock in SECONDS:
        return after_hours(length * SECONDS[clock], arrived, office, pauses)
    if not clock.is_duration or length.denominator != 1 or not 0 <= length <= MOST_DAYS:
        message = f"no time is counted as {length} {clock}"
        raise ValueError(message)
    return office.end_of(last_day(clock, int(length), arrival_day(arrived, office.zone), still_days(office, pauses)))


def last_day(clock: Clock, length: int, arrived: date, is_still: Callable[[date], bool]) -> date:
    """Return the last of so many days, weeks or months after the day of arrival; days that are still are not counted.

    Weeks and months end on the day that they would, and as many days later as the clock stood still until then.
    """
    day, left = arrived, length * WEEK if clock is Clock.WEEKS else length
    if clock is Clock.MONTHS:
        left = (add_months(arrived, length) - arrived).days
    while left:
        day += DAY
        left -= counts(clock, day) and not is_still(day)
    return day


def counts(clock: Clock, day: date) -> bool:
    """Whether the clock counts the day."""
    return is_working_day(day) if clock is Clock.WORKING_DAYS else True


def still_days(office: Office, pauses: Sequence[Pause]) -> Callable[[date], bool]:
    """Return what tells whether the clock stands still at the end of a day: then the day is not counted."""

    def is_still(day: date) -> bool:
        end = office.end_of(day)
        return any(pause.first < end <= pause.last for pause in pauses)

    return is_still if pauses else lambda _day: False


def after_hours(seconds: Fraction, arrived: datetime, office: Office, pauses: Sequence[Pause]) -> datetime:
    """Return when so many seconds of open office have passed since the arrival. Raises ValueError for absurdly many."""
    if not 0 <= seconds <= MOST_HOURS * 3600:
        message = f"no office hours are counted as {seconds} seconds"
        raise ValueError(message)
    left = timedelta(seconds=float(seconds))
    if not left:
        return arrived.astimezone(UTC)
    for first, last in running(arrived, office, pauses):
        if last - first >= left:
            return first + left
        left -= last - first
    raise AssertionError("the office opens again, for ever")  # pragma: no cover


def running(arrived: datetime, office: Office, pauses: Iterable[Pause]) -> Iterator[Span]:
    """Yield the spans in which the office is open and the clock runs, from the arrival on, without end."""
    begun = day_of(arrived, office.zone)
    for number in count():
        if hours := office.hours(begun + number * DAY):
            yield from without(pauses, max(hours[0], arrived.astimezone(UTC)), hours[1])


def without(pauses: Iterable[Pause], first: datetime, closes: datetime) -> Iterator[Span]:
    """Yield what is left of a span when the pauses are taken out of it."""
    for pause in sorted(pauses, key=lambda pause: pause.first):
        if pause.last <= first or pause.first >= closes:
            continue
        if pause.first > first:
            yield first, pause.first
        first = max(first, pause.last)
    if first < closes:
        yield first, closes


def used(clock: Clock, arrived: datetime, ended: datetime, office: Office, pauses: Sequence[Pause] = ()) -> Fraction:
    """Return the shortest length, in the clock's units, of a commitment that is kept when something ended then.

    What ended before it arrived took no time. Raises ValueError for a clock that counts no time.
    """
    if clock in SECONDS:
        return Fraction(open_seconds(arrived, ended, office, pauses)) / SECONDS[clock]
    if not clock.is_duration:
        message = f"{clock} counts no time"
        raise ValueError(message)
    first, last = arrival_day(arrived, office.zone), day_of(ended, office.zone)
    is_still = still_days(office, pauses)
    # What ends on a day that is not counted has outlived the counted day before it, and needs the next.
    days = sum(counts(clock, day) and not is_still(day) for day in days_after(first, last - DAY)) + (last > first)
    if clock is Clock.WEEKS:
        return Fraction(-(-days // WEEK))
    if clock is Clock.MONTHS:
        return Fraction(next(months for months in count() if (add_months(first, months) - first).days >= days))
    return Fraction(days)


def days_after(first: date, last: date) -> Iterator[date]:
    """Yield the days after the first up to and including the last."""
    return (first + number * DAY for number in range(1, (last - first).days + 1))


def open_seconds(arrived: datetime, ended: datetime, office: Office, pauses: Sequence[Pause]) -> int:
    """Return how many seconds the clock ran."""
    total = timedelta()
    for first, last in running(arrived, office, pauses):
        if first >= ended:
            break
        total += min(last, ended) - first
    return int(total.total_seconds())
