"""A sheet of figures is judged line by line, and taken in whole or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from portal.indicators.actions import add_measurement, parsed_period, require_measure
from portal.indicators.figures import Line, with_twins
from portal.indicators.models import Indicator
from portal.indicators.queries import Measured, measured
from portal.indicators.rules import Figure, why_not_correct, why_not_figure, why_not_period
from portal.lib.errors import InvalidError
from portal.lib.text import fold
from portal.people.models import Person
from portal.people.reader import Reader
from portal.store.work import unit_of_work

NEW, CORRECTED, UNCHANGED, FAULTY = "new", "corrected", "unchanged", "faulty"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line would do: to which indicator, in place of which figure, and what is wrong with it."""

    line: Line
    key: str = ""
    name: str = ""
    before: Figure | None = None
    outcome: str = FAULTY
    problems: tuple[str, ...] = ()


def judge_sheet(actor: Reader, lines: Sequence[Line], *, today: date) -> list[Verdict]:
    """Return what each line would do. Two queries. Raises ForbiddenError."""
    require_measure(actor)
    keys = dict(Indicator.select(Indicator.key, Indicator.name).tuples())
    named = {fold(name): key for key, name in keys.items()}
    wanted = [line.indicator if line.indicator in keys else named.get(fold(line.indicator), "") for line in lines]
    known = measured(key for key in wanted if key)
    # By their keys, so that a name and a key are seen to be the same indicator.
    keyed = with_twins(
        [replace(line, indicator=key or line.indicator) for line, key in zip(lines, wanted, strict=True)]
    )
    return [judge(line, known.get(key), today) for line, key in zip(keyed, wanted, strict=True)]


def judge(line: Line, indicator: Measured | None, today: date) -> Verdict:
    """Return what a line would do to the indicator that it names, None when there is no such."""
    if indicator is None:
        return Verdict(line, problems=(f"Nyckeltalet ”{line.indicator}” finns inte.", *line.problems))
    before = indicator.figures.get(line.period)
    problems = line.problems or tuple(faults_of(line, indicator, before, today))
    if problems:
        return Verdict(line, indicator.key, indicator.name, before, FAULTY, problems)
    outcome = NEW if before is None else UNCHANGED if is_same(line, before) else CORRECTED
    return Verdict(line, indicator.key, indicator.name, before, outcome)


def faults_of(line: Line, indicator: Measured, before: Figure | None, today: date) -> Iterable[str]:
    """Yield why the line's figure is none of the indicator's."""
    faults = [
        why_not_period(indicator.frequency, parsed_period(line.period), today),
        why_not_figure(indicator.unit, line.numerator, line.denominator),
        why_not_correct(line.reason) if before and not is_same(line, before) else None,
    ]
    return (fault for fault in faults if fault)


def is_same(line: Line, figure: Figure) -> bool:
    """Whether the line tells what is known."""
    return (line.numerator, line.denominator) == (figure.numerator, figure.denominator)


def add_sheet(
    actor: Reader, lines: Sequence[Line], *, entered_by: Person | None, now: datetime, today: date
) -> list[Verdict]:
    """Add all figures of a sheet, or none of them. Raises InvalidError when a line has faults, and ForbiddenError."""
    verdicts = judge_sheet(actor, lines, today=today)
    if any(verdict.problems for verdict in verdicts):
        message = "Inget har sparats: rätta raderna först."
        raise InvalidError(message)
    with unit_of_work():
        indicators = {row.key: row for row in Indicator.select().where(Indicator.key.in_([v.key for v in verdicts]))}
        for verdict in verdicts:
            if verdict.outcome != UNCHANGED:
                add_measurement(
                    actor,
                    indicators[verdict.key],
                    period=verdict.line.period,
                    numerator=verdict.line.numerator,
                    denominator=verdict.line.denominator,
                    reason=verdict.line.reason,
                    entered_by=entered_by,
                    now=now,
                    today=today,
                )
    return verdicts
