"""A municipality's file share, made here: Word, Excel, PDF and Markdown as they lie, with all that lies beside."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

WORDS = [
    "larma",
    "nyckel",
    "dosett",
    "blåsippa",
    "snöröjning",
    "kvittens",
    "hembesök",
    "skolskjuts",
    "arkivlåda",
    "brandfilt",
]


def word(title: str, *lines: str, table: Sequence[Sequence[str]] = (), author: str = "", changed: str = "") -> bytes:
    """Return a Word file with a title, lines of text, a numbered list and perhaps a table at its head."""
    document = Document()
    document.core_properties.author = author
    document.core_properties.title = ""
    if changed:
        document.core_properties.modified = datetime.fromisoformat(changed)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.add_heading(title, level=0)
    document.add_heading("Ansvar", level=1)
    for line in lines or ("Enhetschefen ansvarar.",):
        document.add_paragraph(line)
    document.add_heading("Så gör du", level=1)
    document.add_paragraph("Läs igenom.", style="List Number")
    document.add_paragraph("Gör det direkt.", style="List Number")
    return saved(document)


def sheet(*rows: Sequence[str]) -> bytes:
    """Return an Excel file with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(thing: object) -> bytes:
    """Return the bytes that a document or a workbook saves itself as."""
    stream = io.BytesIO()
    thing.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page with these lines."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 14 TL 72 770 Td {shown}ET".encode("cp1252"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


LATHUND = "# Lathund dosett\n\nFyll dosetten på söndagar.\n"
LAS_MIG = "# Läs mig först\n\nHär ligger allt som ingen vet var det ska ligga.\n"
HEAD = (("Dokumentansvarig", "Fastställd", "Version"), ("Cleo Åkerlund", "2022-03-01", "3"))


def messy() -> dict[str, bytes]:
    """Return some thirty files by path, of the kind that lie in folders for years."""
    nycklar = word("Rutin för nycklar", "Nyckelskåpet är blåmålat.", table=HEAD, author="Bo Ekström")
    return {
        "Socialförvaltningen/Äldreomsorgen/Rutiner/Rut_Hot och våld v1 2021-02-03.docx": word(
            "Hot och våld", "Gammal text."
        ),
        "Socialförvaltningen/Äldreomsorgen/Rutiner/Rut_Hot och våld v2.1 2023-05-12.docx": word(
            "Rutin vid hot och våld", "Ring skyddsombudet vid överfallslarm."
        ),
        "Socialförvaltningen/Äldreomsorgen/Rutiner/Rutin nycklar FINAL.docx": nycklar,
        "Socialförvaltningen/Äldreomsorgen/Rutiner/Kopia av Rutin nycklar FINAL.docx": nycklar,
        "Socialförvaltningen/Äldreomsorgen/Rutiner/~$Rutin nycklar FINAL.docx": b"x" * 162,
        "Socialförvaltningen/Äldreomsorgen/Rutiner/Thumbs.db": b"x" * 2048,
        "Socialförvaltningen/Äldreomsorgen/03 Blanketter/Blankett hjälpmedel rev B.xlsx": sheet(
            ("Hjälpmedel", "Antal"), ("Rullator", "2"), ("Duschpall", "1")
        ),
        "Socialförvaltningen/Äldreomsorgen/03 Blanketter/tom blankett.docx": b"",
        "Socialförvaltningen/Äldreomsorgen/Lathund_dosett_230612.md": LATHUND.encode(),
        "Socialförvaltningen/Äldreomsorgen/Riktlinjer/RL trygghetslarm.pdf": pdf(
            "Riktlinje trygghetslarm", "Faststalld: 2020-09-01", "Larmknappen provas varje vecka."
        ),
        "Socialförvaltningen/SOC-RUT-0042 Avvikelser.docx": word("Avvikelser", "Rapportera i avvikelsesystemet."),
        "Socialförvaltningen/SOC rut 43 Klagomål.docx": word(
            "Klagomål", "Fastställd den 12 maj 2022", "Svara inom fem dagar."
        ),
        "Socialförvaltningen/Policy mot kränkande särbehandling antagen 2019-11-04.docx": word(
            "Policy mot kränkande särbehandling", "Ingen ska mobbas."
        ),
        "Socialförvaltningen/gammalt/Rutin fax.docx": word("Rutin fax", "Faxen står i korridoren."),
        "Socialförvaltningen/Dokument1.docx": word("Instruktion för kaffemaskinen", "Töm sumpen."),
        "Samhällsbyggnad/Krisplan Dnr KS 2019-123.docx": word(
            "Krisplan", "Gäller från 2024-01-01", "Stabschefen kallar."
        ),
        "Samhällsbyggnad/Instr snöröjning utkast.docx": word("Instruktion snöröjning", "Ploga gångbanor först."),
        "Samhällsbyggnad/RutinBygglovsansökan_slutlig.docx": word("Rutin bygglovsansökan", "Uppdaterad: 2023-10-02"),
        "Samhällsbyggnad/Checklista tillsyn version 4 reviderad den 12 maj 2023.xlsx": sheet(
            ("Fråga", "Svar"), ("Är ventilationen rengjord?", "")
        ),
        "Samhällsbyggnad/4.2.1 Rutin avvikelse.docx": word("Rutin avvikelse", "Anteckna i dagboken."),
        "Samhällsbyggnad/foto från invigningen.JPG": b"\xff\xd8\xff\xe0" + b"0" * 400,
        "Samhällsbyggnad/presentation.pptx": b"PK\x03\x04" + b"0" * 400,
        "Samhällsbyggnad/budget 2009.xls": b"\xd0\xcf\x11\xe0" + b"0" * 400,
        "Samhällsbyggnad/skadad rutin.docx": b"PK\x03\x04 not a document at all",
        "Gemensamt/mall tjänsteskrivelse (2).docx": word("Mall tjänsteskrivelse", "Skriv ärendet här."),
        "Gemensamt/Handlingsplan våld i nära relation.docx": word(
            "Handlingsplan våld i nära relation", "Skyddat boende."
        ),
        "Gemensamt/Ansökan om ledighet.pdf": pdf("Ansokan om ledighet", "Lamnas till chefen."),
        "Gemensamt/.DS_Store": b"x" * 100,
        "Gemensamt/Genväg till rutiner.lnk": b"L\x00\x00\x00",
        "Gemensamt/Läs mig.md": LAS_MIG.encode(),
    }


def few() -> dict[str, bytes]:
    """Return some of them: two that are sound, one without a unit, one that is only older, one that cannot be read."""
    wanted = ("Rut_Hot och", "Checklista", "skadad", "Handlingsplan", "Thumbs")
    return {path: data for path, data in messy().items() if any(word in path for word in wanted)}


def many(count: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many different Word files by path, in folders of fifty; each holds a word of its own."""
    for number in range(1, count + 1):
        name = WORDS[number % len(WORDS)]
        called = f"Rutin {name} {unlike(number)} v{number % 4 + 1} 2023-05-12.docx"
        path = f"Socialförvaltningen/Äldreomsorgen/Mapp {number // 50:02d}/{called}"
        yield path, word(f"Rutin {name} {unlike(number)}", f"Ordet är särtecken{number}.")


def unlike(number: int) -> str:
    """Return a made-up word for a number, in letters."""
    letters = "bdfghklmnprstv"
    found = ""
    while number:
        number, rest = divmod(number, len(letters))
        found += letters[rest] + "aeiouåäö"[rest % 8]
    return found


def write(root: Path, files: dict[str, bytes]) -> Path:
    """Write the files below a folder and return it."""
    for path, data in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return root
