"""Indicators and what is measured of them: values, periods, what may be entered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from portal.lib.calendar import MONTHS
from portal.lib.period import Period, PeriodKind

LARGEST = 10**15
# So long after a period its figures are to be there.
DAYS_TO_COUNT = 14


class ValueUnit(StrEnum):
    """What an indicator's value is counted in."""

    PERCENT = "percent"
    INDEX = "index"
    COUNT = "count"


class Source(StrEnum):
    """Where the figures come from."""

    MANUAL = "manual"
    CSV = "csv"
    SURVEY = "survey"
    CASE_CLOCK = "case_clock"
    KOLADA = "kolada"


class Direction(StrEnum):
    """Whether a higher or a lower value is better."""

    HIGHER = "higher"
    LOWER = "lower"


SOURCE_LABELS = {
    Source.MANUAL: "Räknas av verksamheten",
    Source.CSV: "Hämtas ur ett verksamhetssystem",
    Source.SURVEY: "Enkät",
    Source.CASE_CLOCK: "Ärendesystemets klocka",
    Source.KOLADA: "Kolada",
}
FREQUENCIES = {"month": PeriodKind.MONTH, "quarter": PeriodKind.QUARTER, "year": PeriodKind.YEAR}
FREQUENCY_LABELS = {"month": "varje månad", "quarter": "varje kvartal", "year": "varje år"}


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured in a period: two numbers that were counted, and what makes a value of them.

    `min_n` is the smallest denominator whose value may be shown.
    """

    unit: ValueUnit
    numerator: int
    denominator: int
    min_n: int = 5
    method_version: int = 1

    @property
    def value(self) -> Fraction | None:
        """The value, or None when nothing occurred."""
        return value_of(self.unit, self.numerator, self.denominator)

    @property
    def is_too_small(self) -> bool:
        """Whether so few were counted that somebody could be recognised, or chance decides."""
        return 0 < self.denominator < self.min_n


def value_of(unit: ValueUnit, numerator: int, denominator: int) -> Fraction | None:
    """Return the exact value: per cent of the denominator, else the quotient. None when the denominator is 0."""
    if denominator == 0:
        return None
    return Fraction(numerator, denominator) * (100 if unit is ValueUnit.PERCENT else 1)


def why_not_figure(unit: ValueUnit, numerator: int, denominator: int) -> str | None:
    """Return why two numbers are no measurement of an indicator with this unit, or None."""
    if numerator < 0 or denominator < 0:
        return "Täljare och nämnare kan inte vara mindre än noll."
    if max(numerator, denominator) > LARGEST:
        return "Talet är för stort."
    if denominator == 0 and numerator > 0:
        return "När nämnaren är 0 har inget inträffat: då är även täljaren 0."
    if unit is ValueUnit.PERCENT and numerator > denominator:
        return f"Täljaren {numerator} är större än nämnaren {denominator}: en andel är högst 100 procent."
    return None


def why_not_period(frequency: str, period: Period, today: date) -> str | None:
    """Return why an indicator measured this often takes no measurement of the period, or None."""
    if period.kind is not FREQUENCIES[frequency]:
        return f"Nyckeltalet mäts {FREQUENCY_LABELS[frequency]}: {period.code} är en annan sorts period."
    if period.last >= today:
        return f"Perioden {period.code} är inte slut än."
    return None


def why_not_correct(reason: str) -> str | None:
    """Return why a period that has a measurement may not get another, or None."""
    return None if reason.strip() else "Perioden har redan ett mätvärde. Skriv varför det rättas."


def last_whole(kind: PeriodKind, today: date) -> Period:
    """Return the last period of the kind that is over."""
    return Period.around(kind, today).previous()


def due_on(period: Period) -> date:
    """Return the last day on which the figures of a period are in time."""
    return period.last + timedelta(days=DAYS_TO_COUNT)


def missing_since(frequency: str, entered: Collection[str], today: date) -> tuple[Period, date] | None:
    """Return the last whole period when its code is not among those entered, and the last day for it; else None."""
    period = last_whole(FREQUENCIES[frequency], today)
    return None if period.code in entered else (period, due_on(period))


def periods_until(last: Period, count: int) -> list[Period]:
    """Return `count` periods ending with `last`, oldest first."""
    periods = [last]
    while len(periods) < count:
        periods.append(periods[-1].previous())
    return periods[::-1]


def latest_of(figures: Iterable[tuple[str, Figure]]) -> dict[str, Figure]:
    """Return the figure that counts for each period's code, given in the order in which they were entered.

    A later measurement of a period corrects the earlier one, which is kept but no longer counts.
    """
    return dict(figures)


def period_words(period: Period) -> str:
    """Return the period as it is read aloud: `kvartal 3 2025`, `mars 2025`, `2025`."""
    if period.kind is PeriodKind.QUARTER:
        return f"kvartal {(period.first.month + 2) // 3} {period.first.year}"
    return period.label


def period_short(period: Period) -> str:
    """Return the period as it fits under a bar: `K3 25`, `mar 25`, `2025`."""
    if period.kind is PeriodKind.YEAR:
        return period.label
    year = f"{period.first.year % 100:02}"
    if period.kind is PeriodKind.MONTH:
        return f"{MONTHS[period.first.month - 1][:3]} {year}"
    return f"K{(period.first.month + 2) // 3} {year}"
