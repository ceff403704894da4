"""The text of PDF files, read in a process of their own with little time and memory: one after another in the same."""

import json
import re
import select
import struct
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from portal.lib.extraction.pages import MOST_CHARACTERS, MOST_PAGES, cleaned

# After so long no more pages of a file are begun. The reader is stopped by the system after that twice by the
# processor or thrice by the clock, and by us after four times.
SECONDS = 20
MOST_BYTES = 200 * 1024 * 1024
_LENGTH = struct.Struct(">L")
_READER = Path(__file__).with_name("pdf_reader.py")
# A word parted at the end of a line is one word; "barn- och", parted there, is two.
_PARTED = re.compile(r"(?<=[a-zåäöé]{2})[-\u2010\u00ad]\s*\n\s*(?!(?:och|eller|samt|respektive)\b)(?=[a-zåäöé])")


class PdfReaders:
    """The process that reads, started when it is needed; another is started when a file has been too much for it."""

    def __init__(self, seconds: int = SECONDS) -> None:
        """Begin without a process."""
        self.seconds = seconds
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def text_of(self, data: bytes) -> list[str]:
        """Return the text of each page; nothing when the reader gave up, was stopped, or died of it."""
        if len(data) > MOST_BYTES:
            return []
        try:
            told = json.loads(self._ask(data))
        except (OSError, ValueError):
            self.stop()
            return []
        if told["is_large"]:
            self.stop()
        return cleaned(_PARTED.sub("", page) for page in told["pages"])

    def _ask(self, data: bytes) -> bytes:
        """Send a file to the process, and return what it tells. Raises OSError."""
        process = self.process = self.process or self._started()
        given, taken = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
        left = memoryview(_LENGTH.pack(len(data)) + data)
        while left:
            left = left[given.write(left) :]
        until = time.monotonic() + 4 * self.seconds
        (length,) = _LENGTH.unpack(_draw(taken, _LENGTH.size, until))
        return _draw(taken, length, until)

    def _started(self) -> "subprocess.Popen[bytes]":
        """Start the process: our own program, given files and no words."""
        return subprocess.Popen(  # noqa: S603 - see above
            [sys.executable, "-I", str(_READER), str(MOST_PAGES), str(MOST_CHARACTERS), str(self.seconds)],
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
            raise OSError(_READER.name)
        data += piece
    return bytes(data)
