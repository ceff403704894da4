"""Conversion in a process of its own with little time and memory: one file, or one after another in the same."""

import base64
import json
import select
import struct
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from portal.lib.conversion.convert import convert
from portal.lib.conversion.converted import Converted, Picture
from portal.lib.filetype import extension_of
from portal.lib.inspection.unfit import UnfitError

SECONDS, MEMORY_MB = 30, 512
TOO_HEAVY = "Filen tar för lång tid eller för mycket minne att göra om. Spara den på nytt, eller dela upp den."
LENGTH = struct.Struct(">L")
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


class Converters:
    """The process that converts, started when it is needed; another is started when a file has been too much for it."""

    def __init__(self, *, seconds: int = SECONDS, memory_mb: int = MEMORY_MB) -> None:
        """Begin without a process. The limits are those of each file."""
        self.seconds, self.memory_mb = seconds, memory_mb
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def convert(self, file: Path | str | bytes, name: str) -> Converted:
        """Return a file, its path or its content, as Markdown. Raises as `convert_apart` does."""
        content = file if isinstance(file, bytes) else Path(file).read_bytes()
        if extension_of(name) == "pdf":
            # It is inspected and read in two such processes of its own.
            return convert(content, name)
        try:
            told: dict[str, Any] = json.loads(self._ask(content, name))
        except (OSError, ValueError) as error:
            self.stop()
            raise UnfitError(TOO_HEAVY) from error
        if told.pop("is_large"):
            self.stop()
        if "unfit" in told:
            raise UnfitError(told["unfit"])
        return read(told)

    def _ask(self, content: bytes, name: str) -> bytes:
        """Send a file to the process, and return what it tells. Raises OSError."""
        process = self.process = self.process or self._started()
        given, taken = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
        called = name.encode(errors="replace")
        left = memoryview(LENGTH.pack(len(called)) + called + LENGTH.pack(len(content)) + content)
        while left:
            left = left[given.write(left) :]
        until = time.monotonic() + 3 * self.seconds
        (length,) = LENGTH.unpack(_draw(taken, LENGTH.size, until))
        return _draw(taken, length, until)

    def _started(self) -> "subprocess.Popen[bytes]":
        """Start the process: our own program, given files and their names."""
        return subprocess.Popen(  # noqa: S603 - see above
            [sys.executable, "-I", str(_PROGRAM), str(self.seconds), str(self.memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )

    def stop(self) -> None:
        """Stop the process."""
        process, self.process = self.process, None
        if process:
            process.kill()
            process.communicate()


def _draw(stream: BinaryIO, size: int, until: float) -> bytes:
    """Return so many bytes. Raises OSError when they do not come in time."""
    data = bytearray()
    while len(data) < size:
        (is_ready, _, _) = select.select([stream], [], [], max(until - time.monotonic(), 0))
        piece = stream.read(min(size - len(data), 1 << 20)) if is_ready else b""
        if not piece:
            raise OSError(_PROGRAM.name)
        data += piece
    return bytes(data)


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
