"""What has happened to a document, and what changed between its versions."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.control.actions.comments import answer_comment, leave_comment, make_comment
from portal.control.actions.documents import confirm_document, place_document, withdraw_document
from portal.control.actions.redactions import Cause, redact_words
from portal.control.actions.translations import Wording, approve_translation, hand_in_translation, write_translation
from portal.control.models.decisions import Approval
from portal.control.models.documents import Document
from portal.control.models.versions import Grant, Version
from portal.lib.markup.paragraphs import digest_of
from tests.support.browser import client_for
from tests.support.documents import approve, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries
from tests.support.visits import Visit

OLD = "## Så gör du\n\n1. Ta skydd.\n2. Larma växeln.\n"
NEW = "## Så gör du\n\n1. Ta skydd.\n2. Larma polisen genast.\n"


@pytest.fixture
def two_versions(organisation: Organisation) -> Document:
    """SOC-RUT-0001 applies; version 2 was sent back once and applies in ten days."""
    make_valid(organisation, body=OLD)
    document = Document.get()
    newer = make_draft(
        organisation,
        document,
        title="Rutin vid hot och hat",
        body=NEW,
        audience=["public"],
        change_note="Polisen larmas.",
        attachment=b"%PDF-1.7",
    )
    send_back(organisation, submit(organisation, newer), "Vem larmar?")
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(10))
    return document


def test_it_works_plain(visit: Visit, two_versions: Document, organisation: Organisation) -> None:
    confirm_document(organisation.deed("cleo"), two_versions, review_by=organisation.today + timedelta(90), note="OK.")
    page = visit("asta", "/d/SOC-RUT-0001/historik").text
    for words in ("Version 1 beslutad", "Cleo Åkerlund", "Version 2 börjar gälla", "Polisen larmas.", "Bekräftad"):
        assert words in page
    assert 'href="/d/SOC-RUT-0001/skillnad?fran=1&amp;till=2"' in page


def test_a_confirmation_is_for_those_who_may_read_what_was_confirmed(
    visit: Visit, two_versions: Document, organisation: Organisation
) -> None:
    confirm_document(
        organisation.deed("cleo"), two_versions, review_by=organisation.today + timedelta(90), note="Koll."
    )
    assert "Koll." in visit("asta", "/d/SOC-RUT-0001/historik").text
    page = visit(None, "/d/SOC-RUT-0001/historik").text
    assert "Version 2 börjar gälla" in page
    assert "Koll." not in page
    assert "Bekräftad" not in page


def test_the_newest_stands_first(visit: Visit, two_versions: Document) -> None:
    page = visit("asta", "/d/SOC-RUT-0001/historik").text
    assert page.index("Version 2 börjar gälla") < page.index("Version 1 började gälla")


def test_how_it_came_about_is_for_those_who_work_on_it(visit: Visit, two_versions: Document) -> None:
    for who in ("bo", "cleo", "disa"):
        page = visit(who, "/d/SOC-RUT-0001/historik").text
        assert "Version 2 lämnad till granskning" in page
        assert "Vem larmar?" in page
        assert "Version 1 påbörjad" in page
    for who in ("asta", "ylva"):
        page = visit(who, "/d/SOC-RUT-0001/historik").text
        assert "granskning" not in page
        assert "Vem larmar?" not in page


def test_what_was_said_stands_with_who_and_when_for_those_who_work_on_it(
    visit: Visit, organisation: Organisation
) -> None:
    version = submit(organisation, make_draft(organisation, make_document(organisation), body=OLD))
    comment = make_comment(organisation.deed("cleo"), version, text="Vem larmar, och " + "vart? " * 60)
    answer_comment(organisation.deed("bo"), comment, text="Skiftledaren.")
    leave_comment(organisation.deed("bo"), comment)
    make_comment(organisation.deed("cleo"), version, paragraph=digest_of("## Så gör du"), suggestion="## Larma")
    approve(organisation, version)
    page = visit("bo", "/d/SOC-RUT-0001/historik").text
    for words in (
        "Kommentar till version 1</a>",
        "Vem larmar, och vart?",
        "vart? …",
        "Svar på en kommentar till version 1",
        "Skiftledaren.",
        "avslutad utan ändring",
        "Förslag till ändring i version 1",
        "## Larma",
        "3 kommentarer",
        f'href="/d/SOC-RUT-0001/v/1/granskning#kommentar-{comment.id}"',
    ):
        assert words in page
    assert "Ja till version 1" not in page, "the decision tells that its only approver said yes"
    assert "Version 1 beslutad" in page
    page = visit("asta", "/d/SOC-RUT-0001/historik").text
    assert "Skiftledaren" not in page
    assert "larmar" not in page


def test_the_citizen_follows_what_is_public(visit: Visit, two_versions: Document) -> None:
    page = visit(None, "/d/SOC-RUT-0001/historik").text
    assert "Version 2 beslutad" in page
    assert "Version 1" not in page
    assert "Bo Ekström" not in page


def test_a_withdrawal_is_told(visit: Visit, two_versions: Document, organisation: Organisation) -> None:
    day = organisation.today + timedelta(3)
    withdraw_document(organisation.deed("cleo"), two_versions, on=day, reason="Slogs ihop.")
    page = visit("asta", "/d/SOC-RUT-0001/historik").text
    assert "Upphävd från 23 november 2026" in page
    assert "Slogs ihop." in page


def test_the_difference_is_told_word_by_word(visit: Visit, two_versions: Document) -> None:
    page = visit("asta", "/d/SOC-RUT-0001/skillnad?fran=1&till=2").text
    assert "<del>växeln</del><ins>polisen genast</ins>" in page
    assert "<del>våld</del><ins>hat</ins>" in page
    assert "<del>Alla medarbetare</del>" in page
    assert "<ins>Alla, också utanför kommunen</ins>" in page
    assert "Tillagd: Mall (mall.pdf)" in page


def test_backwards_is_a_difference_too(visit: Visit, two_versions: Document) -> None:
    page = visit("asta", "/d/SOC-RUT-0001/skillnad?fran=2&till=1").text
    assert "<del>polisen genast</del><ins>växeln</ins>" in page
    assert "Borttagen: Mall (mall.pdf)" in page


def test_one_version_alone_is_compared_with_nothing(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, body=OLD)
    page = visit("asta", "/d/SOC-RUT-0001/skillnad").text
    assert "Det finns bara en version" in page
    assert 'name="fran"' not in page


def test_without_a_choice_it_is_the_newest_against_the_one_before(visit: Visit, two_versions: Document) -> None:
    page = visit("asta", "/d/SOC-RUT-0001/skillnad").text
    assert '<option value="1" selected>' in page
    assert "<ins>polisen genast</ins>" in page


def test_htmx_gets_the_changes_alone(visit: Visit, two_versions: Document) -> None:
    part = visit("asta", "/d/SOC-RUT-0001/skillnad?fran=1&till=2", HX_Request="true")
    assert part.text.lstrip().startswith('<div class="stack stack--wide" id="changes">')
    assert "HX-Request" in part.headers["Vary"]


def test_the_same_version_on_both_sides_says_so(visit: Visit, two_versions: Document) -> None:
    assert "Det är samma version på båda sidor." in visit("asta", "/d/SOC-RUT-0001/skillnad?fran=2&till=2").text


def test_a_change_of_form_alone_is_told(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, body="## Så gör du\n\nTa skydd.\n")
    body = "## Så gör du\n\n**Ta skydd.**\n"
    newer = make_draft(organisation, Document.get(), body=body, change_note="Fetare.")
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(1))
    assert "Orden är desamma." in visit("asta", "/d/SOC-RUT-0001/skillnad").text


@pytest.mark.parametrize(
    "query", ["fran=x", "fran=-1", "till=0", "till=1e3", "fran=99999999999999", "fran=3", "till=²"]
)
def test_a_choice_that_cannot_be_is_not_there(visit: Visit, two_versions: Document, query: str) -> None:
    assert visit("asta", f"/d/SOC-RUT-0001/skillnad?{query}").status_code == 404


def test_a_version_that_one_may_not_read_is_no_side_of_a_difference(visit: Visit, two_versions: Document) -> None:
    page = visit(None, "/d/SOC-RUT-0001/skillnad?fran=1&till=2")
    assert page.status_code == 404
    assert "växeln" not in page.text
    assert "växeln" not in visit(None, "/d/SOC-RUT-0001/skillnad").text


def test_outsiders_and_the_unknown(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, audience=["unit:SOC-AO"])
    for path in ("historik", "skillnad"):
        assert visit("ylva", f"/d/SOC-RUT-0001/{path}").status_code == 404
        assert visit("asta", f"/d/SOC-RUT-0404/{path}").status_code == 404
        assert visit("asta", f"/d/SOC-RUT-0001/{path}", "POST").status_code == 405


def test_a_whole_life_is_told_to_those_who_work_on_it(
    visit: Visit, two_versions: Document, organisation: Organisation
) -> None:
    first = Version.get(Version.number == 1)
    row = write_translation(organisation.deed("bo"), first, "en", Wording("Threats", "Take cover."))
    hand_in_translation(organisation.deed("bo"), row)
    approve_translation(organisation.deed("cleo"), row)
    soc, bo = organisation.units["SOC"], organisation.people["bo"]
    kept = {"type": "routine", "owner_role": "manager", "process_lead": None, "review_months": 12}
    place_document(organisation.deed("disa"), two_versions, unit=soc, owner=bo, areas=(), aliases=(), **kept)
    cause = Cause("gdpr", "artikel 17", "Begäran.")
    redact_words(organisation.deed("egon"), Document.get(), "växeln", cause)
    page = visit("cleo", "/d/SOC-RUT-0001/historik").text
    for words in (
        "Version 1 översatt till engelska",
        "Cleo Åkerlund, översatt av Bo Ekström",
        "Flyttad från Äldreomsorgen till Socialförvaltningen",
        "Ny ägare: Bo Ekström",
        "Tidigare ägare: Cleo Åkerlund.",
        "Uppgifter borttagna ur version 1",
        "Borttaget med stöd av dataskyddsförordningen (EU) 2016/679 artikel 17.",
        "Version 2 beslutad",
    ):
        assert words in page
    public = visit(None, "/d/SOC-RUT-0001/historik").text
    for words in ("Bo Ekström", "Flyttad", "Ja till", "version 1"):
        assert words not in public


@pytest.mark.parametrize("is_handed_in", [False, True])
def test_the_page_leads_to_a_life_that_has_no_decision_yet(
    visit: Visit, organisation: Organisation, is_handed_in: bool
) -> None:
    draft = make_draft(organisation, make_document(organisation))
    if is_handed_in:
        submit(organisation, draft)
    assert 'href="/d/SOC-RUT-0001/historik"' in visit("bo", "/d/SOC-RUT-0001/v/1").text


def test_what_is_past_is_offered_as_a_draft_to_those_who_write(visit: Visit, organisation: Organisation) -> None:
    version = make_valid(organisation)
    Version.update(valid_from=organisation.today - timedelta(3)).execute()
    newer = make_draft(organisation, version.document, change_note="Nytt.")
    approve(organisation, submit(organisation, newer))
    way = 'href="/d/SOC-RUT-0001/versioner?fran=1"'
    assert way in visit("bo", "/d/SOC-RUT-0001/historik").text
    assert "versioner?fran=2" not in visit("bo", "/d/SOC-RUT-0001/historik").text
    assert way not in visit("asta", "/d/SOC-RUT-0001/historik").text
    make_draft(organisation, version.document, change_note="Mer.")
    assert way not in visit("bo", "/d/SOC-RUT-0001/historik").text


def test_a_long_life_is_read_in_few_questions_and_pages(
    bare_app: Flask, visit: Visit, organisation: Organisation
) -> None:
    version = make_valid(organisation)
    kept = Version.select().where(Version.id == version.id).dicts().get()
    approval = Approval.select().dicts().get()
    for number in range(2, 201):
        row = {**kept, "number": number, "change_note": f"Ändring {number}.", "id": None}
        row["valid_from"] = organisation.today - timedelta(400 - number)
        row_id = Version.insert({key: value for key, value in row.items() if key != "id"}).execute()
        Grant.insert(version=row_id, token="internal").execute()
        Approval.insert({**{key: value for key, value in approval.items() if key != "id"}, "version": row_id}).execute()
    client = client_for(bare_app, organisation.people["cleo"])
    with counted_queries() as statements:
        page = client.get("/d/SOC-RUT-0001/historik").text
    assert len(statements) <= 8, "\n".join(line[:150] for line in statements)
    assert "190 äldre versioner" in page
    assert page.count('class="timeline__event"') == 40
    last = visit("cleo", "/d/SOC-RUT-0001/historik?sida=999").text
    assert "Version 2 började gälla" in last


@pytest.mark.parametrize("asked", ["x", "-1", "0", "²", "9" * 40])
def test_an_odd_page_is_the_first(visit: Visit, two_versions: Document, asked: str) -> None:
    assert "Version 2 beslutad" in visit("asta", f"/d/SOC-RUT-0001/historik?sida={asked}").text
