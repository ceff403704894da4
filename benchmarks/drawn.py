"""Queries drawn from the texts' own words, by how often they stand there: the same for the same texts."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.timing import ONE, PHRASE, PREFIX, SEVERAL, Queries, words_of

EACH = 16
FIRST_SEEN, TYPED = "first seen", "typed"
PREFIXES, TYPED_WORDS = 60, 8
# Common, middling and rare words: by their place among all, the commonest first.
BANDS = ((0.0, 0.005), (0.005, 0.1), (0.1, 1.0))
SHORTEST = 4


def queries_from(texts: Sequence[str], seed: int = 7) -> Queries:
    """Return queries of each kind; prefixes that are seen for the first time, and words as they are typed."""
    chance = random.Random(seed)  # noqa: S311 - queries, not secrets
    counts = Counter(word for text in texts for word in words_of(text) if len(word) >= SHORTEST)
    ranked = [word for word, _ in counts.most_common()]
    often = chance.choices(ranked, [counts[word] for word in ranked], k=EACH * 4 + TYPED_WORDS)
    prefixes = [word[: chance.randrange(2, 6)] for word in chance.choices(ranked, k=PREFIXES * 20)]
    many = iter(often)
    return {
        ONE: list(banded(ranked, chance)),
        SEVERAL: [" ".join(next(many) for _ in range(2 + place % 3)) for place in range(EACH)],
        PREFIX: [next(many)[: 2 + place % 4] for place in range(EACH)],
        PHRASE: [phrase(chance.choice(texts), 2 + place % 2, chance) for place in range(EACH)],
        FIRST_SEEN: list(dict.fromkeys(prefixes))[:PREFIXES],
        TYPED: [word[:end] for word in often[-TYPED_WORDS:] for end in range(1, len(word) + 1)],
    }


def banded(ranked: list[str], chance: random.Random) -> Iterator[str]:
    """Yield words, as many common as middling and rare ones."""
    for place in range(EACH):
        first, last = BANDS[place % len(BANDS)]
        yield ranked[chance.randrange(int(first * len(ranked)), int(last * len(ranked)))]


def phrase(text: str, count: int, chance: random.Random) -> str:
    """Return so many words that stand side by side in one of the text's sentences."""
    sentences = [words for sentence in text.split(".") if len(words := words_of(sentence)) >= count]
    words = chance.choice(sentences)
    start = chance.randrange(len(words) - count + 1)
    return " ".join(words[start : start + count])
