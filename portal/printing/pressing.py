"""Pressing: a composed book is made into a file by a process of its own, with little time and memory."""

import os
import subprocess
import sys
from pathlib import Path

from portal.lib.errors import PortalError
from portal.printing.rules.books import Format
from portal.web.assets import STATIC, manifest

HERE = Path(__file__).resolve().parents[2]
PRESSES = {Format.PDF: "portal.printing.pdf_press", Format.DOCX: "portal.printing.word_press"}
FONTS = ("inter-latin.woff2", "inter-latin-ext.woff2")
STYLE = Path(__file__).with_name("book.css")
NO_LIBRARY = 3
SLACK = 3
TOO_HEAVY = "Det tog för lång tid eller för mycket minne att göra filen."
NO_PANGO = "Servern saknar programbiblioteket Pango, som PDF görs med. Den som sköter servern kan installera det. ({})"


class PressError(PortalError):
    """A book could not be made into a file; the text says why."""


class NoLibraryError(PressError):
    """No book can be made into such a file on this server."""


def press(folder: Path, format_: Format, *, seconds: int) -> Path:
    """Make the book in the folder into a file there and return it. Raises PressError, or NoLibraryError.

    `seconds` are of processor time; on a busy machine it may take some times as long.
    """
    for font in FONTS if format_ is Format.PDF else ():
        (folder / font).write_bytes((STATIC / manifest()[font]).read_bytes())
    if format_ is Format.PDF:
        (folder / STYLE.name).write_bytes(STYLE.read_bytes())
    try:
        done = run(format_, str(folder), str(seconds), seconds=SLACK * seconds)
    except subprocess.TimeoutExpired as error:
        raise PressError(TOO_HEAVY) from error
    if done.returncode == NO_LIBRARY:
        raise NoLibraryError(NO_PANGO.format(done.stderr.strip()[:200]))
    made = folder / f"book.{format_}"
    if done.returncode or not made.exists():
        last = (done.stderr.strip().splitlines() or [""])[-1]
        message = TOO_HEAVY if done.returncode < 0 or "MemoryError" in last else "Filen gick inte att göra."
        raise PressError(message) from RuntimeError(last)
    return made


def run(format_: Format, *arguments: str, seconds: int) -> subprocess.CompletedProcess[str]:
    """Run a press. It knows no settings, and with them no secrets, of the portal's."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", PRESSES[format_], *arguments],
        cwd=HERE, env=known, capture_output=True, text=True, timeout=seconds, check=False,
    )  # fmt: skip
