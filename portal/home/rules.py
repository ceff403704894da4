"""What the start pages sum up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Overview:
    """An administration's documents: how many apply, and how many of them are late for review."""

    code: str
    name: str
    total: int
    overdue: int

    @property
    def tone(self) -> str:
        """How it looks: nothing late, something late, or one in ten or more."""
        if not self.overdue:
            return "success"
        return "danger" if self.overdue * 10 >= self.total else "warning"


def sum_up(
    administrations: Iterable[tuple[str, str]],
    counts: Mapping[str, tuple[int, int]],
    ancestors: Mapping[str, Iterable[str]],
) -> list[Overview]:
    """Return one line for each administration, counting every unit below it; what lies above them all is left out."""
    names = dict(administrations)
    sums = {code: [0, 0] for code in names}
    for unit, (total, overdue) in counts.items():
        for code in ancestors.get(unit, ()):
            if code in sums:
                sums[code][0] += total
                sums[code][1] += overdue
    return [Overview(code, names[code], total, overdue) for code, (total, overdue) in sums.items()]
