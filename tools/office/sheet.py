"""Spreadsheets (.xlsx): each table has a sheet of its own, what stands between tables shares one."""

import io
import re
from itertools import count
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tools.office.archive import EPOCH, repacked
from tools.office.spec import MUNICIPALITY, Attachment, Checks, Fields, Section, Table, is_long

LINE = Side(style="thin", color="7A8A91")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
SHADE = PatternFill("solid", fgColor="E6F0F1")
WRAP = Alignment(horizontal="left", wrap_text=True, vertical="top")
ROW_HEIGHT, LONG_ROW_HEIGHT = 20, 60
FONT = "Arial"
PLAIN, BOLD = Font(name=FONT, size=10), Font(name=FONT, size=10, bold=True)
HEADING = Font(name=FONT, size=13, bold=True, color="0B5C6B")
TITLE = Font(name=FONT, size=16, bold=True)
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31
SPARE_ROWS = 10
RED = PatternFill("solid", bgColor="F6C9C3")
RED_FROM = re.compile(r"Röd om (\d+) eller mer")


def workbook(attachment: Attachment) -> bytes:
    """Return the attachment as a workbook."""
    book = Workbook()
    book.remove(book.active)
    for number, sections in enumerate(sheets_of(attachment.sections)):
        page = book.create_sheet(free_name(book, sections[0].heading))
        row = add_title(page, attachment) if number == 0 else 1
        for section in sections:
            row = add_section(page, row, section)
        lay_out(page, attachment, sections[0].table)
    book.properties.title = attachment.title
    book.properties.subject = attachment.number
    book.properties.creator = book.properties.lastModifiedBy = MUNICIPALITY
    book.properties.language = "sv-SE"
    book.properties.created = EPOCH.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue(), with_fixed_moment)


def with_fixed_moment(name: str, content: bytes) -> bytes:
    """Return an entry of the archive; the time of saving, which the library insists on, becomes ours."""
    if name != "docProps/core.xml":
        return content
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{EPOCH:%Y-%m-%dT%H:%M:%SZ}".encode(), content)


def sheets_of(sections: tuple[Section, ...]) -> list[list[Section]]:
    """Return the sections of each sheet: one with a table is alone, others next to each other are together."""
    sheets: list[list[Section]] = []
    for section in sections:
        if section.table or not sheets or sheets[-1][0].table:
            sheets.append([])
        sheets[-1].append(section)
    return sheets


def free_name(book: Workbook, heading: str) -> str:
    """Return a name for a sheet that Excel allows and the book has not."""
    name = FORBIDDEN.sub(" ", heading)[:LONGEST_NAME].strip()
    names = (name if number == 1 else f"{name[: LONGEST_NAME - 3]} {number}" for number in count(1))
    return next(name for name in names if name not in book.sheetnames)


def put(page: Any, row: int, column: int, value: str | int, font: Font = PLAIN, *, box: bool = False) -> Any:
    """Write a cell."""
    cell = page.cell(row, column, value if value != "" else None)
    cell.font, cell.alignment = font, WRAP
    if box:
        cell.border = GRID
        if font is BOLD:
            cell.fill = SHADE
    return cell


def add_title(page: Any, attachment: Attachment) -> int:
    """Write the head of the first sheet. Returns the next free row."""
    for row, (text, font) in enumerate(
        ((MUNICIPALITY, PLAIN), (attachment.title, TITLE), (attachment.intro, PLAIN)), 1
    ):
        put(page, row, 1, text, font).alignment = Alignment(vertical="center")
    page.row_dimensions[2].height = 26
    return 5


def add_section(page: Any, row: int, section: Section) -> int:
    """Write a section; its table comes first, so that the header stays near the top. Returns the next free row."""
    put(page, row, 1, section.heading, HEADING).alignment = Alignment(vertical="center")
    page.row_dimensions[row].height = 22
    row += 1
    for part in sorted(section.parts, key=lambda part: (not isinstance(part, str), not isinstance(part, Table))):
        match part:
            case str():
                put(page, row, 1, part).alignment = Alignment()
                row += 1
            case Table():
                row = add_table(page, row, part)
            case Fields():
                row = add_fields(page, row, part)
            case Checks():
                row = add_checks(page, row, part)
    return row + 1


def add_fields(page: Any, row: int, part: Fields) -> int:
    """Write labels with an empty cell beside each. Returns the next free row."""
    for row_number, label in enumerate(part.labels, row):
        put(page, row_number, 1, label, BOLD, box=True)
        put(page, row_number, 2, "", box=True)
        page.row_dimensions[row_number].height = LONG_ROW_HEIGHT if is_long(label) else ROW_HEIGHT
    return row + len(part.labels) + 1


