"""Which unit a file belongs to: by its folders, its name and its first page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.intake.rules.guesses import Guess, Source, Sure
from portal.intake.rules.labels import labelled
from portal.lib.text import distance, fold

_SUFFIX = re.compile(
    r"s?(?:forvaltningen|forvaltning|forv|avdelningen|avdelning|avd|enheten|enhet|enh|namnden|namnd)\.?$"
)
_PREFIX = re.compile(r"^(?:avdelningen|enheten|avd|enh|forvaltningen) (?:for )?")
_WORDS = re.compile(r"[a-z0-9]+")
_LABELS = ("enhet", "verksamhet", "forvaltning", "avdelning", "galler for", "omfattar", "ansvarig enhet", "namnd")
# Shorter names are too easily taken for one another.
_LONG_ENOUGH = 8
# `Lindgården` is enough for `Äldreboendet Lindgården`.
_PROPER = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A unit's code, what it is called, the code of the one above, and whether it is a board."""

    code: str
    name: str
    parent: str = ""
    is_board: bool = False


@dataclass(slots=True)
class Units:
    """The units by each way in which a folder may name them, folded; a way that means several means none."""

    names: Mapping[str, Name]
    exact: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    short: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, names: Iterable[Name]) -> "Units":
        """Return the units, each under its ways."""
        units = cls({name.code: name for name in names})
        for code, name in units.names.items():
            for way in (fold(code), fold(code).replace("-", " "), plain(name.name)):
                units.exact[way].add(code)
            own = plain(name.name).split()
            proper = " ".join(own[1:]) if len(own[-1]) >= _PROPER else ""
            for way in (plain(code.rpartition("-")[2]), bare(name.name), proper, *initials(name.name)):
                if len(way) > 1:
                    units.short[way].add(code)
        return units

    def is_below(self, code: str, above: str) -> bool:
        """Whether a unit lies below another."""
        steps = 0
        while code and code != above and steps < len(self.names):
            code, steps = self.names[code].parent if code in self.names else "", steps + 1
        return bool(code)

    def find(self, words: str) -> tuple[str, Sure] | None:
        """Return the unit that the words name, and how surely."""
        for ways, sure in ((self.exact, Sure.SURE), (self.short, Sure.LIKELY)):
            for way in (plain(words), bare(words)):
                found = self.topmost(ways.get(way, ()))
                if found:
                    return found, sure
        return self.nearly(words)

    def topmost(self, codes: Iterable[str]) -> str:
        """Return the one that is meant of several: the one that all others lie below, else none.

        Files lie with an administration rather than with its board.
        """
        offices = [code for code in codes if not self.names[code].is_board]
        found = sorted(offices or codes, key=len)
        return found[0] if found and all(self.is_below(code, found[0]) for code in found) else ""

    def nearly(self, words: str) -> tuple[str, Sure] | None:
        """Return the one unit whose name has all but a letter or two in common with the words."""
        wanted = plain(words)
        if len(wanted) < _LONG_ENOUGH:
            return None
        near = {code for way, codes in self.exact.items() if distance(wanted, way, 2) <= 2 for code in codes}
        return (near.pop(), Sure.GUESSED) if len(near) == 1 else None

    def within(self, text: str) -> Iterator[str]:
        """Yield the units that a longer text names by code or by whole name, the longest names first."""
        said = f" {plain(text)} "
        for way, codes in sorted(self.exact.items(), key=lambda one: -len(one[0])):
            spaced = way.replace("-", " ")
            if len(codes) == 1 and len(way) > 4 and f" {spaced} " in said:
                yield next(iter(codes))


def plain(words: str) -> str:
    """Return words folded, with single spaces and no marks; a name's hyphens are spaces."""
    return " ".join(_WORDS.findall(fold(words)))


def bare(words: str) -> str:
    """Return a unit's name without the word for what sort of unit it is: `aldreomsorg` of `Äldreomsorgsavdelningen`."""
    kept = _PREFIX.sub("", plain(words))
    return _SUFFIX.sub("", kept).strip() or kept


def initials(name: str) -> set[str]:
    """Return the initials that a unit is known by: `bou`, `buf` and `bouf` of `Barn- och utbildningsförvaltningen`."""
    words = _WORDS.findall(_SUFFIX.sub("", fold(name))) or [""]
    whole = "".join(word[0] for word in words if word)
    lean = "".join(word[0] for word in words if word not in {"och", "for", "med", "i", ""})
    last = _SUFFIX.search(fold(name))
    sort = last[0].lstrip("s")[0] if last else ""
    return {way for way in (whole, lean, whole + sort, lean + sort) if len(way) >= 2}


def unit_of(stem: str, folders: Sequence[str], page: str, units: Units) -> Guess | None:
    """Return the unit: by the nearest folder that names one, by the name or first page when that tells more closely."""
    found = in_folders(folders, units)
    closer = [*in_labels(page, units), *in_name(stem, units)]
    for guess in closer:
        if found is None or (guess.value != found.value and units.is_below(guess.value, found.value)):
            return guess
    return found


def in_folders(folders: Sequence[str], units: Units) -> Guess | None:
    """Return the unit that the nearest of the folders names, surely or likely before by a mere guess."""
    guessed = None
    for folder in folders:
        found = units.find(folder)
        if found and found[1] is not Sure.GUESSED:
            return Guess(found[0], found[1], Source.FOLDER)
        guessed = guessed or (Guess(found[0], found[1], Source.FOLDER) if found else None)
    for folder in folders:
        named = next(units.within(folder), "")
        if named:
            return Guess(named, Sure.LIKELY, Source.FOLDER)
    return guessed


def in_labels(page: str, units: Units) -> list[Guess]:
    """Return the units that the first page says it is for."""
    found = (units.find(value) for value in labelled(page, _LABELS))
    return [Guess(code, Sure.LIKELY, Source.PAGE) for code, sure in filter(None, found) if sure is not Sure.GUESSED]


def in_name(stem: str, units: Units) -> list[Guess]:
    """Return the units that the file's name tells of: within it, or by its first words as a code."""
    found = list(units.within(stem))
    head = re.match(r"[A-ZÅÄÖ]{2,6}(?:-[A-ZÅÄÖ]{2,4}){0,2}(?![\w])", stem)
    if head:
        known = units.find(head[0])
        found += [known[0]] if known and known[1] is not Sure.GUESSED else []
    return [Guess(code, Sure.LIKELY, Source.NAME) for code in found]
