"""`indicators/KEY.yaml`: one indicator with its measurements."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.exchange.errand import Errand
from portal.exchange.fields import Fields, fields_of
from portal.exchange.outcome import Did, Outcome
from portal.exchange.source import Source
from portal.exchange.writing import Writer
from portal.indicators import rules
from portal.indicators.actions import add_measurement, save_indicator
from portal.indicators.models import Indicator, Measurement
from portal.people.models import Person

KEYS = "key name unit numerator denominator source frequency direction min_n method_version method measurements"
MEASUREMENT_KEYS = "period numerator denominator method_version entered_by entered reason"
Figure = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class MeasurementFile:
    """A measurement; without `method_version` it was made by whichever applied."""

    period: str
    numerator: int
    denominator: int
    method_version: int | None
    entered_by: str
    entered: datetime
    reason: str
    line: int

    def is_told_by(self, figure: Figure) -> bool:
        """Whether a figure in the portal is this one."""
        numerator, denominator, method = figure
        return (self.numerator, self.denominator, self.method_version or method) == (numerator, denominator, method)


@dataclass(frozen=True, slots=True)
class IndicatorFile:
    """What an indicator's file says."""

    source: Source
    key: str
    name: str
    unit: str
    numerator: str
    denominator: str
    data_source: str
    frequency: str
    direction: str
    min_n: int
    method_version: int
    method: str
    measurements: tuple[MeasurementFile, ...]
    line: int


def read(source: Source) -> IndicatorFile | None:
    """Return what the file says, or None after a problem; what is wrong is among the source's problems."""
    fields = fields_of(source, KEYS)
    if fields is None:
        return None
    unit, frequency = fields.choice("unit", rules.ValueUnit), fields.choice("frequency", rules.FREQUENCIES)
    known = not source.problems
    records = fields.records("measurements", MEASUREMENT_KEYS)
    return IndicatorFile(
        source=source,
        key=fields.key("key"),
        name=fields.text("name", required=True),
        unit=unit,
        numerator=fields.prose("numerator", required=True),
        denominator=fields.prose("denominator", required=True),
        data_source=fields.choice("source", rules.Source),
        frequency=frequency,
        direction=fields.choice("direction", rules.Direction),
        min_n=fields.whole("min_n", default=5, least=1),
        method_version=fields.whole("method_version", default=1, least=1),
        method=fields.prose("method"),
        measurements=tuple(read_measurements(records, unit, frequency)) if known else (),
        line=fields.line_of("unit"),
    )


def read_measurements(records: list[Fields], unit: str, frequency: str) -> Iterator[MeasurementFile]:
    """Yield the measurements; a second one of a period needs a reason."""
    seen = set()
    for record in records:
        measurement = read_measurement(record, unit, frequency)
        if measurement and measurement.period in seen and not measurement.reason:
            record.fail(
                "period", f"{measurement.period} har redan ett mätvärde. Skriv varför det rättas under ”reason”."
            )
        elif measurement:
            seen.add(measurement.period)
            yield measurement


def read_measurement(record: Fields, unit: str, frequency: str) -> MeasurementFile | None:
    """Return a measurement or None; unless it says when, it was entered on the day after the period."""
    period, frame = record.period("period"), record.source.frame
    numerator, denominator = record.whole("numerator"), record.whole("denominator")
    if period is None:
        return None
    reason = rules.why_not_figure(rules.ValueUnit(unit), numerator, denominator)
    reason = reason or rules.why_not_period(frequency, period, frame.today)
    if reason:
        record.fail("period", reason)
        return None
    return MeasurementFile(
        period=period.code,
        numerator=numerator,
        denominator=denominator,
        method_version=record.whole("method_version", default=0) or None,
        entered_by=record.ref("person", "entered_by"),
        entered=record.moment("entered", required=False) or record.noon(period.last + timedelta(days=1)),
        reason=record.prose("reason"),
        line=record.line,
    )


