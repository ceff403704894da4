"""Files are read beside each other by processes that stay; see `portal.lib.conversion.apart`."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from portal.lib.conversion import Converted, Converters, UnfitError

# As many files are read at once.
AT_ONCE = 2


class Readers:
    """Some converters beside each other; their processes end when the block is left."""

    def __init__(self) -> None:
        """Begin with none at work."""
        self.converters = [Converters() for _ in range(AT_ONCE)]
        self.threads = ThreadPoolExecutor(AT_ONCE)

    def __enter__(self) -> Self:
        """Return these readers."""
        return self

    def __exit__(self, _type: type[BaseException] | None, _value: object, _trace: TracebackType | None) -> None:
        """End the processes."""
        self.rest()

    def rest(self) -> None:
        """Let the processes end until they are asked again."""
        for converters in self.converters:
            converters.stop()

    def convert_all(self, files: Sequence[tuple[bytes, str]]) -> Iterator[Converted | str]:
        """Yield what each file says, or why it cannot be read; at most `AT_ONCE` files, contents and names."""
        asked = [(converters, *file) for converters, file in zip(self.converters, files, strict=False)]
        return self.threads.map(_converted, asked)


def _converted(asked: tuple[Converters, bytes, str]) -> Converted | str:
    """Return what a file says, or why it cannot be read."""
    converters, content, name = asked
    try:
        return converters.convert(content, name)
    except UnfitError as unfit:
        return str(unfit).replace("bifoga ", "flytta in ")
