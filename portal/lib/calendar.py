"""The Swedish calendar: holidays, working days, dates in words.

The public holidays are those of lagen (1989:253) om allmänna helgdagar. Saturdays, midsommarafton, julafton and
nyårsafton are no public holidays, but lagen (1930:173) om beräkning av lagstadgad tid puts them on a par with one when
a term runs out, and no municipal office is open on them: they count as days off here too.
"""

from datetime import date, timedelta
from functools import lru_cache

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

_SATURDAY = 5
_FRIDAY = 4
_NATIONAL_DAY_SINCE = 2005
_DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year (the anonymous Gregorian computus)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def public_holidays(year: int) -> dict[date, str]:
    """Return the public holidays of a year, except ordinary Sundays, with their Swedish names, in order.

    From lagen (1989:253) om allmänna helgdagar: since 2005 the national day is one and Whit Monday is not.
    """
    paskdagen = easter(year)
    days = {
        date(year, 1, 1): "Nyårsdagen",
        date(year, 1, 6): "Trettondedag jul",
        paskdagen - 2 * _DAY: "Långfredagen",
        paskdagen: "Påskdagen",
        paskdagen + _DAY: "Annandag påsk",
        date(year, 5, 1): "Första maj",
        paskdagen + 39 * _DAY: "Kristi himmelsfärdsdag",
        paskdagen + 49 * _DAY: "Pingstdagen",
        _first_on_or_after(date(year, 6, 20), _SATURDAY): "Midsommardagen",
        _first_on_or_after(date(year, 10, 31), _SATURDAY): "Alla helgons dag",
        date(year, 12, 25): "Juldagen",
        date(year, 12, 26): "Annandag jul",
    }
    if year >= _NATIONAL_DAY_SINCE:
        days.setdefault(date(year, 6, 6), "Sveriges nationaldag")
    else:
        days[paskdagen + 50 * _DAY] = "Annandag pingst"
    return dict(sorted(days.items()))


@lru_cache(maxsize=256)
def eves(year: int) -> dict[date, str]:
    """Return the three eves that lagen (1930:173) om beräkning av lagstadgad tid treats like public holidays."""
    return {
        _first_on_or_after(date(year, 6, 19), _FRIDAY): "Midsommarafton",
        date(year, 12, 24): "Julafton",
        date(year, 12, 31): "Nyårsafton",
    }


def is_working_day(day: date) -> bool:
    """Tell whether the day is a working day: no Saturday, Sunday, public holiday or one of the three eves."""
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year) and day not in eves(day.year)


def add_working_days(day: date, n: int) -> date:
    """Return the n-th working day after the day, which is itself not counted; before it for a negative n.

    With n = 0 the day itself is returned, working day or not.
    """
    step = _DAY if n > 0 else -_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """Return the number of working days after `first` up to and including `last`.

    So that `working_days_between(d, add_working_days(d, n)) == n`. Negative when `last` is before `first`: then the
    days before `first` down to and including `last` are counted.
    """
    if last < first:
        return -sum(is_working_day(last + i * _DAY) for i in range((first - last).days))
    return sum(is_working_day(first + i * _DAY) for i in range(1, (last - first).days + 1))


def add_months(day: date, count: int) -> date:
    """Return the same day of the month so many months later, or the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + count, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + month // 11, (month + 1) % 12 + 1, 1)
    return min(first + _DAY * (day.day - 1), following - _DAY)


def long_date(day: date) -> str:
    """Return the date in words: `3 mars 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_name(day: date) -> str:
    """Return the day's Swedish name: `måndag`."""
    return WEEKDAYS[day.weekday()]


def _first_on_or_after(day: date, weekday: int) -> date:
    return day + _DAY * ((weekday - day.weekday()) % 7)
