"""Which files may be attached: by name, and by what is in them."""

import io
import zipfile

import pytest

from portal.lib.filetype import media_type_of, why_not_content, why_not_name


def archive(*names: str, mimetype: str = "") -> io.BytesIO:
    """Return a zip file with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "x")
    return stream


ODT = "application/vnd.oasis.opendocument.text"
TYPES = "[Content_Types].xml"


@pytest.mark.parametrize("name", ["mall.docx", "Blankett för å.PDF", "foto.jpeg", "a.b.xlsx"])
def test_these_names_are_taken(name: str) -> None:
    assert why_not_name(name) is None
    assert "/" in media_type_of(name)


BAD_NAMES = [
    "",
    "mall",
    "mall.svg",
    "mall.html",
    "mall.docm",
    ".docx",
    "../a.pdf",
    "a/b.pdf",
    "a\\b.pdf",
    "a\n.pdf",
    "a:b.pdf",
    "a.pdf ",
    "a.pdf.",
    "å" * 80 + ".pdf",
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_these_are_not(name: str) -> None:
    assert why_not_name(name)


@pytest.mark.parametrize(
    ("name", "stream"),
    [
        ("a.docx", archive(TYPES, "word/document.xml")),
        ("a.xlsx", archive(TYPES, "xl/workbook.xml")),
        ("a.pptx", archive(TYPES, "ppt/presentation.xml")),
        ("a.odt", archive("content.xml", mimetype=ODT)),
        ("a.pdf", io.BytesIO(b"%PDF-1.7\n")),
        ("a.png", io.BytesIO(b"\x89PNG\r\n\x1a\nIHDR")),
        ("a.jpeg", io.BytesIO(b"\xff\xd8\xff\xe0")),
        ("a.csv", io.BytesIO("å;ä\n".encode())),
        ("a.txt", io.BytesIO("å".encode("latin-1"))),
    ],
)
def test_content_that_bears_the_name_out_is_taken(name: str, stream: io.BytesIO) -> None:
    assert why_not_content(name, stream) is None


@pytest.mark.parametrize(
    ("name", "stream", "reason"),
    [
        ("a.pdf", io.BytesIO(b"<html>"), "inte en pdf-fil"),
        ("a.docx", io.BytesIO(b"PK\x03\x04"), "inte en docx-fil"),
        ("a.docx", archive(TYPES, "xl/workbook.xml"), "inte en docx-fil"),
        ("a.odt", archive("content.xml", mimetype="application/zip"), "inte en odt-fil"),
        ("a.docx", archive(TYPES, "word/document.xml", "word/vbaProject.bin"), "makron"),
        ("a.odt", archive("Basic/Standard/x.xml", mimetype=ODT), "makron"),
        ("a.csv", io.BytesIO(b"a\x00b"), "ren text"),
        ("a.png", io.BytesIO(b""), "inte en png-fil"),
    ],
)
def test_other_content_is_refused_with_its_reason(name: str, stream: io.BytesIO, reason: str) -> None:
    assert reason in str(why_not_content(name, stream))


def test_a_bomb_of_members_is_refused() -> None:
    stream = archive(TYPES, *(f"word/{number}" for number in range(5_001)))
    assert "fler delar" in str(why_not_content("a.docx", stream))
