"""A notice as a page, a mail or a feed shows it: in words, with the rights that the person has now."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from portal.lib.refs import Ref
from portal.notices.models import Notice
from portal.notices.queries.things import Known, may_know_of
from portal.notices.rules.rights import told_version
from portal.notices.tellings import find_telling
from portal.web.telling import Telling

# The pages of a version; the others are of the document.
OF_VERSIONS = frozenset({"control.review_show", "control.approval_new", "control.version_show"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice in words: `label` is the thing's name, `text` what happened, `path` where it leads."""

    id: int
    label: str
    text: str
    code: str
    path: str
    at: datetime
    is_read: bool


def readable(rows: Iterable[Notice], known: Known, tokens: frozenset[str]) -> list[Shown]:
    """Return the notices that a reader with these tokens may be shown, in their order."""
    return [shown for row in rows if (shown := find_shown(row, known, tokens))]


def find_shown(row: Notice, known: Known, tokens: frozenset[str]) -> Shown | None:
    """Return the notice in words, or None when the reader may not know of it."""
    telling, ref, facts = find_telling(row.kind), Ref.parse(row.ref), json.loads(row.told.facts)
    if telling is None or not may_know_of(row, facts, known, tokens, at_work=telling.at_work):
        return None
    label, path = place_of(telling, ref, facts.get("version"), known)
    code = ref.key if ref.kind == "document" else ""
    return Shown(row.id, label, telling.words(facts, known.units), code, path, row.at, row.read_at is not None)


def place_of(telling: Telling, ref: Ref, version: int | None, known: Known) -> tuple[str, str]:
    """Return what the thing is called, and where a notice about it leads."""
    if ref.kind != "document":
        return known.services[ref.key], url_for("services.service_show", key=ref.key)
    told = told_version(known.documents[ref.key], version)
    return told.title if told else ref.key, document_path(telling, ref.key, version)


def document_path(telling: Telling, number: str, version: int | None) -> str:
    """Return where a notice about a document leads."""
    if telling.page in OF_VERSIONS and version is not None:
        return url_for(telling.page, number=number, version=version)
    if telling.page and telling.page not in OF_VERSIONS:
        return url_for(telling.page, number=number)
    return url_for("control.document_show", number=number)
