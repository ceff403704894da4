"""Sheets as spreadsheets save and paste them: lines of cells, in whatever way they are divided and written."""

import csv
import io
from collections.abc import Iterator

DELIMITERS = (";", "\t", ",")


class SheetError(ValueError):
    """The sheet cannot be read at all; the text says why and what to do."""


def decode(data: bytes) -> tuple[str, str]:
    """Return a file's text, and what to tell of how it was written (mostly nothing). Raises SheetError."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "Filen är sparad som UTF-16. Spara den som ”CSV UTF-8” och försök igen."
        raise SheetError(message)
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        message = "Filen är varken UTF-8 eller Windows-1252. Spara den som ”CSV UTF-8” och försök igen."
        raise SheetError(message) from error
    return text, "Filen var sparad som Windows-1252, inte UTF-8. Kontrollera att å, ä och ö ser rätt ut nedan."


def cells_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line that has any. Raises SheetError."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        message = "Listan innehåller tecken som inte hör hemma i text. Är det verkligen en CSV-fil?"
        raise SheetError(message)
    first = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
    except csv.Error as error:
        message = (
            f"Rad {before + 1} går inte att läsa: ett citattecken öppnas men stängs inte, eller en cell är för lång."
        )
        raise SheetError(message) from error
