"""Attachments go home with the right name and type, and open nothing on the way."""

import hashlib
import io

import pytest
from flask import Flask, url_for

from portal.control.actions.drafts import File, Text, create_draft
from portal.control.filewords import words_of
from portal.control.models.versions import Version
from portal.control.views.attachments import disposition
from portal.store import blobs
from tests.support import files
from tests.support.documents import approve, make_document, submit
from tests.support.organisation import Organisation
from tests.support.visits import Visit

DATA = b"%PDF-1.7\n" + bytes(range(256)) * 3000


def publish(organisation: Organisation, filename: str, data: bytes = DATA, audience: str = "internal") -> None:
    """Let SOC-MAL-0001 apply with one attachment."""
    blob = blobs.put(io.BytesIO(data), organisation.now)
    file = File(filename, "Mall för samtal", "text/html", blob.sha256, blob.size)
    document = make_document(organisation, "SOC-MAL-0001", sort="template")
    text = Text("Mall för samtal", b"## Mall\n\nFyll i.\n", (audience,), files=(file,))
    version = create_draft(organisation.deed("bo"), document, text)
    approve(organisation, submit(organisation, version))


def test_it_works_plain(visit: Visit, organisation: Organisation) -> None:
    publish(organisation, "samtal.pdf")
    file = visit("asta", "/d/SOC-MAL-0001/v/1/filer/samtal.pdf")
    assert file.data == DATA
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"] == "attachment; filename=samtal.pdf"
    assert file.headers["Content-Length"] == str(len(DATA))
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert file.headers["ETag"] == f'"{hashlib.sha256(DATA).hexdigest()}"'


def test_it_is_offered_on_the_page_with_type_and_size(visit: Visit, organisation: Organisation) -> None:
    publish(organisation, "samtal.docx")
    page = visit("asta", "/d/SOC-MAL-0001").text
    assert 'href="/d/SOC-MAL-0001/v/1/filer/samtal.docx"' in page
    assert "Word, 768\u00a0kB" in page


def test_what_has_been_fetched_is_not_sent_again(visit: Visit, organisation: Organisation) -> None:
    publish(organisation, "samtal.pdf")
    tag = visit("asta", "/d/SOC-MAL-0001/v/1/filer/samtal.pdf").headers["ETag"]
    again = visit("asta", "/d/SOC-MAL-0001/v/1/filer/samtal.pdf", If_None_Match=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert visit("ylva", "/d/SOC-MAL-0001/v/1/filer/samtal.pdf", If_None_Match=tag).status_code == 304
    assert visit(None, "/d/SOC-MAL-0001/v/1/filer/samtal.pdf", If_None_Match=tag).status_code == 404


def test_a_head_tells_all_and_sends_nothing(visit: Visit, organisation: Organisation) -> None:
    publish(organisation, "samtal.pdf")
    head = visit("asta", "/d/SOC-MAL-0001/v/1/filer/samtal.pdf", "HEAD")
    file = visit("asta", "/d/SOC-MAL-0001/v/1/filer/samtal.pdf")
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Length", "Content-Type", "Content-Disposition", "ETag", "Accept-Ranges"):
        assert head.headers[name] == file.headers[name]
    assert file.headers["Accept-Ranges"] == "bytes"
    assert visit(None, "/d/SOC-MAL-0001/v/1/filer/samtal.pdf", "HEAD").status_code == 404


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [("bytes=0-0", 0, 1), ("bytes=300000-", 300_000, len(DATA)), ("bytes=-5", len(DATA) - 5, len(DATA))],
)
def test_a_download_that_broke_off_goes_on(
    visit: Visit, organisation: Organisation, asked: str, start: int, stop: int
) -> None:
    publish(organisation, "samtal.pdf")
    piece = visit("asta", "/d/SOC-MAL-0001/v/1/filer/samtal.pdf", Range=asked)
    assert piece.status_code == 206
    assert piece.data == DATA[start:stop]
    assert piece.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(DATA)}"
    assert piece.headers["Content-Length"] == str(stop - start)
    assert "sandbox" in piece.headers["Content-Security-Policy"]
    assert piece.headers["Content-Disposition"] == "attachment; filename=samtal.pdf"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "pages=1-2", "bytes=x"])
def test_what_is_asked_for_in_another_way_comes_whole(visit: Visit, organisation: Organisation, asked: str) -> None:
    publish(organisation, "samtal.pdf")
    file = visit("asta", "/d/SOC-MAL-0001/v/1/filer/samtal.pdf", Range=asked)
    assert (file.status_code, file.data) == (200, DATA)


