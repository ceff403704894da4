"""Words as a segment of the index holds them, without an index."""

from collections.abc import Mapping
from pathlib import Path

from portal.search.analysis import key_of
from portal.search.decoded import Decoded
from portal.search.tee import NOWHERE, Tee


def decoded(folder: Path, uses: Mapping[str, int]) -> Decoded:
    """Return a segment where each word stands in so many documents."""
    tee = Tee("words")
    items = sorted((key_of(word).encode(), count) for word, count in uses.items())
    for _ in tee.through(("words", word, doc, 1.0, NOWHERE) for word, count in items for doc in range(count)):
        pass
    for ending, content in tee.files():
        (folder / f"some{ending}").write_bytes(content)
    return Decoded(folder, "some")
