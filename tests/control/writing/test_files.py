"""Files in a draft: attached and taken away, and what is typed beside them is never lost."""

import io

from flask.testing import FlaskClient

from portal.control.models.versions import Attachment, Version
from portal.journal.models import Entry
from tests.control.writing.conftest import EDIT, fields_of, opened

FILES = "/d/SOC-RUT-0001/v/1/filer"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)
SCRIPT = {"Sec-Fetch-Dest": "empty", "Accept": "text/html"}
PAGE = {"Accept": "text/html"}


def sent(*files: tuple[bytes, str]) -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(content), name) for content, name in files]


def names() -> list[tuple[str, str]]:
    return [(file.filename, file.title) for file in Attachment.select().order_by(Attachment.position)]


def test_files_come_with_what_is_saved(bo: FlaskClient) -> None:
    fields = opened(bo) | {"text": "Se bilden.", "files": sent((PNG, "karta.png"), (b"namn;nummer\n", "lista.csv"))}
    answer = bo.post(EDIT, data=fields, follow_redirects=True)
    assert answer.status_code == 200
    assert names() == [("karta.png", "karta"), ("lista.csv", "lista")]
    assert bytes(Version.get().body) == b"Se bilden.\n"
    again = fields_of(answer.text)
    again["file_title"] = ["Karta över huset\nsydsidan", again["file_title"][1]]
    assert bo.post(EDIT, data=again).status_code == 303
    assert names()[0] == ("karta.png", "Karta över huset sydsidan")


def test_a_refused_file_never_takes_the_text_with_it(bo: FlaskClient) -> None:
    fields = opened(bo) | {"text": "Viktig text.", "files": sent((b"MZ\x90", "virus.exe"), (PNG, "karta.png"))}
    answer = bo.post(EDIT, data=fields)
    assert answer.status_code == 422
    assert "virus.exe: " in answer.text
    assert "Texten är sparad, men inte alla filer" in answer.text
    assert fields_of(answer.text)["text"] == "Viktig text."
    assert bytes(Version.get().body) == b"Viktig text.\n"
    assert names() == [("karta.png", "karta")]
    assert bo.post(EDIT, data=fields_of(answer.text)).status_code == 303


def test_the_upload_button_keeps_what_is_typed(bo: FlaskClient, draft: Version) -> None:
    fields = opened(bo) | {"text": "Inte sparat.", "files": sent((PNG, "karta.png"))}
    answer = bo.post(FILES, data=fields, headers=PAGE, follow_redirects=True)
    assert "Filerna är bifogade." in answer.text
    assert fields_of(answer.text)["text"] == "Inte sparat."
    assert bo.post(EDIT, data=fields_of(answer.text)).status_code == 303
    assert bytes(Version.get().body) == b"Inte sparat.\n"
    assert names() == [("karta.png", "karta")]


def test_the_upload_button_tells_of_a_refused_file_beside_the_text(bo: FlaskClient) -> None:
    fields = opened(bo) | {"text": "Inte sparat.", "files": sent((b"", "tom.pdf"))}
    answer = bo.post(FILES, data=fields, headers=PAGE)
    assert answer.status_code == 422
    assert "tom.pdf: " in answer.text
    assert fields_of(answer.text)["text"] == "Inte sparat."
    assert names() == []


def test_of_several_refused_files_each_is_told_of_by_itself(bo: FlaskClient) -> None:
    fields = opened(bo) | {"files": sent((b"", "tom.pdf"), (b"MZ\x90", "virus.exe"))}
    answer = bo.post(EDIT, data=fields)
    assert answer.status_code == 422
    for begins in ('<li><a href="#files">Filer: ', '<p class="ds-validation-message">'):
        assert f"{begins}tom.pdf: " in answer.text
        assert f"{begins}virus.exe: " in answer.text


def test_a_script_gets_the_list_and_what_to_build_on(bo: FlaskClient) -> None:
    base = opened(bo)["base"]
    answer = bo.post(FILES, data={"base": base, "files": sent((PNG, "karta.png"))}, headers=SCRIPT)
    assert answer.status_code == 200
    assert answer.text.startswith('<ul id="draft-files"')
    assert f'data-base="{Version.get().sha256}"' in answer.text
    assert "karta.png" in answer.text
    refused = bo.post(
        FILES, data={"base": Version.get().sha256, "files": sent((b"<html>", "sida.png"))}, headers=SCRIPT
    )
    assert refused.status_code == 422
    assert "sida.png: " in refused.text
    assert names() == [("karta.png", "karta")]


def test_a_file_is_taken_away_and_what_is_typed_stays(bo: FlaskClient) -> None:
    bo.post(EDIT, data=opened(bo) | {"files": sent((PNG, "karta.png"))})
    answer = bo.post(
        f"{FILES}/karta.png/borttagning", data=opened(bo) | {"text": "Mitt."}, headers=PAGE, follow_redirects=True
    )
    assert "karta.png är borttagen." in answer.text
    assert fields_of(answer.text)["text"] == "Mitt."
    assert names() == []
    verbs = [entry.verb for entry in Entry.select().order_by(Entry.number.desc()).limit(2)]
    assert verbs == ["file-detached", "file-attached"]
    assert bo.post(f"{FILES}/karta.png/borttagning", headers=PAGE).status_code == 404


def test_files_are_not_changed_under_somebody_who_has_saved(bo: FlaskClient, disa: FlaskClient) -> None:
    mine = opened(bo)
    disa.post(EDIT, data=opened(disa) | {"text": "Disas."})
    answer = bo.post(FILES, data=mine | {"text": "Bos.", "files": sent((PNG, "karta.png"))}, headers=PAGE)
    assert answer.status_code == 409
    assert fields_of(answer.text)["text"] == "Bos."
    script = bo.post(FILES, data={"base": mine["base"], "files": sent((PNG, "karta.png"))}, headers=SCRIPT)
    assert script.status_code == 409
    assert names() == []
