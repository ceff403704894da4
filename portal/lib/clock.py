"""Time: moments are aware UTC datetimes, dates are calendar days in the municipality's time zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return this moment in UTC, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day on which `moment` falls in `zone`."""
    return moment.astimezone(zone).date()


def noon_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment that a bare date stands for: 12:00 local time."""
    return datetime.combine(day, time(12), zone).astimezone(UTC)


def to_text(moment: datetime) -> str:
    """Write a moment as `2025-03-03T09:15:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_text(text: str) -> datetime:
    """Read `2025-03-03T09:15:00Z`. Raises ValueError for anything else."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
