"""A draft in the browser: opened, saved, refused; what was typed is never lost."""

import pytest
from flask.testing import FlaskClient

from portal.control.models.versions import Contribution, Version, Writing
from portal.journal.models import Entry
from tests.control.writing.conftest import EDIT, As, fields_of, opened
from tests.support.documents import BODY, approve, make_valid, submit
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries

HOSTILE = "</textarea><script>alert(1)</script>\"'{{ 7*7 }}"


def saved() -> Version:
    return Version.select().order_by(Version.id.desc()).get()


def test_the_draft_stands_in_the_form(bo: FlaskClient) -> None:
    fields = opened(bo)
    assert fields["title"] == "Rutin vid hot och våld"
    assert fields["text"] == BODY
    assert fields["audience"] == ["internal"]
    assert fields["base"] == saved().sha256


def test_what_is_typed_is_saved_and_not_handed_in(bo: FlaskClient, draft: Version) -> None:
    typed = {
        "title": "Ny titel",
        "text": "## Nytt\r\n\r\nText.\r\n",
        "audience": ["public", "unit:SOC-AO"],
    }
    answer = bo.post(EDIT, data=opened(bo) | typed, follow_redirects=True)
    assert answer.status_code == 200
    assert "Utkastet är sparat 10.00. Det är inte inlämnat." in answer.text
    assert "Sparat 20 november 2026 kl. 10.00" in answer.text
    version = saved()
    assert (version.title, bytes(version.body)) == ("Ny titel", b"## Nytt\n\nText.\n")
    assert {grant.token for grant in version.grants} == {"public", "unit:SOC-AO"}
    assert not version.submissions.exists()
    assert Entry.select().order_by(Entry.number.desc()).get().verb == "version-saved"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Skriv en titel."),
        ("title", "x" * 201, "Högst 200 tecken."),
        ("title", "a\nb", "Radbrytningar och styrtecken"),
        ("audience", [], "Välj vilka som får läsa."),
        ("audience", ["person:asta"], "Välj bland dem som finns i listan."),
        ("text", "a\x00b", "styrtecken"),
        ("text", "[" * 500 + "x", "Rad 1"),
        ("text", "å" * 200_001, "högst 200 kB"),
    ],
)
def test_what_cannot_be_saved_stays_in_the_form(
    bo: FlaskClient, draft: Version, field: str, value: object, sentence: str
) -> None:
    before = draft.sha256
    mine = {"title": f"Min {HOSTILE}", "text": f"Min text {HOSTILE}"}
    answer = bo.post(EDIT, data=opened(bo) | mine | {field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    kept = fields_of(answer.text)
    for name, typed in mine.items():
        if name != field:
            assert kept[name] == typed
    assert saved().sha256 == before


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("significance", "enorm", "Välj något som finns i listan."),
        ("change_note", "x" * 2001, "Högst 2000 tecken."),
    ],
)
def test_what_cannot_be_told_of_a_change_stays_in_the_form(
    browse: As, organisation: Organisation, field: str, value: str, sentence: str
) -> None:
    make_valid(organisation)
    bo, path = browse("bo"), "/d/SOC-RUT-0001/v/2/andra"
    bo.post("/d/SOC-RUT-0001/versioner")
    answer = bo.post(path, data=opened(bo, path) | {"text": "Min text.", field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert fields_of(answer.text)["text"] == "Min text."


def test_a_long_text_is_saved_and_comes_back(bo: FlaskClient) -> None:
    text = "\n\n".join(f"## Del {n}\n\n{'Åtta små ord om hur vi arbetar här. ' * 30}" for n in range(95))
    assert len(text.encode()) > 100_000
    assert bo.post(EDIT, data=opened(bo) | {"text": text}).status_code == 303
    assert opened(bo)["text"].strip() == text.strip()


def test_without_script_the_draft_is_looked_at_before_it_is_saved(bo: FlaskClient, draft: Version) -> None:
    answer = bo.post(EDIT, data=opened(bo) | {"text": "## Syns\n\nSe [[SOC-RUT-0002]].", "do": "forhandsvisa"})
    assert answer.status_code == 200
    assert ">Syns</h2>" in answer.text
    assert "Texten är inte sparad än" in answer.text
    assert fields_of(answer.text)["text"] == "## Syns\n\nSe [[SOC-RUT-0002]]."
    assert saved().sha256 == draft.sha256


def test_the_way_to_the_check_saves_what_is_typed(bo: FlaskClient) -> None:
    assert 'name="do" value="kontrollera"' in bo.get(EDIT).text
    answer = bo.post(EDIT, data=opened(bo) | {"text": "Sparat på vägen.", "do": "kontrollera"})
    assert answer.location == "/d/SOC-RUT-0001/v/1/kontroll"
    assert bytes(saved().body) == "Sparat på vägen.\n".encode()


def test_who_saves_last_sees_both_texts_and_chooses(bo: FlaskClient, disa: FlaskClient) -> None:
    mine, theirs = opened(bo), opened(disa)
    assert disa.post(EDIT, data=theirs | {"text": "Disas text om larm."}).status_code == 303
    answer = bo.post(EDIT, data=mine | {"text": "Bos text om larm."})
    assert answer.status_code == 409
    assert "Disa Norén har sparat medan du skrev" in answer.text
    assert "<del>Disas</del>" in answer.text
    assert "<ins>Bos</ins>" in answer.text
    assert bytes(saved().body) == b"Disas text om larm.\n"
    again = fields_of(answer.text)
    assert again["text"] == "Bos text om larm."
    assert bo.post(EDIT, data=again).status_code == 303
    assert bytes(saved().body) == b"Bos text om larm.\n"
    assert {row.by.key for row in Contribution.select()} == {"disa"}


def test_mine_on_top_is_refused_again_when_they_save_again(bo: FlaskClient, disa: FlaskClient) -> None:
    mine, theirs = opened(bo), opened(disa)
    disa.post(EDIT, data=theirs | {"text": "Ett."})
    again = fields_of(bo.post(EDIT, data=mine | {"text": "Mitt."}).text)
    disa.post(EDIT, data=opened(disa) | {"text": "Två."})
    answer = bo.post(EDIT, data=again)
    assert answer.status_code == 409
    assert bytes(saved().body) == "Två.\n".encode()


def test_a_session_of_somebody_else_never_saves_silently(disa: FlaskClient, bo: FlaskClient, draft: Version) -> None:
    bos = opened(bo) | {"text": "Bos ord."}
    answer = disa.post(EDIT, data=bos)
    assert answer.status_code == 409
    assert "Du är inloggad som Disa Norén. Texten är inte sparad." in answer.text
    assert saved().sha256 == draft.sha256
    assert disa.post(EDIT, data=fields_of(answer.text)).status_code == 303
    assert bytes(saved().body) == b"Bos ord.\n"


@pytest.mark.parametrize(("who", "status"), [("asta", 403), ("ylva", 404), ("cleo", 200), ("egon", 403)])
def test_only_who_works_on_it_opens_it(browse: As, draft: Version, who: str, status: int) -> None:
    assert browse(who).get(EDIT).status_code == status
    assert browse(who).post(EDIT, data={}).status_code == (422 if status == 200 else status)


def test_what_is_reviewed_or_decided_is_not_opened(bo: FlaskClient, draft: Version, organisation: Organisation) -> None:
    submit(organisation, draft)
    assert bo.get(EDIT).status_code == 409
    answer = bo.post(EDIT, data={"title": "Sent"})
    assert answer.status_code == 409
    assert "granskas och kan inte ändras" in answer.text


def test_the_next_version_begins_as_a_copy(browse: As, organisation: Organisation) -> None:
    make_valid(organisation, attachment=b"%PDF-1.7", audience=("public",))
    bo = browse("bo")
    page = bo.get("/d/SOC-RUT-0001").text
    assert '<a class="door" href="/d/SOC-RUT-0001/versioner">' in page
    assert "kopia av version 1" in bo.get("/d/SOC-RUT-0001/versioner").text
    answer = bo.post("/d/SOC-RUT-0001/versioner")
    assert (answer.status_code, answer.location) == (303, "/d/SOC-RUT-0001/v/2/andra")
    version = saved()
    assert (version.number, version.title, bytes(version.body)) == (2, "Rutin vid hot och våld", BODY.encode())
    assert [(file.filename, file.title) for file in version.attachments] == [("mall.pdf", "Mall")]
    assert {grant.token for grant in version.grants} == {"public"}
    assert version.change_note == ""
    assert "Fortsätt skriva" in bo.get("/d/SOC-RUT-0001").text
    second = bo.post("/d/SOC-RUT-0001/versioner")
    assert second.status_code == 409
    assert "Version 2 är redan under arbete" in second.text
    assert "Version 2 är redan under arbete" in bo.get("/d/SOC-RUT-0001/versioner").text


def test_an_older_version_is_restored_as_a_draft(browse: As, organisation: Organisation) -> None:
    make_valid(organisation)
    bo = browse("bo")
    bo.post("/d/SOC-RUT-0001/versioner")
    fields = opened(bo, "/d/SOC-RUT-0001/v/2/andra") | {"text": f"{BODY}\nDet nya.", "change_note": "Nytt."}
    bo.post("/d/SOC-RUT-0001/v/2/andra", data=fields)
    later = organisation.today.replace(year=2027)
    approve(organisation, submit(organisation, saved()), valid_from=later)
    assert "äldre än den som gäller" not in bo.get("/d/SOC-RUT-0001/versioner?fran=1").text
    assert bo.post("/d/SOC-RUT-0001/versioner", data={"fran": "2"}).status_code == 303
    assert bytes(saved().body).endswith(b"\nDet nya.\n")
    entry = Entry.select().order_by(Entry.number.desc()).get()
    assert (entry.verb, entry.facts) == ("version-restored", '{"restored":2,"version":3}')
    assert bo.post("/d/SOC-RUT-0001/versioner", data={"fran": "9"}).status_code == 404
    assert bo.get("/d/SOC-RUT-0001/versioner?fran=x").status_code == 404


def test_who_only_reads_sees_no_door(browse: As, organisation: Organisation) -> None:
    make_valid(organisation)
    for who in ("asta", "ylva", "egon"):
        assert "/versioner" not in browse(who).get("/d/SOC-RUT-0001").text
    assert browse("ylva").post("/d/SOC-RUT-0001/versioner").status_code == 403


def test_what_is_typed_in_the_form_is_nobodys_markup(bo: FlaskClient) -> None:
    bo.post(EDIT, data=opened(bo) | {"title": HOSTILE, "text": HOSTILE})
    page = bo.get(EDIT).text
    assert "<script>alert" not in page
    assert fields_of(page)["title"] == HOSTILE


def test_a_page_of_a_draft_asks_little(bo: FlaskClient) -> None:
    bo.get(EDIT)
    with counted_queries() as statements:
        bo.get(EDIT)
    assert len(statements) <= 8, "\n".join(statements)
    assert Writing.select().count() == 1
