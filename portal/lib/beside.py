"""A program of ours in a process beside this one, with limits that it sets itself: given things, it answers in time.

What is sent and answered are lengths with as many bytes after each.
"""

import select
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

LENGTH = struct.Struct(">L")


class Beside:
    """The process, started when it is needed and, once it has been stopped, started anew."""

    def __init__(self, program: Path, arguments: Sequence[object], patience: float) -> None:
        """Begin without a process; `patience` is how many seconds an answer may take by the clock."""
        self.program, self.arguments, self.patience = program, tuple(map(str, arguments)), patience
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def ask(self, *parts: bytes) -> bytes:
        """Send the parts and return what the process answers. Raises OSError when it does not in time."""
        process = self.process = self.process or self._started()
        given, taken = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
        left = memoryview(b"".join(LENGTH.pack(len(part)) + part for part in parts))
        while left:
            left = left[given.write(left) :]
        until = time.monotonic() + self.patience
        (length,) = LENGTH.unpack(self._drawn(taken, LENGTH.size, until))
        return self._drawn(taken, length, until)

    def stop(self) -> None:
        """Stop the process."""
        process, self.process = self.process, None
        if process:
            process.kill()
            process.communicate()

    def _started(self) -> "subprocess.Popen[bytes]":
        """Start the process: our own program, given things and no words of others."""
        return subprocess.Popen(  # noqa: S603 - see above
            [sys.executable, "-I", str(self.program), *self.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )

    def _drawn(self, stream: BinaryIO, size: int, until: float) -> bytes:
        """Return so many bytes. Raises OSError when they do not come in time."""
        data = bytearray()
        while len(data) < size:
            (is_ready, _, _) = select.select([stream], [], [], max(until - time.monotonic(), 0))
            piece = stream.read(min(size - len(data), 1 << 20)) if is_ready else b""
            if not piece:
                raise OSError(self.program.name)
            data += piece
        return bytes(data)
