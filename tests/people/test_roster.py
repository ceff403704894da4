"""A list of persons: read from text, with every fault told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.sheet import SheetError, decode
from portal.people.roster import COLUMNS, MOST_ROWS, Row, read

HEAD = "key;name;title;email;phone;unit;role;from;to"


def one(line: str, head: str = HEAD) -> Row:
    (row,) = read(f"{head}\n{line}")
    return row


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_list_is_read_as_spreadsheets_write_it(delimiter: str, newline: str) -> None:
    lines = [HEAD, "zoe;Zoë Ek;Lots;Zoe@ekvik.example;0555;SOC-AO;chef;2026-01-01;2026-12-31", "", ";;;;;;;;"]
    (row,) = read(newline.join(lines).replace(";", delimiter))
    assert row == Row(
        2,
        "zoe",
        "Zoë Ek",
        "Lots",
        "zoe@ekvik.example",
        "0555",
        "SOC-AO",
        "manager",
        date(2026, 1, 1),
        date(2026, 12, 31),
    )


def test_columns_stand_in_any_order_and_in_swedish() -> None:
    row = one("Bo;SOC;bo;författare", "Namn;Enhet;Nyckel;ROLL")
    assert (row.key, row.name, row.unit, row.role, row.problems) == ("bo", "Bo", "SOC", "author", ())


def test_quoted_cells_may_hold_the_delimiter() -> None:
    assert one('bo;"Ek; Bo ""Bosse""";;;;;;;').name == 'Ek; Bo "Bosse"'


@pytest.mark.parametrize(
    ("data", "text", "told"),
    [
        ("key;name\nö;Ö".encode(), "key;name\nö;Ö", ""),
        ("\ufeffkey;name\nö;Ö".encode(), "key;name\nö;Ö", ""),
        ("key;name\nö;Ö".encode("cp1252"), "key;name\nö;Ö", "Windows-1252"),
    ],
)
def test_a_file_is_decoded_and_told_when_it_was_not_utf_8(data: bytes, text: str, told: str) -> None:
    decoded, note = decode(data)
    assert decoded == text
    assert told in note
    assert bool(note) is bool(told)


@pytest.mark.parametrize("data", ["key;name".encode("utf-16"), b"\xff\xfek\x00", b"key\x81;\x8d\x90"])
def test_another_encoding_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(SheetError, match="CSV UTF-8"):
        decode(data)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "tom"),
        ("\n \n", "tom"),
        (HEAD, "bara en rubrikrad"),
        ("name;unit\nBo;SOC", "”key” saknas"),
        ("key;lön\nbo;1", "Okänd kolumn: lön"),
        ("key;key\nbo;bo", "två gånger"),
        ("key;namn;name\nbo;a;b", "två gånger"),
        ("bo;Bo;SOC", "Okänd kolumn"),
        ("key;name\nbo;\x00", "tecken som inte hör hemma"),
        ('key;name\nbo;"Bo', "Rad 2"),
        ('key;name\nbo;Bo\ncl;"Cleo', "Rad 3"),
        ('key;name\nbo;"Bo"x', "Rad 2"),
        (f"key;name\nbo;{'x' * 200_000}", "för lång"),
        ("key;name\n" + "bo;Bo\n" * (MOST_ROWS + 1), "fler än 2000"),
        ("PK\x03\x04" + "\x01" * 50, "Okänd kolumn"),
    ],
)
def test_what_is_no_list_is_told_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(SheetError, match=words):
        read(text)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Bo Ek;Bo", "key: skriv små"),
        (";Bo", "key: skriv små"),
        ("=cmd|' /c calc'!A0;Bo", "key: skriv små"),
        ("../../etc;Bo", "key: skriv små"),
        ("import;Bo", "key: skriv små"),
        ("bo;Bo;;inte en adress", "email: ”inte en adress”"),
        ("bo;Bo;;a@b,c@d", "email: ”a@b,c@d”"),
        ("bo;Bo;;;;SOC;king", "rollen ”king” finns inte"),
        ("bo;Bo;;;;SOC;;2026-13-01", "from: ”2026-13-01” är inget datum"),
        ("bo;Bo;;;;SOC;;;31/12 2026", "to: ”31/12 2026” är inget datum"),
        ("bo;Bo;;;;SOC;;2026-02-01;2026-01-01", "sista dagen ligger före"),
        ("bo;Bo;;;;;author", "unit: skriv vilken enhet"),
        ("bo;Bo;;;;;;2026-01-01", "unit: skriv vilken enhet"),
        ("bo;Bo;;;;;;;;extra;extra", "11 celler"),
        (f"bo;{'x' * 201}", "name: högst 200"),
        ('bo;"Bo\nEk"', "radbrytningar"),
        ("bo;Bo\u202eEk", "styrtecken"),
        ("bo;Bo\x1b[2J", "styrtecken"),
    ],
)
def test_a_hostile_or_mistaken_row_is_told(line: str, words: str) -> None:
    assert any(words in problem for problem in one(line).problems), one(line).problems


def test_a_formula_in_a_name_is_only_text() -> None:
    row = one('bo;"=HYPERLINK(""http://evil.example"")"')
    assert row.name == '=HYPERLINK("http://evil.example")'
    assert row.problems == ()


def test_rows_that_contradict_each_other_are_told() -> None:
    rows = read(f"{HEAD}\nbo;Bo;;bo@x.example\nbo;Boris\ncleo;Cleo;;bo@x.example")
    assert rows[0].problems == ()
    assert rows[1].problems == ("name: rad 2 säger ”Bo” om samma person.",)
    assert rows[2].problems == ("email: bo@x.example står redan för bo.",)


def test_the_same_place_twice_is_told() -> None:
    rows = read(f"{HEAD}\nbo;Bo;;;;SOC\nbo;;;;;SOC\nbo;;;;;SOC;author")
    assert [row.problems for row in rows] == [(), ("unit: rad 2 säger samma sak.",), ()]


def test_lines_are_numbered_as_in_the_file() -> None:
    rows = read(f'\n{HEAD}\nbo;Bo\n\n"cleo";"Cleo\nÅ"\ndisa;Disa')
    assert [row.line for row in rows] == [3, 5, 7]


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=12), max_size=6))
def test_any_cells_give_rows_or_one_clear_sentence(cells: list[list[str]]) -> None:
    text = "\n".join([";".join(COLUMNS), *(";".join(line) for line in cells)])
    for row in rows_or_sentence(text):
        assert (row.key + row.name + row.unit).isprintable()
        assert all(problem.endswith(".") for problem in row.problems)


def rows_or_sentence(text: str) -> list[Row]:
    try:
        return read(text)
    except SheetError as told:
        if not str(told).endswith((".", "?")):
            raise
        return []
