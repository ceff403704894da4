"""What has happened to a document, and what changed between its versions."""

from datetime import timedelta

import pytest

from portal.control.actions.documents import confirm_document, withdraw_document
from portal.control.models.documents import Document
from tests.control.conftest import Visit
from tests.support.documents import approve, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation

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
