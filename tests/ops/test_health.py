"""Health: a word for everyone, the rest for this machine and the log."""

import logging
from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask

from portal.store import schema
from portal.store.database import database

STRANGERS = [
    {"environ_overrides": {"REMOTE_ADDR": "203.0.113.9"}},
    {"headers": {"X-Forwarded-For": "203.0.113.9"}},
    {"headers": {"Host": "handbok.ekvik.example"}},
    {"environ_overrides": {"SERVER_PROTOCOL": "HTTP/1.0"}},
]


def test_this_machine_is_told_how_far_all_have_come(bare_app: Flask) -> None:
    answer = bare_app.test_client().get("/readyz")
    behind = dict.fromkeys(("introduction", "notices", "owners", "reading", "search"), 0)
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "journal": 0, "behind": behind})


@pytest.mark.parametrize("stranger", STRANGERS)
def test_others_are_told_that_it_is_ready(bare_app: Flask, stranger: Mapping[str, Any]) -> None:
    answer = bare_app.test_client().get("/readyz", **stranger)
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


@pytest.mark.parametrize("stranger", STRANGERS)
def test_why_it_is_not_ready_is_told_here_and_in_the_log(
    bare_app: Flask, caplog: pytest.LogCaptureFixture, stranger: Mapping[str, Any]
) -> None:
    database.execute_sql("alter table entry rename to entry_away")
    client = bare_app.test_client()
    answer = client.get("/readyz", **stranger)
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})
    line = ("portal.ops.views", logging.WARNING)
    assert [(*line, "not ready: the database does not answer: OperationalError: no such table: entry")] == (
        caplog.record_tuples
    )
    assert client.get("/readyz").json == {"status": "unavailable", "database": "OperationalError"}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_migration_that_waits_is_told_here_and_in_the_log(
    bare_app: Flask, caplog: pytest.LogCaptureFixture, stranger: Mapping[str, Any]
) -> None:
    database.execute_sql("delete from schema_migration")
    waiting = schema.pending()
    assert waiting
    client = bare_app.test_client()
    answer = client.get("/readyz", **stranger)
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})
    assert [record.getMessage() for record in caplog.records] == [f"not ready: migrations wait: {', '.join(waiting)}"]
    assert client.get("/readyz").json == {"status": "unavailable", "migrations": waiting}
