"""A segment's postings as arrays, in a file of the segment's own: written with it, read whole at once.

Whoosh keeps the postings in small packed blocks that Python unpacks one by one. As the same postings stream into
Whoosh, they are also laid out as they will be asked for: a process that opens a segment then reads a file instead of
decoding for seconds. What is read is never changed, so all threads share it. Files are read, not mapped: a mapped one
that is cut short kills the process.
"""

import json
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.search.analysis import stems_of

Ints = NDArray[np.uint32]
Floats = NDArray[np.float32]
Posting = tuple[str, bytes, int, float, bytes]

ENDING, PLACES_ENDING = ".arrays", ".places"
END = "\uffff"
GROUP = 3
# What is written for a word that has no places: Whoosh loses count of empty ones.
NOWHERE = b"\0"
NEW_LINE = ord("\n")
# Between the last word of a document and the first of the next.
GAP = 2
BLOCK = 64


class DamagedError(ValueError):
    """The file is cut short, changed, or of another making."""


class Texts:
    """Sorted words in one text: as a list of Python's they would take ten times the memory.

    `first` is the first word of each block: a word is looked for among these, then in its block.
    """

    __slots__ = ("data", "ends", "first")

    def __init__(self, data: bytes) -> None:
        """Take the words, a line for each."""
        self.data = data
        ends = np.flatnonzero(np.frombuffer(data, np.uint8) == NEW_LINE)
        self.ends = np.append(ends, len(data)).astype(np.uint32) if data else ends.astype(np.uint32)
        self.first = [self.word(place) for place in range(0, len(self.ends), BLOCK)]

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.ends)

    def word(self, place: int) -> str:
        """Return the word at a place."""
        return self.data[self.begin(place) : self.ends[place]].decode()

    def between(self, first: int, last: int) -> list[str]:
        """Return the words from a place up to another."""
        last = min(last, len(self.ends))
        return self.data[self.begin(first) : self.ends[last - 1]].decode().split("\n") if first < last else []

    def begin(self, place: int) -> int:
        """Return where a word begins."""
        return int(self.ends[place - 1]) + 1 if place else 0

    def place(self, word: str) -> int:
        """Return where the word stands, or would stand."""
        block = max(bisect_right(self.first, word) - 1, 0) * BLOCK
        return block + bisect_left(self.between(block, block + BLOCK), word)

    def find(self, word: str) -> int:
        """Return where the word stands, -1 when it does not."""
        place = self.place(word)
        return place if place < len(self.ends) and self.word(place) == word else -1


@dataclass(frozen=True, slots=True)
class Words:
    """Sorted words, each with a slice of something: `starts` has one more entry than there are words."""

    words: Texts
    starts: Ints

    def find(self, word: str) -> int:
        """Return the word's number, -1 when it is not there."""
        return self.words.find(word)

    def between(self, prefix: str) -> tuple[int, int]:
        """Return the numbers of the words that begin so: the first, and the one after the last."""
        return self.words.place(prefix), self.words.place(prefix + END)

    def slice(self, number: int) -> slice:
        """Return the word's slice."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))


class Tee:
    """Takes the postings on their way into Whoosh and lays them out."""

    def __init__(self, field: str) -> None:
        """Take the name of the field whose postings are kept."""
        self.field = field
        self.words: list[str] = []
        self.starts = array("I")
        self.docs = array("I")
        self.weights = array("f")
        self.place_counts = array("I")
        self.places = bytearray()

    def through(self, items: Iterable[Posting]) -> Iterator[Posting]:
        """Yield the postings as they come, sorted by word and document."""
        last = b""
        for item in items:
            if item[0] == self.field:
                _, word, doc, weight, places = item
                if word != last:
                    last = word
                    self.words.append(word.decode())
                    self.starts.append(len(self.docs))
                self.docs.append(doc)
                self.weights.append(weight)
                if places == NOWHERE:
                    self.place_counts.append(0)
                else:
                    self.places += places
                    self.place_counts.append(len(places) // 4)
            yield item

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file's ending and content."""
        starts = np.append(np.frombuffer(self.starts, np.uint32), np.uint32(len(self.docs)))
        arrays: dict[str, Any] = {"starts": starts, "docs": self.docs, "weights": self.weights}
        stems: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            for stem in stems_of(word.partition(" ")[2]):
                stems.setdefault(stem, []).append(number)
        ordered = sorted(stems)
        arrays["stem_starts"] = np.cumsum([0, *(len(stems[stem]) for stem in ordered)], dtype=np.uint32)
        arrays["stem_words"] = np.array([number for stem in ordered for number in stems[stem]], np.uint32)
        alike = spellable(self.words, ordered, np.diff(starts), arrays)
        arrays |= grouped(alike)
        texts = {"words": self.words, "stems": ordered, "spelling": alike}
        yield ENDING, packed(texts, arrays)
        yield PLACES_ENDING, packed({}, self.stands(starts))

    def stands(self, starts: Ints) -> dict[str, Any]:
        """Return where each word stands, all documents' words counted after each other, and where each begins.

        There is a gap between documents, so that no phrase goes from one into the next.
        """
        counts = np.frombuffer(self.place_counts, np.uint32)
        docs = np.repeat(np.frombuffer(self.docs, np.uint32), counts)
        places = np.frombuffer(self.places, np.uint32)
        longest = np.zeros(max(self.docs, default=-1) + 1, np.uint32)
        np.maximum.at(longest, docs, places + np.uint32(GAP))
        begins = np.concatenate([[0], np.cumsum(longest)[:-1]]) if len(longest) else longest
        sums = np.concatenate([[0], np.cumsum(counts)])
        return {
            "begins": begins.astype(np.uint32),
            "stand_starts": sums[starts].astype(np.uint32),
            "stands": (begins[docs] + places).astype(np.uint32),
        }


