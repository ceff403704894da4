"""What a reader may do with a document: each deed a link to its own page, or the reason why it cannot be done now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal.control.queries.documents import History
from portal.control.queries.versions import VersionLine
from portal.people.reader import Reader


@dataclass(frozen=True, slots=True)
class Door:
    """The way to a deed, in a verb; with a `refusal` it is shown shut, and why."""

    label: str
    url: str
    icon: str = ""
    refusal: str | None = None


Knock = Callable[[History, VersionLine, Reader, date], Door | None]
# Each answers the door to one deed, or None for a reader whom it does not concern. No queries: all is read already.
KNOCKS: tuple[Knock, ...] = ()


def doors_of(history: History, line: VersionLine, reader: Reader, today: date) -> list[Door]:
    """Return the doors from a version's page, for who is signed in."""
    if reader.key is None:
        return []
    return [door for knock in KNOCKS if (door := knock(history, line, reader, today))]
