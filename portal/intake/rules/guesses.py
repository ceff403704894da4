"""A guess: what, how sure, and where it came from, so that who corrects knows where to look."""

from dataclasses import dataclass
from enum import StrEnum


class Sure(StrEnum):
    """How sure a guess is."""

    SURE = "sure"
    LIKELY = "likely"
    GUESSED = "guessed"


SURE_LABELS = {Sure.SURE: "säker", Sure.LIKELY: "trolig", Sure.GUESSED: "gissad"}


class Source(StrEnum):
    """Where a guess came from."""

    NAME = "name"
    FOLDER = "folder"
    PAGE = "page"
    PROPERTIES = "properties"
    NOWHERE = "nowhere"


SOURCE_LABELS = {
    Source.NAME: "filnamnet",
    Source.FOLDER: "mappen",
    Source.PAGE: "första sidan",
    Source.PROPERTIES: "filens egenskaper",
    Source.NOWHERE: "förvalt",
}


@dataclass(frozen=True, slots=True)
class Guess:
    """A value, how sure it is, and where it came from."""

    value: str
    sure: Sure
    source: Source
