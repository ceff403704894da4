"""A calendar as RFC 5545 writes it: days on which things are due, folded and escaped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MOST_OCTETS = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Something that takes a day: its own name that never changes, title, day, text and address."""

    uid: str
    title: str
    day: date
    text: str
    url: str


def escaped(text: str) -> str:
    """Return a text as a value may hold it (3.3.11); what cannot be seen is left out."""
    seen = "".join(char for char in text.replace("\r\n", "\n") if char == "\n" or char.isprintable())
    return seen.translate(ESCAPES)


def folded(line: str) -> Iterator[str]:
    """Yield the line in pieces of at most 75 octets, each but the first with a space before it (3.1).

    No letter is cut in two.
    """
    piece, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > MOST_OCTETS:
            yield piece
            piece, size = " ", 1
        piece += char
        size += octets
    yield piece


def day_text(day: date) -> str:
    """Return a day as calendars write it."""
    return f"{day:%Y%m%d}"


def lines_of(event: DayEvent, stamp: str) -> list[str]:
    """Return the lines of an event that takes the whole day and makes nobody busy."""
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day_text(event.day)}",
        f"DTEND;VALUE=DATE:{day_text(event.day + timedelta(days=1))}",
        f"SUMMARY:{escaped(event.title)}",
        *([f"DESCRIPTION:{escaped(event.text)}"] if event.text else []),
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def calendar_text(name: str, events: Iterable[DayEvent], now: datetime) -> str:
    """Return the whole calendar. `now` is when it was made: it holds no memory of its own."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Röda tråden//Att göra//SV",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        *(line for event in events for line in lines_of(event, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in lines for piece in folded(line))
