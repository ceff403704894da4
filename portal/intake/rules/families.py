"""Files that are the same, or versions of the same text: which becomes the document, and what of the rest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from portal.intake.rules.names import extension_of
from portal.intake.rules.versions import Mark, same_text

# Of two files that are alike in all else, the one that can be written in is the document.
_EDITABLE = ("docx", "md", "markdown", "xlsx", "pdf")


class Fate(StrEnum):
    """What becomes of a file."""

    DOCUMENT = "document"
    ATTACHMENT = "attachment"
    SKIP = "skip"


FATE_LABELS = {Fate.DOCUMENT: "Dokument", Fate.ATTACHMENT: "Bilaga", Fate.SKIP: "Hoppa över"}


@dataclass(frozen=True, slots=True)
class Member:
    """A file among others: its key, path, digest, title and date as guessed, and what its name says of its version.

    `named` is its name as a title, which may tell the same text where the title on the page has been changed.
    """

    key: int
    path: str
    sha256: str
    title: str
    named: str
    valid_from: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Place:
    """What is proposed to become of a file, beside which other one, and why."""

    fate: Fate
    beside: int | None = None
    reason: str = ""


def places_of(members: Iterable[Member]) -> Mapping[int, Place]:
    """Return what is proposed to become of each file, by key.

    Of files that are the same byte for byte one is taken. Of those with the same title the newest becomes the document:
    the others its attachments when they lie in the same folder, else they are passed over.
    """
    places: dict[int, Place] = {}
    by_digest: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_digest[member.sha256].append(member)
    singles = []
    for same in by_digest.values():
        first, *others = sorted(same, key=lambda member: (*flaws(member), member.path))
        for other in others:
            places[other.key] = Place(Fate.SKIP, first.key, f"Samma fil som ”{first.path}”.")
        singles.append(first)
    for family in families_of(singles):
        places |= within(family)
    return places


def families_of(members: Iterable[Member]) -> Iterator[list[Member]]:
    """Yield the files that have a title or a name in common, directly or by way of others."""
    families: dict[str, list[Member]] = {}
    for member in members:
        ways = {same_text(member.title), same_text(member.named)} - {""} or {f"#{member.key}"}
        joined = {id(families[way]): families[way] for way in ways if way in families}.values()
        family = [member, *(other for each in joined for other in each)]
        for other in family:
            families |= dict.fromkeys({same_text(other.title), same_text(other.named)} - {""}, family)
        families |= dict.fromkeys(ways, family)
    yield from {id(family): family for family in families.values()}.values()


def flaws(member: Member) -> tuple[int, int, int]:
    """Return what makes a file the less likely original, for sorting."""
    mark = member.mark
    return (mark.is_old, mark.is_copy, len(PurePosixPath(member.path).parts))


def newness(member: Member) -> tuple[object, ...]:
    """Return what sorts versions of a text, the newest last."""
    numbers, rank = member.mark.order
    editable = -_EDITABLE.index(extension_of(member.path)) if extension_of(member.path) in _EDITABLE else -9
    return (not member.mark.is_old, numbers, rank, member.valid_from, editable, member.path)


def within(family: list[Member]) -> Mapping[int, Place]:
    """Return the places of files with the same title: the newest, and what is older or only another form of it."""
    *older, newest = sorted(family, key=newness)
    if newest.mark.is_old:
        places = {newest.key: Place(Fate.SKIP, None, "Namnet eller mappen säger att filen inte längre gäller.")}
    else:
        places = {newest.key: Place(Fate.DOCUMENT)}
    for member in older:
        is_near = PurePosixPath(member.path).parent == PurePosixPath(newest.path).parent
        if newest.mark.is_old or member.mark.is_old:
            places[member.key] = Place(Fate.SKIP, newest.key, f"Äldre än ”{newest.path}”.")
        elif is_near and not member.mark.is_copy:
            places[member.key] = Place(Fate.ATTACHMENT, newest.key, f"Samma titel som ”{newest.path}”, som är nyare.")
        elif is_near:
            places[member.key] = Place(Fate.SKIP, newest.key, f"Kopia av ”{newest.path}”.")
        else:
            places[member.key] = Place(Fate.DOCUMENT, None, f"Samma titel som ”{newest.path}” i en annan mapp.")
    return places
