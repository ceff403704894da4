"""Swedish words as they are searched: folded (å as a, é as e), stemmed, and weighed by where they stand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from whoosh.lang.snowball.swedish import SwedishStemmer

from portal.control.rules.types import NUMBER
from portal.lib.text import fold

# A word may hold inner hyphens: `e-post`, `SOC-RUT-0042`.
WORD = re.compile(r"[^\W_]+(?:[-‐‑’'][^\W_]+)*")
JOINT = re.compile(r"[-‐‑’']")
LONGEST_WORD = 64
# Words that say nothing of what a text is about; a search for nothing but these looks for them all the same.
STOP = """
all alla allt ar att av bli blir blivit da dar de dem den denna deras dess dessa det detta dig din dina ditt du
efter ej eller en er era ert ett fran for gor gora ha hade han har hon hos hur i icke in inom inte ja jag kan med mellan
men mig min mina mitt mot mycket ni nu nar nagon nagot nagra och om oss pa sa samma sig sin sina sitt ska skulle
som till under upp ut utan vad var vara varfor varit vem vi vid vilka vilkas vilken vilket vart
"""
STOP_WORDS = frozenset(STOP.split())

_stemmer = SwedishStemmer()


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """Return a word in lower case without diacritics."""
    return fold(word)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a word; numbers lose the zeros they begin with."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    return _stemmer.stem(word)


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case; a hyphenated one as its parts and, last, joined.

    A document's number is one word: else every text that names a routine would hold the word `rut`.
    """
    found: list[str] = []
    for match in WORD.finditer(text):
        word = match[0].lower()[:LONGEST_WORD]
        parts = JOINT.split(word)
        if len(parts) == 1 or not NUMBER.fullmatch(match[0]):
            found += parts
        if len(parts) > 1:
            found.append("".join(parts))
    return found


def weigh(fields: Iterable[tuple[str, float]]) -> tuple[dict[str, float], dict[str, float], int]:
    """Return the weight of each written word and of each stem in texts that weigh differently, and the number of words.

    A written word is given as `folded written` so that folded words sort together and how they are written is known.
    """
    counts: dict[str, float] = defaultdict(float)
    length = 0
    for text, weight in fields:
        words = words_of(text)
        length += len(words)
        for word in words:
            counts[word] += weight
    return written_words(counts), stems_of(counts), length


def written_words(counts: Mapping[str, float]) -> dict[str, float]:
    """Return the weights by `folded written`."""
    return {f"{folded(word)} {word}": weight for word, weight in counts.items()}


def stems_of(counts: Mapping[str, float]) -> dict[str, float]:
    """Return the weights by stem; a word with dots has two, so that `våld` typed with its dots is not `vald`."""
    stems: dict[str, float] = defaultdict(float)
    for word, weight in counts.items():
        for form in dict.fromkeys((folded(word), word)):
            stems[stem(form)] += weight
    return dict(stems)
