"""Files as somebody with bad intentions makes them, and broken ones, give nothing, in time."""

import io
import signal
import zlib

import pytest
import weasyprint
from pypdf import PdfReader, PdfWriter

from portal.lib.extraction import pdf, reading, texts
from portal.lib.extraction.pages import MOST_CHARACTERS, MOST_PAGES
from portal.lib.extraction.pdf import PdfReaders
from portal.lib.extraction.texts import text_of
from portal.lib.filetype import MEDIA_TYPES
from tests.support import files

KINDS = [extension for extension, kind in MEDIA_TYPES.items() if not kind.startswith("image/")]
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(text: str, before: str = "") -> bytes:
    """Return a Word file with this XML as its body."""
    return files.office(parts={"word/document.xml": f"{before}<w:document {WORD}><w:body>{text}</w:body></w:document>"})


def said(text: str) -> str:
    """Return a Word paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def bomb() -> bytes:
    """Return a Word file whose parts are each small enough until all are inflated."""
    part = f"<w:hdr {WORD}>{said('Hej')}" + " " * 15_000_000 + "</w:hdr>"
    return files.office(parts={f"word/header{turn}.xml": part for turn in range(6)})


def large() -> bytes:
    """Return a Word file with a part that is small until it is inflated."""
    return word(said("Hej") + " " * 20_000_000)


def locked() -> bytes:
    """Return a PDF that needs a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(files.pdf())))
    writer.encrypt("hemligt", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def endless() -> bytes:
    """Return a small PDF whose one page has more to read than there is time for."""
    content = zlib.compress(b"BT /F 12 Tf " + b"1 0 0 1 72 72 Tm (Hej) Tj " * 2_000_000 + b"ET")
    body = f"<</Length {len(content)} /Filter /FlateDecode>>\nstream\n{content.decode('latin-1')}\nendstream"
    return files.pdf("", (body,)).replace(b"/Contents 4 0 R", b"/Contents 5 0 R")


ENTITY = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FETCHED = '<!DOCTYPE d SYSTEM "http://ekvik.example/x.dtd">'
OTHERS = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "a bomb": ("docx", bomb()),
    "a bomb in one part": ("docx", large()),
    "entities": ("docx", word(said("&b;"), ENTITY)),
    "a document type that is fetched": ("docx", word(said("Hej"), FETCHED)),
    "another file": ("docx", word(said("&a;"), OTHERS)),
    "another file in an open text": (
        "odt",
        files.opened(parts={"content.xml": f'{OTHERS}<d xmlns:text="t"><text:p>&a;</text:p></d>'}),
    ),
    "parts without order": ("docx", word(said("Hej"))[:-30]),
    "half a file": ("xlsx", files.office("xlsx")[:200]),
    "half its XML": ("docx", word("<w:p>")),
    "no XML": ("odt", files.opened(parts={"content.xml": b"\x00\x01\x02"})),
    "a coding that there is none of": ("docx", word(said("Hej"), '<?xml version="1.0" encoding="x"?>')),
    "a cipher": ("docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 2000),
    "a password": ("pdf", locked()),
    "half a PDF": ("pdf", files.pdf()[:150]),
    "a PDF of pages that go in a ring": ("pdf", files.pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")),
    "a PDF without text": ("pdf", files.pdf().replace(b"(Hej) Tj", b"")),
    "zeros among letters": ("txt", b"MZ program\x00" * 100),
    "half a letter": ("txt", b"\xff\xfea"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_file_gives_nothing(case: str) -> None:
    extension, data = HOSTILE[case]
    assert text_of(data, MEDIA_TYPES[extension]) == []


@pytest.mark.parametrize("extension", KINDS)
def test_an_empty_file_gives_nothing(extension: str) -> None:
    assert text_of(b"", MEDIA_TYPES[extension]) == []


@pytest.mark.parametrize("extension", [kind for kind in KINDS if kind not in {"txt", "csv"}])
def test_another_kind_of_file_gives_nothing(extension: str) -> None:
    assert text_of(b"Hej" * 100, MEDIA_TYPES[extension]) == []


def test_a_pdf_without_end_is_stopped_by_the_system_and_the_next_is_read() -> None:
    with PdfReaders(seconds=1) as readers:
        assert readers.text_of(files.pdf()) == ["Hej"]
        process = readers.process
        assert readers.text_of(endless()) == []
        assert process is not None
        assert process.returncode in {-signal.SIGXCPU, -signal.SIGALRM}
        assert readers.text_of(files.pdf()) == ["Hej"]


def test_a_reader_that_dies_gives_nothing_and_the_next_is_read() -> None:
    with PdfReaders() as readers:
        assert readers.text_of(files.pdf()) == ["Hej"]
        assert readers.process is not None
        readers.process.kill()
        readers.process.wait()
        assert readers.text_of(files.pdf()) == []
        assert readers.text_of(files.pdf()) == ["Hej"]


def test_many_files_are_read_by_one_process_that_ends() -> None:
    with PdfReaders() as readers:
        assert readers.text_of(files.pdf()) == ["Hej"]
        process = readers.process
        assert readers.text_of(files.pdf("/Lang (sv)")) == ["Hej"]
        assert readers.process is process
    assert process is not None
    assert process.poll() is not None


def test_of_a_long_text_so_much_is_kept_and_no_more() -> None:
    long = said("ord " * 50_000)
    (page,) = text_of(word(long * 4), MEDIA_TYPES["docx"])
    assert MOST_CHARACTERS * 0.99 < len(page) <= MOST_CHARACTERS
    (page,) = text_of(b"ord " * 1_000_000, "text/plain")
    assert len(page) <= MOST_CHARACTERS
    assert len(text_of(b"ord\f" * 10_000, "text/plain")) == MOST_PAGES
    assert text_of(("a" + "å" * 3_000_000).encode(), "text/plain") == ["a" + "å" * (MOST_CHARACTERS - 1)]


def test_of_a_long_pdf_so_much_is_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "<html lang=sv><style>p {{ break-after: page }}</style>{}</html>"
    data = weasyprint.HTML(string=page.format("<p>ordet</p>" * 9)).write_pdf()
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 12)
    assert text_of(data, "application/pdf") == ["ordet", "ordet", "or"]
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert text_of(data, "application/pdf") == ["ordet", "ordet"]


def test_a_fault_of_ours_in_one_file_keeps_no_other_from_being_read(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(texts._OF_DOCUMENTS, MEDIA_TYPES["ods"], lambda _whole, _pages: 1 / 0)
    kinds = [("ods", files.opened("ods")), ("docx", word(said("Hej")))]
    assert list(texts.texts_of((data, MEDIA_TYPES[extension]) for extension, data in kinds)) == [[], ["Hej"]]
    assert "could not be read" in caplog.text


def test_elements_without_end_are_not_all_met(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ELEMENTS", 100)
    assert text_of(word(said("Hej") + "<w:p/>" * 1000 + said("Sent")), MEDIA_TYPES["docx"]) == ["Hej"]


def test_a_word_parted_at_the_end_of_a_line_is_one_and_two_words_are_two() -> None:
    lines = ["kommunens verksam-<br>het", "barn-<br>och ungdom", "e-<br>post", "Hälso\u2010<br>vård"]
    page = "".join(f"<p>{line}</p>" for line in lines)
    data = weasyprint.HTML(string=f"<html lang=sv>{page}</html>").write_pdf()
    (read,) = text_of(data, "application/pdf")
    assert read == "kommunens verksamhet\nbarn-\noch ungdom\ne-\npost\nHälsovård"