def check(indicator: IndicatorFile, kept: Sequence[Measurement]) -> None:
    """Check the file against the measurements that the portal has of the indicator."""
    if not kept:
        return
    row = kept[0].indicator
    if (row.unit, row.frequency) != (indicator.unit, indicator.frequency):
        indicator.source.fail(indicator.line, "Nyckeltalet har mätvärden: enhet och frekvens kan inte ändras.")
    told, figures = by_period(indicator.measurements), figures_of(kept)
    for period, measurements in told.items():
        for measurement in missing(measurements, figures[period]):
            if figures[period] and not measurement.reason:
                indicator.source.fail(
                    measurement.line,
                    f"{period} har ett annat mätvärde i portalen. Skriv varför det rättas under ”reason”.",
                )


def by_period(measurements: Sequence[MeasurementFile]) -> dict[str, list[MeasurementFile]]:
    """Return the file's measurements of each period."""
    told = defaultdict(list)
    for measurement in measurements:
        told[measurement.period].append(measurement)
    return told


def figures_of(kept: Sequence[Measurement]) -> dict[str, list[Figure]]:
    """Return the portal's figures of each period."""
    figures = defaultdict(list)
    for row in kept:
        figures[row.period].append((row.numerator, row.denominator, row.method_version))
    return figures


def missing(told: Sequence[MeasurementFile], figures: Sequence[Figure]) -> Sequence[MeasurementFile]:
    """Return the measurements of a period that the portal does not have.

    A file that has fallen behind has none; one whose last figure is another corrects the portal's.
    """
    if figures and told[-1].is_told_by(figures[-1]):
        return ()
    alike = [measurement.is_told_by(figure) for measurement, figure in zip(told, figures, strict=False)]
    if all(alike):
        return told[len(figures) :]
    return told[-1:]


def kept_measurements() -> dict[str, list[Measurement]]:
    """Return the portal's measurements by indicator, in the order in which they were entered."""
    kept = defaultdict(list)
    for row in Measurement.select(Measurement, Indicator).join(Indicator).order_by(Measurement.id):
        kept[row.indicator.key].append(row)
    return kept


def take(errand: Errand, indicator: IndicatorFile) -> Outcome:
    """Create or change the indicator; its measurements are left for `take_measurements`."""
    _, outcome = save_indicator(
        errand.reader,
        key=indicator.key,
        name=indicator.name,
        unit=indicator.unit,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        source=indicator.data_source,
        frequency=indicator.frequency,
        direction=indicator.direction,
        now=errand.now,
        min_n=indicator.min_n,
        method_version=indicator.method_version,
        method=indicator.method,
    )
    return Outcome(indicator.source.name, Did.of(outcome))


def take_measurements(
    errand: Errand, indicator: IndicatorFile, kept: Sequence[Measurement], outcome: Outcome
) -> Outcome:
    """Add the measurements that are missing; return the outcome, changed if this changed it."""
    row, figures = Indicator.get(Indicator.key == indicator.key), figures_of(kept)
    added = 0
    for period, measurements in by_period(indicator.measurements).items():
        for measurement in missing(measurements, figures.get(period, ())):
            add_measurement(
                errand.reader,
                row,
                period=period,
                numerator=measurement.numerator,
                denominator=measurement.denominator,
                now=errand.now,
                today=errand.frame.today,
                method_version=measurement.method_version,
                entered_by=errand.person(measurement.entered_by) if measurement.entered_by else None,
                entered_at=measurement.entered,
                reason=measurement.reason,
            )
            added += 1
    return Outcome(outcome.name, Did.CHANGED) if added and outcome.did is Did.LEFT else outcome


def write(writer: Writer) -> None:
    """Write every indicator with all of its measurements."""
    kept = kept_measurements()
    people = {person.id: person.key for person in Person.select()}
    for indicator in Indicator.select():
        words = {name: str(getattr(indicator, name)) for name in KEYS.split() if name != "measurements"}
        measurements = [
            {
                "period": row.period,
                "numerator": str(row.numerator),
                "denominator": str(row.denominator),
                "method_version": str(row.method_version),
                "entered_by": people.get(row.entered_by_id),
                "entered": writer.moment(row.entered_at),
                "reason": row.reason,
            }
            for row in sorted(kept[indicator.key], key=lambda row: row.period)
        ]
        writer.yaml(f"indicators/{indicator.key}.yaml", {**words, "measurements": measurements})
