"""`portal import` and `portal export`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from portal.exchange.content import ContentError
from portal.exchange.export import run_export
from portal.exchange.run import Request, Tell, importer, run_import
from portal.web.portal import running


@click.command("import", help="Läs in innehåll från MAPP, se docs/content-format.md.")
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path))
@click.option("--as", "email", default="", metavar="E-POST", help="Läs in som personen med den e-postadressen.")
@click.option("--dry-run", "dry", is_flag=True, help="Säg vad som skulle hända, men ändra ingenting.")
@click.option(
    "--demo", "with_demo", is_flag=True, help="Gör konton att prova med, av demo_passphrase i personernas filer."
)
def import_content(folder: Path, email: str, *, dry: bool, with_demo: bool) -> None:
    """Import content from a folder, see docs/content-format.md."""
    portal = running()
    request = Request(folder, importer(email, portal.today()), portal.now(), dry, with_demo)
    try:
        with progress(folder) as told:
            report = run_import(request, portal.config, told)
    except ContentError as error:
        for problem in error.problems:
            click.echo(f"{problem.place}: {problem}", err=True)
        click.echo(f"{len(error.problems)} fel. Ingenting har lästs in.", err=True)
        sys.exit(2)
    for line in report.lines():
        click.echo(line)


@contextmanager
def progress(folder: Path) -> Iterator[Tell]:
    """Give what is told of each file: a step of a progress bar on a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    files = sum(path.suffix in {".yaml", ".md"} for path in folder.rglob("*"))
    with click.progressbar(length=files, label="Läser in", file=sys.stderr) as bar:
        yield lambda _: bar.update(1)


@click.command("export", help="Skriv allt innehåll till den nya mappen MAPP, som portal import kan läsa.")
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path))
def export_content(folder: Path) -> None:
    """Write all content to a new folder that `portal import` can read."""
    count = run_export(folder, running().config.timezone)
    click.echo(f"{count} filer skrevs till {folder}.")
