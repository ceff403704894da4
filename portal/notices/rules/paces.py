"""How often a person wants mail of what happens."""

from datetime import date, timedelta
from enum import StrEnum


class Pace(StrEnum):
    """How often: at once, once a day, once a week, or never; a notice in the portal there is always."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


PACE_LABELS = {
    Pace.AT_ONCE: "Genast",
    Pace.DAILY: "Samlat varje dag",
    Pace.WEEKLY: "Samlat varje vecka",
    Pace.NEVER: "Aldrig, bara i portalen",
}
# For who has not chosen: what concerns oneself at once, what one follows gathered.
OWN_PACE, FOLLOWED_PACE = Pace.AT_ONCE, Pace.DAILY


def read_pace(text: str, instead: Pace) -> Pace:
    """Return the pace that a row or a form says; `instead` where it says none that there is."""
    return Pace(text) if text in set(Pace) else instead


def soonest(one: Pace, other: Pace) -> Pace:
    """Return the quicker of two paces: whoever follows both a document and its unit is told as soon as either says."""
    return min(one, other, key=list(Pace).index)


def period_of(pace: Pace, today: date) -> tuple[str, date]:
    """Return what a digest made today is called among the person's, and the day before which it tells of everything.

    A daily one tells of what was before today, a weekly one of what was before this week's Monday. Raises ValueError
    for a pace that is not gathered.
    """
    if pace is Pace.DAILY:
        return f"day:{today.isoformat()}", today
    if pace is Pace.WEEKLY:
        year, week, weekday = today.isocalendar()
        return f"week:{year}-{week:02d}", today - timedelta(days=weekday - 1)
    message = f"nothing is gathered at the pace {pace}"
    raise ValueError(message)
