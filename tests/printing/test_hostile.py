"""Texts and pictures that are made to be heavy: within the limits, or given up in plain words."""

import io
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from portal.control.actions.drafts import File, Text, create_draft
from portal.people.reader import CITIZEN
from portal.printing.composing import Composer, compose_one, reading_as, valid_version
from portal.printing.pressing import PressError, press
from portal.printing.rules.books import Format
from portal.store import blobs
from tests.support.documents import approve, make_document, make_valid, submit
from tests.support.organisation import Organisation
from tests.support.pdf_ua import faults
from tests.support.printing import pressed

BODIES = {
    "table": "## T\n\n| A | B | C |\n|---|---|---|\n" + "| a | b | c |\n" * 300,
    "deep": "## D\n\n" + "\n".join("    " * depth + "- x" for depth in range(12)),
    "quoted": "## Q\n\n" + "> " * 16 + "x\n",
    "word": "## W\n\n" + "a" * 20_000 + "\n",
    "cell": "## C\n\n| A |\n|---|\n| " + "ord " * 8_000 + "|\n",
    "letters": "## L\n\nالعربية 中文 😀 → ☐\n",
}


@pytest.mark.parametrize("format_", [*Format])
@pytest.mark.parametrize("name", BODIES)
def test_a_heavy_text_is_pressed(
    bare_app: Flask, organisation: Organisation, tmp_path: Path, name: str, format_: Format
) -> None:
    make_valid(organisation, body=BODIES[name], audience=("public",))
    content = pressed(bare_app, CITIZEN, tmp_path / "book", format_, "SOC-RUT-0001")
    assert content
    if format_ is Format.PDF and name != "letters":
        assert faults(content) == []


def pictured(organisation: Organisation, data: bytes) -> None:
    """Let a document with a picture apply."""
    blob = blobs.put(io.BytesIO(data), organisation.now)
    file = File("bild.png", "Bild", "image/png", blob.sha256, blob.size)
    text = Text("Med bild", b"## Bild\n\n![En karta](bild.png)\n", ("public",), files=(file,))
    version = create_draft(organisation.deed("bo"), make_document(organisation), text)
    approve(organisation, submit(organisation, version))


def picture_of(width: int, height: int, padding: int = 0) -> bytes:
    """Return a picture in one colour, with so many bytes of words in it."""
    stream, words = io.BytesIO(), PngInfo()
    if padding:
        words.add_text("Comment", "x" * padding)
    Image.new("L", (width, height)).save(stream, "PNG", pnginfo=words)
    return stream.getvalue()


@pytest.mark.parametrize("format_", [*Format])
@pytest.mark.parametrize(
    "data",
    [picture_of(4000, 3000, 10_000_000), b"\x89PNG\r\n\x1a\n trasig", b""],
    ids=["ten megabytes", "broken", "empty"],
)
def test_a_picture_is_shown_or_told_of(
    bare_app: Flask, organisation: Organisation, tmp_path: Path, data: bytes, format_: Format
) -> None:
    pictured(organisation, data)
    content = pressed(bare_app, CITIZEN, tmp_path / "book", format_, "SOC-RUT-0001")
    if format_ is Format.PDF:
        assert faults(content) == []
        assert len(content) < 1_000_000


def test_a_picture_that_is_a_bomb_is_not_unpacked(bare_app: Flask, organisation: Organisation, tmp_path: Path) -> None:
    pictured(organisation, picture_of(20_000, 20_000))
    content = pressed(bare_app, CITIZEN, tmp_path / "book", Format.PDF, "SOC-RUT-0001")
    assert len(content) < 1_000_000
    assert faults(content) == []


def test_what_is_more_than_a_book_holds_is_left_as_words(
    bare_app: Flask, organisation: Organisation, tmp_path: Path
) -> None:
    pictured(organisation, picture_of(10, 10))
    with bare_app.app_context(), reading_as(CITIZEN):
        found = valid_version("SOC-RUT-0001")
        assert found
        bodies = [Composer(tmp_path, frozenset(), left).sheet(*found).body for left in (10, 10_000)]
    assert ['alt="En karta"' in body for body in bodies] == [False, True]
    assert "[En karta]" in bodies[0]


def test_too_little_time_is_an_end_and_no_file(bare_app: Flask, organisation: Organisation, tmp_path: Path) -> None:
    make_valid(organisation, body=BODIES["table"], audience=("public",))
    (tmp_path / "book").mkdir()
    with bare_app.app_context(), reading_as(CITIZEN):
        found = valid_version("SOC-RUT-0001")
        assert found
        compose_one(*found, tmp_path / "book")
    with pytest.raises(PressError, match="för lång tid"):
        press(tmp_path / "book", Format.PDF, seconds=2)
    assert not (tmp_path / "book" / "book.pdf").exists()
