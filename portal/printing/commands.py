"""`portal print`."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from portal.lib.errors import InvalidError, NotFoundError
from portal.people.queries.readers import reader_by_email
from portal.people.queries.units import unit_facts
from portal.people.reader import Reader
from portal.people.rules import subtree_of
from portal.printing.composing import compose_many, compose_one, reading_as, valid_version
from portal.printing.making import SECONDS
from portal.printing.pressing import press
from portal.printing.queries import documents_of
from portal.printing.rules.books import Format
from portal.printing.rules.parts import parts_of
from portal.web.portal import running


@click.command(
    "print",
    help="Skriv det gällande dokumentet NUMMER, en enhets handbok eller hela till FIL, som PDF eller Word. En stor "
    "handbok skrivs i delar: FIL-del-1, FIL-del-2 och så vidare.",
)
@click.argument("number", metavar="[NUMMER]", default="")
@click.option("--unit", metavar="KOD", default="", help="Enhetens handbok, med enheterna under.")
@click.option("--all", "everything", is_flag=True, help="Hela handboken.")
@click.option(
    "--format",
    "name",
    type=click.Choice([each.value for each in Format]),
    default=Format.PDF.value,
    show_default=True,
    help="Format.",
)
@click.option("--out", metavar="FIL", required=True, type=click.Path(path_type=Path), help="Filen som skrivs.")
@click.option("--as", "email", metavar="E-POST", default="", help="Det som personen får läsa, annars som invånare.")
def print_command(*, number: str, unit: str, everything: bool, name: str, out: Path, email: str) -> None:
    """Write a document, a unit's handbook or all of it as PDF or Word."""
    if sum(map(bool, (number, unit, everything))) != 1:
        message = "välj ett av NUMMER, --unit KOD och --all"
        raise InvalidError(message)
    reader = reader_by_email(email, running().today())
    if number:
        print_one(number, Format(name), out, reader)
        return
    facts = unit_facts()
    if unit and unit not in facts:
        message = f"Enheten {unit} finns inte."
        raise NotFoundError(message)
    found = documents_of(subtree_of(unit, facts) if unit else None, reader.tokens, running().today())
    parts = parts_of(found)
    if not parts:
        message = "Det finns inga gällande dokument där som får läsas."
        raise NotFoundError(message)
    title = f"Handbok {unit}".strip()
    for place, numbers in enumerate(parts):
        file = out.with_stem(f"{out.stem}-del-{place + 1}") if len(parts) > 1 else out
        about = f"Del {place + 1} av {len(parts)}. " if len(parts) > 1 else ""
        with TemporaryDirectory(prefix="print-") as folder, reading_as(reader):
            compose_many(numbers, title, f"{about}De dokument som gäller: {len(numbers)}.", Path(folder))
            keep(press(Path(folder), Format(name), seconds=SECONDS), file)


def print_one(number: str, format_: Format, out: Path, reader: Reader) -> None:
    """Write one document. Raises NotFoundError."""
    with TemporaryDirectory(prefix="print-") as folder, reading_as(reader):
        found = valid_version(number)
        if found is None:
            message = f"Dokumentet {number} finns inte, gäller inte eller får inte läsas."
            raise NotFoundError(message)
        compose_one(*found, Path(folder))
        keep(press(Path(folder), format_, seconds=SECONDS), out)


def keep(made: Path, out: Path) -> None:
    """Put the file where it was asked for."""
    shutil.copyfile(made, out)
    click.echo(f"{out}: {out.stat().st_size} byte")
