"""Where words stand, as it was last looked up: kept for all threads of the process."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from portal.search.packing import Floats

# Each takes twelve bytes.
KEPT_POSTINGS = 4_000_000
Places = NDArray[np.intp]


class Impacts:
    """The places that hold a word, and how much it tells of each (0 to 1, before its rarity)."""

    __slots__ = ("places", "values")

    def __init__(self, places: Places, values: Floats) -> None:
        """Take two arrays of the same length."""
        self.places = places
        self.values = values

    def __len__(self) -> int:
        """Return how many documents hold the word, deleted ones too."""
        return len(self.places)


class Postings:
    """The latest impacts that were asked for, some million postings in all. What is kept is never changed."""

    def __init__(self, most: int = KEPT_POSTINGS) -> None:
        """Begin with none."""
        self.most = most
        self.size = 0
        self.found: OrderedDict[Hashable, Impacts] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, name: Hashable) -> Impacts | None:
        """Return what is kept under the name, if anything."""
        with self.lock:
            found = self.found.get(name)
            if found is not None:
                self.found.move_to_end(name)
            return found

    def keep(self, name: Hashable, found: Impacts) -> None:
        """Keep it; what has not been asked for the longest goes."""
        with self.lock:
            self.size += len(found) - len(self.found.pop(name, ()))
            self.found[name] = found
            while self.size > self.most and len(self.found) > 1:
                _, oldest = self.found.popitem(last=False)
                self.size -= len(oldest)
