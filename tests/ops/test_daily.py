"""The daily rounds: once a local day, and again after they failed."""

from dataclasses import replace
from datetime import UTC, date, datetime

from flask import Flask

from portal.ops import daily
from portal.web.feature import Feature
from portal.web.portal import Portal, running
from tests.support.clock import Clock


def portal_with(app: Flask, *rounds: object) -> Portal:
    """Return the portal with these rounds only."""
    with app.app_context():
        return replace(running(), features=(Feature("rounds", daily=rounds),))  # type: ignore[arg-type]


def test_the_rounds_are_done_once_a_local_day(bare_app: Flask, clock: Clock) -> None:
    done: list[tuple[datetime, date]] = []
    rounds = daily.DailyRounds(portal_with(bare_app, lambda now, today: done.append((now, today))))
    rounds()
    rounds()
    assert [today for _, today in done] == [date(2026, 11, 20)]
    # 23.30 in Sweden is still the same day, though an hour and a half later it is not.
    clock.moment = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    rounds()
    assert len(done) == 1
    clock.go(hours=1)
    rounds()
    assert [today for _, today in done] == [date(2026, 11, 20), date(2026, 11, 21)]


def test_a_round_that_failed_is_done_again(bare_app: Flask) -> None:
    tries: list[date] = []

    def fail_once(_now: datetime, today: date) -> None:
        tries.append(today)
        if len(tries) == 1:
            message = "the first time"
            raise RuntimeError(message)

    rounds = daily.DailyRounds(portal_with(bare_app, fail_once))
    rounds()
    rounds()
    assert len(tries) == 1, "it rests first"
    rounds.rests_until = 0.0
    rounds()
    rounds()
    assert len(tries) == 2
