"""Browsing: what a list is narrowed to, and how it is asked for in an address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from portal.control.rules.types import Type

# The process house: how the bands of process areas are called, from the roof down.
BAND_LABELS = {"steer": "Leda och styra", "develop": "Utveckla", "operate": "Göra för invånarna", "support": "Stödja"}
OVERDUE = "forsenad"
DAYS = (30, 90)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"
TYPE_PLURALS: Mapping[Type, str] = {
    Type.POLICY: "Policyer",
    Type.PLAN: "Planer",
    Type.GUIDELINE: "Riktlinjer",
    Type.ROUTINE: "Rutiner",
    Type.INSTRUCTION: "Instruktioner",
    Type.TEMPLATE: "Mallar",
    Type.FORM: "Blanketter",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list is narrowed to: a unit with all below it, a type, a process area, what is overdue for review."""

    unit: str = ""
    type: str = ""
    area: str = ""
    is_overdue: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been chosen."""
        return self == Choice()

    def to_query(self) -> dict[str, str]:
        """Return the choice as a query string's values."""
        values = {"enhet": self.unit, "typ": self.type, "omrade": self.area}
        values["status"] = OVERDUE if self.is_overdue else ""
        return {name: value for name, value in values.items() if value}

    def switched(self, name: str, value: str) -> "Choice":
        """Return the choice with the value chosen, or no longer chosen if it was."""
        return replace(self, **{name: "" if getattr(self, name) == value else value})  # type: ignore[arg-type]


def page_number(text: str) -> int:
    """Return the number of a page as it stands in an address; what is no number is the first page."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
