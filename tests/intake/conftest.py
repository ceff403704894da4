"""A moving in, made by the real verbs, in a small municipality."""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import cache
from threading import Lock
from zoneinfo import ZoneInfo

import pytest

from portal.control import kinds
from portal.handbook.feature import PAGE
from portal.intake.actions.gathering import add_file, begin_move, end_gathering
from portal.intake.actions.guessing import guess_some
from portal.intake.actions.making import begin_making, make_some
from portal.intake.models import MovedFile, MoveIn
from portal.intake.queries import get_move
from portal.intake.readers import Readers
from portal.lib.conversion import Converted, Converters
from tests.support.organisation import Organisation

ZONE = ZoneInfo("Europe/Stockholm")
LONG = 600.0
READERS = Readers()
Bring = Callable[..., MoveIn]


@pytest.fixture(scope="session")
def read_once() -> Iterator[Callable[..., Converted]]:
    """Return what converts a file apart, each file once: many tests move the same ones in."""
    process, turn = Converters(), Lock()
    real = process.convert

    @cache
    def convert(content: bytes, name: str) -> Converted:
        with turn:
            return real(content, name)

    yield convert
    process.stop()


@pytest.fixture
def reading_once(read_once: Callable[..., Converted], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the same file be read once for all tests."""
    monkeypatch.setattr(Converters, "convert", lambda _process, content, name: read_once(content, name))


@pytest.fixture
def town(small_town: Organisation, reading_once: None) -> Organisation:
    """Return the small municipality, in a database of either kind."""
    kinds.register((PAGE,))
    return small_town


def gathered(town: Organisation, files: Iterable[tuple[str, bytes]], name: str = "Flytt", by: str = "egon") -> MoveIn:
    """Return a moving in whose files have come."""
    move = begin_move(town.reader(by), by=town.people[by], name=name, now=town.now)
    for path, data in files:
        add_file(move, path=path, stream=io.BytesIO(data), most_mb=1, now=town.now)
    end_gathering(town.reader(by), move, now=town.now)
    return get_move(move.id)


def settled(town: Organisation, files: Iterable[tuple[str, bytes]], **more: str) -> MoveIn:
    """Return a moving in whose table has been laid."""
    move = gathered(town, files, **more)
    assert guess_some(move, READERS, now=town.now, today=town.today, seconds=LONG) is False
    return get_move(move.id)


def made(town: Organisation, move: MoveIn, *, later: int = 0, seconds: float = LONG) -> MoveIn:
    """Let the documents of a table be made; return the moving in as it is then."""
    now = town.now + timedelta(seconds=later)
    begin_making(town.reader("egon"), move, now=now)
    make_some(get_move(move.id), now=now, today=town.today, zone=ZONE, seconds=seconds)
    return get_move(move.id)


def rows(move: MoveIn) -> dict[str, MovedFile]:
    """Return the rows by path."""
    return {row.path: row for row in MovedFile.select().where(MovedFile.move == move)}
