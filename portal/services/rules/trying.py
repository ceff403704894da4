"""Trying a promise before it is made: finished cases are held against a threshold that is thought of."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction
from math import ceil

from portal.lib.clock import day_of, noon_of
from portal.lib.office import Office
from portal.services.rules.clocks import SECONDS, deadline, used
from portal.services.rules.commitment import Clock

MOST_LINES = 20_000
MOST_FAULTS = 20
EARLIEST = date(2000, 1, 1)
SHARES = (80, 90, 95, 100)
MOST_STEPS = 9
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]+(\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:\.\d+)?)?)?")
_CELLS = re.compile(r"\t|;|,")


class Wrong(StrEnum):
    """What may be wrong with a pasted line."""

    CELLS = "cells"
    MOMENT = "moment"
    HOUR = "hour"
    EARLY = "early"
    FUTURE = "future"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be read: its number from 1, what is wrong, and the words that are."""

    line: int
    wrong: Wrong
    words: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """When something arrived and when it was done; None while it is not."""

    arrived: datetime
    done: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """How many cases would be done within a length."""

    length: Fraction
    kept: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What a threshold would have meant: of `judged` cases `kept` were in time.

    `open` are those that are not done and not late yet: nothing can be told of them. `enough` has for each share of
    the cases, in per cent, the length within which so many were done; None where too many are not done at all.
    """

    judged: int
    kept: int
    open: int
    enough: dict[int, Fraction | None]
    steps: tuple[Step, ...]

    @property
    def share(self) -> Fraction | None:
        """The share that would have been kept, in per cent; None without cases."""
        return Fraction(100 * self.kept, self.judged) if self.judged else None


def read_cases(text: str, clock: Clock, office: Office, now: datetime) -> tuple[list[Case], list[Fault]]:
    """Read pasted lines of two cells, when each arrived and was done, after a line with headings if there is one.

    Cells are divided by tabs, semicolons or commas, as spreadsheets do. A day without a time of day is enough where
    days are counted. Raises ValueError when there are more lines than MOST_LINES.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        message = f"there are {len(lines)} lines"
        raise ValueError(message)
    if lines and not any(character.isdigit() for character in lines[0][1]):
        lines = lines[1:]
    cases: list[Case] = []
    faults: list[Fault] = []
    for number, line in lines:
        read = read_line(line, clock, office, now)
        if isinstance(read, Case):
            cases.append(read)
        elif len(faults) < MOST_FAULTS:
            faults.append(Fault(number, *read))
    return cases, faults


def read_line(line: str, clock: Clock, office: Office, now: datetime) -> Case | tuple[Wrong, str]:
    """Return the case that a line tells of, or what is wrong with it and the words that are."""
    first, second, *rest = [*(cell.strip(' "') for cell in _CELLS.split(line)), ""]
    if any(rest):
        return Wrong.CELLS, line
    arrived = read_moment(first, clock, office, now)
    if isinstance(arrived, Wrong):
        return arrived, first
    done = read_moment(second, clock, office, now) if second else None
    if isinstance(done, Wrong):
        return done, second
    if done and (done < arrived if clock in SECONDS else day_of(done, office.zone) < day_of(arrived, office.zone)):
        return Wrong.ORDER, line
    return Case(arrived, done)


def read_moment(text: str, clock: Clock, office: Office, now: datetime) -> datetime | Wrong:
    """Return the moment in UTC that a cell tells of, noon for a day alone, or what is wrong with it."""
    found = _MOMENT.fullmatch(text)
    if not found:
        return Wrong.MOMENT
    if not found[2] and clock in SECONDS:
        return Wrong.HOUR
    try:
        day = date.fromisoformat(found[1])
        moment = office.at(day, time(int(found[2]), int(found[3]))) if found[2] else noon_of(day, office.zone)
    except ValueError:
        return Wrong.MOMENT
    if day < EARLIEST:
        return Wrong.EARLY
    return Wrong.FUTURE if day > day_of(now, office.zone) else moment


def tried(cases: Iterable[Case], clock: Clock, length: Fraction, office: Office, now: datetime) -> Trial:
    """Hold finished cases against a threshold. What is not done counts as broken once it is late, as known now."""
    late, lengths, left = 0, [], 0
    for case in cases:
        if case.done:
            lengths.append(used(clock, case.arrived, case.done, office))
        elif now >= deadline(clock, length, case.arrived, office):
            late += 1
        else:
            left += 1
    lengths.sort()
    judged = len(lengths) + late
    enough = {share: length_of(lengths, judged, share) for share in SHARES} if judged else {}
    kept = sum(each <= length for each in lengths)
    return Trial(judged, kept, left, enough, tuple(steps_around(lengths, clock, length)))


def length_of(lengths: Sequence[Fraction], judged: int, share: int) -> Fraction | None:
    """Return the length within which a share of the cases, in per cent, was done; None where too many are not."""
    place = ceil(Fraction(share * judged, 100)) - 1
    return lengths[place] if place < len(lengths) else None


def steps_around(lengths: Sequence[Fraction], clock: Clock, length: Fraction) -> Iterable[Step]:
    """Yield how many were done within lengths around the threshold, in whole units; minutes by fives."""
    unit = 5 if clock is Clock.MINUTES else 1
    first = max(Fraction(0), length - MOST_STEPS // 2 * unit)
    for number in range(MOST_STEPS):
        here = first + number * unit
        yield Step(here, bisect_right(lengths, here))
