"""The index as it stands, open in this thread; what is decoded of a segment is kept for all threads of the process."""

import math
import threading
import weakref
from array import array
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from portal.search import index, places
from portal.search.analysis import stem
from portal.search.facts import Fact, fact_from
from portal.search.index import Leaf, Opening, UnreadableError
from portal.search.spelling import Spelling

# BM25's saturation, how much the length of a text counts, and the length (in words) that is neither short nor long.
K1, B, PIVOT = 2.0, 0.6, 150
KEPT_WORDS = 8192
KEPT_ANSWERS = 64
RETRIES = 20
Kept = TypeVar("Kept")


class Impacts:
    """The documents of a segment that hold a word, and how much it tells of each (0 to 1, before its rarity)."""

    __slots__ = ("docs", "values")

    def __init__(self, docs: "array[int]", values: "array[float]") -> None:
        """Take two arrays of the same length."""
        self.docs = docs
        self.values = values


class Segment:
    """What has been decoded of a segment: it never changes, so threads share it. Deletions are each opening's own."""

    def __init__(self, leaf: Leaf) -> None:
        """Read all facts."""
        try:
            self.facts = [fact_from(data) for data in leaf.facts()]
        except (ValueError, TypeError) as error:
            raise UnreadableError(str(error)) from error
        self.norms = [K1 * (1 - B + B * fact.length / PIVOT) if fact else K1 for fact in self.facts]
        self.impacts: dict[tuple[str, str], Impacts] = {}
        self.spelling: Spelling | None = None

    def spelling_of(self, leaf: Leaf) -> Spelling:
        """Return the segment's words and stems for mending misspelt ones, gathered at the first of these."""
        if self.spelling is None:
            counts: Counter[str] = Counter()
            for written, count in leaf.words_from(""):
                word = written.split()[0]
                for form in dict.fromkeys((word, stem(word))):
                    counts[form] += count
            self.spelling = Spelling(counts.items())
        return self.spelling

    def impacts_of(self, leaf: Leaf, field: str, word: str) -> Impacts:
        """Return a word's impacts, decoded once."""
        found = self.impacts.get((field, word))
        if found is None:
            postings = leaf.postings(field, word)
            norms = self.norms
            values = array("f", (w / (w + norms[doc]) for doc, w in zip(postings.docs, postings.weights, strict=True)))
            if len(self.impacts) >= KEPT_WORDS:
                self.impacts.clear()
            found = self.impacts[field, word] = Impacts(postings.docs, values)
        return found


class Stand:
    """The index at one commit, open for one thread."""

    def __init__(self, key: tuple[str, int], opening: Opening) -> None:
        """Take the segments; those that another thread has decoded are shared."""
        self.key = key
        self.folder = Path(key[0])
        self.leaves = opening.leaves
        weakref.finalize(self, opening.close)
        self.segments = [_shared.segment_of(leaf) for leaf in self.leaves]
        self.count = sum(leaf.size - len(leaf.deleted) for leaf in self.leaves)
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()

    @property
    def facts(self) -> Iterator[Fact]:
        """Every fact that stands."""
        for leaf, segment in zip(self.leaves, self.segments, strict=True):
            for doc, fact in enumerate(segment.facts):
                if fact is not None and doc not in leaf.deleted:
                    yield fact

    def fact(self, place: tuple[int, int]) -> Fact:
        """Return the fact at a place: the segment's and the document's number."""
        fact = self.segments[place[0]].facts[place[1]]
        assert fact is not None  # noqa: S101 - places are made of facts
        return fact

    def text(self, place: tuple[int, int]) -> str:
        """Return the text at a place."""
        return self.leaves[place[0]].text(place[1])

    def impacts(self, field: str, word: str) -> list[Impacts]:
        """Return the word's impacts in each segment."""
        pairs = zip(self.leaves, self.segments, strict=True)
        return [segment.impacts_of(leaf, field, word) for leaf, segment in pairs]

    def frequency(self, field: str, word: str) -> int:
        """Return how many documents hold the word, deleted ones too."""
        return sum(len(impacts.docs) for impacts in self.impacts(field, word))

    def rarity(self, frequency: int) -> float:
        """Return how much a word tells that so many documents hold."""
        frequency = min(frequency, self.count)
        return math.log(1 + (self.count - frequency + 0.5) / (frequency + 0.5))

    def words_from(self, prefix: str) -> Counter[str]:
        """Return the written words (`folded written`) that begin so, with the number of documents of each."""

        def read() -> Counter[str]:
            found: Counter[str] = Counter()
            for leaf in self.leaves:
                for word, count in leaf.words_from(prefix):
                    found[word] += count
            return found

        return self.keep(("words", prefix), read)

    def keep(self, name: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what was made of this stand under the name, or make it; the least used is forgotten."""
        if name in self.kept:
            self.kept.move_to_end(name)
        else:
            self.kept[name] = make()
            if len(self.kept) > KEPT_ANSWERS:
                self.kept.popitem(last=False)
        return self.kept[name]


class Shared:
    """The process's decoded segments, by the name that Whoosh gave each."""

    def __init__(self) -> None:
        """Begin with none."""
        self.segments: weakref.WeakValueDictionary[str, Segment] = weakref.WeakValueDictionary()
        self.lock = threading.Lock()

    def segment_of(self, leaf: Leaf) -> Segment:
        """Return the segment, decoded by the first thread that needs it."""
        segment = self.segments.get(leaf.key)
        if segment is None:
            with self.lock:
                segment = self.segments.get(leaf.key)
                if segment is None:
                    segment = self.segments[leaf.key] = Segment(leaf)
        return segment


_shared = Shared()
_local = threading.local()


def standing(index_dir: Path) -> Stand:
    """Return the index as it stands now, opened again only when it has changed. Raises UnreadableError."""
    for _ in range(RETRIES):
        folder = places.find_live(index_dir)
        if folder is None:
            break
        key = (str(folder), index.generation_of(folder))
        kept: Stand | None = getattr(_local, "stand", None)
        if kept is not None and kept.key == key:
            return kept
        try:
            _local.stand = Stand(key, index.open_index(folder))
        except (FileNotFoundError, UnreadableError) as error:
            if (places.find_live(index_dir), index.generation_of(folder)) != (folder, key[1]):
                # A commit or a new making came between and took the files away; look again.
                continue
            places.mark_damaged(folder)
            raise UnreadableError(str(error)) from error
        return _local.stand
    raise UnreadableError("there is no index yet")


def find_position(index_dir: Path) -> int | None:
    """Return how far in the journal the index has come, or None when there is none that can be read."""
    try:
        stand = standing(index_dir)
        return stand.keep("position", lambda: index.position_in(stand.leaves))
    except UnreadableError:
        return None
