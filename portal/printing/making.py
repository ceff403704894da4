"""What the worker does: the next part of what was first asked for, as its person may read it now."""

import fcntl
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from portal.lib.errors import NotFoundError, PortalError
from portal.people.queries.readers import reader_of
from portal.printing import actions, pressing
from portal.printing.composing import compose_many, reading_as
from portal.printing.models import Takeout
from portal.printing.queries import find_waiting, parts_in
from portal.printing.rules.books import Format
from portal.store import blobs
from portal.web.portal import running

log = logging.getLogger(__name__)

SECONDS = 240


@contextmanager
def turn() -> Iterator[bool]:
    """Have the turn to make takeouts on this machine, if nobody else has; a process that ends gives it back."""
    place = running().config.data_dir / "takeouts.turn"
    with place.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def make_parts(stopping: Event) -> None:
    """Make what anybody waits for, part by part, until nothing is left or the worker stops."""
    while not stopping.is_set() and make_next_part():
        pass


def make_next_part() -> bool:
    """Make the next part that anybody waits for. Return whether there was one."""
    if find_waiting() is None:
        return False
    with turn() as is_mine:
        takeout = find_waiting() if is_mine else None
        if takeout is None:
            return False
        make_part(takeout)
        return True


def make_part(takeout: Takeout) -> None:
    """Make the next part. What cannot be made is divided until it can, or is left out."""
    portal = running()
    format_ = Format(takeout.format)
    if takeout.person.disabled:
        actions.fail(takeout, why="Kontot är avstängt.", now=portal.now())
        return
    parts = parts_in(takeout)
    with TemporaryDirectory(prefix="takeout-") as name, reading_as(reader_of(takeout.person, portal.today())):
        folder = Path(name)
        try:
            compose_many(parts[takeout.made], takeout.title, about(takeout, len(parts)), folder)
            made = pressing.press(folder, format_, seconds=SECONDS)
        except NotFoundError as error:
            actions.divide_part(takeout, why=str(error), now=portal.now())
            return
        except pressing.NoLibraryError as error:
            actions.fail(takeout, why=str(error), now=portal.now())
            return
        except PortalError as error:
            log.warning("takeout %s: %s documents: %s", takeout.id, len(parts[takeout.made]), error.__cause__ or error)
            actions.divide_part(takeout, why=str(error), now=portal.now())
            return
        with made.open("rb") as stream:
            blob = blobs.put(stream, portal.now())
        actions.keep_part(takeout, blob, now=portal.now())
        log.info("takeout %s: part %s of %s, %s bytes", takeout.id, takeout.made, len(parts), blob.size)


def about(takeout: Takeout, parts: int) -> str:
    """Return what the title page says under the title."""
    numbers = json.loads(takeout.parts)[takeout.made]
    told = f"De dokument som gäller och som du som beställde får läsa: {len(numbers)} i den här filen."
    return f"Del {takeout.made + 1} av {parts}. {told}" if parts > 1 else told
