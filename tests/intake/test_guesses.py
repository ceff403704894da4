"""What is guessed of files by their paths, first pages and properties."""

import csv
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from portal.intake.rules.dates import dates_in, valid_from_of
from portal.intake.rules.guesses import Source, Sure
from portal.intake.rules.labels import labelled, spoken
from portal.intake.rules.names import stem_of
from portal.intake.rules.proposal import Evidence, Register, propose
from portal.intake.rules.titles import LONGEST
from portal.intake.rules.units import Name, Units
from tests.support.example import CONTENT

TODAY = date(2026, 11, 20)
TABLE = list(
    csv.DictReader(Path(__file__).with_name("paths.csv").read_text(encoding="utf-8").splitlines(), delimiter=";")
)
MARKS = {"C": "is_copy", "F": "is_final", "D": "is_draft", "O": "is_old"}


def names() -> list[Name]:
    """Return the example's units."""
    found = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((CONTENT / "units").glob("*.yaml")))
    return [Name(unit["code"], unit["name"], unit.get("parent", ""), unit["kind"] == "board") for unit in found]


REGISTER = Register(Units.of(names()), {"cleo akerlund": "cleo@ekvik.example"})


def guess(path: str, page: str = "", title: str = "", **properties: str):
    """Return what is guessed of a file."""
    return propose(Evidence(path, properties, title, page), REGISTER, TODAY)


@pytest.mark.parametrize("row", TABLE, ids=[row["path"] for row in TABLE])
def test_a_path_tells_what_the_file_is(row: dict[str, str]) -> None:
    found = guess(row["path"])
    told = {field: found.value(field) for field in ("title", "type", "unit", "version", "valid_from", "status")}
    told["number"] = found.value("number") or found.value("former")
    told["marks"] = "".join(sign for sign, name in MARKS.items() if getattr(found.mark, name))
    assert told == {field: value for field, value in row.items() if field != "path"}


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 60


HEAD = """\
| Dokumentansvarig | Fastställd | Version | Dokumentnummer |
| --- | --- | --- | --- |
| Cleo Åkerlund | 2022-03-01 | 3 | soc rut 77 |
"""
PAGES = [
    (HEAD, "owner", "cleo@ekvik.example", Sure.SURE),
    (HEAD, "valid_from", "2022-03-01", Sure.SURE),
    (HEAD, "version", "3", Sure.SURE),
    (HEAD, "number", "SOC-RUT-0077", Sure.SURE),
    ("Dokumenttyp: Riktlinje", "type", "guideline", Sure.SURE),
    ("RUTIN\nNattbemanning", "type", "routine", Sure.LIKELY),
    ("Enhet: Hemtjänst Norr", "unit", "SOC-AO-HTN", Sure.LIKELY),
    ("Fastställd den 12 maj 2023 av nämnden", "valid_from", "2023-05-12", Sure.SURE),
    ("Fastställd 2019-01-01. Reviderad 2021-02-03.", "valid_from", "2021-02-03", Sure.SURE),
    ("Gäller från 2020-01-01. Reviderad 2021-02-03.", "valid_from", "2020-01-01", Sure.SURE),
    ("Beslutad maj 2020", "valid_from", "2020-05-01", Sure.LIKELY),
    ("Nästa revidering: 2027-03-01", "review_by", "2027-03-01", Sure.SURE),
    ("Gäller t.o.m. 2027-12-31", "review_by", "2027-12-31", Sure.SURE),
    ("Ansvarig: Cleo Åkerlund, enhetschef", "owner", "cleo@ekvik.example", Sure.SURE),
    ("Dnr: KS 2019/77", "former", "KS 2019/77", Sure.LIKELY),
]


@pytest.mark.parametrize(("page", "field", "value", "sure"), PAGES, ids=[f"{p[1]}: {p[0][:30]}" for p in PAGES])
def test_a_first_page_tells(page: str, field: str, value: str, sure: Sure) -> None:
    found = guess("Mapp/fil 77b.docx", page).guesses[field]
    assert (found.value, found.sure, found.source) == (value, sure, Source.PAGE)


SILENT = [
    ("Personnummer 850304-1234 och 19850304-1234", "valid_from"),
    ("Nästa översyn 2027-03-01", "valid_from"),
    ("Beslutad 1912-03-01", "valid_from"),
    ("Ansvarig: Någon Okänd", "owner"),
    ("Se SOC-RUT-0042 för avvikelser.", "number"),
]


@pytest.mark.parametrize(("page", "field"), SILENT)
def test_what_is_not_told_is_not_guessed(page: str, field: str) -> None:
    assert field not in guess("fil 77b.docx", page).guesses


def test_the_heading_is_the_title_when_it_says_what_the_name_says() -> None:
    assert guess("hot_o_vald_v3.docx", title="Rutin vid hot och våld").value("title") == "Rutin vid hot och våld"
    found = guess("Rut_hot och våld v3.docx", title="Rutin vid hot och våld").guesses["title"]
    assert (found.value, found.sure, found.source) == ("Rutin vid hot och våld", Sure.SURE, Source.PAGE)
    assert guess("Nyckelhantering.docx", title="Ekvik kommun").value("title") == "Nyckelhantering"
    assert (
        guess("Dokument1.docx", title="Instruktion för kaffemaskinen").value("title") == "Instruktion för kaffemaskinen"
    )


def test_when_the_file_was_changed_is_a_mere_guess_and_decides_nothing() -> None:
    found = guess("Rutin.docx", modified="2021-03-04")
    assert (found.value("valid_from"), found.guesses["valid_from"].sure) == ("2021-03-04", Sure.GUESSED)
    assert found.value("status") == "draft"


def test_a_later_date_in_the_name_goes_before_that_of_the_page() -> None:
    assert guess("Rutin 2024-01-01.docx", "Fastställd 2019-01-01").value("valid_from") == "2024-01-01"
    assert guess("Rutin 2018-01-01.docx", "Fastställd 2019-01-01").value("valid_from") == "2019-01-01"


def test_two_units_of_one_name_are_none() -> None:
    twins = Units.of([Name("A-X", "Enhet Norr"), Name("B-X", "Enhet Norr")])
    assert twins.find("Enhet Norr") is None
    assert Units.of([Name("A", "Vården"), Name("A-X", "Vården", "A")]).find("vården") == ("A", Sure.SURE)


def test_labels_are_read_beside_below_and_after_a_colon() -> None:
    assert list(labelled("Ansvarig: Bo\nÄgare:\tCleo\n**Enhet:** X", ("ansvarig", "agare", "enhet"))) == [
        "Bo",
        "Cleo",
        "X",
    ]
    assert "Fastställd: 2022-03-01" in spoken(HEAD)


@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=80))
def test_any_text_gives_some_guess(path: str, page: str, title: str) -> None:
    found = guess(path, page, title)
    assert len(found.value("title")) <= LONGEST
    assert found.value("type")
    assert found.value("status") in {"valid", "draft"}


@given(st.text(alphabet="0123456789-/. jmån2023v", max_size=60))
def test_any_digits_are_read_without_fault(text: str) -> None:
    assert all(found.day.year >= 1970 for found in dates_in(text, TODAY))
    valid_from_of(stem_of(text or "x"), text, text, TODAY)