def spellable(words: list[str], stems: list[str], counts: Any, arrays: dict[str, Any]) -> list[str]:
    """Return the folded words and stems that a misspelt one may stand for; add how many documents hold each."""
    uses: dict[str, int] = {}
    for word, count in zip(words, counts.tolist(), strict=True):
        folded = word.partition(" ")[0]
        if folded.isalpha():
            uses[folded] = uses.get(folded, 0) + count
    stem_starts, stem_words = arrays["stem_starts"].tolist(), arrays["stem_words"]
    for stem, (first, last) in zip(stems, pairwise(stem_starts), strict=True):
        if stem.isascii() and stem.isalpha() and stem not in uses:
            uses[stem] = int(counts[stem_words[first:last]].sum())
    alike = sorted(uses)
    arrays["uses"] = np.array([uses[word] for word in alike], np.uint32)
    return alike


def groups_of(word: str) -> dict[str, None]:
    """Return the groups of three letters, the word's beginning and end marked."""
    marked = f"^{word}$"
    return dict.fromkeys(marked[place : place + GROUP] for place in range(len(marked) - GROUP + 1))


def group_number(group: str) -> int:
    """Return a group of three letters as a number."""
    number = 0
    for letter in group:
        number = number << 21 | ord(letter)
    return number


def grouped(words: list[str]) -> dict[str, Any]:
    """Return which words (by number) hold each group of letters."""
    keys, places = array("Q"), array("I")
    for place, word in enumerate(words):
        for group in groups_of(word):
            keys.append(group_number(group))
            places.append(place)
    numbers = np.frombuffer(keys, np.uint64)
    order = np.argsort(numbers, kind="stable")
    found, starts = np.unique(numbers[order], return_index=True)
    return {
        "groups": found,
        "group_starts": np.append(starts, len(keys)).astype(np.uint32),
        "group_words": np.frombuffer(places, np.uint32)[order],
    }


def packed(texts: Mapping[str, list[str]], arrays: Mapping[str, Any]) -> bytes:
    """Return lists of words and arrays as one file: a line that tells what follows, then the bytes."""
    parts = {name: "\n".join(words).encode() for name, words in texts.items()}
    kinds = dict.fromkeys(texts, "")
    for name, values in arrays.items():
        flat = values if isinstance(values, np.ndarray) else np.frombuffer(values, TYPES.get(name, np.uint32))
        kinds[name] = flat.dtype.str
        parts[name] = flat.tobytes()
    body = b"".join(part + b"\0" * (-len(part) % 8) for part in parts.values())
    told = [[name, kinds[name], len(part)] for name, part in parts.items()]
    head = json.dumps({"parts": told, "sum": zlib.crc32(body)}).encode()
    return head + b" " * (-(len(head) + 1) % 8) + b"\n" + body


TYPES = {"weights": np.float32}


