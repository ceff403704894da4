"""Composing a book: what a reader may read today, in a folder from which it is pressed."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import segno
from flask import current_app, g, render_template, url_for
from flask_babel import gettext as _

from portal.control.kinds import kind_of
from portal.control.page import Fact
from portal.control.queries.documents import History, content_of, get_history
from portal.control.queries.versions import VersionLine
from portal.control.views.prints import plain_paper
from portal.lib.calendar import long_date
from portal.lib.errors import NotFoundError
from portal.lib.filetype import extension_of
from portal.people.reader import Reader
from portal.printing.rules.books import Book, Sheet
from portal.printing.rules.fitting import Place, fit
from portal.printing.rules.tree import read, written
from portal.store import blobs
from portal.web.access import current_reader
from portal.web.portal import journal_head, running, today
from portal.web.templating import zoned_date

# All pictures of a book together, in bytes; those beyond are left out and their words remain.
MOST_PICTURES = 150 * 1024 * 1024
PICTURES = frozenset({"png", "jpg", "jpeg"})


@contextmanager
def reading_as(reader: Reader) -> Iterator[None]:
    """Read as somebody outside a request: in the worker, or for a command."""
    with current_app.test_request_context("/", base_url=running().config.own_url):
        g.reader = reader
        yield


@dataclass
class Composer:
    """Lays the sheets and their pictures in a folder; `here` are the numbers of all documents in the book."""

    folder: Path
    here: frozenset[str]
    left: int = MOST_PICTURES

    def sheet(self, history: History, line: VersionLine) -> Sheet:
        """Return a version as a sheet."""
        document = history.document
        values = (kind_of(document.kind).paper or plain_paper)(history, line)
        site = running().config.own_url
        address = site + url_for("control.print_check", number=document.number, version=line.number)
        root = read(str(values["body"]))
        fit(root, Place(document.number, self.here, site, self.pictures_of(history, line)))
        banner, badge = values["banner"], values["badge"]
        day = long_date(today())
        return Sheet(
            number=document.number,
            version=line.number,
            title=line.title,
            type=values["type_label"],
            unit=document.unit.name,
            status=badge.label,
            facts=(
                *((fact.label, fact.value) for fact in values["facts"][:2]),
                (_("Status %(day)s", day=day), badge.label),
                *((fact.label, fact.value) for fact in (*values["facts"][2:], *decision_of(line))),
            ),
            warning=(banner.title, *([banner.text] if banner.text else [])) if banner else (),
            paper=f"{document.number} · version {line.number} · {badge.label} {day}",
            body=written(root),
            language=values["language"],
            files=tuple(f"{file.title} ({file.kind})" for file in values["downloads"]),
            code=self.code(address),
            address=address,
        )

    def code(self, address: str) -> str:
        """Lay the code that leads to the address in the folder, and return its name."""
        name = f"kod-{len(list(self.folder.glob('kod-*.png')))}.png"
        segno.make_qr(address, error="m").save(str(self.folder / name), scale=8, border=2)
        return name

    def pictures_of(self, history: History, line: VersionLine) -> Callable[[str], str | None]:
        """Return what lays a picture of the version in the folder when the text shows it."""
        files = {file.filename: file for file in content_of(line, history.stamp).attachments}

        def picture(filename: str) -> str | None:
            file = files.get(filename)
            if file is None or extension_of(filename) not in PICTURES or file.size > self.left:
                return None
            name = f"{file.sha256}.{extension_of(filename)}"
            if not (self.folder / name).exists():
                self.left -= file.size
                with (self.folder / name).open("wb") as out:
                    out.writelines(blobs.read(file.sha256))
            return name

        return picture


def decision_of(line: VersionLine) -> list[Fact]:
    """Return when it was decided and under which reference; by whom is for who is signed in."""
    if line.approval is None or not line.fact.is_decided:
        return []
    day = long_date(zoned_date(line.approval.at))
    by = _("%(day)s av %(name)s", day=day, name=line.approval.by) if current_reader().key and line.approval.by else day
    return [
        Fact(_("Beslutad"), by),
        *([Fact(_("Beslutets beteckning"), line.approval.text)] if line.approval.text else []),
    ]


def compose_one(history: History, line: VersionLine, folder: Path) -> Book:
    """Compose a book of one version and lay it in the folder."""
    number = history.document.number
    sheet = Composer(folder, frozenset({number})).sheet(history, line)
    return laid(book_of(line.title, "", [sheet]), folder)


def compose_many(numbers: Iterable[str], title: str, subtitle: str, folder: Path) -> Book:
    """Compose a book of what applies of these documents, as far as the reader may read them now.

    Raises NotFoundError when that is nothing.
    """
    numbers = list(numbers)
    composer = Composer(folder, frozenset(numbers))
    sheets = [composer.sheet(*found) for number in numbers if (found := valid_version(number))]
    if not sheets:
        raise NotFoundError(_("Inget av dokumenten gäller, eller så får du inte läsa dem."))
    return laid(book_of(title, subtitle, sheets), folder)


def valid_version(number: str) -> tuple[History, VersionLine] | None:
    """Return what applies of a document, or None where nothing does that the reader may read."""
    try:
        history = get_history(number, current_reader().tokens, today(), journal_head())
    except NotFoundError:
        return None
    return (history, history.in_force) if history.in_force else None


def book_of(title: str, subtitle: str, sheets: list[Sheet]) -> Book:
    """Return the sheets as a book of this municipality and day."""
    config = running().config
    return Book(title, subtitle, config.municipality, long_date(today()), config.accent, tuple(sheets))


def laid(book: Book, folder: Path) -> Book:
    """Lay the book in the folder, as each press reads it."""
    (folder / "book.json").write_text(json.dumps(asdict(book), ensure_ascii=False), encoding="utf-8")
    (folder / "colours.css").write_text(f":root {{ --accent: {book.accent}; }}", encoding="utf-8")
    (folder / "book.html").write_text(render_template("printing/books/show.html", book=book), encoding="utf-8")
    return book
