"""A document is withdrawn: why, from when, replaced by what, and what breaks."""

from datetime import date

import pytest

from portal.control.models.documents import Document, Withdrawal
from tests.control.test_keeping import Send, send
from tests.support.documents import make_draft, make_valid
from tests.support.organisation import Organisation
from tests.support.visits import Visit

__all__ = ["send"]
PAGE = "/d/SOC-RUT-0001/upphavande"
FIELDS = {"reason": "Ersatt av den nya.", "on": "2026-12-01"}


@pytest.fixture
def document(organisation: Organisation) -> Document:
    """Return a document in force, which Cleo owns; others could replace it."""
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för nycklar")
    make_valid(organisation, "SOC-RUT-0003", title="Rutin för nyckelskåp")
    return make_valid(organisation).document


def test_it_is_withdrawn_for_a_reason_and_replaced(send: Send, visit: Visit, document: Document) -> None:
    answer = send("cleo", PAGE, **FIELDS, replaced_by="soc rut 2")
    assert (answer.status_code, answer.location) == (303, "/d/SOC-RUT-0001")
    row = Withdrawal.get()
    assert (row.on, row.reason, row.replaced_by) == (date(2026, 12, 1), "Ersatt av den nya.", "SOC-RUT-0002")
    page = visit("asta", "/d/SOC-RUT-0001").text
    assert "Upphör att gälla 1 december 2026" in page
    assert 'href="/d/SOC-RUT-0002"' in page


def test_what_replaces_it_is_found_by_title(send: Send, document: Document) -> None:
    answer = send("cleo", PAGE, **FIELDS, replaced_by="nyck")
    assert answer.status_code == 422
    assert "Välj vilket dokument du menar" in answer.text
    assert 'value="SOC-RUT-0002"' in answer.text
    assert 'value="SOC-RUT-0003"' in answer.text
    assert "Ersatt av den nya.</textarea>" in answer.text
    assert send("cleo", PAGE, **FIELDS, replaced_by="nyck", chosen="SOC-RUT-0003").status_code == 303
    assert Withdrawal.get().replaced_by == "SOC-RUT-0003"


def test_a_whole_title_needs_no_choice(send: Send, document: Document) -> None:
    assert send("cleo", PAGE, **FIELDS, replaced_by="rutin för nycklar").status_code == 303
    assert Withdrawal.get().replaced_by == "SOC-RUT-0002"


def test_what_was_chosen_counts_only_for_what_is_typed(send: Send, document: Document) -> None:
    assert send("cleo", PAGE, **FIELDS, replaced_by="SOC-RUT-0002", chosen="SOC-RUT-0003").status_code == 303
    assert Withdrawal.get().replaced_by == "SOC-RUT-0002"


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("SOC-RUT-0777", 409, "SOC-RUT-0777 finns inte"),
        ("SOC-RUT-0001", 409, "sig självt"),
        ("finns inte alls", 422, "Inget dokument"),
    ],
)
def test_what_cannot_replace_it_is_refused(send: Send, document: Document, typed: str, status: int, words: str) -> None:
    answer = send("cleo", PAGE, **FIELDS, replaced_by=typed)
    assert answer.status_code == status
    assert words in answer.text
    assert "Ersatt av den nya.</textarea>" in answer.text
    assert not Withdrawal.select().exists()


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"reason": "", "on": "2026-12-01"}, 422, "Skriv varför"),
        ({"reason": "Slut.", "on": ""}, 422, "Skriv från vilken dag"),
        ({"reason": "Slut.", "on": "2026-11-19"}, 409, "bakåt i tiden"),
    ],
)
def test_it_says_what_is_missing(
    send: Send, document: Document, fields: dict[str, str], status: int, words: str
) -> None:
    answer = send("cleo", PAGE, **fields)
    assert answer.status_code == status
    assert words in answer.text
    assert not Withdrawal.select().exists()


def test_what_links_here_is_named_and_must_be_seen(
    send: Send, visit: Visit, document: Document, organisation: Organisation
) -> None:
    make_valid(organisation, "SOC-RUT-0004", title="Rutin för larm", body="Se [[SOC-RUT-0001]].\n")
    make_valid(
        organisation, "SOC-RUT-0005", title="Hemlig", body="Se [[SOC-RUT-0001]].\n", audience=["role:author@SBF"]
    )
    page = visit("cleo", PAGE).text
    assert "2 dokument" in page
    assert "Rutin för larm" in page
    assert "Hemlig" not in page
    assert "1 dokument som du inte får läsa" in page
    answer = send("cleo", PAGE, **FIELDS)
    assert answer.status_code == 422
    assert "Se igenom vad som hänvisar hit" in answer.text
    assert send("cleo", PAGE, **FIELDS, understood="y").status_code == 303


def test_it_tells_of_work_that_will_be_in_vain(visit: Visit, document: Document, organisation: Organisation) -> None:
    make_draft(organisation, document)
    assert "Version 2 är under arbete" in visit("cleo", PAGE).text


def test_the_page_is_for_who_may_withdraw(visit: Visit, send: Send, document: Document) -> None:
    for who in ("asta", "bo", "disa", "egon", "ylva"):
        assert visit(who, PAGE).status_code == 403
        assert visit(who, f"{PAGE}/ersattare?replaced_by=nyck", HX_Request="true").status_code == 403
        assert send(who, PAGE, **FIELDS).status_code == 403
    assert not Withdrawal.select().exists()
    assert f'href="{PAGE}"' in visit("cleo", "/d/SOC-RUT-0001").text
    assert f'href="{PAGE}"' not in visit("bo", "/d/SOC-RUT-0001").text


def test_what_is_withdrawn_is_not_withdrawn_again(visit: Visit, send: Send, document: Document) -> None:
    send("cleo", PAGE, **FIELDS)
    assert "redan upphävt" in visit("cleo", PAGE).text
    answer = send("cleo", PAGE, **FIELDS)
    assert answer.status_code == 409
    assert "redan upphävt" in answer.text


def test_while_one_types_documents_are_offered(visit: Visit, document: Document) -> None:
    page = visit("cleo", f"{PAGE}/ersattare?replaced_by=nyck", HX_Request="true").text
    assert 'value="SOC-RUT-0002"' in page
    assert "<h1" not in page
    assert "SOC-RUT-0001" not in visit("cleo", f"{PAGE}/ersattare?replaced_by=rutin", HX_Request="true").text
    assert "fieldset" not in visit("cleo", f"{PAGE}/ersattare?replaced_by=n", HX_Request="true").text
