"""The addresses of documents, and links to them in texts."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from portal.control.queries.listing import DocumentLine, thread_of, titles_of
from portal.control.rules.status import Status
from portal.lib.markup.rendered import Link
from portal.people.reader import Reader


@dataclass(frozen=True, slots=True)
class Way:
    """A link as a page shows it."""

    label: str
    url: str


def document_url(number: str) -> str:
    """Return the permanent link to a document: what applies."""
    return url_for("control.document_show", number=number)


def version_url(number: str, version: int) -> str:
    """Return the permanent link to one version."""
    return url_for("control.version_show", number=number, version=version)


def way_to(line: DocumentLine) -> Way:
    """Return the link to a document in a list; a withdrawn one says so."""
    label = _("%(title)s (upphävd)", title=line.title) if line.status is Status.WITHDRAWN else line.title
    return Way(label, document_url(line.number))


def resolver(named: Mapping[str, DocumentLine]) -> Callable[[Link], Markup]:
    """Return what fills the holes of a rendered text: `named` is what this reader may be told of."""

    def resolve(link: Link) -> Markup:
        line = named.get(link.number)
        if line is None:
            return escape(f"{link.text} ({link.number})" if link.text else link.number)
        way = way_to(line)
        label = link.text or line.title
        end = _(" (upphävd)") if line.status is Status.WITHDRAWN else ""
        return Markup('<a href="{}">{}</a>{}').format(way.url, label, end)

    return resolve


def resolver_for(
    number: str, links: Collection[str], reader: Reader, today: date, stamp: int | None = None
) -> Callable[[Link], Markup]:
    """Return what fills the links of a document's text, as far as the reader may know what they name.

    One query, or none where there are no links or `stamp` is the journal's number that they were read at before.
    """
    return resolver(thread_of(number, links, reader.tokens, today, stamp).named if links else {})


def find_way(number: str, reader: Reader, today: date) -> Way | None:
    """Resolve a reference to a document: a link, or None when the reader may not know of it."""
    line = titles_of([number], reader.tokens, today).get(number)
    return way_to(line) if line else None
