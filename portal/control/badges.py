"""A status as it is shown: a word, an icon and a colour."""

from dataclasses import dataclass
from datetime import date

from portal.control.rules.status import Status
from portal.lib.calendar import long_date


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says, its tone and its icon."""

    label: str
    tone: str
    icon: str


def badge_of(status: Status, valid_from: date | None = None) -> Badge:
    """Return the status as a badge; a scheduled one says from which day."""
    if status is Status.SCHEDULED and valid_from is not None:
        return Badge(f"{status.label} {long_date(valid_from)}", status.tone, status.icon)
    return Badge(status.label, status.tone, status.icon)
