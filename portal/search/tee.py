"""The postings of a segment laid out as they will be asked for, while they stream into Whoosh."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from portal.search.analysis import stems_of
from portal.search.decoded import ENDING, PLACES_ENDING, group_number, groups_of
from portal.search.packing import Ints, packed

Posting = tuple[str, bytes, int, float, bytes]
# What is written for a word that has no places: Whoosh loses count of empty ones.
NOWHERE = b"\0"
# Between the last word of a document and the first of the next.
GAP = 2


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
        docs = np.frombuffer(self.docs, np.uint32)
        # Three digits of a weight are enough; half the memory is much.
        weights = np.frombuffer(self.weights, np.float32).astype(np.float16)
        few = int(docs.max(initial=0)) <= np.iinfo(np.uint16).max
        arrays: dict[str, Any] = {"starts": starts, "docs": docs.astype(np.uint16) if few else docs, "weights": weights}
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
