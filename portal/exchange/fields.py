"""Typed values of a mapping in a content file; what cannot be read becomes a problem with its line."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from portal.exchange.source import Source
from portal.lib import clock
from portal.lib.period import Period, relative, relative_date
from portal.lib.text import excerpt, nearest
from portal.lib.yamlfile import Mapping, Sequence, Value

T = TypeVar("T")
MOST_LINE = 255
MOST_TEXT = 10_000
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WHOLE = re.compile(r"[0-9]{1,9}")
TRUTHS = {"true": True, "false": False}


class Fields:
    """A mapping of a file and the keys it may have.

    Each method returns the value, or after a problem what stands for a missing one: an empty text, None, no items.
    """

    def __init__(self, source: Source, mapping: Mapping, keys: str) -> None:
        self.source = source
        self.mapping = mapping
        self.line = mapping.line
        self.keys = keys.split()
        for key, line in mapping.lines.items():
            if key not in self.keys and not source.is_hopeless:
                source.fail(line, unknown(key, self.keys))

    def line_of(self, key: str) -> int:
        """Return the line that the key stands on, or that of the mapping."""
        return self.mapping.lines.get(key, self.line)

    def fail(self, key: str, message: str) -> None:
        """Keep a problem with the key's value."""
        self.source.fail(self.line_of(key), f"{key}: {message}" if key in self.mapping else message)

    def value(self, key: str, *, required: bool = False) -> Value | None:
        """Return the value as it stands, or None when it is missing or empty."""
        found = self.mapping.get(key)
        if found is None or found == "":
            if required:
                self.source.fail(self.line_of(key), f"Nyckeln ”{key}” saknar värde. Skriv till ett.")
            return None
        return found

    def text(self, key: str, *, required: bool = False, most: int = MOST_LINE, lines: bool = False) -> str:
        """Return a text without spaces around it, on one line unless `lines`."""
        found = self.value(key, required=required)
        if found is None:
            return ""
        if not isinstance(found, str):
            self.fail(key, "här ska stå en text.")
            return ""
        text = found.strip()
        if len(text) > most:
            self.fail(key, f"texten är för lång: {len(text)} tecken, högst {most}.")
            return ""
        if "\n" in text and not lines:
            self.fail(key, "texten ska stå på en rad.")
            return ""
        return text

    def prose(self, key: str, *, required: bool = False) -> str:
        """Return a longer text."""
        return self.text(key, required=required, most=MOST_TEXT, lines=True)

    def read(self, key: str, reader: Callable[[str], T], *, required: bool = False) -> T | None:
        """Return the text as `reader` reads it; its ValueError, a sentence in Swedish, becomes a problem."""
        text = self.text(key, required=required)
        try:
            return reader(text) if text else None
        except ValueError as error:
            self.fail(key, str(error))
            return None

    def choice(self, key: str, options: Iterable[str], default: str = "") -> str:
        """Return one of the options; required unless there is a default."""
        text = self.text(key, required=not default) or default
        allowed = [str(option) for option in options]
        if text and text not in allowed:
            self.fail(key, f"”{text}” finns inte. Välj bland {', '.join(allowed)}.")
        return text

    def whole(self, key: str, *, default: int | None = None, least: int = 0) -> int:
        """Return a whole number; required unless there is a default."""
        text = self.text(key, required=default is None)
        if not text:
            return default or 0
        if not WHOLE.fullmatch(text) or int(text) < least:
            self.fail(key, f"”{text}” är inget heltal från {least} och uppåt.")
            return default or 0
        return int(text)

    def truth(self, key: str, *, required: bool = False) -> bool:
        """Return `true` or `false`; false unless given."""
        text = self.text(key, required=required)
        if text and text not in TRUTHS:
            self.fail(key, f"skriv true eller false, inte ”{text}”.")
        return TRUTHS.get(text, False)

    def day(self, key: str, *, required: bool = False) -> date | None:
        """Return a date, absolute or relative to the anchor."""
        return self.read(key, lambda text: relative_date(text, self.source.frame.anchor), required=required)

    def period(self, key: str) -> Period | None:
        """Return a period, absolute or relative to the anchor."""
        return self.read(key, lambda text: relative(text, self.source.frame.anchor), required=True)

    def moment(self, key: str, *, required: bool = True) -> datetime | None:
        """Return when something happened; a bare date is 12:00 local time."""
        return self.read(key, self._moment, required=required)

    def _moment(self, text: str) -> datetime:
        frame = self.source.frame
        try:
            moment = clock.from_text(text)
        except ValueError:
            moment = self.noon(relative_date(text, frame.anchor))
        if clock.day_of(moment, frame.zone) > frame.today:
            raise ValueError(f"”{text}” ligger i framtiden, men det som står här har redan hänt.")
        return moment

    def noon(self, day: date) -> datetime:
        """Return the moment that a bare date stands for."""
        return clock.noon_of(day, self.source.frame.zone)

    def key(self, key: str) -> str:
        """Return the file's own key, which equals its name."""
        text = self.text(key, required=True)
        if text and text != self.source.path.stem:
            self.fail(key, f"”{text}” ska vara detsamma som filens namn, ”{self.source.path.stem}”.")
        return text

    def ref(self, kind: str, key: str, *, required: bool = False) -> str:
        """Return the key of something that must exist."""
        text = self.text(key, required=required)
        if text:
            self.source.refer(kind, text, self.line_of(key))
        return text

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts, each once."""
        return tuple(text for text, _ in self._texts(key, required=required))

    def refs(self, kind: str, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of keys of things that must exist."""
        found = self._texts(key, required=required)
        for text, line in found:
            self.source.refer(kind, text, line)
        return tuple(text for text, _ in found)

    def _texts(self, key: str, *, required: bool) -> list[tuple[str, int]]:
        found = self._list(key, required=required)
        texts: dict[str, int] = {}
        for value, line in zip(found, found.lines, strict=True):
            if not isinstance(value, str) or not value.strip() or len(value) > MOST_LINE or "\n" in value:
                self.source.fail(line, f"{key}: här ska stå en text på en rad, högst {MOST_LINE} tecken.")
            elif value.strip() in texts:
                self.source.fail(line, f"{key}: ”{value.strip()}” står två gånger. Ta bort den ena.")
            else:
                texts[value.strip()] = line
        return list(texts.items())

    def record(self, key: str, keys: str) -> "Fields | None":
        """Return the mapping under the key, or None."""
        found = self.value(key)
        if found is None:
            return None
        if not isinstance(found, Mapping):
            self.fail(key, f"här ska stå nycklar med värden: {', '.join(keys.split())}.")
            return None
        return Fields(self.source, found, keys)

    def records(self, key: str, keys: str) -> list["Fields"]:
        """Return the mappings in the list under the key."""
        return records_of(self.source, self._list(key), keys)

    def records_or_one(self, key: str, keys: str) -> list["Fields"]:
        """Return the mappings in the list under the key; a mapping alone is a list of one."""
        if isinstance(self.value(key), Sequence):
            return self.records(key, keys)
        record = self.record(key, keys)
        return [record] if record else []

    def _list(self, key: str, *, required: bool = False) -> Sequence:
        found = self.value(key, required=required)
        if isinstance(found, Sequence):
            return found
        if found is not None:
            self.fail(key, "här ska stå en lista.")
        return Sequence()


def records_of(source: Source, values: Sequence, keys: str) -> list[Fields]:
    """Return the mappings of a list."""
    records = []
    for value, line in zip(values, values.lines, strict=True):
        if isinstance(value, Mapping):
            records.append(Fields(source, value, keys))
        else:
            source.fail(line, f"Här ska stå nycklar med värden: {', '.join(keys.split())}.")
    return records


def unknown(key: str, keys: list[str]) -> str:
    """Return what to say of a key that does not exist."""
    guesses = nearest(key, keys, 1)
    hint = f" Menade du ”{guesses[0]}”?" if guesses else ""
    return f"Nyckeln ”{excerpt(key, 60)}” finns inte.{hint} Här finns: {', '.join(keys)}."


def fields_of(source: Source, keys: str) -> Fields | None:
    """Return the fields of a YAML file with one mapping, or None after a problem."""
    values = source.values()
    if values is None:
        return None
    if isinstance(values, Sequence):
        source.fail(1, "Filen ska innehålla nycklar med värden, inte en lista.")
        return None
    return Fields(source, values, keys)
