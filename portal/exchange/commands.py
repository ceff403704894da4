"""`portal import` and `portal export`."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from portal.exchange.content import ContentError
from portal.exchange.export import run_export
from portal.exchange.run import Request, Tell, importer, run_import
from portal.intake import bringing
from portal.intake.folder import is_content_folder
from portal.web.portal import running


@click.command(
    "import",
    help="Läs in innehåll från MAPP, se docs/content-format.md. Är MAPP i stället en mapp med Word-, Excel-, PDF- och "
    "Markdownfiler som de ligger på en filserver, så läses de, och det som gissas om dem skrivs i en tabell att rätta.",
)
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path))
@click.option("--as", "email", default="", metavar="E-POST", help="Läs in som personen med den e-postadressen.")
@click.option("--dry-run", "dry", is_flag=True, help="Säg vad som skulle hända, men gör och ändra inga dokument.")
@click.option(
    "--demo", "with_demo", is_flag=True, help="Gör konton att prova med, av demo_passphrase i personernas filer."
)
@click.option(
    "--table",
    metavar="FIL.csv",
    type=click.Path(dir_okay=False, path_type=Path),
    help="För en mapp från en filserver: tabellen att rätta. Finns den inte skrivs den, finns den görs dokumenten.",
)
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON om vad som hände med varje fil.")
def import_content(folder: Path, email: str, table: Path | None, *, dry: bool, with_demo: bool, as_json: bool) -> None:
    """Import content from a folder, see docs/content-format.md; or move in what lies on a file share."""
    if is_content_folder(folder):
        import_folder(folder, email, dry=dry, with_demo=with_demo, as_json=as_json)
    else:
        move_in(bringing.Request(folder, table, email, dry=dry, as_json=as_json))


def move_in(request: bringing.Request) -> None:
    """Move in what lies on a file share, and tell of it."""
    report, code = bringing.bring(request, running())
    lines = bringing.lines_of(report, code)
    if request.as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
        for line in lines if code else ():
            click.echo(line, err=True)
    else:
        for line in lines:
            click.echo(line, err=bool(code))
    sys.exit(code)


def import_folder(folder: Path, email: str, *, dry: bool, with_demo: bool, as_json: bool) -> None:
    """Import a content folder."""
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
    if as_json:
        files = [{"name": done.name, "did": done.did.name.lower(), "note": done.note} for done in report.outcomes]
        click.echo(json.dumps({"folder": str(folder), "dry": dry, "files": files}, ensure_ascii=False))
        return
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
