"""What a secret address is for."""

from enum import StrEnum


class Purpose(StrEnum):
    """A feed of one's notices, or a calendar of what is to be done."""

    FEED = "feed"
    CALENDAR = "calendar"
