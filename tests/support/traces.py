"""What a deed leaves behind: its journal entry, or nothing at all."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from portal.journal.models import Entry
from portal.lib.errors import PortalError
from tools.all_models import MODELS


def stock() -> dict[str, list[Any]]:
    """Return every row of every table."""
    return {model.__name__: sorted(model.select().tuples(), key=lambda row: row[0]) for model in MODELS}


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
