"""A segment's postings as arrays, in a file of the segment's own: written with it, read whole at once.

Whoosh keeps the postings in small packed blocks that Python unpacks one by one. As the same postings stream into
Whoosh, they are also laid out as they will be asked for: a process that opens a segment then reads a file instead of
decoding for seconds. What is read is never changed, so all threads share it. Files are read, not mapped: a mapped one
that is cut short kills the process.
"""

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
# More than the places of any text.
PLACES = 1 << 32


class DamagedError(ValueError):
    """The file is cut short, changed, or of another making."""


@dataclass(frozen=True, slots=True)
class Words:
    """Sorted words, each with a slice of something: `starts` has one more entry than there are words."""

    words: list[str]
    starts: Ints

    def find(self, word: str) -> int:
        """Return the word's number, -1 when it is not there."""
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else -1

    def between(self, prefix: str) -> tuple[int, int]:
        """Return the numbers of the words that begin so: the first, and the one after the last."""
        return bisect_left(self.words, prefix), bisect_left(self.words, prefix + END)

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
        self.place_starts = array("I", (0,))
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
                if places != NOWHERE:
                    self.places += places
                self.place_starts.append(len(self.places) // 4)
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
        yield PLACES_ENDING, packed({}, {"place_starts": self.place_starts, "places": bytes(self.places)})


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
    pairs = [(group_number(group), place) for place, word in enumerate(words) for group in groups_of(word)]
    keys = np.array([key for key, _ in pairs], np.uint64)
    places = np.array([place for _, place in pairs], np.uint32)
    order = np.argsort(keys, kind="stable")
    found, starts = np.unique(keys[order], return_index=True)
    return {
        "groups": found,
        "group_starts": np.append(starts, len(keys)).astype(np.uint32),
        "group_words": places[order],
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
    line, _, _ = data.partition(b"\n")
    try:
        head = json.loads(line)
        if zlib.crc32(memoryview(data)[len(line) + 1 :]) != head["sum"]:
            raise DamagedError(f"{path.name} has been changed")
        place = len(line) + 1
        found: dict[str, Any] = {}
        for name, kind, size in head["parts"]:
            if kind:
                found[name] = np.frombuffer(data, kind, size // np.dtype(kind).itemsize, place)
            else:
                text = data[place : place + size].decode()
                found[name] = text.split("\n") if text else []
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
            self.spelling: list[str] = found["spelling"]
            self.uses: Ints = found["uses"]
            self.groups: NDArray[np.uint64] = found["groups"]
            self.group_starts: Ints = found["group_starts"]
            self.group_words: Ints = found["group_words"]
        except KeyError as error:
            raise DamagedError(f"{segment}: {error}") from error
        self.folder, self.segment = folder, segment
        self.counts = np.diff(self.words.starts)
        self._places: dict[str, Any] | None = None

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

    def stem_count(self, stem: str) -> int:
        """Return how many documents hold each form of the stem, summed."""
        number = self.stems.find(stem)
        return int(self.counts[self.stem_words[self.stems.slice(number)]].sum()) if number >= 0 else 0

    def stands(self, number: int) -> NDArray[np.uint64]:
        """Return where the word stands in titles and texts, in order: the document's number and the place as one."""
        if self._places is None:
            self._places = unpacked(self.folder / f"{self.segment}{PLACES_ENDING}")
        where = self.words.slice(number)
        starts = self._places["place_starts"][where.start : where.stop + 1]
        docs = np.repeat(self.docs[where].astype(np.uint64), np.diff(starts))
        return docs * np.uint64(PLACES) + self._places["places"][starts[0] : starts[-1]]

    def uses_of(self, word: str) -> int:
        """Return how many documents hold the word of `spelling`, 0 when there is no such."""
        place = bisect_left(self.spelling, word)
        return int(self.uses[place]) if place < len(self.spelling) and self.spelling[place] == word else 0

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
