"""A new document: chosen, numbered by the portal, begun from its type's outline."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.control.kinds import GUIDE
from portal.control.models.documents import Alias, Document, ProcessArea
from portal.control.models.versions import Version
from portal.control.rules.types import Type
from portal.journal.models import Entry
from portal.ops.checks import faults
from portal.services.models import Service
from tests.support.browser import client_for
from tests.support.documents import make_document
from tests.support.organisation import Organisation

NEW = "/handbok/nytt-dokument"


@pytest.fixture
def bo(bare_app: Flask, organisation: Organisation) -> FlaskClient:
    return client_for(bare_app, organisation.people["bo"])


def choice(**changes: Any) -> dict[str, Any]:
    """Return a form that is filled in rightly, but for the changes."""
    whole = {"type": "routine", "title": "Rutin för nycklar", "unit": "SOC-AO-HTN", "audience": ["internal"]}
    return {**whole, **changes}


def newest() -> Version:
    return Version.select().order_by(Version.id.desc()).get()


def test_each_type_is_offered_with_what_it_is_for(bo: FlaskClient) -> None:
    page = bo.get(NEW).text
    assert page.count('name="type"') == len(Type)
    assert "Rutin. Vem gör vad, i vilken ordning och när." in page
    assert "Hemtjänst Norr (SOC-AO-HTN)" in page
    assert "Samhällsbyggnad (SBF)" not in page


def test_a_document_is_begun_from_its_outline(bo: FlaskClient, organisation: Organisation) -> None:
    ProcessArea.create(key="aldreomsorg", name="Äldreomsorg", band="operate")
    answer = bo.post(NEW, data=choice(owner="Cleo Åkerlund", areas=["aldreomsorg"], audience=["internal", "unit:SBF"]))
    assert (answer.status_code, answer.location) == (303, "/d/SOC-RUT-0001/v/1/andra")
    version = newest()
    document = version.document
    assert (document.number, document.kind, document.type, document.unit.code) == (
        "SOC-RUT-0001", "handbook", "routine", "SOC-AO-HTN",
    )  # fmt: skip
    assert (document.owner.key, document.owner_role, document.review_months) == ("cleo", "manager", 12)
    assert [row.area.key for row in document.areas] == ["aldreomsorg"]
    assert (version.title, version.author.key) == ("Rutin för nycklar", "bo")
    assert {grant.token for grant in version.grants} == {"internal", "unit:SBF"}
    assert GUIDE in bytes(version.body).decode()
    verbs = [entry.verb for entry in Entry.select().where(Entry.subject == "document:SOC-RUT-0001")]
    assert verbs == ["document-created", "document-placed", "version-drafted"]
    assert list(faults()) == []
    assert "Skriv: Rutin för nycklar" in bo.get(answer.location).text


def test_without_a_named_owner_it_is_the_managers(bo: FlaskClient) -> None:
    bo.post(NEW, data=choice())
    assert (newest().document.owner, newest().document.owner_role) == (None, "manager")


def test_a_number_is_never_used_again(bo: FlaskClient, organisation: Organisation) -> None:
    make_document(organisation, "SOC-RUT-0041")
    other = make_document(organisation, "SOC-RUT-0007")
    Alias.create(number="SOC-RUT-0088", document=other)
    Alias.create(number="SOC-INS-0200", document=other)
    bo.post(NEW, data=choice())
    bo.post(NEW, data=choice(type="policy"))
    assert [row.number for row in Document.select().order_by(Document.id.desc()).limit(2)] == [
        "SOC-POL-0001",
        "SOC-RUT-0089",
    ]


def test_a_service_declaration_is_about_a_service(bo: FlaskClient, organisation: Organisation) -> None:
    unit = organisation.units["SOC"]
    Service.create(key="hemtjanst", name="Hemtjänst", summary="Hjälp hemma.", unit=unit, board=unit)
    wrong = bo.post(NEW, data=choice(type="declaration"))
    assert wrong.status_code == 422
    assert "Välj vilken tjänst servicedeklarationen handlar om." in wrong.text
    answer = bo.post(NEW, data=choice(type="declaration", subject="hemtjanst"))
    assert answer.location == "/d/SOC-SDK-0001/v/1/andra"
    assert newest().document.kind == "declaration"
    page = bo.get(answer.location).text
    assert "service: hemtjanst" in page
    assert "Det här lovar vi" in page


def test_a_question_is_followed_by_what_is_wrong_and_no_colon(bo: FlaskClient) -> None:
    page = bo.post(NEW, data=choice(type="", title="")).text
    assert "Vad ska du skriva? Välj vad du ska skriva.</a>" in page
    assert "Titel: Skriv en titel.</a>" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"type": ""}, "Välj vad du ska skriva."),
        ({"type": "roman"}, "Välj"),
        ({"title": ""}, "Skriv en titel."),
        ({"title": "x" * 201}, "Högst 200 tecken."),
        ({"title": "<script>\x00"}, "styrtecken"),
        ({"unit": ""}, "Välj en enhet."),
        ({"unit": "SBF"}, "Välj något som finns i listan."),
        ({"audience": []}, "Välj vilka som får läsa."),
        ({"audience": ["person:ylva"]}, "Välj bland dem som finns i listan."),
        ({"areas": ["finns-inte"]}, "Välj bland dem som finns i listan."),
        ({"owner": "Ingen Alls"}, "Ingen i registret heter så."),
        ({"owner": "@ekvik.example"}, "Flera passar in på namnet"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_created(bo: FlaskClient, changes: dict[str, Any], sentence: str) -> None:
    before = Entry.select().count()
    answer = bo.post(NEW, data=choice(**changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    if "title" not in changes:
        assert "Rutin för nycklar" in answer.text
    assert Entry.select().count() == before
    assert not Document.select().exists()


@pytest.mark.parametrize("who", ["asta", "egon"])
def test_who_may_not_write_begins_nothing(bare_app: Flask, organisation: Organisation, who: str) -> None:
    client = client_for(bare_app, organisation.people[who])
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, data=choice()).status_code == 403
    assert "/nytt-dokument" not in client.get("/handbok/").text


def test_the_way_there_stands_on_the_handbooks_first_page(bo: FlaskClient) -> None:
    assert f'href="{NEW}"' in bo.get("/handbok/").text
