"""Who may be told of what: asked when a notice is made, when it is shown and when it is mailed."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class VersionKnown:
    """A version as notices know it: its title, whether it is decided, the tokens of its audience and of its workers."""

    number: int
    title: str
    is_decided: bool
    audience: frozenset[str]
    workers: frozenset[str]

    @property
    def readers(self) -> frozenset[str]:
        """The tokens that open it: its audience once decided, before that those who work on it."""
        return self.audience if self.is_decided else self.workers


@dataclass(frozen=True, slots=True)
class DocumentKnown:
    """A document with its versions, by number. `applies` is the one that applies, or last did.

    Its unit is told by code, the process areas that it stands in by key.
    """

    number: str
    unit: str
    versions: Mapping[int, VersionKnown] = field(default_factory=dict)
    applies: VersionKnown | None = None
    areas: tuple[str, ...] = ()

    @property
    def speaker(self) -> VersionKnown | None:
        """What is told of the document as a whole: the version that applies, else the last one."""
        return self.applies or (self.versions[max(self.versions)] if self.versions else None)


def told_version(document: DocumentKnown, version: int | None) -> VersionKnown | None:
    """Return the version that a notice is about; without a number it is about the document as a whole."""
    return document.speaker if version is None else document.versions.get(version)


def may_be_told(document: DocumentKnown, version: int | None, tokens: frozenset[str], *, at_work: bool) -> bool:
    """Whether a reader with these tokens may be told of something that happened to the version.

    Of work: who may read the version as it is. Of all else: who is in its audience, and may read what applies now, so
    that a narrower audience takes with it what was told before.
    """
    told = told_version(document, version)
    if told is None:
        return False
    if at_work:
        return not tokens.isdisjoint(told.readers)
    is_open = document.applies is None or not tokens.isdisjoint(document.applies.audience)
    return is_open and not tokens.isdisjoint(told.audience)
