"""A portal's database of any size, filled at once: no history is replayed. Run by itself, it is indexed too.

Words come as often as the example's. One in a hundred is a compound that the texts make themselves, for a language's
words do not end: of the example's own, one in twenty-five stands there once.
"""

import hashlib
import random
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from peewee import chunked

from benchmarks.generate import example_words
from benchmarks.timing import peak_mb, tell
from portal.app import create_app
from portal.control.models.documents import Document, DocumentArea, ProcessArea
from portal.control.models.versions import Grant, Version
from portal.control.rules.types import TYPE_CODES, Type
from portal.journal.record import record
from portal.lib.markup.rendered import RENDERER_VERSION, Heading, Rendered
from portal.lib.refs import Ref
from portal.lib.text import alphabetical
from portal.people.models import Person, Unit
from portal.people.rules import PUBLIC
from portal.search import follower
from portal.store.database import Table
from portal.store.schema import migrate
from portal.store.work import unit_of_work
from portal.web.portal import running

TYPES = (Type.ROUTINE, Type.GUIDELINE, Type.ROUTINE, Type.TEMPLATE, Type.ROUTINE, Type.INSTRUCTION, Type.PLAN)
BOARDS, UNITS_EACH, AREAS = 5, 8, 12
PARTS, SENTENCES, WORDS = 4, 10, 12
COINED_EVERY = 100
LATE_EVERY, SCHEDULED_EVERY = 20, 33
ROWS_AT_A_TIME = 500
Row = dict[str, Any]


class Writer:
    """Writes texts: the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        """Take the example's words."""
        self.chance = random.Random(seed)  # noqa: S311 - texts, not secrets
        self.words, self.weights = example_words()
        self.long = [word for word in self.words if len(word) > 3]

    def drawn(self, count: int) -> list[str]:
        """Return so many words, some of them compounds."""
        words = self.chance.choices(self.words, cum_weights=self.weights, k=count)
        for place in range(self.chance.randrange(COINED_EVERY), count, COINED_EVERY):
            words[place] = self.chance.choice(self.long) + self.chance.choice(self.long)
        return words

    def part(self) -> str:
        """Return a paragraph."""
        words = self.drawn(SENTENCES * WORDS)
        ends = sorted({*self.chance.sample(range(6, len(words)), SENTENCES - 1), len(words)})
        starts = [0, *ends[:-1]]
        return " ".join(" ".join(words[start:end]).capitalize() + "." for start, end in zip(starts, ends, strict=True))

    def text(self) -> tuple[str, str]:
        """Return a text's words, and as it is kept rendered."""
        parts = [self.part() for _ in range(PARTS)]
        headings = [Heading(2, f"del-{number}", " ".join(self.drawn(2)).capitalize()) for number in range(PARTS)]
        plain = "\n".join(f"{heading.text}\n{part}" for heading, part in zip(headings, parts, strict=True))
        markup = "".join(
            f'<h2 id="{heading.id}">{heading.text}</h2><p>{part}</p>'
            for heading, part in zip(headings, parts, strict=True)
        )
        return plain, Rendered((markup,), tuple(headings), plain).to_json()


def fill(size: int, today: date) -> None:
    """Fill the empty database with `size` public documents in force, of several types and units."""
    with unit_of_work():
        units = write_units()
        author = Person.create(key="bo", name="Bo Berg")
        insert(ProcessArea, ({"key": f"omrade-{n}", "name": f"Område {n}", "band": "core"} for n in range(AREAS)))
        insert(Document, documents(size, units, author))
        insert(DocumentArea, ({"document": n, "area": n % AREAS + 1} for n in range(1, size + 1)))
        insert(Version, versions(size, author, today))
        insert(Grant, ({"version": n, "token": PUBLIC} for n in range(1, size + 1)))
        record("bench", "filled", Ref("document", "1"), running().now())


def insert(table: type[Table], rows: Iterable[Row]) -> None:
    """Insert the rows, some hundred at a time."""
    for some in chunked(rows, ROWS_AT_A_TIME):
        table.insert_many(some).execute()


def write_units() -> list[Unit]:
    """Write a municipality with boards and their units; return the units."""
    top = Unit.create(code="EK", name="Ekvik", kind="municipality")
    boards = [Unit.create(code=f"N{n}", name=f"Nämnd {n}", kind="board", parent=top) for n in range(BOARDS)]
    return [
        Unit.create(code=f"{board.code}-E{n}", name=f"Enhet {board.code} {n}", kind="unit", parent=board)
        for board in boards
        for n in range(UNITS_EACH)
    ]


def documents(size: int, units: list[Unit], owner: Person) -> Iterator[Row]:
    """Yield the documents' rows."""
    for number in range(1, size + 1):
        type_ = TYPES[number % len(TYPES)]
        yield {
            "number": f"GEN-{TYPE_CODES[type_]}-{number:04d}",
            "kind": "handbook",
            "type": type_,
            "unit": units[number % len(units)],
            "owner_role": "manager",
            "owner": owner,
            "created_at": running().now(),
        }


def versions(size: int, author: Person, today: date) -> Iterator[Row]:
    """Yield a decided version of each document."""
    writer = Writer()
    for number in range(1, size + 1):
        plain, rendered = writer.text()
        title = " ".join(writer.drawn(5)).capitalize()
        body = plain.encode()
        yield {
            "document": number,
            "number": 1,
            "title": title,
            "title_order": alphabetical(title),
            "author": author,
            "created_at": running().now(),
            "media_type": "text/markdown",
            "body": body,
            "sha256": hashlib.sha256(body).hexdigest(),
            "decided": True,
            "valid_from": today + timedelta(30 if number % SCHEDULED_EVERY == 0 else -30 - number % 60),
            "review_by": today + timedelta(-10 if number % LATE_EVERY == 0 else 200),
            "rendered": rendered,
            "renderer": RENDERER_VERSION,
            "plain": plain,
        }


def main(size: int) -> None:
    """Fill and index the portal of the environment; tell what the index cost to make."""
    with create_app().app_context():
        migrate()
        fill(size, running().today())
        before = time.process_time()
        follower.rebuild()
        tell(build=time.process_time() - before, build_peak=peak_mb())


if __name__ == "__main__":
    main(int(sys.argv[1]))
