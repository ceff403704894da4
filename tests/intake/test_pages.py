"""The pages of moving in: plain, with htmx, refused, as an outsider, signed out, unknown, by the wrong method."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.control.models.documents import Document
from portal.intake import working
from portal.intake.models import MovedFile, MoveIn
from portal.intake.queries import PAGE, get_move, tally_of
from portal.intake.rules.phases import Phase
from portal.store import blobs
from tests.support.browser import client_for
from tests.support.fileshare import pdf, sheet, word
from tests.support.markup import Markup
from tests.support.organisation import Organisation
from tests.support.pleased import PleasedClient
from tests.support.queries import counted_queries

HTMX = {"HX-Request": "true"}
LARM = "Socialförvaltningen/Äldreomsorgen/Rutin larm 2023-05-12.docx"
LOST = "Löst/Handlingsplan våld.docx"
FILES = {
    LARM: word("Rutin larm", "Larmknappen sitter vid dörren."),
    LOST: word("Handlingsplan våld", "Skyddat boende."),
    "Löst/Thumbs.db": b"x",
}
As = Callable[[str], FlaskClient]


@pytest.fixture
def browse(bare_app: Flask, organisation: Organisation, reading_once: None) -> As:
    """Return a browser signed in as someone, or a citizen's when the key is empty."""
    bare_app.test_client_class = PleasedClient
    return lambda key: client_for(bare_app, organisation.people[key] if key else None)


