"""What the log of searches tells of a period."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, Case, fn

from portal.search.log_rules import SMALLEST_SHOWN, Line, Lines, Span, first_day, listed, spans
from portal.search.models import Opened, Searched

# Beyond so many words nothing is listed, and a longer list would only take time.
MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class Statistics:
    """A period: its figures over time, what was opened, and the three lists."""

    spans: list[Span]
    opened: int
    mean_rank: float | None
    top: Lines
    nothing: Lines
    unopened: Lines

    @property
    def count(self) -> int:
        """How many searches there were."""
        return sum(span.count for span in self.spans)

    @property
    def none(self) -> int:
        """How many of them found nothing."""
        return sum(span.none for span in self.spans)


def statistics_of(days: int, today: date) -> Statistics:
    """Return what is known of the days up to today: four queries."""
    first = first_day(days, today)
    by_day, lines = counts_by_day(first), lines_since(first)
    rare_vain, rare_passed = rare_since(first)
    opened, ranks = openings_since(first)
    vain = [line for line in lines if not line.hits]
    passed = [line for line in lines if line.hits and not line.opened]
    return Statistics(
        spans=spans(days, today, by_day),
        opened=opened,
        mean_rank=ranks / opened if opened >= SMALLEST_SHOWN else None,
        top=listed(lines, sum(count for count, _vain in by_day.values())),
        nothing=listed(vain, sum_of(vain) + rare_vain),
        unopened=listed(passed, sum_of(passed) + rare_passed),
    )


def sum_of(lines: list[Line]) -> int:
    """Return how many searches the lines are of."""
    return sum(line.count for line in lines)


def counts_by_day(first: date) -> dict[date, tuple[int, int]]:
    """Return the searches of each day, and how many of them found nothing."""
    none = Case(None, ((Searched.hits == 0, Searched.count),), 0)
    rows = Searched.select(Searched.day, fn.SUM(Searched.count), fn.SUM(none)).where(Searched.day >= first)
    return {day: (count, vain) for day, count, vain in rows.group_by(Searched.day).tuples()}


def openings_since(first: date) -> tuple[int, int]:
    """Return how many openings there were, and the sum of their ranks."""
    rows = Opened.select(fn.SUM(Opened.count), fn.SUM(Opened.count * Opened.rank)).where(Opened.day >= first)
    opened, ranks = rows.tuples().get()
    return opened or 0, ranks or 0


def words_since(first: date) -> tuple[Any, Any, Any]:
    """Return a query without columns over the words of the period, and its columns of count and of openings.

    Each has one row of `Searched`, its latest, which knows the hits.
    """
    times = (
        Searched.select(Searched.words, fn.SUM(Searched.count).alias("times"), fn.MAX(Searched.day).alias("latest"))
        .where(Searched.day >= first)
        .group_by(Searched.words)
        .alias("times")
    )
    opened = (
        Opened.select(
            Opened.words,
            fn.SUM(Opened.count).alias("opened"),
            fn.SUM(Opened.count * Opened.rank).alias("ranks"),
        )
        .where(Opened.day >= first)
        .group_by(Opened.words)
        .alias("openings")
    )
    query = (
        Searched.select()
        .join(times, on=(times.c.words == Searched.words) & (times.c.latest == Searched.day))
        .switch(Searched)
        .join(opened, JOIN.LEFT_OUTER, on=opened.c.words == Searched.words)
    )
    return query, times.c.times, opened.c


def lines_since(first: date) -> list[Line]:
    """Return the words that were searched for often enough to be shown."""
    query, times, opened = words_since(first)
    columns = (Searched.words, times, Searched.hits, fn.COALESCE(opened.opened, 0), fn.COALESCE(opened.ranks, 0))
    rows = query.select(*columns).where(times >= SMALLEST_SHOWN).order_by(times.desc()).limit(MOST_LINES)
    return [Line(*row) for row in rows.tuples()]


def rare_since(first: date) -> tuple[int, int]:
    """Return how many searches were for rarer words and found nothing, and how many found and opened nothing."""
    query, times, opened = words_since(first)
    vain = Case(None, ((Searched.hits == 0, times),), 0)
    passed = Case(None, (((Searched.hits > 0) & opened.opened.is_null(), times),), 0)
    row = query.select(fn.SUM(vain), fn.SUM(passed)).where(times < SMALLEST_SHOWN).tuples().get()
    return row[0] or 0, row[1] or 0