def test_a_piece_of_other_bytes_is_the_whole(visit: Visit, organisation: Organisation) -> None:
    publish(organisation, "samtal.pdf")
    file = visit("asta", "/d/SOC-MAL-0001/v/1/filer/samtal.pdf", Range="bytes=5-", If_Range='"annat"')
    assert (file.status_code, file.data) == (200, DATA)


def test_a_piece_beyond_the_end_is_not_there(visit: Visit, organisation: Organisation) -> None:
    publish(organisation, "samtal.pdf")
    file = visit("asta", "/d/SOC-MAL-0001/v/1/filer/samtal.pdf", Range=f"bytes={len(DATA)}-")
    assert file.status_code == 416
    assert DATA[:20] not in file.data


def test_a_picture_is_a_picture_and_nothing_else(visit: Visit, organisation: Organisation) -> None:
    publish(organisation, "karta.png", data=files.png())
    file = visit("asta", "/d/SOC-MAL-0001/v/1/filer/karta.png")
    assert (file.headers["Content-Type"], file.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert file.headers["Content-Disposition"] == "attachment; filename=karta.png"
    assert file.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"


@pytest.mark.parametrize("name", ["sida.html", "bild.svg", "skript.js", "utan"])
def test_the_type_comes_from_the_table_not_from_the_sender(visit: Visit, organisation: Organisation, name: str) -> None:
    publish(organisation, name)
    file = visit("asta", f"/d/SOC-MAL-0001/v/1/filer/{name}")
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_a_swedish_name_arrives_whole(visit: Visit, organisation: Organisation) -> None:
    publish(organisation, "Ändrad åtgärd – 1.docx")
    file = visit("asta", "/d/SOC-MAL-0001/v/1/filer/Ändrad åtgärd – 1.docx")
    assert file.status_code == 200
    told = file.headers["Content-Disposition"]
    assert 'filename="andrad atgard _ 1.docx"' in told
    assert "filename*=UTF-8''%C3%84ndrad%20%C3%A5tg%C3%A4rd%20%E2%80%93%201.docx" in told


@pytest.mark.parametrize("name", ['a"b.pdf', "a;b.pdf", "a\\b.pdf", "日本.pdf", "a%b.pdf"])
def test_no_name_breaks_out_of_the_header(name: str) -> None:
    told = disposition(name)
    assert told.isascii()
    assert "\n" not in told
    assert told.startswith("attachment; filename=")


def test_an_unknown_file_is_not_there(visit: Visit, organisation: Organisation) -> None:
    publish(organisation, "samtal.pdf")
    page = visit("asta", "/d/SOC-MAL-0001/v/1/filer/annan.pdf")
    assert page.status_code == 404
    assert "Filen annan.pdf finns inte i version 1." in page.text
    assert visit("asta", "/d/SOC-MAL-0001/v/1/filer/../../../secret-key").status_code == 404


def test_outsiders_and_other_methods_get_nothing(bare_app: Flask, visit: Visit, organisation: Organisation) -> None:
    publish(organisation, "samtal.pdf", audience="unit:SOC-AO")
    for who in (None, "ylva", "egon"):
        page = visit(who, "/d/SOC-MAL-0001/v/1/filer/samtal.pdf")
        assert page.status_code == 404
        assert "Mall för samtal" not in page.text
    assert "Så kan sidan inte användas" in visit("asta", "/d/SOC-MAL-0001/v/1/filer/samtal.pdf", "POST").text


@pytest.mark.parametrize("name", ["råd.txt", "a b+c=d;e@f~g,h!.txt", "Råd & rön (ny) 100% #2 'x' [y].txt"])
def test_where_its_words_are_found_is_where_it_is_linked_to(
    visit: Visit, organisation: Organisation, bare_app: Flask, name: str
) -> None:
    publish(organisation, name, "Råd om nycklar".encode())
    (file,) = words_of({Version.get().id: "/d/SOC-MAL-0001/v/1"})[Version.get().id]
    assert (file.title, file.pages) == ("Mall för samtal", ("Råd om nycklar",))
    with bare_app.test_request_context():
        assert file.url == url_for("control.attachment_show", number="SOC-MAL-0001", version=1, filename=name)
    assert visit("asta", file.url).text == "Råd om nycklar"
