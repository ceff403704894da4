"""When the office is open, as settings write it: its hours on working days, and the days on which it closes early."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.lib.calendar import easter, is_working_day, public_holidays

DAY = timedelta(days=1)
Span = tuple[datetime, datetime]
_HOURS = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[.:](\d{2}))?")


def day_before(holiday: str) -> Callable[[int], date]:
    """Return what finds the day before a public holiday in a year."""
    return lambda year: next(day for day, name in public_holidays(year).items() if name == holiday) - DAY


# Days on which many offices close early, by the names that a setting gives them.
HALF_DAYS: Mapping[str, Callable[[int], date]] = {
    "trettondagsafton": day_before("Trettondedag jul"),
    "skärtorsdagen": lambda year: easter(year) - 3 * DAY,
    "valborgsmässoafton": day_before("Första maj"),
    "dagen-före-kristi-himmelsfärdsdag": day_before("Kristi himmelsfärdsdag"),
    "dagen-före-nationaldagen": day_before("Sveriges nationaldag"),
    "dagen-före-alla-helgons-dag": day_before("Alla helgons dag"),
    "dagen-före-julafton": lambda year: date(year, 12, 23),
    "dagen-före-nyårsafton": lambda year: date(year, 12, 30),
}


@dataclass(frozen=True, slots=True)
class Office:
    """Where and when the office is open: from and to on working days, or every day, and until when on its half-days.

    `closes` None is midnight.
    """

    zone: ZoneInfo
    opens: time = time(8)
    closes: time | None = time(16, 30)
    every_day: bool = False
    half_days: frozenset[str] = frozenset()
    half_day_closes: time = time(12)

    def hours(self, day: date) -> Span | None:
        """Return from when to when the office is open on the day, in UTC; None when it is not."""
        if not (self.every_day or is_working_day(day)):
            return None
        ends = [self.end_of(day) if self.closes is None else self.at(day, self.closes)]
        if any(HALF_DAYS[name](day.year) == day for name in self.half_days):
            ends.append(self.at(day, self.half_day_closes))
        return (begins, min(ends)) if (begins := self.at(day, self.opens)) < min(ends) else None

    def at(self, day: date, hour: time) -> datetime:
        """Return a local time of a day in UTC."""
        return datetime.combine(day, hour, self.zone).astimezone(UTC)

    def end_of(self, day: date) -> datetime:
        """Return the moment at which the day is over, in UTC."""
        return self.at(day + DAY, time(0))


def read_hours(text: str) -> tuple[time, time | None]:
    """Read opening hours such as `8-16.30`; until 24 is midnight, None. Raises ValueError."""
    found = _HOURS.fullmatch(text.strip())
    try:
        if found:
            first, last = time(int(found[1]), int(found[2] or 0)), (int(found[3]), int(found[4] or 0))
            closes = None if last == (24, 0) else time(*last)
            if closes is None or closes > first:
                return first, closes
    except ValueError:
        pass
    message = "skriv öppettiden som 8-16.30"
    raise ValueError(message)


def read_office(zone: ZoneInfo, hours: str, half_days: Iterable[str]) -> Office:
    """Return the office that settings tell of. Raises ValueError."""
    names = frozenset(half_days)
    if unknown := names - HALF_DAYS.keys():
        message = f"{', '.join(sorted(unknown))}: de halvdagar som finns är {', '.join(HALF_DAYS)}"
        raise ValueError(message)
    opens, closes = read_hours(hours)
    return Office(zone, opens, closes, half_days=names)
