"""Conversion in a process of its own with little time and memory."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from portal.lib.conversion.convert import convert
from portal.lib.conversion.converted import Converted, Picture
from portal.lib.filetype import extension_of
from portal.lib.inspection.unfit import UnfitError

TOO_HEAVY = "Filen tar för lång tid eller för mycket minne att göra om. Spara den på nytt, eller dela upp den."
_PROGRAM = Path(__file__).with_name("apart_program.py")


def convert_apart(file: Path | str | bytes, name: str, *, seconds: int = 30, memory_mb: int = 512) -> Converted:
    """Return what `convert` does of a file (its path or its content), made in a process of its own.

    Raises UnfitError also for one that takes longer than so many seconds, or more memory, and OSError for a path that
    cannot be read.
    """
    content = file if isinstance(file, bytes) else Path(file).read_bytes()
    if extension_of(name) == "pdf":
        # It is inspected and read in two such processes of its own.
        return convert(content, name)
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", str(_PROGRAM), name, str(seconds), str(memory_mb)],
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
        told: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise UnfitError(TOO_HEAVY) from error
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
