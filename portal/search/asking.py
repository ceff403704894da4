"""From what was typed to what is looked for: each word with all that it may stand for."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from portal.control.rules.types import NUMBER, normal_number
from portal.search.analysis import STOP_WORDS, folded, stem, stems_of, words_of
from portal.search.decoded import Decoded
from portal.search.postings import Impacts
from portal.search.spelling import SHORTEST, alikeness, best_of, like, near, slip_count
from portal.search.stand import Stand
from portal.search.visible import Visible

# How much of a word's own weight each thing that it may stand for has.
WORD, STEM, PREFIX, JOINED, CORRECTED, PART = 1.3, 1.0, 0.9, 0.9, 0.8, 0.6
MOST_WORDS = 16
SHORTEST_BEGINNING = 2
SHORTEST_COMPOUND, SHORTEST_PART = 7, 3
LINKS = ("", "s", "e", "o", "u", "a", "n")
# Letters after the last part: another form of it, as `väljar` of `välj`.
MOST_TAIL = 3
NEAREST = 4
BEGINNINGS = "beginnings"
SHORTEST_MENDED = 5
# A term of the synonyms has at most so many words.
LONGEST_TERM = 4
NO_SYNONYMS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Term:
    """A word, stem or beginning of words in the index, and how much of the asked word's weight it has.

    `rarity` None: its own. All words that begin so are together as rare as one that stands wherever they do.
    """

    field: str
    word: str
    factor: float
    rarity: float | None = None

    def impacts(self, stand: Stand) -> Impacts:
        """Return where it stands."""
        if self.field == BEGINNINGS:
            return stand.beginning(self.word)
        return stand.stem(self.word) if self.field == "stems" else stand.word(self.word)

    def weight(self, stand: Stand) -> float:
        """Return what it weighs among others: the rarer, the more."""
        own = stand.rarity(len(self.impacts(stand)))
        return self.factor * (own if self.rarity is None else min(own, self.rarity))


@dataclass(slots=True)
class Asked:
    """A word that was typed: all that it may stand for. `corrected` is what it was taken for when it stands nowhere.

    `meanings` are what the synonyms say that it means, each some words together.
    """

    word: str
    terms: list[Term] = field(default_factory=list)
    corrected: str = ""
    meanings: list[list["Asked"]] = field(default_factory=list)


class Asking:
    """Reads a query against the index as one reader sees it; `synonyms` are the meanings of folded words."""

    def __init__(self, stand: Stand, visible: Visible, synonyms: Mapping[str, tuple[str, ...]] = NO_SYNONYMS) -> None:
        """Take the index and what the reader may find in it."""
        self.stand = stand
        self.visible = visible
        self.synonyms = synonyms

    def read(self, query: str) -> list[Asked]:
        """Return the words that are looked for: all but those that say nothing, unless there are no others."""
        number = folded(normal_number(query).replace("-", ""))
        if NUMBER.fullmatch(normal_number(query)) and (forms := self.found_forms(number)):
            return [Asked(number, [Term("words", form, WORD) for form in forms])]
        words = words_of(query)[:MOST_WORDS]
        meant = self.meant(words)
        places = [place for place, word in enumerate(words) if says_something(word) or place in meant]
        found = []
        for place in places or range(len(words)):
            means = meant.get(place, [])
            asked = self.asked(words, place, known=bool(means))
            asked[0].meanings += means
            found += asked
        return found

    def meant(self, words: list[str]) -> dict[int, list[list[Asked]]]:
        """Return the meanings of words that have synonyms, by place; at each of several that have one together."""
        bare = [folded(word) for word in words]
        found: dict[int, list[list[Asked]]] = {}
        for first in range(len(words) if self.synonyms else 0):
            for after in range(first + 1, min(len(words), first + LONGEST_TERM) + 1):
                for meaning in self.synonyms.get(" ".join(bare[first:after]), ()):
                    others = words_of(meaning)
                    content = [place for place, word in enumerate(others) if says_something(word)]
                    asked = [one for place in content for one in self.asked(others, place, is_last=False)]
                    for place in range(first, after):
                        found.setdefault(place, []).append([one for one in asked if one.terms])
        return {place: [some for some in means if some] for place, means in found.items() if any(means)}

    def asked(self, words: list[str], place: int, *, known: bool = False, is_last: bool = True) -> list[Asked]:
        """Return all that one of the words may stand for; a misspelt compound is two.

        A `known` word is not misspelt, though it stands nowhere; only what `is_last` may be unfinished.
        """
        typed = words[place]
        word = folded(typed)
        stems = self.found_stems(typed)
        # As rare as all its forms together: the form that is typed is worth but little more than the others.
        rarity = self.stand.rarity(len(self.stand.stem(stems[0]))) if stems else None
        asked = Asked(word, [Term("words", form, WORD, rarity) for form in as_typed(self.found_forms(word), typed)])
        # A stem that stands where the typed form does, and nowhere else, adds nothing to it.
        same = {len(self.stand.word(term.word)) for term in asked.terms}
        asked.terms += [Term("stems", form, STEM, rarity) for form in stems if len(self.stand.stem(form)) not in same]
        found = bool(asked.terms)
        if (place == len(words) - 1 and is_last) or (not found and not known):
            asked.terms += self.endings(typed)
        asked.terms += self.joined([folded(other) for other in words], place)
        if not asked.terms:
            return [asked] if known else self.instead(word)
        if not found:
            asked.terms += self.halves(word)
        elif parts := self.parts(word):
            asked.meanings.append([Asked(part, [Term("stems", part, STEM)]) for part in parts])
        return [asked]

    def is_found(self, name: str, word: str) -> bool:
        """Whether the word stands in anything that the reader may find."""
        return self.visible.holds(Term(name, word, 1.0).impacts(self.stand))

    def found_stems(self, typed: str) -> list[str]:
        """Return the stems of a word that stand in what the reader may find; without dots only where none has them."""
        every = stems_of(typed)
        dotted = [form for form in every if not form.isascii()]
        found = [form for form in dotted if self.is_found("stems", form)]
        return found or [form for form in every if form.isascii() and self.is_found("stems", form)]

    def found_forms(self, word: str) -> list[str]:
        """Return the ways a folded word is written in what the reader may find, as they stand in the index."""
        return [form for form in self.stand.words_from(f"{word} ") if self.is_found("words", form)]

    def endings(self, typed: str) -> list[Term]:
        """Return the words that begin so as one, where the reader may find any."""
        is_long = len(folded(typed)) >= SHORTEST_BEGINNING
        return [Term(BEGINNINGS, typed, PREFIX)] if is_long and self.is_found(BEGINNINGS, typed) else []

    def joined(self, words: list[str], place: int) -> Iterator[Term]:
        """Yield compounds with the neighbours, either way round: `plan egenkontroll` → `egenkontrollplan`.

        Whatever forms the parts are typed in: `väljare färger` → `färgväljaren`.
        """
        for other in (other for other in (place - 1, place + 1) if 0 <= other < len(words)):
            one, two = stem(words[place]), stem(words[other])
            if min(len(one), len(two)) < SHORTEST_PART or {words[place], words[other]} & STOP_WORDS:
                continue
            for whole in dict.fromkeys(self.compounds(one, two) + self.compounds(two, one)):
                yield Term("stems", whole, JOINED)

    def compounds(self, first: str, last: str) -> list[str]:
        """Return the stems that are the two stems put together, with what Swedish may put between."""
        return [whole for link in LINKS for whole in self.stand.stems_from(f"{first}{link}{last}", MOST_TAIL)]

    def parts(self, word: str) -> list[str]:
        """Return the stems of a compound's two parts, where both are words of the index: the pair that is used most."""
        best: tuple[int, list[str]] = (0, [])
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1) if len(word) >= SHORTEST_COMPOUND else ():
            last = stem(word[cut:])
            uses = self.stand.frequency(last)
            for first in dict.fromkeys((stem(word[:cut]), stem(word[:cut].removesuffix("s")))) if uses else ():
                both = uses * self.stand.frequency(first)
                if both > best[0] and len(first) >= SHORTEST_PART:
                    best = (both, [first, last])
        return best[1]

    def halves(self, word: str) -> list[Term]:
        """Return a compound's parts as what it may stand for too: `egenkontrollplaner` → a plan for egenkontroll."""
        return [Term("stems", part, PART) for part in self.parts(word)]

    def instead(self, word: str) -> list[Asked]:
        """Return what to look for in place of a word that stands nowhere: what it was meant to be, or its parts."""
        meant = self.likeliest(word) if word.isalpha() and len(word) >= SHORTEST else ""
        if meant and slip_count(word, meant) == 1:
            return self.taken_for(word, [meant])
        if parts := self.parts(word):
            return [Asked(part, [Term("stems", part, PART)]) for part in parts]
        words = self.mended_parts(word) or ([meant] if meant else [])
        return self.taken_for(word, words) if words else [Asked(word)]

    def taken_for(self, word: str, words: list[str]) -> list[Asked]:
        """Return the words that a misspelt one is taken for; the first of them says so."""
        first, *rest = [Asked(other, [Term("stems", stem(other), CORRECTED), *self.halves(other)]) for other in words]
        return [replace(first, word=word, corrected=" ".join(self.written(other) for other in words)), *rest]

    def likeliest(self, word: str) -> str:
        """Return the folded word, found by the reader, that a misspelt one most likely stands for, if any."""
        likely = best_of(word, self.gathered(word, like))
        return next((other for other in likely if self.is_found("stems", stem(other))), "")

    def mended_parts(self, word: str) -> list[str]:
        """Return the two words of a compound whose first part is misspelt by one slip: `egenkontrol|plan`."""
        best: tuple[int, list[str]] = (0, [])
        for cut in range(SHORTEST_MENDED, len(word) - SHORTEST_PART):
            uses = self.stand.frequency(stem(word[cut:]))
            first = self.likeliest(word[:cut]) if uses else ""
            if first and slip_count(word[:cut], first) == 1:
                best = max(best, (uses * self.stand.frequency(stem(first)), [first, word[cut:]]))
        return best[1]

    def nearest(self, word: str) -> list[str]:
        """Return words of the index that look somewhat like one that stands nowhere: for when nothing was found."""
        likest = sorted(self.gathered(word, near), key=lambda other: (-alikeness(word, other), other))
        return [written for other in likest if (written := self.written(other))][:NEAREST]

    def nearest_to(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return words of the index that look somewhat like those that stand nowhere, each once."""
        return tuple(dict.fromkeys(other for word in words for other in self.nearest(word)))

    def gathered(self, word: str, look: Callable[[str, Decoded], dict[str, int]]) -> dict[str, int]:
        """Return the words found in all segments, with the number of documents of each."""
        counts: Counter[str] = Counter()
        for segment in self.stand.segments:
            counts.update(look(word, segment.words))
        return counts

    def written(self, word: str) -> str:
        """Return how a folded word or stem is mostly written in what the reader may find; nothing when it is not."""
        alike = (form for form in self.stand.words_from(word) if stem(form.split()[0]) == stem(word))
        forms = self.found_forms(word) or [form for form in alike if self.is_found("words", form)]
        uses = {form: self.visible.count(self.stand.word(form)) for form in forms}
        return max(uses, key=lambda form: (uses[form], form)).split()[1] if uses else ""


def says_something(word: str) -> bool:
    """Whether the word tells what a text is about; a lone letter, as of `e-post`, does not."""
    return folded(word) not in STOP_WORDS and (len(word) > 1 or word.isdigit())


def as_typed(forms: list[str], typed: str) -> list[str]:
    """Return the written words that begin as was typed, where dots were typed; all of them when none does."""
    if typed.isascii():
        return forms
    return [form for form in forms if form.split()[1].startswith(typed)] or forms
