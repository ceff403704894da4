"""What the gate found, as pages show it: each finding with its line and the way to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from portal.control.models.documents import Document
from portal.control.queries.documents import Content, History, read_content
from portal.control.queries.gate import report_on, source_of
from portal.control.queries.versions import VersionLine
from portal.control.rules.finding import Finding
from portal.control.rules.gate import Report
from portal.control.rules.verbs import why_not_edit
from portal.lib.text import excerpt
from portal.people.reader import Reader
from portal.web.portal import journal_head, today

# Who has more to mend than this begins with these.
MOST_SHOWN = 60
ANCHORS = {
    "text": "text",
    "title": "title",
    "change_note": "change_note",
    "audience": "audience",
    "files": "draft-files",
    "front": "front",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as it is shown: where it stands in the text, what stands there, and the way there if there is one."""

    message: str
    line: int | None
    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A version that has been through the gate."""

    history: History
    line: VersionLine
    content: Content
    report: Report

    @property
    def document(self) -> Document:
        """The version's document."""
        return self.history.document


def check(history: History, line: VersionLine, reader: Reader) -> Checked:
    """Return what the gate finds in a version."""
    content = read_content(line.id)
    report = report_on(history.document, content, line.grants, reader, today(), journal_head())
    return Checked(history, line, content, report)


def values_of(checked: Checked) -> dict[str, Any]:
    """Return what `control/gates/_report.html` shows."""
    document, number = checked.document, checked.line.number
    source = source_of(document, checked.content.version)
    may_edit = why_not_edit(checked.line.fact, today()) is None
    errors, advice = (
        [shown(found, source, edit_url(document.number, number, found) if may_edit else "") for found in findings]
        for findings in (checked.report.errors, checked.report.hints)
    )
    return {
        "errors": errors[:MOST_SHOWN],
        "advice": advice[:MOST_SHOWN],
        "error_count": len(errors),
        "advice_count": len(advice),
        "lix": checked.report.lix,
        "meaning": checked.report.meaning,
    }


def shown(found: Finding, source: Sequence[str], url: str) -> Shown:
    """Return a finding as it is shown; `source` are the lines of the text."""
    quote = excerpt(source[found.line - 1]) if found.line and found.line <= len(source) else ""
    return Shown(found.message, found.line, quote, url)


def edit_url(number: str, version: int, found: Finding) -> str:
    """Return the address of the place in the editor, empty for what is not mended there."""
    if found.place not in ANCHORS:
        return ""
    values: dict[str, Any] = {"rad": found.line} if found.line else {}
    return url_for("control.draft_edit", number=number, version=version, _anchor=ANCHORS[found.place], **values)