def unpacked(path: Path) -> dict[str, Any]:
    """Return what was packed. Raises DamagedError, or FileNotFoundError."""
    data = path.read_bytes()
    line = data[: data.find(b"\n") + 1]
    try:
        head = json.loads(line)
        if zlib.crc32(memoryview(data)[len(line) :]) != head["sum"]:
            raise DamagedError(f"{path.name} has been changed")
        place = len(line)
        found: dict[str, Any] = {}
        for name, kind, size in head["parts"]:
            if kind:
                found[name] = np.frombuffer(data, kind, size // np.dtype(kind).itemsize, place)
            else:
                found[name] = Texts(data[place : place + size])
            place += size + -size % 8
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedError(f"{path.name}: {error}") from error
    return found


class Decoded:
    """A segment's words, stems and misspellings, and where they stand."""

    def __init__(self, folder: Path, segment: str) -> None:
        """Read the file that was written with the segment. Raises DamagedError, or FileNotFoundError."""
        found = unpacked(folder / f"{segment}{ENDING}")
        try:
            self.words = Words(found["words"], found["starts"])
            self.docs: Ints = found["docs"]
            self.weights: Floats = found["weights"]
            self.stems = Words(found["stems"], found["stem_starts"])
            self.stem_words: Ints = found["stem_words"]
            self.spelling: Texts = found["spelling"]
            self.uses: Ints = found["uses"]
            self.groups: NDArray[np.uint64] = found["groups"]
            self.group_starts: Ints = found["group_starts"]
            self.group_words: Ints = found["group_words"]
        except KeyError as error:
            raise DamagedError(f"{segment}: {error}") from error
        self.folder, self.segment = folder, segment
        self.counts = np.diff(self.words.starts)

    def of_word(self, number: int) -> tuple[Ints, Floats]:
        """Return the documents that hold the word, and its weight in each."""
        where = self.words.slice(number)
        return self.docs[where], self.weights[where]

    def of_stem(self, stem: str, size: int) -> tuple[Ints, Floats]:
        """Return the documents (of `size` in all) that hold a form of the stem, and their weights together."""
        number = self.stems.find(stem)
        words = self.stem_words[self.stems.slice(number)] if number >= 0 else self.stem_words[:0]
        if len(words) == 1:
            return self.of_word(int(words[0]))
        sums = np.zeros(size, np.float32)
        for word in words:
            docs, weights = self.of_word(word)
            sums[docs] += weights
        docs = np.flatnonzero(sums).astype(np.uint32)
        return docs, sums[docs]

    def commonest(self, prefix: str, most: int) -> list[tuple[str, int]]:
        """Return the words that begin so and stand in most documents, so many at most, with how many that is."""
        first, last = self.words.between(prefix)
        counts = self.counts[first:last]
        chosen = (
            np.argpartition(-counts.astype(np.int64), most)[:most] if len(counts) > most else np.arange(len(counts))
        )
        return [(self.words.words.word(first + place), int(counts[place])) for place in chosen.tolist()]

    def stem_count(self, stem: str) -> int:
        """Return how many documents hold each form of the stem, summed."""
        number = self.stems.find(stem)
        return int(self.counts[self.stem_words[self.stems.slice(number)]].sum()) if number >= 0 else 0

    def stands(self, number: int) -> Ints:
        """Return where the word stands, in order, all documents' words counted after each other."""
        found: Ints = self.places["stands"]
        starts = self.places["stand_starts"]
        return found[int(starts[number]) : int(starts[number + 1])]

    def docs_at(self, stands: NDArray[np.int64]) -> Ints:
        """Return the documents that these places are in."""
        return np.searchsorted(self.places["begins"], stands, side="right").astype(np.uint32) - 1

    @cached_property
    def places(self) -> dict[str, Any]:
        """What is known of places; read when a phrase is first asked for."""
        return unpacked(self.folder / f"{self.segment}{PLACES_ENDING}")

    def uses_of(self, word: str) -> int:
        """Return how many documents hold the word of `spelling`, 0 when there is no such."""
        place = self.spelling.find(word)
        return int(self.uses[place]) if place >= 0 else 0

    def alike(self, word: str) -> tuple[Ints, Ints]:
        """Return the numbers of words in `spelling` that share groups of letters with this one, and how many."""
        found = []
        for group in groups_of(word):
            number = group_number(group)
            place = int(np.searchsorted(self.groups, np.uint64(number)))
            if place < len(self.groups) and self.groups[place] == number:
                found.append(self.group_words[self.group_starts[place] : self.group_starts[place + 1]])
        if not found:
            return self.uses[:0], self.uses[:0]
        shared = np.bincount(np.concatenate(found))
        places = np.flatnonzero(shared).astype(np.uint32)
        return places, shared[places].astype(np.uint32)
