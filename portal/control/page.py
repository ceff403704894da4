"""What the pages of all kinds of document have in common: everything but the body."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.control import timeline
from portal.control.addresses import Way, document_url, resolver, version_url, way_to
from portal.control.badges import Badge, badge_of
from portal.control.banners import banner_of
from portal.control.doors import doors_of
from portal.control.kinds import Reading, kind_of
from portal.control.models.versions import Attachment, Version
from portal.control.queries.documents import Content, History
from portal.control.queries.keeping import find_answering
from portal.control.queries.listing import Thread, thread_of
from portal.control.queries.versions import VersionLine
from portal.control.rules.status import Status
from portal.control.rules.types import TYPE_LABELS, Type
from portal.control.translated import ways_of
from portal.lib.calendar import long_date
from portal.lib.filetype import extension_of
from portal.lib.refs import Ref
from portal.people.reader import Reader
from portal.web.panels import filled

FILE_LABELS = {
    "docx": "Word", "xlsx": "Excel", "pptx": "PowerPoint", "odt": "ODT", "ods": "ODS", "odp": "ODP",
    "pdf": "PDF", "png": "PNG", "jpg": "JPEG", "csv": "CSV", "txt": "Text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing of the status line."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """An attachment as a button: its title, address, kind in words and size in bytes."""

    title: str
    url: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A version beside the one that is shown: being written, in review, or decided for later."""

    badge: Badge
    text: str
    way: Way


@dataclass(frozen=True, slots=True)
class Group:
    """Documents on the same side of the thread."""

    label: str
    ways: tuple[Way, ...]


def reading_of(history: History, version: Version) -> Reading:
    """Return the version's body as read; what an older renderer wrote is rendered anew, and not stored by a look."""
    kind = kind_of(history.document.kind)
    if version.renderer != kind.renderer:
        return kind.reading(bytes(version.body))
    return Reading(version.rendered, version.plain, ())


def page_values(
    history: History, line: VersionLine, content: Content, links: Iterable[str], *, reader: Reader, today: date
) -> dict[str, Any]:
    """Return what `control/page.html` shows around the body. `links` are the numbers that the body names.

    One query, and those of the panels that other features add to the slot `document.thread`. The value `resolve` fills
    the links of a rendered text, `about` is what the page's other slots are filled for.
    """
    document = history.document
    replaced_by = [history.withdrawal.replaced_by] if history.withdrawal else []
    links = tuple(links)
    thread = thread_of(document.number, [*links, *replaced_by], reader.tokens, today, history.stamp)
    return {
        "document": document,
        "line": line,
        "type_label": type_label(document.type),
        "language": content.version.language,
        "direction": "ltr",
        "languages": ways_of(history, line),
        "badge": badge_of(line.status, line.fact.valid_from),
        "facts": facts_of_line(history, line, reader, today),
        "banner": banner_of(history, line, thread.named, today),
        "open_work": open_work(history, line),
        "downloads": downloads(history, line, content.attachments),
        "groups": groups_of(thread, links),
        "panels": filled("document.thread", Ref("document", document.number), reader),
        "about": (history, line),
        "doors": doors_of(history, line, reader, today),
        "events": timeline.recent(history),
        "permanent_url": document_url(document.number),
        "version_url": version_url(document.number, line.number),
        "applied_url": url_for("control.applied_show", number=document.number),
        "history_url": url_for("control.history_index", number=document.number),
        "print_url": url_for("control.print_show", number=document.number, version=line.number),
        "check_url": url_for("control.print_check", number=document.number, version=line.number),
        "resolve": resolver(thread.named),
    }


def type_label(code: str) -> str:
    """Return what sort of document it is, in words."""
    return TYPE_LABELS[Type(code)] if code in set(Type) else code


def facts_of_line(history: History, line: VersionLine, reader: Reader, today: date) -> list[Fact]:
    """Return the status line but for the status: which, since when, until when, whose: never nobody's."""
    document = history.document
    facts = [Fact(_("Nummer"), document.number), Fact(_("Version"), str(line.number)), *dates_of(line)]
    facts.append(Fact(_("Ansvarig enhet"), document.unit.name))
    owner = find_answering(document, today, history.stamp) if reader.key else None
    if owner:
        facts.append(Fact(_("Ägare"), owner.name))
    return facts


def dates_of(line: VersionLine) -> list[Fact]:
    """Return from which day a decided version applies, through which, and when it is to be reviewed."""
    fact, is_past = line.fact, line.status in {Status.SUPERSEDED, Status.WITHDRAWN}
    if not fact.is_decided or fact.valid_from is None:
        return []
    dates = [Fact(_("Gällde från") if is_past else _("Gäller från"), long_date(fact.valid_from))]
    if fact.valid_until and fact.valid_until > fact.valid_from:
        last = long_date(fact.valid_until - timedelta(1))
        dates.append(Fact(_("Gällde till och med") if is_past else _("Gäller till och med"), last))
    elif fact.review_by and not is_past:
        dates.append(Fact(_("Nästa översyn"), long_date(fact.review_by)))
    return dates


def open_work(history: History, line: VersionLine) -> list[OpenWork]:
    """Return the work that goes on beside the version, as far as the reader may know."""
    words = {
        Status.DRAFT: _("Version %(number)s skrivs"),
        Status.IN_REVIEW: _("Version %(number)s granskas"),
        Status.RETURNED: _("Version %(number)s är återsänd till författaren"),
        Status.SCHEDULED: _("Version %(number)s är beslutad"),
    }
    beside = [other for other in history.versions if other.status in words and other.number != line.number]
    if not line.status.in_force:
        return []
    return [
        OpenWork(
            badge_of(other.status, other.fact.valid_from),
            words[other.status] % {"number": other.number},
            Way(_("Läs version %(number)s", number=other.number), version_url(history.document.number, other.number)),
        )
        for other in beside
    ]


def downloads(history: History, line: VersionLine, attachments: Iterable[Attachment]) -> list[Download]:
    """Return the version's attachments as buttons."""
    return [
        Download(file.title, file_url(history, line, file.filename), file_label(file.filename), file.size)
        for file in attachments
    ]


def file_url(history: History, line: VersionLine, filename: str) -> str:
    """Return the address of an attachment of the version."""
    number = history.document.number
    return url_for("control.attachment_show", number=number, version=line.number, filename=filename)


def file_label(filename: str) -> str:
    """Return what kind of file it is, in a word."""
    extension = extension_of(filename)
    return FILE_LABELS.get(extension, extension.upper())


def groups_of(thread: Thread, links: Iterable[str]) -> list[Group]:
    """Return the thread both ways: what the text names, in its order, and what names this document."""
    named = tuple(way_to(thread.named[number]) for number in dict.fromkeys(links) if number in thread.named)
    linking = tuple(way_to(line) for line in thread.linking)
    groups = (Group(_("Hänvisar till"), named), Group(_("Hänvisar hit"), linking))
    return [group for group in groups if group.ways]
