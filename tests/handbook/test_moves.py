"""A reorganisation: documents get another unit or owner, after one has seen which."""

import json
import re
from typing import Any

import pytest

from portal.control.models.documents import Document
from portal.control.rules.moving import Goal, Placed, plan_of, why_not_goal
from portal.journal.models import Entry
from portal.people.actions.persons import disable_person
from portal.people.queries.units import unit_facts
from portal.people.reader import MACHINE
from tests.control.test_keeping import Send, send
from tests.support.documents import make_document, make_valid
from tests.support.organisation import Organisation
from tests.support.visits import Visit

__all__ = ["send"]
PAGE = "/handbok/flytt"
AUTHOR_OF_SOC = frozenset({"role:author@SOC", "role:author@SOC-AO", "role:author@SOC-AO-HTN"})


def test_it_takes_the_permission_at_both_ends() -> None:
    rows = [Placed(1, "A", "SOC-AO", "cleo"), Placed(2, "B", "SBF", "ylva"), Placed(3, "C", "SOC", "")]
    plan = plan_of(rows, Goal(unit="SOC"), AUTHOR_OF_SOC)
    assert ([row.id for row in plan.going], plan.there) == ([1], 1)
    assert {why: [row.id for row in found] for why, found in plan.refused.items()} == {
        "Du får inte ändra dokument som SBF äger.": [2]
    }
    plan = plan_of(rows, Goal(unit="SBF"), AUTHOR_OF_SOC)
    assert plan.going == ()
    assert set(plan.refused) == {"Du får inte lägga dokument hos SBF."}
    assert plan_of(rows, Goal(owner="cleo"), AUTHOR_OF_SOC).digest != plan_of(rows, Goal("SOC"), AUTHOR_OF_SOC).digest


def test_nothing_goes_nowhere(organisation: Organisation) -> None:
    units = unit_facts()
    assert "Välj en ny enhet" in str(why_not_goal(Goal(), units, organisation.today))
    assert "finns inte" in str(why_not_goal(Goal(unit="NIX"), units, organisation.today))
    assert why_not_goal(Goal(unit="SOC"), units, organisation.today) is None


@pytest.fixture
def documents(organisation: Organisation) -> None:
    """Let there be documents in three units, one of them without any version."""
    make_valid(organisation, "SOC-RUT-0001", title="Rutin för nycklar")
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för larm", unit="SOC-AO-HTN")
    make_document(organisation, "SOC-RIK-0001", unit="SOC-AO-HTN", sort="guideline")
    other = make_valid(organisation, "SBF-RUT-0001", title="Rutin för bygglov").document
    other.unit = organisation.units["SBF"]
    other.save()


def placed() -> dict[str, tuple[str, str]]:
    """Return each document's unit and owner."""
    rows = Document.select().order_by(Document.number)
    return {row.number: (row.unit.code, row.owner.key if row.owner else "") for row in rows}


def seen_in(page: str) -> str:
    """Return the digest of the plan that a page shows."""
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found, "the page shows no plan"
    return found[1]


def entries() -> list[tuple[str, str, dict[str, Any]]]:
    """Return what the journal tells of moves."""
    verbs = ("document-placed", "document-owner-changed")
    rows = Entry.select().where(Entry.verb.in_(verbs)).order_by(Entry.number)
    return [(row.verb, row.subject, json.loads(row.facts)) for row in rows]


@pytest.mark.usefixtures("documents")
def test_what_is_seen_is_moved(visit: Visit, send: Send) -> None:
    asked = {"enhet": "SOC-AO", "till": "SOC"}
    page = visit("bo", f"{PAGE}?enhet=SOC-AO&till=SOC").text
    assert "3 dokument flyttas." in page
    assert "Rutin för nycklar" in page
    assert "SOC-RIK-0001" in page
    assert "Rutin för bygglov" not in page
    answer = send("bo", PAGE, **asked, seen=seen_in(page))
    assert (answer.status_code, answer.location) == (303, "/handbok/enhet/SOC")
    assert {unit for number, (unit, _) in placed().items() if number.startswith("SOC")} == {"SOC"}
    assert placed()["SBF-RUT-0001"] == ("SBF", "cleo")
    assert [(verb, subject) for verb, subject, _ in entries()] == [
        ("document-placed", f"document:{number}") for number in ("SOC-RIK-0001", "SOC-RUT-0001", "SOC-RUT-0002")
    ]
    assert entries()[1][2] == {"changed": ["unit"], "unit_before": "SOC-AO", "unit": "SOC"}
    assert "Rutin för nycklar" in visit("asta", "/d/SOC-RUT-0001").text


