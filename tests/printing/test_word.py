"""The Word file: opened again, and its parts looked at one by one."""

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx import Document as WordFile
from docx.oxml.ns import qn
from flask import Flask

from portal.people.reader import CITIZEN
from portal.printing.rules.books import Format
from tests.printing.test_pdf import books
from tests.support.organisation import Organisation
from tests.support.printing import pressed

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@pytest.fixture
def content(bare_app: Flask, organisation: Organisation, tmp_path: Path) -> bytes:
    """Return two documents as a Word file."""
    books(organisation)
    return pressed(bare_app, CITIZEN, tmp_path / "book", Format.DOCX, "SOC-RUT-0001", "SOC-RUT-0002")


def test_its_parts_are_well_formed_and_lead_to_each_other(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        names = set(file.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                ET.fromstring(file.read(name))
        for name in (name for name in names if name.endswith(".rels")):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            own = file.read(name.replace("_rels/", "").removesuffix(".rels")).decode() if folder else ""
            for relation in ET.fromstring(file.read(name)).iter(RELATION):
                if relation.get("TargetMode") == "External":
                    assert relation.get("Id") in own
                    assert (relation.get("Target") or "").startswith(("http://", "https://"))
                else:
                    target = (Path("/", folder) / (relation.get("Target") or "")).resolve()
                    assert str(target).removeprefix("/") in names


def test_headings_are_headings(content: bytes) -> None:
    file = WordFile(io.BytesIO(content))
    found = [(each.style.name, each.text) for each in file.paragraphs if each.style and "Heading" in each.style.name]
    assert found == [
        ("Heading 2", "Innehåll"),
        ("Heading 1", "Den första"),
        ("Heading 2", "Så gör du"),
        ("Heading 3", "Vem"),
        ("Heading 1", "Den andra"),
        ("Heading 2", "Så gör du"),
        ("Heading 2", "Ansvar"),
    ]


def test_lists_count_by_themselves(content: bytes) -> None:
    file = WordFile(io.BytesIO(content))
    items = {
        each.text: each._p.pPr.numPr
        for each in file.paragraphs
        if each._p.pPr is not None and each._p.pPr.numPr is not None
    }
    levels = {text: number.ilvl.val for text, number in items.items()}
    assert levels["Larma."] == 0
    assert levels["Först du själv."] == 1
    lists = [
        each._p.pPr.numPr.numId.val
        for each in file.paragraphs
        if each.text == "Ta skydd." and each._p.pPr is not None and each._p.pPr.numPr is not None
    ]
    assert len(set(lists)) == 2, "the second list begins at one again"
    numbering = file.part.numbering_part.element
    kinds = {num.numId: num.abstractNumId.val for num in numbering.num_lst}
    known = {int(kind.get(qn("w:abstractNumId"))) for kind in numbering.findall(qn("w:abstractNum"))}
    assert set(kinds.values()) <= known


def test_a_table_repeats_its_head_and_keeps_its_rows_whole(content: bytes) -> None:
    table = WordFile(io.BytesIO(content)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Vem", "När"],
        ["Alla", "Nu"],
        ["Chefen", "Sedan"],
    ]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_links_lead_where_they_should(content: bytes) -> None:
    file = WordFile(io.BytesIO(content))
    marks = {mark.get(qn("w:name")) for mark in file.element.iter(qn("w:bookmarkStart"))}
    numbers = [mark.get(qn("w:id")) for mark in file.element.iter(qn("w:bookmarkStart"))]
    assert len(numbers) == len(set(numbers))
    links = list(file.element.iter(qn("w:hyperlink")))
    inner = [link.get(qn("w:anchor")) for link in links if link.get(qn("w:anchor"))]
    assert set(inner) <= marks
    said = ["".join(text.text or "" for text in link.iter(qn("w:t"))) for link in links]
    assert {"Den andra", "den andra", "länk här", "1", "↑"} <= set(said)


def test_every_picture_says_what_it_shows(content: bytes) -> None:
    file = WordFile(io.BytesIO(content))
    told = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert told == [f"QR-kod som leder till http://127.0.0.1:8000/d/SOC-RUT-000{n}/v/1/giltig" for n in (1, 2)]


def test_each_document_has_its_own_foot(content: bytes) -> None:
    file = WordFile(io.BytesIO(content))
    feet = [section.footer.paragraphs[0] for section in file.sections]
    assert "Handbok · så som det gällde 20 november 2026" in feet[0].text
    assert "SOC-RUT-0001 · version 1 · Gäller 20 november 2026" in feet[1].text
    fields = [field.get(qn("w:instr")) for field in feet[2]._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_it_says_what_it_is_and_in_which_language(content: bytes) -> None:
    file = WordFile(io.BytesIO(content))
    told = file.core_properties
    assert (told.title, told.language, told.keywords) == ("Handbok", "sv-SE", "SOC-RUT-0001, SOC-RUT-0002")
    languages = {each.get(qn("w:val")) for each in file.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}


def test_all_words_are_there(content: bytes) -> None:
    words = " ".join(each.text for each in WordFile(io.BytesIO(content)).paragraphs)
    for told in ("☑ Ikryssad: Klart", "☐ Ej ikryssad: Inte klart", "Tänk på", "Citat.", "rad 1\n  rad 2", "En fotnot."):
        assert told in words, told
