"""Which version a file is, by its name: its number, and whether it is a copy, a draft, the last word or done with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.intake.rules.guesses import Guess, Source, Sure
from portal.intake.rules.labels import labelled
from portal.lib.text import fold

_NUMBER = re.compile(
    r"(?<![\w])(?:version|vers|ver|utgåva|utg|revision|rev|v)[ .:_-]{0,2}(?P<n>\d{1,2}(?:[._,]\d{1,2}){0,2})"
    r"(?![\d]|[.-]\d)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?<![\w])(?:rev|revision|utgåva)[ .:_-]{1,2}(?P<n>[A-H])(?![\w])", re.IGNORECASE)
_COPY = re.compile(r"\bkopia(?: av)?\b|\bcopy(?: of)?\b|\(\d{1,2}\)|-\s?kopia\b", re.IGNORECASE)
_FINAL = re.compile(
    r"\b(?:slutlig[at]?|slutversion(?:en)?|final|färdig|klar|godkänd|fastställd|beslutad)\b", re.IGNORECASE
)
_DRAFT = re.compile(
    r"\b(?:utkast|arbetsmaterial|arbetsversion|draft|remiss(?:version|utgåva)?|förslag(?: till)?|ej klar|wip)\b",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"\b(?:gammal|gamla|gammalt|inaktuell[at]?|utgått|utgången|utgångna|upphävd[a]?|ersatt[a]?|arkiverad[e]?|arkiverat|"
    r"old|slask|skräp|papperskorg(?:en)?|tidigare versioner|äldre versioner)\b",
    re.IGNORECASE,
)
# A folder for what no longer applies; a unit may have the word in its name.
_ARCHIVE = re.compile(r"(?:arkiv|historik|backup)(?:[ -]\d{4})?", re.IGNORECASE)
_LABELS = ("version", "versionsnummer", "versionsnr", "utgava", "revision", "utgava nr", "version nr")
# `Rutin vid hot` and `Rutin för hot` are the same text.
_SMALL = frozenset(("vid", "for", "av", "om", "mot", "i", "och", "till", "gallande", "avseende", "rorande", "angaende"))
# Wherever these stand in a name they say which version the file is, and belong to no title.
_MARKS = (_NUMBER, _LETTER, _COPY, _FINAL, _DRAFT, _OLD)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a name says of the version: its number (`2.1`, `B`, or empty), and what else."""

    number: str = ""
    is_copy: bool = False
    is_final: bool = False
    is_draft: bool = False
    is_old: bool = False

    @property
    def order(self) -> tuple[tuple[int, ...], int]:
        """What sorts versions of the same text, the newest last."""
        parts = re.split(r"[._]", self.number) if self.number else []
        steps = tuple(int(part) if part.isdigit() else ord(part) - ord("A") + 1 for part in parts)
        rank = 1 + self.is_final - self.is_draft - 2 * self.is_copy - 4 * self.is_old
        return (steps, rank)


def mark_of(stem: str, folders: Sequence[str] = ()) -> Mark:
    """Return what a file's name, and the folders it lies in, say of its version."""
    match = _NUMBER.search(stem) or _LETTER.search(stem)
    is_old = bool(_OLD.search(stem)) or any(_OLD.search(each) or _ARCHIVE.fullmatch(each) for each in folders)
    return Mark(
        re.sub(r"[_,]", ".", match["n"]).upper() if match else "",
        bool(_COPY.search(stem)),
        bool(_FINAL.search(stem)),
        bool(_DRAFT.search(stem)) or any(_DRAFT.fullmatch(folder) for folder in folders),
        is_old,
    )


def version_of(stem: str, page: str) -> Guess | None:
    """Return the version that the first page or the name tells of, where either does."""
    named = mark_of(stem).number
    if named:
        return Guess(named, Sure.SURE, Source.NAME)
    for value in labelled(page, _LABELS):
        told = re.match(r"(\d{1,2}(?:[.,]\d{1,2})?|[A-H])\b", value)
        if told:
            return Guess(told[1].replace(",", "."), Sure.SURE, Source.PAGE)
    return None


def without_marks(text: str) -> str:
    """Return a name without what it says of its version."""
    for marks in _MARKS:
        text = marks.sub(" ", text)
    return text


def same_text(title: str) -> str:
    """Return what two files have in common that are versions of the same text: the words that carry something."""
    return " ".join(word for word in re.findall(r"[a-z0-9]+", fold(title)) if word not in _SMALL)
