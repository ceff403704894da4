"""A zip file of a folder, walked without believing what it says of itself; see `portal.lib.inspection.archive`."""

import tempfile
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from portal.lib.inspection.archive import Archive, Budget, Part
from portal.lib.inspection.documents import IN_MEMORY
from portal.lib.inspection.unfit import BOMB, UnfitError

# A folder of files may be larger than any document.
MOST_INFLATED = 2_000 * 1024 * 1024


def files_in(stream: BinaryIO) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield the path and the content of each file of an archive, which is read before the next is asked for.

    Raises UnfitError for an archive that cannot be trusted.
    """
    budget = Budget(MOST_INFLATED)
    whole = Archive(stream, budget)
    for part in whole.parts:
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as content:
            if not fill(content, whole, part):
                content.seek(0)
                content.truncate()
            if budget.left < 0:
                raise UnfitError(BOMB)
            yield part.name, content


def fill(content: IO[bytes], whole: Archive, part: Part) -> bool:
    """Write a part's bytes; return whether they are what they were said to be: else the file is as good as empty."""
    try:
        for data in whole.pieces(part):
            content.write(data)
    except UnfitError:
        return False
    return True


def as_binary(content: IO[bytes]) -> BinaryIO:
    """Return a spooled file as what is read in binary."""
    return cast("BinaryIO", content)
