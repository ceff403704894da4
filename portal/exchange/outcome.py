"""What an import did with each file, and how it is told."""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum


class Did(Enum):
    """What was done; the values are the words for it, done and to be done."""

    MADE = ("ny", "skulle bli ny")
    CHANGED = ("ändrad", "skulle ändras")
    LEFT = ("orörd", "skulle lämnas orörd")

    def __init__(self, done: str, would: str) -> None:
        """Give the words their names."""
        self.done, self.would = done, would

    @classmethod
    def of(cls, outcome: str) -> "Did":
        """Return what an action's `created`, `changed` or `unchanged` means."""
        return {"created": cls.MADE, "changed": cls.CHANGED, "unchanged": cls.LEFT}[outcome]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done with a file; `note` says what a reader could not guess from that."""

    name: str
    did: Did
    note: str = ""


@dataclass(slots=True)
class Report:
    """All outcomes of an import."""

    dry: bool = False
    outcomes: list[Outcome] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return a line for each file that was not simply left alone, and the sum last."""
        told = [outcome for outcome in self.outcomes if outcome.did is not Did.LEFT or outcome.note]
        return [*(self._line(outcome) for outcome in told), self._sum()]

    def _line(self, outcome: Outcome) -> str:
        words = outcome.did.would if self.dry else outcome.did.done
        return f"{words}: {outcome.name}" + (f" ({outcome.note})" if outcome.note else "")

    def _sum(self) -> str:
        count = Counter(outcome.did for outcome in self.outcomes)
        made, changed, left = (count[did] for did in Did)
        if not made and not changed:
            words = "Inget skulle ändras" if self.dry else "Inget ändrades"
            return f"{words}: allt som står i mappen finns redan i portalen ({left} filer)."
        words = "Så skulle det bli" if self.dry else "Klart"
        return f"{words}: {made} nya, {changed} ändrade, {left} orörda."
