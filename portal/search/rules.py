"""What may be asked for, and how it is said: pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

LONGEST_QUERY = 200
PAGE = 20
LAST_PAGE = 500
# The groups that narrow a search, by their name in the address.
TYPE, UNIT, AREA, KIND, STATUS = GROUPS = ("typ", "enhet", "omrade", "slag", "status")
NOTHING: Mapping[str, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: words, what it is narrowed to, which page, and whether older versions are wanted too."""

    text: str
    chosen: Mapping[str, frozenset[str]] = field(default_factory=lambda: NOTHING)
    page: int = 1
    everything: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.text and not self.chosen


def cleaned(text: str) -> str:
    """Return what was typed on one line, without control characters, at most as long as the field lets one type."""
    # Cut before anything else: what comes after is not looked at.
    bare = "".join(letter if letter.isprintable() else " " for letter in text[: 2 * LONGEST_QUERY])
    return " ".join(bare.split())[:LONGEST_QUERY].strip()


def page_number(text: str) -> int:
    """Return the page that an address asks for, the first for anything that is none."""
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1
