"""The titles of a segment as numbers of stems, so that many are compared with what was asked in a few steps."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from portal.search.analysis import stem
from portal.search.packing import END
from portal.search.postings import Places


class Titles:
    """The stems of each document's title, as their places among all stems in order."""

    def __init__(self, titles: Sequence[Sequence[str]]) -> None:
        """Take the stems of each title, each stem once."""
        self.stems = sorted({word for title in titles for word in title})
        numbers = {word: number for number, word in enumerate(self.stems)}
        self.words = np.array([numbers[word] for title in titles for word in title], np.int32)
        self.starts = np.cumsum([0, *map(len, titles)], dtype=np.int32)

    def likeness(self, docs: Places, asked: frozenset[str], begun: str) -> NDArray[np.float64]:
        """Return for each document the share of its title's stems and those asked for, together, that both have.

        The word that is `begun`, where its own stem is not there, may be any that begins so.
        """
        starts = self.starts[docs]
        sizes = self.starts[docs + 1] - starts
        title_of = np.repeat(np.arange(len(docs)), sizes)
        words = self.words[np.arange(len(title_of)) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)]

        def counted(chosen: NDArray[np.bool_]) -> NDArray[np.intp]:
            return np.bincount(title_of[chosen], minlength=len(docs))

        both = np.zeros(len(words), bool)
        for number in map(self.number, asked):
            both |= words == number
        shared = counted(both)
        if begun:
            first, last = bisect_left(self.stems, begun), bisect_left(self.stems, begun + END)
            others = counted((words >= first) & (words < last) & ~both) > 0
            shared = shared + (others & (counted(words == self.number(stem(begun))) == 0))
        return shared / np.maximum(len(asked) + sizes - shared, 1)

    def number(self, word: str) -> int:
        """Return the number of a stem, -1 when no title has it."""
        place = bisect_left(self.stems, word)
        return place if place < len(self.stems) and self.stems[place] == word else -1
