"""Periods that are measured (quarters, months, years), and dates relative to an anchor."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Self

from portal.lib.calendar import MONTHS

_CODE = re.compile(r"([0-9]{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")
_RELATIVE_PERIOD = re.compile(r"([QMY])-([1-9][0-9]{0,2})")
_RELATIVE_DATE = re.compile(r"T(?:([+-])([0-9]{1,5})d)?")
_FIRST_YEAR = 1900
_LAST_YEAR = 2999


class PeriodKind(Enum):
    """How long a period is; the value is its number of months."""

    MONTH = 1
    QUARTER = 3
    YEAR = 12


_KINDS = {"M": PeriodKind.MONTH, "Q": PeriodKind.QUARTER, "Y": PeriodKind.YEAR}


@dataclass(frozen=True)
class Period:
    """A calendar month, quarter or year.

    `first` and `last` are its first and last day, `label` is for reading (`2025 kv 3`), `code` is for files and
    addresses (`2025-Q3`, `2025-03`, `2025`).
    """

    kind: PeriodKind
    first: date
    last: date
    label: str
    code: str

    @classmethod
    def parse(cls, code: str) -> Self:
        """Return the period of a code; raises ValueError with a sentence in Swedish for anything else."""
        match = _CODE.fullmatch(code)
        year = int(match[1]) if match else 0
        if match is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
            message = f"”{code}” är ingen period: skriv ett kvartal (2025-Q3), en månad (2025-03) eller ett år (2025)."
            raise ValueError(message)
        if match[2]:
            return cls._starting(PeriodKind.QUARTER, date(year, 3 * int(match[2]) - 2, 1))
        if match[3]:
            return cls._starting(PeriodKind.MONTH, date(year, int(match[3]), 1))
        return cls._starting(PeriodKind.YEAR, date(year, 1, 1))

    @classmethod
    def around(cls, kind: PeriodKind, day: date) -> Self:
        """Return the period of the kind that contains the day."""
        month = day.month - (day.month - 1) % kind.value
        return cls._starting(kind, date(day.year, month, 1))

    def previous(self) -> Self:
        """Return the period of the same kind just before this one."""
        return self.around(self.kind, self.first - timedelta(days=1))

    def contains(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return self.first <= day <= self.last

    @classmethod
    def _starting(cls, kind: PeriodKind, first: date) -> Self:
        years, month = divmod(first.month - 1 + kind.value, 12)
        last = date(first.year + years, month + 1, 1) - timedelta(days=1)
        return cls(kind, first, last, *_names(kind, first))


def _names(kind: PeriodKind, first: date) -> tuple[str, str]:
    """Return a period's label and code."""
    if kind is PeriodKind.YEAR:
        return f"{first.year}", f"{first.year}"
    if kind is PeriodKind.MONTH:
        return f"{MONTHS[first.month - 1]} {first.year}", f"{first:%Y-%m}"
    quarter = (first.month + 2) // 3
    return f"{first.year} kv {quarter}", f"{first.year}-Q{quarter}"


def relative(code: str, anchor: date) -> Period:
    """Return the period of a code that may be relative to the anchor.

    `Q-1` is the last whole quarter before the one the anchor lies in, `Q-2` the one before that; `M-n` and `Y-n` are
    months and years. An absolute code is read as it stands. Raises ValueError with a sentence in Swedish.
    """
    match = _RELATIVE_PERIOD.fullmatch(code)
    if match is None:
        return Period.parse(code)
    kind = _KINDS[match[1]]
    months = 12 * anchor.year + anchor.month - 1 - int(match[2]) * kind.value
    if months < 12 * _FIRST_YEAR:
        message = f"”{code}” ligger för långt tillbaka."
        raise ValueError(message)
    return Period.around(kind, date(months // 12, months % 12 + 1, 1))


def relative_date(text: str, anchor: date) -> date:
    """Return the date of `T` (the anchor), `T-400d`, `T+14d` or an absolute `2025-03-03`.

    Raises ValueError with a sentence in Swedish for anything else and for dates out of range.
    """
    match = _RELATIVE_DATE.fullmatch(text)
    try:
        if match is None:
            day = date.fromisoformat(text if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else "")
        else:
            day = anchor + timedelta(days=int((match[1] or "") + (match[2] or "0")))
    except (ValueError, OverflowError):
        day = date.min
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        message = (
            f"”{text}” är inget datum: skriv som 2025-03-03, eller i förhållande till ankaret som T, T-400d, T+14d."
        )
        raise ValueError(message)
    return day
