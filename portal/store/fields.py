"""Column types that peewee does not have."""

from datetime import datetime

from peewee import TextField

from portal.lib import clock


class MomentField(TextField):
    """A moment in UTC, kept as sortable text that reads the same in every database."""

    def db_value(self, value: datetime | None) -> str | None:
        """Write the moment."""
        return None if value is None else clock.to_text(value)

    def python_value(self, value: str | None) -> datetime | None:
        """Read the moment."""
        return None if value is None else clock.from_text(value)
