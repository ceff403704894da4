"""A clock that stands still."""

from datetime import datetime, timedelta


class Clock:
    """Tells the moment it was set to."""

    def __init__(self, moment: datetime) -> None:
        """Begin at the moment."""
        self.moment = moment

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.moment

    def go(self, **time: int) -> None:
        """Let time pass: `go(days=3)`."""
        self.moment += timedelta(**time)
