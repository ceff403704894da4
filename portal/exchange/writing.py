"""Writing a content folder in the one form that export has."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from portal.lib import clock, yamlfile

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Writer:
    """The folder that is written, and the time zone in which a moment may be told as a day."""

    root: Path
    zone: ZoneInfo

    def yaml(self, name: str, value: Mapping[str, Any] | list[Any]) -> None:
        """Write a YAML file."""
        self.text(name, yamlfile.dump(compact(value)))

    def markdown(self, name: str, front: Mapping[str, Any], body: str) -> None:
        """Write front matter and, after a blank line, the body."""
        self.text(name, yamlfile.join_front_matter(compact(front), f"\n{body}"))

    def text(self, name: str, text: str) -> None:
        """Write a text file."""
        self.chunks(name, [text.encode()])

    def chunks(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a file piece by piece; a name that leads elsewhere is refused with ValueError."""
        path = self.root / name
        if ".." in path.parts or not path.resolve().is_relative_to(self.root.resolve()):
            raise ValueError(f"Namnet {name} leder ut ur mappen.")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.writelines(chunks)

    def moment(self, moment: datetime) -> str:
        """Return a moment as a date when that says all (12:00 local time), else in full."""
        day = clock.day_of(moment, self.zone)
        return day.isoformat() if clock.noon_of(day, self.zone) == moment else clock.to_text(moment)


def compact(value: Any) -> Any:
    """Return the value as it will be read again: without what is empty, texts without idle characters around."""
    if isinstance(value, str):
        return CONTROL.sub("", value).strip()
    if isinstance(value, Mapping):
        kept = {key: compact(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item is not None and item not in ("", [], {})}
    if isinstance(value, list | tuple):
        return [compact(item) for item in value]
    return value


def day_text(day: date | None) -> str | None:
    """Return a date as text."""
    return day.isoformat() if day else None


def truth_text(truth: Any) -> str | None:
    """Return `true`, or None for what is not so."""
    return "true" if truth else None
