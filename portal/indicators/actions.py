"""Indicators are described and measured."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from portal.indicators.models import Indicator, Measurement
from portal.indicators.queries import find_measurement
from portal.indicators.rules import (
    FREQUENCIES,
    Direction,
    Source,
    ValueUnit,
    why_not_correct,
    why_not_figure,
    why_not_period,
)
from portal.journal.record import record
from portal.lib.errors import ForbiddenError, InvalidError, RefusedError
from portal.lib.period import Period
from portal.lib.refs import Ref
from portal.people.models import Person
from portal.people.reader import Reader
from portal.store.work import unit_of_work

CHOICES: Mapping[str, set[str]] = {
    "unit": set(ValueUnit),
    "source": set(Source),
    "frequency": set(FREQUENCIES),
    "direction": set(Direction),
}


def require_measure(actor: Reader) -> None:
    """Raise ForbiddenError unless the actor may enter figures; an indicator belongs to no single unit."""
    if not actor.holds("indicators.measure"):
        message = "Du saknar behörigheten ”Lägga in mätvärden”."
        raise ForbiddenError(message)


def save_indicator(  # noqa: PLR0913 - an indicator is described by all of these
    actor: Reader,
    *,
    key: str,
    name: str,
    unit: str,
    numerator: str,
    denominator: str,
    source: str,
    frequency: str,
    direction: str,
    now: datetime,
    min_n: int = 5,
    method_version: int = 1,
    method: str = "",
) -> tuple[Indicator, str]:
    """Create the indicator or change it; return it and `created`, `changed` or `unchanged`.

    Raises InvalidError for a word that is none of the choices, and when the unit or frequency of one that has been
    measured would change: its figures would come to mean something else.
    """
    require_measure(actor)
    wanted = {
        "name": name,
        "unit": unit,
        "numerator": numerator,
        "denominator": denominator,
        "source": source,
        "frequency": frequency,
        "direction": direction,
        "min_n": min_n,
        "method_version": method_version,
        "method": method,
    }
    check_choices(wanted)
    indicator = Indicator.get_or_none(Indicator.key == key)
    changed = [field for field, value in wanted.items() if indicator is None or getattr(indicator, field) != value]
    if indicator is not None and not changed:
        return indicator, "unchanged"
    if indicator is not None and {"unit", "frequency"} & set(changed) and indicator.measurements.exists():
        message = f"Nyckeltalet {key} har mätvärden: enhet och frekvens kan inte ändras. Skapa ett nytt nyckeltal."
        raise InvalidError(message, "unit" if "unit" in changed else "frequency")
    outcome = "changed" if indicator else "created"
    with unit_of_work():
        indicator = indicator or Indicator(key=key)
        for field in changed:
            setattr(indicator, field, wanted[field])
        indicator.save()
        record(actor.key or "", f"indicator-{outcome}", Ref("indicator", key), now, changed=sorted(changed))
    return indicator, outcome


def check_choices(wanted: Mapping[str, Any]) -> None:
    """Raise InvalidError for a word that is none of its field's choices, and for a smallest n below 1."""
    for field, choices in CHOICES.items():
        if wanted[field] not in choices:
            message = f"”{wanted[field]}” går inte att välja. Välj bland {', '.join(sorted(choices))}."
            raise InvalidError(message, field)
    if not isinstance(wanted["min_n"], int) or wanted["min_n"] < 1:
        message = "Minsta antal är minst 1."
        raise InvalidError(message, "min_n")


def add_measurement(  # noqa: PLR0913 - a measurement is all of these
    actor: Reader,
    indicator: Indicator,
    *,
    period: str,
    numerator: int,
    denominator: int,
    now: datetime,
    today: date,
    method_version: int | None = None,
    entered_by: Person | None = None,
    entered_at: datetime | None = None,
    reason: str = "",
) -> tuple[Measurement, str]:
    """Add what was counted in a period; return the measurement and `created`, `corrected` or `unchanged`.

    `period` is a code (`2025-Q3`), `entered_at` when it was entered, unless now. A second measurement of a period
    corrects the first, which is kept. Raises InvalidError for figures that cannot be, RefusedError for an unexplained
    correction.
    """
    require_measure(actor)
    unit, parsed = ValueUnit(indicator.unit), parsed_period(period)
    fault = why_not_figure(unit, numerator, denominator) or why_not_period(indicator.frequency, parsed, today)
    if fault:
        raise InvalidError(fault, "period" if why_not_figure(unit, numerator, denominator) is None else "numerator")
    version = method_version or indicator.method_version
    earlier = find_measurement(indicator, parsed.code)
    if earlier and (earlier.numerator, earlier.denominator, earlier.method_version) == (
        numerator,
        denominator,
        version,
    ):
        return earlier, "unchanged"
    refusal = why_not_correct(reason) if earlier else None
    if refusal:
        raise RefusedError(refusal)
    outcome = "corrected" if earlier else "created"
    with unit_of_work():
        row = Measurement.create(
            indicator=indicator,
            period=parsed.code,
            period_first=parsed.first,
            period_last=parsed.last,
            numerator=numerator,
            denominator=denominator,
            method_version=version,
            entered_by=entered_by,
            entered_at=entered_at or now,
            reason=reason,
            supersedes=earlier,
        )
        record(actor.key or "", f"measurement-{outcome}", Ref("indicator", indicator.key), now, period=parsed.code)
    return row, outcome


def parsed_period(code: str) -> Period:
    """Return the period of a code. Raises InvalidError."""
    try:
        return Period.parse(code)
    except ValueError as error:
        raise InvalidError(str(error), "period") from error
