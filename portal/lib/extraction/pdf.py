"""The text of PDF files, read in a process of their own with little time and memory: one after another in the same."""

import json
import re
from pathlib import Path

from portal.lib.beside import Beside
from portal.lib.extraction.pages import MOST_CHARACTERS, MOST_PAGES, cleaned

# After so long no more pages of a file are begun. The reader is stopped by the system after that twice by the
# processor or thrice by the clock, and by us after four times.
SECONDS = 20
MOST_BYTES = 200 * 1024 * 1024
_READER = Path(__file__).with_name("pdf_reader.py")
# A word parted at the end of a line is one word; "barn- och", parted there, is two.
_PARTED = re.compile(r"(?<=[a-zåäöé]{2})[-\u2010\u00ad]\s*\n\s*(?!(?:och|eller|samt|respektive)\b)(?=[a-zåäöé])")


class PdfReaders(Beside):
    """The process that reads, started when it is needed; another is started when a file has been too much for it."""

    def __init__(self, seconds: int = SECONDS) -> None:
        """Begin without a process."""
        super().__init__(_READER, (MOST_PAGES, MOST_CHARACTERS, seconds), 4 * seconds)

    def text_of(self, data: bytes) -> list[str]:
        """Return the text of each page; nothing when the reader gave up, was stopped, or died of it."""
        if len(data) > MOST_BYTES:
            return []
        try:
            told = json.loads(self.ask(data))
        except (OSError, ValueError):
            self.stop()
            return []
        if told["is_large"]:
            self.stop()
        return cleaned(_PARTED.sub("", page) for page in told["pages"])
