"""What is known of files by their bytes."""

from functools import lru_cache
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from portal.control.models.versions import Attachment
from portal.lib.accessibility import Accessibility, accessibility_of
from portal.lib.filetype import extension_of
from portal.store import blobs

IN_MEMORY = 4 * 1024 * 1024


def accessibility(attachment: Attachment) -> Accessibility:
    """Return how the attachment can be read by those who do not see it; it is looked into once."""
    return _of_bytes(attachment.sha256, extension_of(attachment.filename))


@lru_cache(maxsize=4096)
def _of_bytes(sha256: str, extension: str) -> Accessibility:
    """Look into the bytes; they and so the answer never change."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as stream:
        for data in blobs.read(sha256):
            stream.write(data)
        return accessibility_of(cast("BinaryIO", stream), f"fil.{extension}")
