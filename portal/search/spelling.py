"""Words that a misspelt one may stand for: those that share most groups of three letters, then by what was mistyped."""

import re
from collections.abc import Iterator
from math import log

import numpy as np

from portal.lib.text import distance, fold
from portal.search.decoded import Decoded, groups_of

CONSIDERED = 200
NEAR = 12
SHORTEST = 3
USED, DOUBLED_COST, FIRST_COST, LEFT_OUT, SWAPPED, NEIGHBOUR = 0.1, 0.3, 0.4, 0.3, 0.3, 0.2
ROWS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
DOUBLED = re.compile(r"(.)\1+")


def neighbours() -> dict[str, str]:
    """Return the letters beside, above and below each on a Swedish keyboard, folded as words are."""
    found: dict[str, str] = {}
    for place, row in enumerate(ROWS):
        rows = ROWS[max(0, place - 1) : place + 2]
        for column, letter in enumerate(row):
            near = "".join(other[max(0, column - 1) : column + 2] for other in rows).replace(letter, "")
            found[fold(letter)] = found.get(fold(letter), "") + fold(near)
    return found


NEIGHBOURS = neighbours()


def like(word: str, words: Decoded) -> dict[str, int]:
    """Return the words that a slip or two of the finger turn into this one, with how many documents hold each."""
    slips = slips_in(word)
    fewest = max(1, len(groups_of(word)) - 3 * slips)
    found = {
        other: uses for other, uses in closest(word, words, CONSIDERED, fewest) if slip_count(word, other) <= slips
    }
    return found | {other: uses for other in swapped(word) if (uses := words.uses_of(other))}


def swapped(word: str) -> list[str]:
    """Return the word with each pair of neighbouring letters the other way round."""
    return [f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}" for place in range(len(word) - 1)]


def near(word: str, words: Decoded) -> dict[str, int]:
    """Return the words that share most groups of letters with this one, however much else differs."""
    return dict(closest(word, words, NEAR, 2))


def closest(word: str, words: Decoded, most: int, fewest: int) -> Iterator[tuple[str, int]]:
    """Yield the words that share most groups of letters with this one, at least so few, with their uses."""
    places, shared = words.alike(word)
    enough = shared >= fewest
    places, shared = places[enough], shared[enough]
    for place in places[np.argsort(-shared.astype(np.int32), kind="stable")[:most]]:
        yield words.spelling.word(int(place)), int(words.uses[place])


def slips_in(word: str) -> int:
    """Return how many slips a word of that length may hold."""
    return 1 if len(word) < 6 else 2


def slip_count(typed: str, meant: str) -> int:
    """Return how many letters were added, left out, changed or swapped with a neighbour; 3 for more than two."""
    return distance(typed, meant, 2)


def best_of(typed: str, likely: dict[str, int]) -> list[str]:
    """Return the words in order: the likeliest slips first, and what is used more before what is used less."""
    merits = {word: slip_cost(typed, word) - USED * log(uses + 1) for word, uses in likely.items()}
    return sorted(likely, key=lambda word: (merits[word], word))


def slip_cost(typed: str, meant: str) -> float:
    """Return how unlikely it is that who meant the one word typed the other: 1 for an unlikely slip.

    Likely are letters that change places or are doubled, a letter left out, a neighbour on the keyboard; the first
    letter is seldom wrong.
    """
    if undoubled(typed) == undoubled(meant):
        return DOUBLED_COST
    slips = slip_count(typed, meant)
    cost = float(slips) + (FIRST_COST if typed[:1] != meant[:1] else 0)
    if slips != 1:
        return cost
    if len(typed) < len(meant):
        return cost - LEFT_OUT
    if len(typed) == len(meant):
        wrong = [(one, other) for one, other in zip(typed, meant, strict=True) if one != other]
        if len(wrong) == 2:
            return cost - SWAPPED
        if wrong and wrong[0][1] in NEIGHBOURS.get(wrong[0][0], ""):
            return cost - NEIGHBOUR
    return cost


def undoubled(word: str) -> str:
    """Return the word with each doubled letter once: what is doubled is what one is least sure of."""
    return DOUBLED.sub(r"\1", word)


def alikeness(one: str, other: str) -> float:
    """Return the share of the groups of letters of both words that both have."""
    return len(groups_of(one).keys() & groups_of(other)) / len(groups_of(one) | groups_of(other))