def add_checks(page: Any, row: int, part: Checks) -> int:
    """Write labels with a box beside each, to be ticked from a list. Returns the next free row."""
    ticks = DataValidation(type="list", formula1='"☐,☒"', allow_blank=False)
    page.add_data_validation(ticks)
    for row_number, label in enumerate(part.labels, row):
        put(page, row_number, 1, label, box=True)
        ticks.add(put(page, row_number, 2, "☐", box=True))
    return row + len(part.labels) + 1


def add_table(page: Any, row: int, part: Table) -> int:
    """Write a table with rows to spare, formulas where its columns call for them. Returns the next free row."""
    for column, text in enumerate(part.columns, 1):
        put(page, row, column, text, BOLD, box=True)
    page.freeze_panes = page.cell(row + 1, 1)
    page.print_title_rows = f"{row}:{row}"
    spare = SPARE_ROWS if any("" in cells for cells in part.rows) else 0
    first, last = row + 1, row + len(part.rows) + spare
    for row_number in range(first, last + 1):
        page.row_dimensions[row_number].height = ROW_HEIGHT
        cells = part.rows[row_number - first] if row_number - first < len(part.rows) else [""] * len(part.columns)
        for column, text in enumerate(cells, 1):
            put(page, row_number, column, int(text) if text.isdigit() else text, box=True)
    add_scores(page, part, first, last)
    return add_sums(page, part, first, last)


def column_of(part: Table, *starts: str) -> str:
    """Return the letter of the first column whose header begins so, or nothing."""
    return next((get_column_letter(x) for x, text in enumerate(part.columns, 1) if text.startswith(starts)), "")


def add_scores(page: Any, part: Table, first: int, last: int) -> None:
    """Let the sheet multiply likelihood by consequence, each from 1 to 5, and mark what is high."""
    likelihood, consequence = column_of(part, "Sannolikhet"), column_of(part, "Konsekvens")
    score, mark = column_of(part, "Poäng", "Risktal"), column_of(part, "Röd om")
    if not (likelihood and consequence and score):
        return
    scale = DataValidation(type="whole", operator="between", formula1="1", formula2="5", allow_blank=True)
    scale.error, scale.errorTitle = "Skriv ett heltal från 1 till 5.", "Skala 1–5"
    page.add_data_validation(scale)
    for column in (likelihood, consequence):
        scale.add(f"{column}{first}:{column}{last}")
    for row in range(first, last + 1):
        pair = f"{likelihood}{row},{consequence}{row}"
        page[f"{score}{row}"] = f'=IF(COUNT({pair})=2,PRODUCT({pair}),"")'
    limit = next((found[1] for text in part.columns if (found := RED_FROM.fullmatch(text))), None)
    if mark and limit:
        for row in range(first, last + 1):
            page[f"{mark}{row}"] = f'=IF(COUNT({score}{row})=0,"",IF({score}{row}>={limit},"Röd",""))'
        page.conditional_formatting.add(f"{mark}{first}:{mark}{last}", CellIsRule("equal", ['"Röd"'], fill=RED))


def add_sums(page: Any, part: Table, first: int, last: int) -> int:
    """Add up the columns of money under the table. Returns the next free row."""
    money = [column for column, text in enumerate(part.columns, 1) if text.endswith(" kr")]
    if not money:
        return last + 2
    for column in range(1, len(part.columns) + 1):
        letter = get_column_letter(column)
        total = f"=SUM({letter}{first}:{letter}{last})" if column in money else ""
        put(page, last + 1, column, total or ("Summa" if column == 1 else ""), BOLD, box=True)
        for row in range(first, last + 2) if column in money else ():
            page.cell(row, column).number_format = "#,##0"
    return last + 3


def lay_out(page: Any, attachment: Attachment, table: Table | None) -> None:
    """Set the widths of columns, the paper and its foot."""
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 34, 52
    for column, text in enumerate(table.columns if table else (), 1):
        longest = max(len(text), *(len(row[column - 1]) for row in table.rows)) if table else 0
        page.column_dimensions[get_column_letter(column)].width = max(16, min(longest + 3, 44))
    page.sheet_view.showGridLines = False
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape" if table else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.left.text, page.oddFooter.right.text = attachment.footer, "sida &P av &N"
