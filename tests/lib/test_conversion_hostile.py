"""Files built to harm are refused with the reason, in little time and memory; odd ones end in a reason too."""

import io
import time
import zipfile

import pytest

from portal.lib.conversion import Converters, UnfitError, convert, convert_apart
from portal.lib.conversion.apart import TOO_HEAVY
from portal.lib.conversion.package import TOO_DEEP, TOO_LARGE
from portal.lib.inspection.unfit import BOMB, DAMAGED, LOCKED, MACROS
from tests.support.files import archive, office, pdf, relation
from tests.support.makers import WordLike
from tests.support.ooxml import NAMESPACES
from tests.support.papers import PAPERS

SECONDS, MEMORY = 10, 128
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XXE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w">&x;</w:document>'


def locked() -> bytes:
    content = bytearray(office())
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        place = file.infolist()[0].header_offset
    content[place + 6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def overlapping() -> bytes:
    """Return an archive two of whose entries have the same bytes."""
    content = bytearray(office())
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    return bytes(content)


HOSTILE = {
    "macros in a renamed file": (office(parts={"word/vbaProject.bin": b"x"}), "a.docx", MACROS),
    "bomb": (office(parts={"word/media/a.bin": b"\0" * 20_000_000}), "a.docx", BOMB),
    "overlapping entries": (overlapping(), "a.docx", DAMAGED),
    "template elsewhere": (
        office(parts={"word/_rels/settings.xml.rels": relation("attachedTemplate", "https://x.example/a.dotm")}),
        "a.docx",
        "hämtar en mall från https://x.example/a.dotm",
    ),
    "picture elsewhere": (
        office(parts={"word/_rels/document.xml.rels": relation("image", "//server/share/a.png")}),
        "a.docx",
        "hämtar en bild från",
    ),
    "entity": (office(parts={"word/document.xml": XXE}), "a.docx", "entiteter"),
    "encrypted": (locked(), "a.docx", LOCKED),
    "old Word file renamed": (OLE + b"\0" * 600, "a.docx", "docx"),
    "PDF renamed": (pdf(), "a.docx", "inte en docx-fil"),
    "Word file renamed": (office(), "a.xlsx", "inte en xlsx-fil"),
    "program renamed": (b"MZ" + b"\0" * 100, "a.docx", "inte en docx-fil"),
    "zip without a document": (archive({"a.txt": "x"}), "a.docx", "inte en docx-fil"),
    "script in a PDF": (pdf("/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>"), "a.pdf", "skript"),
    "web page as text": (b"<html><script>alert(1)</script></html>", "a.txt", "webbsida"),
    "program as Markdown": (b"MZ\x00\x01", "a.md", "ren text"),
    "empty": (b"", "a.pdf", "tom"),
    "another kind": (b"x", "a.exe", "Välj bland docx, md, pdf, txt, xlsx"),
    "no text part": (office(parts={"word/document.xml": "<other/>"}), "a.docx", DAMAGED),
}


@pytest.mark.parametrize(("content", "name", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
def test_it_is_refused_with_the_reason_within_seconds(content, name, reason):
    began = time.monotonic()
    with pytest.raises(UnfitError) as told:
        convert(content, name)
    assert reason in str(told.value)
    assert time.monotonic() - began < SECONDS


def deep(opening: str, closing: str, times: int) -> bytes:
    body = f"{opening * times}<w:p><w:r><w:t>x</w:t></w:r></w:p>{closing * times}"
    return office(parts={"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"})


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:pict><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"),
        ("<w:x>", "</w:x>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ],
)
def test_what_lies_very_deep_is_refused(opening, closing):
    began = time.monotonic()
    with pytest.raises(UnfitError) as told:
        convert(deep(opening, closing, 20_000), "a.docx")
    assert str(told.value) == TOO_DEEP
    assert time.monotonic() - began < SECONDS
    assert "x" in convert(deep(opening, closing, 20), "a.docx").markdown or opening == "<w:x>"


def many(count: int) -> bytes:
    body = "<w:p><w:r><w:t>Ett stycke.</w:t></w:r></w:p>" * count
    return office(parts={"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"})


def test_a_file_that_takes_too_long_is_stopped():
    content = many(100_000)
    began = time.monotonic()
    with pytest.raises(UnfitError, match="för lång tid"):
        convert_apart(content, "a.docx", seconds=1)
    assert time.monotonic() - began < SECONDS


def test_a_file_that_takes_too_much_memory_is_stopped():
    assert convert_apart(many(2), "a.docx", memory_mb=MEMORY).markdown == "Ett stycke.\n\nEtt stycke.\n"
    with pytest.raises(UnfitError) as told:
        convert_apart(many(200_000), "a.docx", seconds=60, memory_mb=MEMORY)
    assert str(told.value) in {TOO_LARGE, TOO_HEAVY}


def test_apart_and_here_it_becomes_the_same(tmp_path):
    content = WordLike().file(PAPERS["manual-it"])
    path = tmp_path / "manual.docx"
    path.write_bytes(content)
    assert convert_apart(path, path.name) == convert(content, "a.docx")
    assert convert_apart(pdf(), "a.pdf") == convert(pdf(), "a.pdf")


def test_one_process_takes_file_after_file_and_is_made_anew_after_one_that_was_too_much():
    content = WordLike().file(PAPERS["manual-it"])
    with Converters(seconds=2) as converters:
        first = converters.convert(content, "a.docx")
        process = converters.process
        with pytest.raises(UnfitError, match="makron"):
            converters.convert(office(parts={"word/vbaProject.bin": b"x"}), "b.docx")
        assert converters.convert(content, "å.docx") == first
        assert converters.process is process
        process.kill()
        with pytest.raises(UnfitError, match="för lång tid"):
            converters.convert(content, "a.docx")
        assert converters.convert(content, "a.docx") == first
    assert converters.process is None


def test_a_refusal_apart_says_the_reason():
    with pytest.raises(UnfitError, match="makron"):
        convert_apart(office(parts={"word/vbaProject.bin": b"x"}), "a.docx")


def test_a_file_that_is_not_there_is_not_called_unfit(tmp_path):
    with pytest.raises(FileNotFoundError):
        convert_apart(tmp_path / "borta.docx", "borta.docx")
