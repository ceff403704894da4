"""Books for tests, pressed for real."""

import io
from pathlib import Path

from flask import Flask
from pypdf import PdfReader

from portal.people.reader import Reader
from portal.printing.composing import compose_many, compose_one, reading_as, valid_version
from portal.printing.pressing import press
from portal.printing.rules.books import Format

# More than enough on a machine that does other things too.
SECONDS = 200


def pressed(app: Flask, reader: Reader, folder: Path, format_: Format, *numbers: str) -> bytes:
    """Return the book of what applies of these documents, for the reader."""
    folder.mkdir()
    with app.app_context(), reading_as(reader):
        if len(numbers) == 1:
            found = valid_version(numbers[0])
            assert found, numbers
            compose_one(*found, folder)
        else:
            compose_many(numbers, "Handbok", "Två dokument.", folder)
        return press(folder, format_, seconds=SECONDS).read_bytes()


def words_of(content: bytes) -> str:
    """Return the words of a PDF, in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
