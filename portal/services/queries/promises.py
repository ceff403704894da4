"""Promises as pages tell of them: the terms of each time, what was measured, and what was explained."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from portal.indicators.queries import Measured, measured
from portal.indicators.rules import FREQUENCIES, last_whole, periods_until
from portal.lib.period import Period
from portal.services.queries.terms import Committed, Explained, Term, committed
from portal.services.rules.commitment import Commitment
from portal.services.rules.verdict import DAYS_TO_EXPLAIN, State, Verdict, explanation_overdue, judge, judge_by
from portal.store import database

YEARS_SHOWN = 3
PERIODS_SHOWN = {"month": 12, "quarter": 8, "year": 5}


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment through all its terms: the verdict of each period, oldest first, and what was explained.

    `current` is the term that applies today, None for one that does not apply any more (or not yet). `latest` is the
    verdict to show first.
    """

    key: str
    terms: tuple[Term, ...]
    current: Term | None
    verdicts: tuple[Verdict, ...]
    latest: Verdict
    measured: Measured | None
    explained: Mapping[str, Explained]
    today: date

    @property
    def term(self) -> Term:
        """The term that applies, else the last one."""
        return self.current or self.terms[-1]

    @property
    def commitment(self) -> Commitment:
        """What is promised today, else what was promised last."""
        return self.term.commitment

    @property
    def text(self) -> str:
        """The sentence that was promised."""
        return self.commitment.text

    @property
    def url(self) -> str:
        """Where the promise is told of."""
        return f"/loften/{self.key}"

    @property
    def service_name(self) -> str:
        """The service that promises it."""
        return self.term.service_name

    @property
    def state(self) -> State:
        """What became of it in the period to show first."""
        return self.latest.state

    @property
    def explanation(self) -> Explained | None:
        """What has been told of the period to show first."""
        return self.explained.get(self.latest.period.code)

    @property
    def overdue_since(self) -> date | None:
        """Since when the explanation of the period to show first is missing, or None."""
        return None if self.explanation else explanation_overdue(self.latest, self.latest.period, self.today)


def promises(
    tokens: frozenset[str],
    today: date,
    *,
    service: str = "",
    key: str = "",
    stamp: int | None = None,
    whole: bool = False,
) -> list[Promise]:
    """Return the promises of one service, of one key, or all that the reader may know of: two queries.

    Those that have not begun to apply are left out; `whole` brings figures from the beginning.
    """
    found = committed(tokens, service=service, key=key, stamp=stamp)
    return promises_from(found, today, stamp=stamp, whole=whole)


def some_promises(
    keys: frozenset[str], services: frozenset[str], tokens: frozenset[str], today: date, stamp: int
) -> list[Promise]:
    """Return the promises in force with these keys, or of these services, that the reader may know of: two queries.

    None when they are kept from before.
    """
    found = committed(tokens, stamp=stamp)
    terms = tuple(term for term in found.terms if term.commitment.key in keys or term.decided.service in services)
    return in_force(promises_from(Committed(terms, found.explained), today, stamp=stamp))


def promises_from(found: Committed, today: date, *, stamp: int | None = None, whole: bool = False) -> list[Promise]:
    """Return the promises that have been committed, with their figures: one query."""
    by_key: dict[str, list[Term]] = {}
    for term in found.terms:
        if term.decided.valid_from <= today:
            by_key.setdefault(term.commitment.key, []).append(term)
    since = None if whole else date(today.year - YEARS_SHOWN, 1, 1)
    figures = figures_of((terms[-1].commitment.indicator for terms in by_key.values()), since, stamp)
    return [
        promise_from(
            terms, figures.get(terms[-1].commitment.indicator), found.explained.get(key, {}), today, whole=whole
        )
        for key, terms in by_key.items()
    ]


def promise_from(
    rows: Sequence[Term], figures: Measured | None, explained: Mapping[str, Explained], today: date, *, whole: bool
) -> Promise:
    """Return the promise that its terms, figures and explanations make."""
    frequency = figures.frequency if figures else "quarter"
    shown = period_to_show(frequency, figures, today)
    count = periods_since(rows[0].decided.valid_from, shown) if whole else PERIODS_SHOWN[frequency]
    verdicts = [
        judge_by(
            [term.commitment for term in valid], figures.figures.get(period.code) if figures else None, period, today
        )
        for period in periods_until(shown, count)
        if (valid := terms_in(rows, period))
    ]
    current = next((term for term in rows if term.decided.applies_on(today)), None)
    latest = verdicts[-1] if verdicts else judge((current or rows[-1]).commitment, None, shown, today)
    return Promise(rows[-1].commitment.key, tuple(rows), current, tuple(verdicts), latest, figures, explained, today)


def periods_since(first: date, last: Period) -> int:
    """Return how many periods there are from the one that contains a day to the last."""
    months = (last.first.year - first.year) * 12 + last.first.month - first.month
    return max(1, -(-months // last.kind.value) + 1)


def period_to_show(frequency: str, figures: Measured | None, today: date) -> Period:
    """Return the last whole period; the one before it while its figure is still awaited, within 30 days."""
    last = last_whole(FREQUENCIES[frequency], today)
    awaited = today <= last.last + timedelta(days=DAYS_TO_EXPLAIN)
    is_measured = figures is not None and last.code in figures.figures
    return last.previous() if awaited and not is_measured else last


def terms_in(rows: Iterable[Term], period: Period) -> list[Term]:
    """Return the terms that applied on some day of the period."""
    return [
        term
        for term in rows
        if term.decided.valid_from <= period.last
        and (term.decided.valid_until is None or term.decided.valid_until > period.first)
    ]


def figures_of(keys: Iterable[str], since: date | None, stamp: int | None) -> Mapping[str, Measured]:
    """Return the indicators with their figures, by key: one query, or none when they are kept from before."""
    wanted = tuple(sorted(set(keys)))
    return measured(wanted, since) if stamp is None else figures_at(wanted, since, stamp, database.binding)


@lru_cache(maxsize=64)
def figures_at(keys: tuple[str, ...], since: date | None, _stamp: int, _binding: int) -> Mapping[str, Measured]:
    """Return the indicators as they are at a number of the journal."""
    return measured(keys, since)


def in_force(found: Iterable[Promise]) -> list[Promise]:
    """Return the promises that apply today."""
    return [promise for promise in found if promise.current]
