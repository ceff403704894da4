"""The index on disk: with `codec`, what knows Whoosh.

Whoosh keeps the postings, the columns, the segments and their commits; words, weights and ranking are ours, so that
what is written here is a list of words with weights and places. Its postings are laid out as arrays too (`decoded`), in
files of the segment's own, which Whoosh takes away with the others.
"""

import os
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.writing import LockError

from portal.search.codec import Codec, Weighed
from portal.search.decoded import Decoded
from portal.search.tee import NOWHERE

FORMAT = 5
NAME = "MAIN"
COMMIT = re.compile(rf"_{NAME}_(\d+)\.toc")
LOCK_PATIENCE = 30
SMALL_SEGMENT = 100
POSITION = "position:"
COLUMNS = ("facts", "text")


class UnreadableError(Exception):
    """The index is missing, damaged, or of another making."""


SCHEMA = Schema(
    ref=ID(),
    words=Weighed(),
    facts=COLUMN(VarBytesColumn()),
    text=COLUMN(VarBytesColumn()),
)


class Files(FileStorage):
    """Files read as files: a mapped one that is cut short while open kills the process. All are closed together."""

    def __init__(self, folder: Path) -> None:
        """Take the folder."""
        super().__init__(str(folder), supports_mmap=False)
        self.opened: list[Any] = []

    def open_file(self, name: str, **options: Any) -> Any:
        """Open a file and remember it: Whoosh leaves files open when it fails."""
        file = super().open_file(name, **options)
        self.opened.append(file)
        return file

    def close(self) -> None:
        """Close every file that was opened."""
        for file in self.opened:
            with suppress(Exception):
                file.close()
        self.opened.clear()


@dataclass(frozen=True, slots=True)
class Row:
    """What is written of one thing that can be found: `words` is each word's weight, `places` where it stands."""

    ref: str
    facts: bytes
    text: bytes
    words: Mapping[str, float]
    places: Mapping[str, "array[int]"]


def create(folder: Path) -> None:
    """Make an empty index in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    FileIndex.create(Files(folder), SCHEMA, NAME)


def generation_of(folder: Path) -> int:
    """Return the number of the index's last commit, -1 when there is none; cheap."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - asked at every search, so without a Path for each name
    except OSError:
        return -1
    return max((int(match[1]) for match in map(COMMIT.fullmatch, names) if match), default=-1)


@contextmanager
def readable() -> Iterator[None]:
    """Turn whatever Whoosh raises over a damaged file into UnreadableError."""
    try:
        yield
    except (UnreadableError, FileNotFoundError, LockError):
        raise
    except Exception as error:
        raise UnreadableError(f"{type(error).__name__}: {error}") from error


@contextmanager
def whole_index(folder: Path) -> Iterator[FileIndex]:
    """Give the index in the folder; its files are closed when something fails. Raises UnreadableError."""
    files = Files(folder)
    try:
        with readable():
            yield FileIndex(files, SCHEMA, NAME)
    except BaseException:
        files.close()
        raise


def columns_of(reader: SegmentReader) -> dict[str, Any]:
    """Return a segment's columns as Whoosh reads them. Raises UnreadableError where one is missing or damaged."""
    with readable():
        for name in COLUMNS:
            if not reader.has_column(name):
                raise UnreadableError(f"{reader.segment().segment_id()} has no {name}")
        return {name: reader.column_reader(name, translate=False) for name in COLUMNS}


