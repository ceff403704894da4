"""Conversion in a process of its own with little time and memory: one file, or one after another in the same."""

import base64
import json
from pathlib import Path
from typing import Any

from portal.lib.beside import Beside
from portal.lib.conversion.convert import convert
from portal.lib.conversion.converted import Converted, Picture
from portal.lib.filetype import extension_of
from portal.lib.inspection.unfit import UnfitError

SECONDS, MEMORY_MB = 30, 512
TOO_HEAVY = "Filen tar för lång tid eller för mycket minne att göra om. Spara den på nytt, eller dela upp den."
_PROGRAM = Path(__file__).with_name("apart_program.py")


def convert_apart(
    file: Path | str | bytes, name: str, *, seconds: int = SECONDS, memory_mb: int = MEMORY_MB
) -> Converted:
    """Return what `convert` does of a file (its path or its content), made in a process of its own.

    Raises UnfitError also for one that takes more than so many seconds of the processor, thrice that by the clock, or
    more memory; OSError for a path that cannot be read. For many files a `Converters` is ten times quicker.
    """
    with Converters(seconds=seconds, memory_mb=memory_mb) as converters:
        return converters.convert(file, name)


class Converters(Beside):
    """The process that converts, started when it is needed; another is started when a file has been too much for it."""

    def __init__(self, *, seconds: int = SECONDS, memory_mb: int = MEMORY_MB) -> None:
        """Begin without a process. The limits are those of each file."""
        super().__init__(_PROGRAM, (seconds, memory_mb), 3 * seconds)

    def convert(self, file: Path | str | bytes, name: str) -> Converted:
        """Return a file, its path or its content, as Markdown. Raises as `convert_apart` does."""
        content = file if isinstance(file, bytes) else Path(file).read_bytes()
        if extension_of(name) == "pdf":
            # It is inspected and read in two such processes of its own.
            return convert(content, name)
        try:
            told: dict[str, Any] = json.loads(self.ask(name.encode(errors="replace"), content))
        except (OSError, ValueError) as error:
            self.stop()
            raise UnfitError(TOO_HEAVY) from error
        if told.pop("is_large"):
            self.stop()
        if "unfit" in told:
            raise UnfitError(told["unfit"])
        return read(told)


def written(converted: Converted) -> dict[str, Any]:
    """Return a converted file for JSON."""
    return {
        "markdown": converted.markdown,
        "title": converted.title,
        "pictures": [[each.name, base64.b64encode(each.content).decode(), each.alt] for each in converted.pictures],
        "lost": list(converted.lost),
        "properties": dict(converted.properties),
        "first_page": converted.first_page,
    }


def read(told: dict[str, Any]) -> Converted:
    """Return what `written` wrote."""
    pictures = tuple(Picture(name, base64.b64decode(content), alt) for name, content, alt in told.pop("pictures"))
    return Converted(pictures=pictures, lost=tuple(told.pop("lost")), **told)
