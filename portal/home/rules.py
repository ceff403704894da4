"""What the start pages sum up."""

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
