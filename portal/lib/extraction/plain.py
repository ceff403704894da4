"""The text of a file that is nothing but text."""

import codecs

from portal.lib.extraction.pages import MOST_CHARACTERS, Pages

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# No letter takes more in any of the codings.
MOST_BYTES = 4 * MOST_CHARACTERS


def read(data: bytes, pages: Pages) -> None:
    """Read a text into pages, which form feeds part. What has zeros in it is no text."""
    text = decoded(data)
    for turn, page in enumerate(text.split("\f") if "\x00" not in text else ()):
        if turn:
            pages.turn()
        pages.write(page)


def decoded(data: bytes) -> str:
    """Return the text: UTF-8, UTF-16 with its mark, else Windows-1252. Raises UnicodeDecodeError."""
    coding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    beginning = data[:MOST_BYTES]
    if coding:
        return beginning.decode(coding, errors="ignore" if len(data) > MOST_BYTES else "strict")
    try:
        # What is cut off at the end is no reason to take it for another coding.
        return codecs.getincrementaldecoder("utf-8")().decode(beginning, final=len(data) <= MOST_BYTES)
    except UnicodeDecodeError:
        return beginning.decode("cp1252", errors="replace")
