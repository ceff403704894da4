"""How Whoosh writes our words: as it writes all postings, with the same laid out as arrays beside."""

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Format

from portal.search.tee import Posting, Tee


class Places(Format):
    """What is kept of a word in a document beside its weight: where it stands, as bytes of 32-bit numbers."""

    posting_size = -1


class Weighed(FieldType):
    """A field whose words are given, each with its weight and its places: `[(word, weight, places), …]`."""

    scorable = False
    stored = False
    column_type = None

    def __init__(self) -> None:
        """Keep which documents hold a word, its weight and its places."""
        self.format = Places()
        self.analyzer = None

    def index(
        self, value: Iterable[tuple[str, float, bytes]], **_: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield what Whoosh writes of each word."""
        return ((word.encode(), 1, weight, places) for word, weight, places in value)

    def to_bytes(self, value: str | bytes) -> bytes:
        """Return a word as it stands in the index."""
        return value if isinstance(value, bytes) else value.encode()


class Postings(W3FieldWriter):
    """Writes postings as Whoosh does, and lays them out as arrays beside."""

    def add_postings(self, schema: Schema, _lengths: object, items: Iterable[Posting]) -> None:
        """Write all postings of the segment. Lengths are in the weights: Whoosh need not look for them."""
        tee = Tee("words")
        super().add_postings(schema, None, tee.through(items))
        for ending, content in tee.files():
            with self._storage.create_file(self._segment.make_filename(ending)) as file:
                file.write(content)


class Codec(W3Codec):
    """Whoosh's own way of writing, with arrays beside the postings."""

    def field_writer(self, storage: FileStorage, segment: Any) -> Postings:
        """Return what writes a segment's postings."""
        return Postings(self, storage, segment)