@pytest.mark.usefixtures("documents")
def test_owner_and_type_narrow_the_choice(visit: Visit, send: Send) -> None:
    page = visit("bo", f"{PAGE}?enhet=SOC&agare=cleo&typ=routine&ny_agare=bo@ekvik.example").text
    assert "2 dokument flyttas." in page
    fields = {"enhet": "SOC", "agare": "cleo", "typ": "routine", "ny_agare": "bo@ekvik.example"}
    assert send("bo", PAGE, **fields, seen=seen_in(page)).location == PAGE
    owners = {number: owner for number, (_, owner) in placed().items()}
    assert owners == {"SBF-RUT-0001": "cleo", "SOC-RIK-0001": "cleo", "SOC-RUT-0001": "bo", "SOC-RUT-0002": "bo"}
    assert entries()[0] == (
        "document-owner-changed",
        "document:SOC-RUT-0001",
        {"owner_before": "cleo", "owner": "bo", "cause": "move"},
    )


@pytest.mark.usefixtures("documents")
def test_what_cannot_go_is_told_with_the_reason(visit: Visit) -> None:
    page = visit("bo", f"{PAGE}?agare=cleo&till=SOC").text
    assert "3 dokument flyttas." in page
    assert "1 dokument flyttas inte" in page
    assert "Du får inte ändra dokument som SBF äger." in page
    assert "Rutin för bygglov" in page
    assert "Du får inte lägga dokument hos SBF." in visit("bo", f"{PAGE}?enhet=SOC&till=SBF").text


@pytest.mark.usefixtures("documents")
def test_of_what_one_may_not_know_nothing_is_told(visit: Visit, organisation: Organisation) -> None:
    secret = make_valid(organisation, "SBF-RUT-0002", title="Hemlig rutin", audience=["role:manager@SBF"]).document
    secret.unit = organisation.units["SBF"]
    secret.save()
    page = visit("bo", f"{PAGE}?agare=cleo&till=SOC").text
    assert "1 dokument flyttas inte" in page
    assert "SBF-RUT-0002" not in page
    assert "Hemlig rutin" not in page
    assert "ligger redan rätt" not in visit("bo", f"{PAGE}?enhet=SBF&till=SBF").text


@pytest.mark.usefixtures("documents")
def test_what_has_changed_since_is_seen_again_first(visit: Visit, send: Send, organisation: Organisation) -> None:
    page = visit("bo", f"{PAGE}?enhet=SOC-AO&till=SOC").text
    make_document(organisation, "SOC-RUT-0003")
    before = placed()
    answer = send("bo", PAGE, enhet="SOC-AO", till="SOC", seen=seen_in(page))
    assert answer.status_code == 409
    assert "har ändrats sedan du såg förslaget" in answer.text
    assert "4 dokument flyttas." in answer.text
    assert placed() == before
    assert entries() == []


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("", 200, "Visa vad som flyttas"),
        ("till=SOC", 200, "Visa vad som flyttas"),
        ("enhet=SOC", 200, "Välj en ny enhet"),
        ("enhet=NIX&till=SOC", 422, "Välj något som finns i listan"),
        ("enhet=SOC&ny_agare=okand", 422, "Ingen heter ”okand”"),
        ("enhet=SOC&ny_agare=@ekvik", 422, "Flera passar in på namnet"),
        ("enhet=SOC&ny_agare=Bo+Ekstr%C3%B6m", 200, "dokument flyttas."),
        ("enhet=SOC-AO-HTN&till=SOC-AO-HTN", 200, "Inget att flytta"),
    ],
)
@pytest.mark.usefixtures("documents")
def test_it_says_what_is_missing(visit: Visit, query: str, status: int, words: str) -> None:
    answer = visit("bo", f"{PAGE}?{query}")
    assert answer.status_code == status
    assert words in answer.text


@pytest.mark.usefixtures("documents")
def test_nobody_who_is_shut_out_becomes_owner(visit: Visit, organisation: Organisation) -> None:
    disable_person(MACHINE, organisation.people["asta"], now=organisation.now)
    answer = visit("bo", f"{PAGE}?enhet=SOC&ny_agare=asta")
    assert answer.status_code == 422
    assert "är avstängd" in answer.text


@pytest.mark.usefixtures("documents")
def test_the_page_is_for_those_who_write(visit: Visit, send: Send) -> None:
    for who in ("asta", "egon"):
        assert visit(who, PAGE).status_code == 403
        assert send(who, PAGE, enhet="SOC", till="SBF").status_code == 403
    assert visit(None, PAGE).status_code == 303
    assert send("bo", PAGE, till="SOC", seen="").status_code == 409
