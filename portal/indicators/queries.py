"""Reads of indicators with their figures: one query however many they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from portal.indicators.models import Indicator, Measurement
from portal.indicators.rules import Figure, ValueUnit, latest_of
from portal.lib.errors import NotFoundError
from portal.people.models import Person


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator, the figure that counts for each period's code, and when the last one was entered."""

    key: str
    name: str
    unit: ValueUnit
    numerator: str
    denominator: str
    source: str
    frequency: str
    method: str
    figures: dict[str, Figure]
    entered_at: dict[str, datetime]


def get_indicator(key: str) -> Indicator:
    """Return the indicator. Raises NotFoundError."""
    indicator = Indicator.get_or_none(Indicator.key == key)
    if indicator is None:
        message = f"Nyckeltalet {key} finns inte."
        raise NotFoundError(message)
    return indicator


def all_keys() -> list[str]:
    """Return the keys of all indicators."""
    return [key for (key,) in Indicator.select(Indicator.key).tuples()]


def measurements_of(indicator: Indicator) -> list[Measurement]:
    """Return every measurement of the indicator, also corrected ones, in the order in which they were entered."""
    rows = Measurement.select(Measurement, Person).join(Person, JOIN.LEFT_OUTER)
    return list(rows.where(Measurement.indicator == indicator).order_by(Measurement.id))


def find_measurement(indicator: Indicator, period: str) -> Measurement | None:
    """Return the measurement that counts for the period, if there is one."""
    rows = Measurement.select().where((Measurement.indicator == indicator) & (Measurement.period == period))
    return rows.order_by(Measurement.id.desc()).first()


def measured(keys: Iterable[str], since: date | None = None) -> dict[str, Measured]:
    """Return these indicators with their figures, by key; with `since`, only of periods that begin on or after it.

    Keys of indicators that do not exist are left out. One query.
    """
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    on = Measurement.indicator == Indicator.id
    if since is not None:
        on &= Measurement.period_first >= since
    rows = (
        Indicator.select(Indicator, *FIGURES)
        .join(Measurement, JOIN.LEFT_OUTER, on=on)
        .where(Indicator.key.in_(wanted))
        .order_by(Indicator.id, Measurement.id)
        .dicts()
    )
    return {key: measured_from(group) for key, group in grouped(rows)}


FIGURES = (
    Measurement.period,
    Measurement.numerator.alias("counted"),
    Measurement.denominator.alias("of"),
    Measurement.method_version.alias("by_method"),
    Measurement.entered_at,
)


def grouped(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the rows of each indicator with its key."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["key"], []).append(row)
    yield from groups.items()


def measured_from(rows: list[dict[str, Any]]) -> Measured:
    """Return the indicator that the rows tell of; one with no measurement is one row with empty figures."""
    first = rows[0]
    unit = ValueUnit(first["unit"])
    counted = [row for row in rows if row["period"] is not None]
    figures = latest_of(
        (row["period"], Figure(unit, row["counted"], row["of"], row["min_n"], row["by_method"])) for row in counted
    )
    entered = {row["period"]: row["entered_at"] for row in counted}
    words = {name: first[name] for name in ("key", "name", "numerator", "denominator", "source", "frequency", "method")}
    return Measured(**words, unit=unit, figures=figures, entered_at=entered)
