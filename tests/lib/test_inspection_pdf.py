"""PDF files that do more than to be read are refused, and what real ones have is taken."""

import io
import zlib
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter

from portal.lib.filetype import why_not_content
from portal.lib.inspection import pdf, pdf_reader
from tests.support import files

SCRIPT = "innehåller skript"


def told(data: bytes) -> str:
    """Return why the bytes cannot be attached, or an empty text."""
    return why_not_content("a.pdf", io.BytesIO(data)) or ""


def written(change: Callable[[PdfWriter], object]) -> bytes:
    """Return a PDF as pypdf writes it after a change."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(files.pdf())))
    change(writer)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def hidden(action: str) -> bytes:
    """Return a PDF whose action lies packed in a stream of objects, so that its bytes do not show it."""
    inner = f"6 0 {action}".encode()
    packed = zlib.compress(inner)
    told_of = f"<</Type /ObjStm /N 1 /First 4 /Length {len(packed)} /Filter /FlateDecode>>"
    bodies = [
        b"<</Type /Catalog /Pages 2 0 R /OpenAction 6 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
        told_of.encode() + b"\nstream\n" + packed + b"\nendstream",
    ]
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows = [b"\x00\x00\x00\xff", *(b"\x01" + place.to_bytes(2, "big") + b"\x00" for place in places)]
    rows += [b"\x01" + len(out).to_bytes(2, "big") + b"\x00", b"\x02\x00\x04\x00"]
    table = zlib.compress(b"".join(rows))
    head = b"<</Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length %d>>" % len(table)
    return out + b"5 0 obj\n%b\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (head, table, len(out))


REFUSED = {
    "a script": (files.pdf("/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>"), SCRIPT),
    "a script in a stream": (
        files.pdf("/AA 5 0 R", ("<</O <</S /JavaScript /JS 6 0 R>>>>", "<</Length 3>>\nstream\na()\nendstream")),
        SCRIPT,
    ),
    "a script with its name disguised": (files.pdf("/OpenAction <</S /J#61vaScript /J#53 (a\\(\\))>>"), SCRIPT),
    "a script told of elsewhere": (
        files.pdf("/OpenAction <</S 5 0 R /JS 6 0 R>>", ("/JavaScript", "(a\\(\\))")),
        SCRIPT,
    ),
    "a program told of elsewhere": (
        files.pdf("", ("<</S 6 0 R /F (cmd.exe)>>", "/Launch")),
        "startar ett annat program",
    ),
    "a script beside what cannot be read": (
        files.pdf("", ("<</Broken", "<</S /J#61vaScript /J#53 (a\\(\\))>>")),
        SCRIPT,
    ),
    "a packed script": (hidden("<</S /JavaScript /JS (app.alert(1))>>"), SCRIPT),
    "a script that begins as a format": (files.pdf("", ("<</JS (AFDate_Format\\(1\\); app.alert\\(1\\);)>>",)), SCRIPT),
    "a script that nothing refers to": (files.pdf("", ("<</S /JavaScript /JS (a\\(\\))>>",)), SCRIPT),
    "a program to start": (files.pdf("/OpenAction <</S /Launch /F (cmd.exe)>>"), "startar ett annat program"),
    "a packed program to start": (hidden("<</S /Launch /F (cmd.exe)>>"), "startar ett annat program"),
    "a program within": (files.pdf("", ("<</Type /Filespec /F (faktura.pdf.EXE) /EF <</F 4 0 R>>>>",)), "programfil"),
    "a program within, as pypdf writes it": (written(lambda file: file.add_attachment("a.js", b"1")), "programfil"),
    "a password": (written(lambda file: file.encrypt("hemligt", algorithm="RC4-128")), "lösenord"),
    "a page": (b"%PDF-1.7\n%<html><script>alert(1)</script>\n" + files.pdf(), "webbsida"),
    "an object before a page and the header": (b"1 0 obj\n<html>\n" + files.pdf(), "webbsida"),
    "a page before": (b"<html>\n" + files.pdf(), "webbsida"),
    "an archive after": (files.pdf() + files.archive({"x.class": "1"}), "arkiv"),
    "nothing but a header": (b"%PDF-1.7\n", "skadad"),
    "another header": (b"PK\x03\x04" + files.pdf(), "inte en pdf-fil"),
    "a header far away": (b"\n" * 2000 + files.pdf(), "inte en pdf-fil"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_pdf_is_refused(case: str) -> None:
    data, reason = REFUSED[case]
    assert reason in told(data)


FORMAT = 'AFNumber_Format\\(2, 0, 0, 0, "kr", true\\);AFSimple_Calculate\\("SUM", new Array \\("a", "b"\\)\\);'
TAKEN = {
    "an action on opening": files.pdf("/OpenAction [3 0 R /Fit]"),
    "a comment, kept as a page, first": files.pdf("/RC (<?xml version='1.0'?><body><p>Rätta</p></body>)"),
    "going to a page": files.pdf("/OpenAction <</S /GoTo /D [3 0 R /Fit]>>"),
    "a link": files.pdf("", ("<</Type /Annot /Subtype /Link /A <</S /URI /URI (https://ekvik.example/)>>>>",)),
    "a form that is sent": files.pdf("", ("<</S /SubmitForm /F (https://ekvik.example/)>>",)),
    "fields that are formatted": files.pdf("", (f"<</AA <</F <</S /JavaScript /JS ({FORMAT})>>>>>>",)),
    "an attachment": written(lambda file: file.add_attachment("faktura.xml", b"<x/>")),
    "a lock that opens without a password": written(lambda file: file.encrypt("", "ägare", algorithm="RC4-128")),
    "blank lines before": b"\r\n\r\n" + files.pdf(),
    "a text about scripts": files.pdf("", ("(/S /JavaScript /JS)",)),
    "packed objects": hidden("<</S /GoTo /D [3 0 R /Fit]>>"),
    "a lost table": files.pdf().replace(b"startxref\n", b"startxref\n9"),
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_real_ones_have_is_taken(case: str) -> None:
    assert told(TAKEN[case]) == ""


def test_how_it_reads_is_told() -> None:
    catalog = "/MarkInfo <</Marked true>> /StructTreeRoot <</Type /StructTreeRoot>> /Lang (sv-SE)"
    data = files.pdf(catalog, ("<</Title (Mall)>>",), "/Info 5 0 R")
    assert pdf.inspect(io.BytesIO(data)) == pdf.PdfFacts(True, "sv-SE", "Mall", 1, 0)
    assert pdf.inspect(io.BytesIO(files.pdf())) == pdf.PdfFacts(False, "", "", 1, 0)


def test_a_page_without_text_is_counted() -> None:
    data = files.pdf().replace(b"/Font <</F", b"/Tnof <</F")
    assert pdf.inspect(io.BytesIO(data)).textless == 1


def test_what_the_reader_cannot_make_out_is_searched() -> None:
    broken = files.pdf("", ("<</S /JavaScript /JS (a\\(\\))>>",))
    assert pdf_reader.without_reader(io.BytesIO(broken), ValueError())["danger"] == "script"
    packed = zlib.compress(b"<</S /Launch /F (cmd.exe)>>")
    behind = files.pdf("", (f"<</Length {len(packed)}>>\nstream\n{packed.decode('latin-1')}\nendstream",))
    assert pdf_reader.without_reader(io.BytesIO(behind), ValueError())["danger"] == "script"
    assert pdf_reader.without_reader(io.BytesIO(files.pdf()), ValueError())["danger"] == ""
    assert pdf_reader.without_reader(io.BytesIO(files.pdf()[:200]), ValueError())["danger"] == "damaged"


def test_a_reader_that_is_stopped_refuses(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """A file that takes too long: the limit is set to nothing, as no small file is slow enough."""
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    assert "för lång tid" in told(files.pdf())


def test_a_stream_that_inflates_beyond_memory_is_not_read() -> None:
    bomb = zlib.compress(b"\x00" * 200_000_000, 9)
    body = f"<</Length {len(bomb)} /Filter /FlateDecode>>\nstream\n{bomb.decode('latin-1')}\nendstream"
    assert told(files.pdf("", (body,))) == ""
