"""The index as it stands, open in this thread; what has been read of a segment is kept for all threads of the process.

A place is a document's number among those of all segments together.
"""

import json
import math
import threading
import weakref
from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from portal.search import index, places
from portal.search.analysis import folded
from portal.search.columns import Columns, joined
from portal.search.facts import Fact, fact_from, written_in
from portal.search.index import Leaf, Opening, UnreadableError
from portal.search.latest import Latest
from portal.search.packing import DamagedError
from portal.search.postings import Impacts, Places, Postings

# BM25F's saturation: how soon more of the same word tells little more.
K1 = 3.0
KEPT_ANSWERS, KEPT_QUESTIONS, KEPT_PASSAGES = 64, 64, 640
KEPT_FACTS = 8192
NOTHING = (np.zeros(0, np.uint32), np.zeros(0, np.float32))
RETRIES = 20
Kept = TypeVar("Kept")


class Segment:
    """What has been read of a segment: it never changes, so threads share it. Deletions are each opening's own."""

    def __init__(self, leaf: Leaf) -> None:
        """Read the arrays and all facts. Raises UnreadableError, or FileNotFoundError."""
        self.words = leaf.decode()
        self.size = leaf.size
        try:
            # Kept as they were written: a few are wanted at a time.
            self.raw = list(leaf.facts())
            self.columns = Columns(self.raw)
            self.known: dict[int, Fact] = {}
        except (ValueError, TypeError) as error:
            raise UnreadableError(str(error)) from error

    def fact(self, doc: int) -> Fact:
        """Return the fact of a document; so many are kept."""
        fact = self.known.get(doc)
        if fact is None:
            fact = fact_from(self.raw[doc])
            if len(self.known) >= KEPT_FACTS:
                self.known.clear()
            self.known[doc] = fact
        return fact

    def phrase(self, words: list[list[str]]) -> Places:
        """Return the documents that hold the words side by side: the rarest looked up among the others."""
        stands = [self.stands(forms) for forms in words]
        rarest = min(range(len(stands)), key=lambda place: len(stands[place]))
        begins = stands[rarest].astype(np.int64) - rarest
        for step, found in enumerate(stands):
            if step != rarest and len(begins):
                seats = np.searchsorted(found, begins + step)
                seats[seats == len(found)] = 0
                begins = begins[found[seats] == begins + step] if len(found) else begins[:0]
        return np.unique(self.words.docs_at(begins)).astype(np.intp) if len(begins) else np.zeros(0, np.intp)

    def stands(self, forms: list[str]) -> NDArray[np.uint32]:
        """Return where any of the forms stands, in order."""
        numbers = [number for form in forms if (number := self.words.words.find(form)) >= 0]
        found = [self.words.stands(number) for number in numbers]
        return found[0] if len(found) == 1 else np.sort(np.concatenate([*found, np.zeros(0, np.uint32)]))


