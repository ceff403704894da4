"""Pictures and text: of a size that opens, in a coding that people use, and nothing else at the same time."""

import io

import pytest

from portal.lib.filetype import why_not_content
from portal.lib.inspection.pictures import MOST_PIXELS
from tests.support import files


def told(name: str, data: bytes) -> str:
    """Return why the bytes cannot be attached, or an empty text."""
    return why_not_content(name, io.BytesIO(data)) or ""


@pytest.mark.parametrize("make", [files.png, files.jpeg])
def test_a_picture_of_a_size_that_opens_is_taken(make: object) -> None:
    name = "a.png" if make is files.png else "a.jpg"
    assert told(name, make(10_000, MOST_PIXELS // 10_000)) == ""
    assert "Förminska den till högst 100 miljoner" in told(name, make(10_001, MOST_PIXELS // 10_000))
    assert "65000 × 65000" in told(name, make(65_000, 65_000))
    assert "skadad" in told(name, make(0, 10))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.png", files.png() + files.archive({"x.class": "1"}), "arkiv"),
        ("a.jpg", files.jpeg() + files.archive({"x.class": "1"}), "arkiv"),
        ("a.png", files.png().replace(b"IDAT", b"<svg onload=1>"), "webbsida"),
        ("a.jpg", files.jpeg().replace(b"Exif\x00\x00", b"<svg >"), "webbsida"),
        ("a.png", files.png()[:20], "skadad"),
        ("a.jpg", files.jpeg()[:12], "skadad"),
        ("a.jpg", b"\xff\xd8\xff\xda\x00\x08", "skadad"),
        ("a.png", files.png().replace(b"IHDR", b"IHDX"), "skadad"),
        ("a.jpg", files.png(), "inte en jpg-fil"),
    ],
)
def test_other_pictures_are_refused(name: str, data: bytes, reason: str) -> None:
    assert reason in told(name, data)


TEXT = "Löpnr;Ämne\r\n1;Åtgärd – ”hot”\r\n"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_text_is_taken_in_the_codings_that_people_use(name: str, coding: str) -> None:
    assert told(name, (TEXT * 20_000).encode(coding)) == ""


@pytest.mark.parametrize("data", [b"\x81\x8d", b"a\tb\x0c\r\n\x1a", b"-1;+2;=SUMMA(A1:B1);@x\n", b"a|b!c", b"2 < 3"])
def test_odd_text_is_text(data: bytes) -> None:
    assert told("a.csv", data) == ""


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"a\x00b", "ren text"),
        ("a.txt", b"\x7fELF", "ren text"),
        ("a.txt", b"\x1b[2J", "ren text"),
        ("a.txt", TEXT.encode("utf-16-le"), "ren text"),
        ("a.txt", b"\xff\xfea", "ren text"),
        ("a.txt", b"x" * 300_000 + b"\x00", "ren text"),
        ("a.txt", b"\n%PDF-1.7", "ren text"),
        ("a.txt", b"{\\rtf1 x}", "ren text"),
        ("a.csv", b"\n <HTML><script>", "webbsida"),
        ("a.csv", "<svg onload=x>".encode("utf-16"), "webbsida"),
        ("a.txt", b"<!doctype html>", "webbsida"),
        ("a.csv", b"a;b\n1;=cmd|'/c calc'!A1\n", "DDE"),
        ("a.csv", b"\"=cmd|'/c calc'!A1\"", "DDE"),
        ("a.csv", b"@SUM(1+9)*cmd|' /C calc'!A0", "DDE"),
        ("a.csv", b"x" * 262_143 + b"\n=cmd|'/c calc'!A1", "DDE"),
        ("a.txt", b"hej" + files.archive({"x": ""}).replace(b"\x00", b" "), "ren text"),
    ],
)
def test_what_is_no_text_is_refused(name: str, data: bytes, reason: str) -> None:
    assert reason in told(name, data)
