"""A segment's postings as arrays, in a file of the segment's own: written with it, read whole at once.

Whoosh keeps the postings in small packed blocks that Python unpacks one by one. As the same postings stream into
Whoosh, they are also laid out as they will be asked for: a process that opens a segment then reads a file instead of
decoding for seconds. What is read is never changed, so all threads share it. Files are read, not mapped: a mapped one
that is cut short kills the process.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.search.packing import END, DamagedError, Floats, Ints, Texts, Words, unpacked

ENDING, PLACES_ENDING = ".arrays", ".places"
GROUP = 3


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


class Decoded:
    """A segment's words, stems and misspellings, and where they stand."""

    def __init__(self, folder: Path, segment: str) -> None:
        """Read the file that was written with the segment. Raises DamagedError, or FileNotFoundError."""
        found = unpacked(folder / f"{segment}{ENDING}")
        try:
            self.words = Words(found["words"], found["starts"])
            self.docs: NDArray[Any] = found["docs"]
            self.weights: NDArray[np.float16] = found["weights"]
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

    def of_word(self, number: int) -> tuple[NDArray[Any], Floats]:
        """Return the documents that hold the word, and its weight in each."""
        where = self.words.slice(number)
        return self.docs[where], self.weights[where].astype(np.float32)

    def of_stem(self, stem: str, size: int) -> tuple[NDArray[Any], Floats]:
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

    def of_beginning(self, folded: str, written: str, size: int) -> tuple[NDArray[Any], Floats]:
        """Return the documents (of `size` in all) with words that begin so and go on, and the weight of the best there.

        Words are looked for folded; of these, those count that begin as `written`.
        """
        first, last = self.words.words.place(f"{folded} {END}"), self.words.words.place(folded + END)
        where = slice(int(self.words.starts[first]), int(self.words.starts[last]))
        docs, weights = self.docs[where], self.weights[where]
        if written:
            begun = [f" {written}" in word for word in self.words.words.between(first, last)]
            chosen = np.repeat(np.array(begun, bool), self.counts[first:last])
            docs, weights = docs[chosen], weights[chosen]
        best = np.zeros(size, np.float32)
        np.maximum.at(best, docs.astype(np.intp), weights.astype(np.float32))
        found = np.flatnonzero(best)
        return found, best[found]

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