class Stand:
    """The index at one commit, open for one thread."""

    def __init__(self, key: tuple[str, int], opening: Opening) -> None:
        """Take the segments; those that another thread has read are shared."""
        self.key = key
        self.folder = Path(key[0])
        self.leaves = sorted(opening.leaves, key=lambda leaf: -leaf.size)
        weakref.finalize(self, opening.close)
        self.segments = [_shared.segment_of(leaf) for leaf in self.leaves]
        *self.bases, self.size = accumulate((leaf.size for leaf in self.leaves), initial=0)
        self.count = self.size - sum(len(leaf.deleted) for leaf in self.leaves)
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()
        self.latest, self.passages = Latest(KEPT_QUESTIONS), Latest(KEPT_PASSAGES)

    @cached_property
    def deleted(self) -> Places:
        """The places that no longer are anything."""
        found = [base + doc for base, leaf in zip(self.bases, self.leaves, strict=True) for doc in leaf.deleted]
        return np.array(sorted(found), np.intp)

    def column(self, name: str) -> NDArray[Any]:
        """Return a column of all segments."""
        return self.keep(("column", name), lambda: joined([getattr(one.columns, name) for one in self.segments]))

    def seat(self, place: int) -> tuple[int, int]:
        """Return the number of the place's segment, and the document's number in it."""
        segment = bisect_right(self.bases, place) - 1
        return segment, place - self.bases[segment]

    def facts(self) -> Iterator[Fact]:
        """Yield every fact that stands."""
        for leaf, segment in zip(self.leaves, self.segments, strict=True):
            for doc, data in enumerate(segment.raw):
                if doc not in leaf.deleted and written_in(data):
                    yield fact_from(data)

    def fact(self, place: int) -> Fact:
        """Return the fact at a place."""
        segment, doc = self.seat(place)
        return self.segments[segment].fact(doc)

    def likeness(self, places: Places, asked: frozenset[str], begun: str) -> NDArray[np.float64]:
        """Return how alike the titles at the places are to what was asked, 0 to 1; `begun` is its unfinished word."""
        found = np.zeros(len(places), np.float64)
        for base, segment in zip(self.bases, self.segments, strict=True):
            here = (places >= base) & (places < base + segment.size)
            if here.any():
                found[here] = segment.columns.titles.likeness(places[here] - base, asked, begun)
        return found

    def text(self, place: int) -> tuple[str, list[Any], list[Any]]:
        """Return what was written of the text at a place: the text, its headings, its files."""
        segment, doc = self.seat(place)
        try:
            beside, _, text = self.leaves[segment].text(doc).decode().partition("\n")
            headings, files = json.loads(beside)
        except ValueError as error:
            raise UnreadableError(str(error)) from error
        return text, headings, files

    def word(self, word: str) -> Impacts:
        """Return the impacts of a written word (`folded written`)."""

        def look(one: Segment) -> tuple[Any, Any]:
            number = one.words.words.find(word)
            return one.words.of_word(number) if number >= 0 else NOTHING

        return self.impacts("word", word, look)

    def stem(self, stem: str) -> Impacts:
        """Return the impacts of a stem: of all words that have it, together."""
        return self.impacts("stem", stem, lambda one: one.words.of_stem(stem, one.size))

    def beginning(self, typed: str) -> Impacts:
        """Return the impacts of the words that begin so and go on, the best of each place.

        Where dots are typed and any word has them, only those that have.
        """
        bare = folded(typed)

        def look(written: str) -> Impacts:
            def of(one: Segment) -> tuple[Any, Any]:
                return one.words.of_beginning(bare, written, one.size)

            return self.impacts("beginning", f"{bare} {written}", of)

        return (not typed.isascii() and look(typed)) or look("")

    def impacts(self, kind: str, word: str, look: Callable[[Segment], tuple[Any, Any]]) -> Impacts:
        """Return as impacts what the segments hold of a word."""
        name = (self.key, kind, word)
        found = _postings.get(name)
        if found is None:
            held = [(base, *look(one)) for base, one in zip(self.bases, self.segments, strict=True)]
            held = [one for one in held if len(one[1])]
            weights = joined([weights for _, _, weights in held])
            docs = joined([docs.astype(np.intp) + base for base, docs, _ in held])
            found = Impacts(docs.astype(np.intp), (weights / (weights + K1)).astype(np.float32))
            _postings.keep(name, found)
        return found

    def phrase(self, words: list[list[str]]) -> Places:
        """Return the places that hold the words side by side; each may be any of its forms (`folded written`)."""
        try:
            found = [one.phrase(words) + base for base, one in zip(self.bases, self.segments, strict=True)]
        except (DamagedError, FileNotFoundError) as error:
            raise UnreadableError(str(error)) from error
        return np.concatenate(found) if found else np.zeros(0, np.intp)

    def frequency(self, stem: str) -> int:
        """Return how many documents hold the stem, deleted ones too; at most, where it has several forms."""
        return sum(one.words.stem_count(stem) for one in self.segments)

    def stems_from(self, prefix: str, most: int) -> list[str]:
        """Return the stems that begin so and go on for at most so many letters."""
        found: dict[str, None] = {}
        for one in self.segments:
            first, last = one.words.stems.between(prefix)
            stems = one.words.stems.words.between(first, last)
            found.update((stem, None) for stem in stems if len(stem) <= len(prefix) + most)
        return list(found)

    def rarity(self, frequency: int) -> float:
        """Return how much a word tells that so many documents hold."""
        frequency = min(frequency, self.count)
        return math.log(1 + (self.count - frequency + 0.5) / (frequency + 0.5))

    def words_from(self, prefix: str) -> Counter[str]:
        """Return the written words (`folded written`) that begin so, with the number of documents of each."""

        def read() -> Counter[str]:
            found: Counter[str] = Counter()
            for one in self.segments:
                words = one.words
                first, last = words.words.between(prefix)
                counts = dict(
                    zip(words.words.words.between(first, last), words.counts[first:last].tolist(), strict=True)
                )
                found = found + Counter(counts) if found else Counter(counts)
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
    """The process's segments, by the name that Whoosh gave each."""

    def __init__(self) -> None:
        """Begin with none."""
        self.segments: weakref.WeakValueDictionary[str, Segment] = weakref.WeakValueDictionary()
        self.lock = threading.Lock()

    def segment_of(self, leaf: Leaf) -> Segment:
        """Return the segment, read by the first thread that needs it."""
        segment = self.segments.get(leaf.key)
        if segment is None:
            with self.lock:
                segment = self.segments.get(leaf.key)
                if segment is None:
                    segment = self.segments[leaf.key] = Segment(leaf)
        return segment


_shared = Shared()
_postings = Postings()
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
