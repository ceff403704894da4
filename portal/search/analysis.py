"""Swedish words as they are searched: folded (å as a, é as e), stemmed, and weighed by where they stand."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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

# Definite and neuter forms that Snowball leaves as they are.
FORMS = (
    (re.compile(r"(?<=[a-zåäö]{2})an$"), "a"),
    (re.compile(r"(?<=[a-zåäö]{3})et$"), ""),
    (re.compile(r"(?<=[a-zåäö]{2}[ouyiåäölr])n$"), ""),
    (re.compile(r"(?<=[a-zåäö]{3}[bdfghjklmnprsv])t$"), ""),
)
# `nyckel` and `nycklar`, `himmel` and `himlen`: the vowel goes, and of a double consonant before it the one.
SYNCOPE = re.compile(r"(?<=[a-zåäö][b-df-hj-np-tv-z])e([lrn])$")
CLUSTER = re.compile(r"[a-zåäö][b-df-hj-np-tv-z][lrn]$")
DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1(?=[lrn]$)")
SHORTEST_INFLECTED = 4

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


@lru_cache(maxsize=100_000)
def stems_of(written: str) -> tuple[str, ...]:
    """Return the stems of a written word, the one that tells most first.

    A word with dots has its own and the folded ones, so that `våld` typed with its dots is not `vald`. To Snowball's
    come those of the forms that it passes over: `skolan`, `mötet`, `menyn`, `säkert`; `filter` and `filtret` have one.
    """
    forms = dict.fromkeys((written, folded(written)))
    first = dict.fromkeys(stem(form) for form in forms)
    return tuple(dict.fromkeys([*first, *(other for form in forms for other in other_stems(form))]))


def other_stems(word: str) -> Iterator[str]:
    """Yield the stems of the forms that the stemmer passes over."""
    if len(word) < SHORTEST_INFLECTED or not word.isalpha():
        return
    bases = [word, word[:-1]] if word.endswith("s") else [word]
    bases += [rule.sub(bare, base) for base in tuple(bases) for rule, bare in FORMS if rule.search(base)]
    yield from (stem(base) for base in bases[1:])
    yield from (DOUBLED.sub(r"\1", SYNCOPE.sub(r"\1", base)) for base in bases if SYNCOPE.search(base))
    yield from (DOUBLED.sub(r"\1", found) for base in bases if CLUSTER.search(found := stem(base)))


@lru_cache(maxsize=100_000)
def key_of(written: str) -> str:
    """Return a written word as the index keeps it, `folded written`: the ways a word is written stand together."""
    return f"{folded(written)} {written}"


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case; a hyphenated one as its parts and, last, joined.

    A document's number is one word: else every text that names a routine would hold the word `rut`.
    """
    found: list[str] = []
    for word in WORD.findall(text.lower()):
        if word.isalnum():
            found.append(word[:LONGEST_WORD])
            continue
        parts = JOINT.split(word[:LONGEST_WORD])
        if not NUMBER.fullmatch(word.upper()):
            found += parts
        found.append("".join(parts))
    return found


@dataclass(frozen=True, slots=True)
class Field:
    """How much a word weighs in a part of a thing, and how the part's length tells (BM25F's boost and b).

    `usual` is the length in words that is neither short nor long; 0 where length tells nothing.
    """

    weight: float
    usual: int = 0
    slope: float = 0.0

    def worth(self, length: int) -> float:
        """Return what each occurrence is worth in a part of so many words."""
        return self.weight / (1 - self.slope + self.slope * length / self.usual) if self.usual else self.weight


def weigh(parts: Iterable[tuple[list[str], Field]]) -> dict[str, float]:
    """Return the weight of each word (`folded written`) in parts that weigh differently (BM25F, Robertson 2004)."""
    weights: dict[str, float] = defaultdict(float)
    for words, field in parts:
        worth = field.worth(len(words))
        for word, count in Counter(words).items():
            weights[key_of(word)] += worth * count
    return dict(weights)


def title_stems(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of a title's words, but for those that say nothing."""
    return frozenset(stem(word) for word in map(folded, words) if word not in STOP_WORDS)


def places_of(words: Iterable[str]) -> Mapping[str, "array[int]"]:
    """Return where each word (`folded written`) stands, counted in words from 0."""
    places: dict[str, array[int]] = {}
    for place, word in enumerate(words):
        if word in places:
            places[word].append(place)
        else:
            places[word] = array("I", (place,))
    return {key_of(word): found for word, found in places.items()}