@pytest.fixture
def work(bare_app: Flask) -> Callable[[], None]:
    """Return what lets the worker go on until nothing is left."""

    def do() -> None:
        with bare_app.app_context():
            for _ in range(200):
                working.work(Event())
                if not MoveIn.select().where(MoveIn.settled_at.is_null() | unfinished()).exists():
                    return
        raise AssertionError("the worker does not come to an end")

    def unfinished() -> Any:
        return MoveIn.begun_at.is_null(is_null=False) & MoveIn.finished_at.is_null()

    return do


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    """Return the files as an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as whole:
        for path, data in files.items():
            whole.writestr(path, data)
    stream.seek(0)
    return stream


def sent(files: dict[str, bytes]) -> dict[str, Any]:
    """Return a form with an archive of the files."""
    return {"name": "Flytt", "archive": (zipped(files), "flytt.zip")}


@pytest.fixture
def table(browse: As, work: Callable[[], None]) -> MoveIn:
    """Return a moving in whose table can be corrected."""
    browse("egon").post("/flytta-in/", data=sent(FILES))
    work()
    return get_move(1)


def row_of(path: str) -> MovedFile:
    """Return the row of a file."""
    return MovedFile.get(MovedFile.path == path)


def test_an_empty_page_says_how_to_begin(browse: As) -> None:
    page = browse("egon").get("/flytta-in/").text
    assert "Ingen har flyttat in något än" in page
    assert "Flytta in" in Markup(page).one("nav").text


def test_an_archive_is_taken_read_by_the_worker_and_shown_as_a_table(browse: As, work: Callable[[], None]) -> None:
    client = browse("egon")
    answer = client.post("/flytta-in/", data=sent(FILES))
    assert (answer.status_code, answer.location) == (303, "/flytta-in/1")
    progress = client.get("/flytta-in/1")
    assert "1 av 3 filer är lästa." in progress.text, "what is litter needs no reading"
    assert MovedFile.select().where(MovedFile.state == "waiting").count() == 2, "nothing is read in the request"
    polled = client.get("/flytta-in/1", headers={**HTMX, "HX-Target": "progress"})
    assert polled.text.lstrip().startswith('<div class="moving" id="progress"')
    work()
    assert client.get("/flytta-in/1", headers={**HTMX, "HX-Target": "progress"}).headers["HX-Refresh"] == "true"
    page = client.get("/flytta-in/1").text
    assert "Att rätta" in page
    assert "Välj en enhet." in page
    shown = client.get("/flytta-in/1?visa=alla").text
    assert 'value="Rutin larm"' in shown
    assert "Gäller från: trolig, filnamnet" in shown
    assert "tillfällig" in client.get("/flytta-in/1?visa=hoppas-over").text


def test_files_keep_their_folders(browse: As) -> None:
    data = {"files": [(io.BytesIO(data), path) for path, data in FILES.items()]}
    browse("egon").post("/flytta-in/", data=data)
    assert {row.path for row in MovedFile.select()} == set(FILES)
    assert MoveIn.get().name == "Socialförvaltningen", "called by its folder when nobody says"


def test_a_script_sends_a_folder_in_pieces(browse: As) -> None:
    client = browse("egon")
    ways = client.post("/flytta-in/", data={"more": "1", "name": "Stor"}).json
    assert ways["file_create"] == "/flytta-in/1/filer"
    for path, data in FILES.items():
        answer = client.post(ways["file_create"], data={"files": [(io.BytesIO(data), path)]})
    assert answer.json == {"files": 3}
    assert "3 filer har kommit fram" in client.get(ways["move_show"]).text
    assert client.post(ways["gathering_create"]).status_code == 303
    assert get_move(1).phase is Phase.GUESSING
    again = client.post(ways["file_create"], data={"files": [(io.BytesIO(b"x"), "sent.md")]})
    assert again.status_code == 409
    assert "Uppladdningen är avslutad" in again.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": "Tom"}, "Välj en mapp, några filer eller en zip-fil."),
        ({"archive": (io.BytesIO(b"no archive"), "x.zip")}, "Zip-filen kan inte läsas."),
        ({"name": "x" * 121}, "Högst 120 tecken."),
    ],
)
def test_what_cannot_be_taken_is_told_and_leaves_nothing(browse: As, data: dict[str, Any], words: str) -> None:
    answer = browse("egon").post("/flytta-in/", data=data)
    assert answer.status_code == 422
    assert words in answer.text
    assert MoveIn.select().count() == 0


def test_a_hostile_archive_is_refused_whole(browse: As) -> None:
    twice = zipped({"a.md": b"# A"}).getvalue()
    answer = browse("egon").post("/flytta-in/", data={"archive": (io.BytesIO(twice + twice), "x.zip")})
    assert answer.status_code == 422
    assert MovedFile.select().count() == 0


def test_paths_in_an_archive_lead_nowhere(browse: As) -> None:
    answer = browse("egon").post("/flytta-in/", data=sent({"C:/x/Rutin.md": b"# Rutin"}))
    assert answer.status_code == 303
    assert MovedFile.get().path == "x/Rutin.md"
    up = browse("egon").post("/flytta-in/", data=sent({"../../Rutin.md": b"# Rutin"}))
    assert up.status_code == 422


def test_a_page_is_saved_and_the_faults_stand_by_their_cells(browse: As, table: MoveIn) -> None:
    client, row = browse("egon"), row_of(LOST)
    cells = {"title": "Ny titel", "unit": "Mars", "valid_from": "igår", "status": "valid", "fate": "document"}
    data = {f"row-{row.id}-{field}": value for field, value in cells.items()}
    answer = client.post("/flytta-in/1/rader?visa=alla", data={**data, "do": "save"})
    assert (answer.status_code, answer.location) == (303, "/flytta-in/1?visa=alla")
    page = client.get(answer.location)
    assert "1 rad är ändrad." in page.text
    fields = {element.get("id"): element for element in Markup(page.text).elements if element.get("id")}
    assert fields[f"row-{row.id}-unit"].get("value") == "Mars"
    assert fields[f"row-{row.id}-unit"].get("aria-invalid") == "true"
    assert fields[f"row-{row.id}-unit-error"].text == "Enheten ”Mars” finns inte."
    assert fields[f"row-{row.id}-valid_from-error"].text == "”igår” är inget datum. Skriv som 2026-01-31."


def test_what_is_typed_is_saved_also_when_many_are_changed(browse: As, table: MoveIn) -> None:
    one, other = row_of(LARM), row_of(LOST)
    data = {f"row-{other.id}-title": "Ny titel", "chosen": [one.id, other.id], "common-unit": "SBF", "do": "common"}
    browse("egon").post("/flytta-in/1/rader", data=data)
    assert [(row_of(path).unit, row_of(path).title) for path in (LARM, LOST)] == [
        ("SBF", "Rutin larm"),
        ("SBF", "Ny titel"),
    ]
    told = browse("egon").post("/flytta-in/1/rader", data={"do": "common"}, follow_redirects=True)
    assert "Kryssa för raderna" in told.text


def test_it_is_said_what_will_happen_and_then_it_does(browse: As, table: MoveIn, work: Callable[[], None]) -> None:
    client = browse("egon")
    page = client.get("/flytta-in/1/inlasning").text
    assert "Läs in 1 dokument" in page
    assert "1 rad behöver rättas och läses inte in nu." in page
    assert "1 fil hoppas över." in page
    assert client.post("/flytta-in/1/inlasning").location == "/flytta-in/1"
    assert "0 av 1 filer är inlästa." in client.get("/flytta-in/1").text
    refused = client.post("/flytta-in/1/rader", data={})
    assert refused.status_code == 409
    assert "läses in just nu" in refused.text
    work()
    assert "Inläst som" in client.get("/flytta-in/1?visa=inlasta").text
    report = client.get("/flytta-in/1/rapport").text
    assert "Rutin larm" in report
    assert "SOC-RUT-0001" in report
    assert Document.select().count() == 1
    shown = browse("asta").get("/d/SOC-RUT-0001").text
    assert "Larmknappen sitter vid dörren." in shown
    assert "Rutin%20larm%202023-05-12.docx" in shown


def test_the_report_is_had_as_csv_without_formulas(browse: As, work: Callable[[], None]) -> None:
    client = browse("egon")
    client.post("/flytta-in/", data=sent({"=HYPERLINK(1).docx": word("Rutin a"), "tom.docx": b""}))
    work()
    answer = client.get("/flytta-in/1/rapport.csv")
    assert answer.mimetype == "text/csv"
    lines = answer.text.removeprefix("\ufeff").splitlines()
    assert lines[0] == "fil;blev;nummer;titel;skäl;fördes inte över"
    assert lines[1].startswith("'=HYPERLINK(1).docx;inte inläst;")
    assert lines[2] == "tom.docx;hoppades över;;;Filen är tom.;"


def test_nothing_ready_is_refused_with_the_reason(browse: As, work: Callable[[], None]) -> None:
    client = browse("egon")
    client.post("/flytta-in/", data=sent({LOST: FILES[LOST]}))
    work()
    answer = client.post("/flytta-in/1/inlasning")
    assert answer.status_code == 409
    assert "Ingen rad är klar att läsas in." in answer.text


def test_a_file_is_shown_as_its_page_would_be(browse: As, table: MoveIn) -> None:
    row = row_of(LARM)
    page = browse("egon").get(f"/flytta-in/1/filer/{row.id}").text
    assert "Larmknappen sitter vid dörren." in page
    assert "Så gissades det" in page
    original = browse("egon").get(f"/flytta-in/1/filer/{row.id}/original")
    assert original.data == FILES[LARM]
    assert original.headers["Content-Disposition"].startswith("attachment")


def test_it_can_be_called_off(browse: As, table: MoveIn) -> None:
    answer = browse("egon").post("/flytta-in/1/borttagning", follow_redirects=True)
    assert "Inflyttningen är avbruten. 3 filer är borttagna." in answer.text
    assert MoveIn.select().count() == MovedFile.select().count() == 0


def test_the_table_turns_its_pages_and_asks_little(browse: As, work: Callable[[], None]) -> None:
    client = browse("egon")
    client.post("/flytta-in/", data=sent({"Rutin larm.md": b"# Rutin larm\n\nText."}))
    work()
    seed = MovedFile.get()
    values = {name: seed.__data__[name] for name in ("move", "size", "sha256", "state", "title", "type", "guesses")}
    MovedFile.insert_many([{**values, "path": f"{number:03d}.md"} for number in range(PAGE + 5)]).execute()
    first = client.get("/flytta-in/1?visa=alla")
    assert f"{PAGE + 6} rader, sida 1 av 2" in first.text
    with counted_queries() as queries:
        second = client.get("/flytta-in/1?visa=alla&sida=2")
    assert len(queries) <= 8
    assert second.text.count('class="rows__row') == 6


@pytest.mark.parametrize("key", ["asta", "bo", "cleo", "disa"])
@pytest.mark.parametrize(
    "path", ["/flytta-in/", "/flytta-in/1", "/flytta-in/1/rapport", "/flytta-in/1/filer/1/original"]
)
def test_who_may_not_import_sees_nothing(browse: As, organisation: Organisation, key: str, path: str) -> None:
    assert browse(key).get(path).status_code == 403
    assert browse(key).post("/flytta-in/", data=sent(FILES)).status_code == 403
    assert MoveIn.select().count() == 0


def test_who_is_signed_out_is_sent_to_sign_in(browse: As) -> None:
    answer = browse("").get("/flytta-in/1")
    assert (answer.status_code, answer.location) == (303, "/logga-in?next=/flytta-in/1")
    script = browse("").post("/flytta-in/1/filer")
    assert (script.status_code, script.json) == (401, {"error": "signed-out"})


def test_what_is_not_there_and_what_cannot_be_done(browse: As, table: MoveIn) -> None:
    client = browse("egon")
    assert client.get("/flytta-in/77").status_code == 404
    assert client.get("/flytta-in/1/filer/777").status_code == 404
    assert client.get(f"/flytta-in/1/filer/{row_of('Löst/Thumbs.db').id}/original").status_code == 404
    assert client.post("/flytta-in/1").status_code == 405
    assert client.get("/flytta-in/1/rader").status_code == 405


def test_bytes_of_a_called_off_moving_in_go_in_time(bare_app: Flask, browse: As, table: MoveIn) -> None:
    browse("egon").post("/flytta-in/1/borttagning")
    portal = bare_app.extensions["portal"]
    with bare_app.app_context():
        later = portal.now() + timedelta(days=3)
        for feature in portal.features:
            for do_round in feature.daily:
                do_round(later, later.date())
    assert blobs.Blob.select().count() == 0


def test_word_excel_pdf_and_markdown_are_all_read(browse: As, work: Callable[[], None]) -> None:
    files = {
        "SOC/Rutin a.docx": word("Rutin a"),
        "SOC/Lista b.xlsx": sheet(("Fråga", "Svar"), ("Hur många?", "Tre")),
        "SOC/Plan c.pdf": pdf("Plan c", "Vi planerar."),
        "SOC/Policy d.md": "# Policy d\n\nVi är snälla.\n".encode(),
    }
    browse("egon").post("/flytta-in/", data=sent(files))
    work()
    assert [row.reason for row in MovedFile.select()] == [""] * 4
    assert tally_of(get_move(1)).ready == 4
