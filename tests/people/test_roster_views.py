"""Persons from a list: looked through first, taken in whole or not at all."""

import io

import pytest

from portal.journal.models import Entry
from portal.lib.errors import InvalidError
from portal.people.actions.closing import close_unit
from portal.people.actions.roster import import_roster
from portal.people.models import Membership, Person
from portal.people.queries.units import get_unit
from portal.people.reader import MACHINE
from portal.people.roster import read
from tests.people.conftest import As
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries

HEAD = "key;name;title;email;phone;unit;role;from;to"
GOOD = f"""{HEAD}
zoe;Zoë Ek;Lots;zoe@ekvik.example;;SOC-AO;;2026-12-01;
zoe;;;;;SOC-AO;author;2026-12-01;2027-12-31
asta;;Sjuksköterska;;;SBF;;;
bo;;;;;;;;
"""


def post(client, text: str, **more: str):
    return client.post("/personer/import", data={"text": text, **more})


def test_a_list_is_shown_before_it_changes_anything(browse: As) -> None:
    client = browse("egon")
    page = post(client, GOOD)
    assert page.status_code == 200
    assert "4 rader. Allt går att läsa in." in page.text
    assert "Medarbetare SOC-AO: läggs till" in page.text
    assert "Oförändrad" in page.text
    assert "Zoë Ek" in page.text
    assert 'name="confirmed"' in page.text
    assert Person.get_or_none(Person.key == "zoe") is None


def test_a_confirmed_list_is_taken_in(browse: As, town: Organisation) -> None:
    client = browse("egon")
    answer = post(client, GOOD, confirmed="1")
    assert (answer.status_code, answer.location) == (303, "/personer/")
    assert "Listan är inläst: 1 nya personer, 1 ändrade, 3 placeringar." in client.get("/personer/").text
    zoe, asta = Person.get(Person.key == "zoe"), Person.get(Person.key == "asta")
    assert (zoe.name, zoe.title, zoe.email) == ("Zoë Ek", "Lots", "zoe@ekvik.example")
    assert (asta.name, asta.title, asta.email) == ("Asta Lindqvist", "Sjuksköterska", "asta@ekvik.example")
    assert Membership.select().where(Membership.person == zoe).count() == 2
    assert Entry.select().where(Entry.verb == "person-placed").order_by(Entry.number.desc()).first().actor == "egon"


def test_the_same_list_again_changes_nothing(browse: As) -> None:
    client = browse("egon")
    post(client, GOOD, confirmed="1")
    before = Entry.select().count()
    assert "finns redan" in post(client, GOOD).text
    post(client, GOOD, confirmed="1")
    assert Entry.select().count() == before
    assert "Allt fanns redan" in client.get("/personer/").text


def test_a_last_day_ends_the_place_that_is_there(browse: As, town: Organisation) -> None:
    post(browse("egon"), f"{HEAD}\nbo;;;;;SOC;author;;2026-12-31", confirmed="1")
    place = Membership.get((Membership.person == town.people["bo"]) & (Membership.role == "author"))
    assert place.valid_to.isoformat() == "2026-12-31"


FAULTS = [
    ("ny;;;;;SOC;;;", "en ny person behöver ett namn"),
    ("ny;Ny;;asta@ekvik.example;;SOC;;;", "hör redan till Asta Lindqvist"),
    ("ny;Ny;;;;MOON;;;", "enheten MOON finns inte"),
    ("ny;Ny;;;;SOC;king;;", "rollen ”king” finns inte"),
    ("ny;Ny;;;;SOC;;igår;", "”igår” är inget datum"),
]


@pytest.mark.parametrize("confirmed", ["", "1"])
@pytest.mark.parametrize(("line", "words"), FAULTS)
def test_one_faulty_line_stops_the_whole_list(browse: As, line: str, words: str, confirmed: str) -> None:
    before = Entry.select().count()
    answer = post(browse("egon"), GOOD + line, confirmed=confirmed)
    assert answer.status_code == 422
    assert words in answer.text
    assert "1 rad behöver rättas." in answer.text
    assert "zoe;Zoë Ek;Lots" in answer.text
    assert 'name="confirmed"' not in answer.text
    assert Entry.select().count() == before


