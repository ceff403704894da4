"""Excel files as headings and tables."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from portal.lib.conversion import Converted, UnfitError, convert
from portal.lib.markup.render import render
from tests.support.files import office


def made(book: openpyxl.Workbook) -> Converted:
    stream = io.BytesIO()
    book.save(stream)
    converted = convert(stream.getvalue(), "lista.xlsx")
    render(converted.markdown)
    return converted


def book_of(*rows: tuple[object, ...], name: str = "Blad") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    return book


def test_a_sheet_is_a_heading_and_a_table():
    book = book_of(("Kontroll", "Antal", "Datum", "Andel"), ("Brand | larm", 3, date(2025, 2, 3), 0.25), name="Rond_1")
    book.active["D2"].number_format = "0%"
    book.active["C3"] = datetime(2025, 2, 4, 8, 30)  # noqa: DTZ001 - a day in a sheet lies in no zone
    converted = made(book)
    assert converted.markdown == (
        "## Rond_1\n\n"
        "| Kontroll | Antal | Datum | Andel |\n"
        "| --- | --- | --- | --- |\n"
        "| Brand \\| larm | 3 | 2025-02-03 | 25 % |\n"
        "|  |  | 2025-02-04 08:30 |  |\n"
    )
    assert converted.lost == ()
    assert converted.first_page.startswith("Rond_1\nKontroll\tAntal")


def test_lines_above_a_table_are_paragraphs_and_empty_rows_part_tables():
    book = book_of(
        ("Riskbedömning",), ("* Gäller 2025",), (), ("Risk", "Poäng"), ("Fall", 4), (), ("Namn", "Tel"), ("Åsa", "070")
    )
    assert made(book).markdown == (
        "## Blad\n\nRiskbedömning\n\n\\* Gäller 2025\n\n| Risk | Poäng |\n| --- | --- |\n| Fall | 4 |\n\n"
        "| Namn | Tel |\n| --- | --- |\n| Åsa | 070 |\n"
    )


def test_what_cannot_be_carried_over_is_named():
    book = book_of(("A", "B", "C"), (1, 2, "=A2+B2"), (3, 4, 5), (6, 7, 8))
    sheet = book.active
    sheet["A2"].comment = Comment("Kolla", "Bo")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A2:A3")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=3))
    sheet.add_chart(chart, "E5")
    book.create_sheet("Hemligt").sheet_state = "hidden"
    converted = made(book)
    assert converted.markdown == "## Blad\n\n| A | C |\n| --- | --- |\n| 1 |  |\n| 1 | 5 |\n"
    assert set(converted.lost) == {
        "1 formel utan uträknat värde",
        "1 kommentar",
        "2 dolda rader eller kolumner",
        "1 sammanslagen ruta i en tabell (den är delad)",
        "1 diagram",
        "1 dolt blad",
    }


def test_a_large_sheet_is_cut_off():
    book = book_of(tuple(f"K{n}" for n in range(33)), *((n,) * 33 for n in range(520)))
    converted = made(book)
    assert "3 kolumner utöver de 30 som ett blad får ha" in converted.lost
    assert "21 rader utöver de 500 som ett blad får ha" in converted.lost
    assert "| K29 |" in converted.markdown
    assert "K30" not in converted.markdown
    assert "\n| 498 |" in converted.markdown
    assert "\n| 499 |" not in converted.markdown


def test_properties_and_title():
    book = book_of(("x",))
    book.properties.title, book.properties.creator = "Kontrollplan", "Bo"
    converted = made(book)
    assert (converted.title, converted.properties["author"]) == ("Kontrollplan", "Bo")


def test_a_broken_workbook_is_refused():
    with pytest.raises(UnfitError):
        convert(office("xlsx", {"xl/workbook.xml": "<workbook><sheets>"}), "a.xlsx")
