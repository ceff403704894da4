"""What a deed leaves behind: its journal entry, or nothing at all."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from portal.journal.models import Entry
from portal.lib.errors import PortalError
from portal.store.database import database
from tools.all_models import MODELS

TABLES = [model._meta.table_name for model in MODELS]


def stock() -> dict[str, list[Any]]:
    """Return every row of every table, as the database keeps it."""
    return {table: sorted(map(repr, database.execute_sql(f'select * from "{table}"'))) for table in TABLES}


@contextmanager
def refused(error: type[PortalError], words: str) -> Iterator[None]:
    """Expect to be refused in these words, with nothing written. Raises AssertionError otherwise."""
    before = stock()
    with pytest.raises(error, match=words):
        yield
    assert stock() == before


@contextmanager
def journalled(verb: str, actor: str, subject: str) -> Iterator[dict[str, Any]]:
    """Expect one journal entry and give its facts, once there. Raises AssertionError for another, or none, or more."""
    facts: dict[str, Any] = {}
    last = Entry.select().count()
    yield facts
    entries = list(Entry.select().where(Entry.number > last))
    assert [(entry.verb, entry.actor, entry.subject) for entry in entries] == [(verb, actor, subject)]
    facts.update(json.loads(entries[0].facts))


@contextmanager
def unchanged() -> Iterator[None]:
    """Expect that nothing at all is written. Raises AssertionError otherwise."""
    before = stock()
    yield
    assert stock() == before