class Leaf:
    """One segment, open for one thread."""

    def __init__(self, reader: SegmentReader, folder: Path) -> None:
        """Take an open reader of files that close with the leaf."""
        self.reader = reader
        self.folder = folder
        self.key: str = reader.segment().segment_id()
        self.size: int = reader.doc_count_all()
        self.deleted = frozenset(reader.segment().deleted_docs())
        # Opened at once: what is open can be read even when a new making has taken the files away.
        self.columns = columns_of(reader)

    def decode(self) -> Decoded:
        """Return the segment's postings as arrays. Raises UnreadableError, or FileNotFoundError."""
        with readable():
            return Decoded(self.folder, self.key)

    def facts(self) -> Iterator[bytes]:
        """Yield what was written of each document."""
        with readable():
            yield from self.columns["facts"]

    def text(self, doc: int) -> bytes:
        """Return what was written of the document's text."""
        with readable():
            found: bytes = self.columns["text"][doc]
            return found

    def position(self) -> int | None:
        """Return how far in the journal the index has come, where this segment tells it."""
        with readable():
            try:
                found = [doc for doc in self.reader.postings("ref", POSITION).all_ids() if doc not in self.deleted]
            except TermNotFound:
                return None
            return int(self.columns["facts"][found[0]]) if found else None


@dataclass(frozen=True, slots=True)
class Opening:
    """The index at one commit, open for one thread."""

    leaves: list[Leaf]
    files: Files

    def close(self) -> None:
        """Close the files."""
        self.files.close()


def open_index(folder: Path) -> Opening:
    """Open the index as it stands. Raises UnreadableError, or FileNotFoundError when a file is missing."""
    with whole_index(folder) as whole:
        leaves = [leaf for leaf, _ in whole.reader().leaf_readers() if isinstance(leaf, SegmentReader)]
        return Opening([Leaf(leaf, folder) for leaf in leaves], whole.storage)


class Writing:
    """An open writer: what it is given becomes visible together."""

    def __init__(self, writer: Any) -> None:
        """Take an open writer."""
        self.writer = writer

    def delete(self, refs: Iterable[str]) -> None:
        """Take away all rows of these refs."""
        with readable():
            reader = self.writer.reader()
            for ref in refs:
                with suppress(TermNotFound):
                    for doc in list(reader.postings("ref", ref).all_ids()):
                        self.writer.delete_document(doc)

    def add(self, row: Row) -> None:
        """Add a row."""
        self.writer.add_document(
            ref=row.ref,
            facts=row.facts,
            text=row.text,
            words=[
                (word, weight, row.places[word].tobytes() if word in row.places else NOWHERE)
                for word, weight in row.words.items()
            ],
        )

    def keep_position(self, number: int) -> None:
        """Keep how far in the journal the index has come."""
        self.delete([POSITION])
        self.writer.add_document(ref=POSITION, facts=str(number).encode(), text=b"")


@contextmanager
def writing(folder: Path, *, memory_mb: int = 64) -> Iterator[Writing]:
    """Commit all that is written inside, or none of it; waits for its turn. Raises UnreadableError, or LockError."""
    with whole_index(folder) as whole:
        writer = whole.writer(timeout=LOCK_PATIENCE, limitmb=memory_mb, codec=Codec(compression=0), compound=False)
    try:
        yield Writing(writer)
        writer.commit(mergetype=merge_alike)
    except BaseException:
        give_up(writer)
        raise
    finally:
        whole.storage.close()


def give_up(writer: Any) -> None:
    """Cancel a failed writer: it keeps its lock until then, however broken it is."""
    try:
        writer.cancel()
    except Exception:  # noqa: BLE001 - the first error is the one to tell
        with suppress(Exception):
            writer.writelock.release()


def merge_alike(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge the small segments and those not much larger than what is gathered: few segments, little work."""
    gathered, left = writer.doc_count(), []
    for segment in sorted(segments, key=lambda one: one.doc_count()):
        count = segment.doc_count()
        if count <= max(SMALL_SEGMENT, 2 * gathered) or segment.deleted_count() > count:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            columns_of(reader)
            with readable():
                writer.add_reader(reader)
            gathered += count
        else:
            left.append(segment)
    return left


def position_in(leaves: Iterable[Leaf]) -> int:
    """Return how far in the journal the index has come. Raises UnreadableError when it does not say."""
    for leaf in leaves:
        position = leaf.position()
        if position is not None:
            return position
    raise UnreadableError("no position")
