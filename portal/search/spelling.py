"""Words that a misspelt one may stand for: those that share most groups of three letters, then by what was mistyped."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable

from portal.lib.text import distance

CONSIDERED = 200
NEAR = 12
SHORTEST = 3
DOUBLED = re.compile(r"(.)\1+")


class Spelling:
    """The folded words of a segment, found by their groups of three letters."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        """Take each word with the number of documents that hold it."""
        self.words: list[str] = []
        self.counts = array("I")
        self.groups: dict[str, array[int]] = {}
        for word, count in words:
            if word.isalpha():
                self.add(word, count)

    def add(self, word: str, count: int) -> None:
        """Add a word."""
        place = len(self.words)
        self.words.append(word)
        self.counts.append(count)
        for group in groups_of(word):
            if group not in self.groups:
                self.groups[group] = array("I")
            self.groups[group].append(place)

    def like(self, word: str) -> dict[str, int]:
        """Return the words that a slip or two of the finger turn into this one, with how many documents hold each."""
        slips = slips_in(word)
        groups = groups_of(word)
        shared: Counter[int] = Counter()
        for group in groups:
            shared.update(self.groups.get(group, ()))
        fewest = max(1, len(groups) - 3 * slips)
        likely = (place for place, count in shared.most_common(CONSIDERED) if count >= fewest)
        return {
            self.words[place]: self.counts[place] for place in likely if slip_count(word, self.words[place]) <= slips
        }

    def near(self, word: str) -> dict[str, int]:
        """Return the words that share most groups of letters with this one, however much else differs."""
        shared: Counter[int] = Counter()
        for group in groups_of(word):
            shared.update(self.groups.get(group, ()))
        return {self.words[place]: self.counts[place] for place, count in shared.most_common(NEAR) if count > 1}


def groups_of(word: str) -> dict[str, None]:
    """Return the groups of three letters, the word's beginning and end marked."""
    marked = f"^{word}$"
    return dict.fromkeys(marked[place : place + 3] for place in range(len(marked) - 2))


def slips_in(word: str) -> int:
    """Return how many slips a word of that length may hold."""
    return 1 if len(word) < 6 else 2


def slip_count(typed: str, meant: str) -> int:
    """Return how many letters were added, left out, changed or swapped with a neighbour; 3 for more than two."""
    return distance(typed, meant, 2)


def best_of(typed: str, likely: dict[str, int]) -> list[str]:
    """Return the words in order: fewest slips, only a doubled letter, same first one, nothing left out, most used."""
    single = undoubled(typed)

    def slip(word: str) -> tuple[int, bool, bool, bool, int, str]:
        is_other = undoubled(word) != single
        return slip_count(typed, word), is_other, word[0] != typed[0], len(word) < len(typed), -likely[word], word

    return sorted(likely, key=slip)


def undoubled(word: str) -> str:
    """Return the word with each doubled letter once: what is doubled is what one is least sure of."""
    return DOUBLED.sub(r"\1", word)


def alikeness(one: str, other: str) -> float:
    """Return the share of the groups of letters of both words that both have."""
    return len(groups_of(one).keys() & groups_of(other)) / len(groups_of(one) | groups_of(other))