def test_a_closed_unit_takes_nobody(browse: As, town: Organisation) -> None:
    close_unit(MACHINE, get_unit("SBF"), last_day=town.today, successor=None, now=town.now)
    assert "SBF finns bara till 2026-11-20" in post(browse("egon"), f"{HEAD}\nasta;;;;;SBF;;;").text


def test_an_administrator_of_a_part_reaches_no_further(browse: As) -> None:
    client = browse("sam")
    for line in (
        "asta;;;;;SBF;;;",
        "ylva;Ny Ylva;;;;;;;",
        "egon;;;sam3@ekvik.example;;;;;",
        "sam;;;;;EKV;administrator;;",
    ):
        page = post(client, f"{HEAD}\n{line}", confirmed="1")
        assert page.status_code == 422
        assert "Du är inte administratör för" in page.text
    assert post(client, f"{HEAD}\nzoe;Zoë;;;;SOC;author;;", confirmed="1").status_code == 303


def test_ones_own_administration_is_not_ended_by_a_list(browse: As, town: Organisation) -> None:
    before = Entry.select().count()
    text = f"{HEAD}\nzoe;Zoë;;;;SOC;;;\negon;;;;;EKV;administrator;;2026-11-30"
    answer = post(browse("egon"), text, confirmed="1")
    assert answer.status_code == 409
    assert "Be en annan administratör." in answer.text
    assert Entry.select().count() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_taken_and_its_encoding_told(browse: As, encoding: str) -> None:
    data = {"file": (io.BytesIO(GOOD.encode(encoding)), "personer.csv"), "text": ""}
    page = browse("egon").post("/personer/import", data=data, content_type="multipart/form-data")
    assert page.status_code == 200
    assert "Zoë Ek" in page.text
    assert ("Windows-1252" in page.text) is (encoding == "cp1252")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GOOD.encode("utf-16"), "UTF-16"),
        (b"x" * 1_500_001, "för stor"),
        (b"\x89PNG\x81\x8d", "varken UTF-8"),
        (b"", "Listan är tom"),
    ],
)
def test_a_file_that_is_no_list_is_told(browse: As, content: bytes, words: str) -> None:
    data = {"file": (io.BytesIO(content), "x.csv"), "text": ""}
    page = browse("egon").post("/personer/import", data=data, content_type="multipart/form-data")
    page.request.environ["wsgi.input"].close()  # the test client keeps a large one in a file
    assert page.status_code == 422
    assert words in page.text


def test_markup_in_a_list_is_text(browse: As) -> None:
    page = post(browse("egon"), f"{HEAD}\nzoe;</textarea><script>alert(1)</script>;;;;;;;")
    assert "<script>alert" not in page.text


def test_a_large_list_is_judged_in_few_queries(browse: As) -> None:
    lines = [f"p{number};Person {number};;p{number}@ekvik.example;;SOC-AO;;;" for number in range(1500)]
    client = browse("egon")
    client.get("/personer/")
    with counted_queries() as queries:
        page = post(client, "\n".join([HEAD, *lines]))
    assert "1500 rader. Allt går att läsa in." in page.text
    assert "De första 200 av 1500 raderna visas" in page.text
    assert len(queries) <= 8
    assert page.text.count("<tr") == 201


def test_the_action_refuses_too(town: Organisation) -> None:
    rows = read(f"{HEAD}\nzoe;Zoë;;;;MOON;;;")
    with pytest.raises(InvalidError, match="Inget har ändrats"):
        import_roster(town.reader("egon"), rows, now=town.now, today=town.today)
    rows = read(f"{HEAD}\nzoe;Zoë;;;;SOC;;;")
    with pytest.raises(InvalidError):
        import_roster(town.reader("cleo"), rows, now=town.now, today=town.today)
    assert Person.get_or_none(Person.key == "zoe") is None
