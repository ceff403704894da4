"""Lists of words and arrays of numbers as one file, with a sum that tells whether it is whole."""

import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.uint32]
Floats = NDArray[np.float32]
END = "\uffff"
NEW_LINE = ord("\n")
BLOCK = 16


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


def packed(texts: Mapping[str, list[str]], arrays: Mapping[str, Any]) -> bytes:
    """Return lists of words and arrays as one file: a line that tells what follows, then the bytes."""
    parts = {name: "\n".join(words).encode() for name, words in texts.items()}
    kinds = dict.fromkeys(texts, "")
    for name, values in arrays.items():
        flat = values if isinstance(values, np.ndarray) else np.frombuffer(values, np.uint32)
        kinds[name] = flat.dtype.str
        parts[name] = flat.tobytes()
    body = b"".join(part + b"\0" * (-len(part) % 8) for part in parts.values())
    told = [[name, kinds[name], len(part)] for name, part in parts.items()]
    head = json.dumps({"parts": told, "sum": zlib.crc32(body)}).encode()
    return head + b" " * (-(len(head) + 1) % 8) + b"\n" + body


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
