"""A draft on a page: what it says, what its form offers, how it would look, and what a form makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.control.actions.drafts import File, Text
from portal.control.addresses import resolver_for
from portal.control.audience import words_of
from portal.control.difference import Block, Fold, rows_of
from portal.control.kinds import BodyKind, kind_of
from portal.control.models.documents import Document
from portal.control.models.versions import Attachment, Version
from portal.control.queries.documents import History
from portal.control.queries.versions import VersionLine
from portal.control.queries.writing import Desk
from portal.control.rules.writing import Written
from portal.lib import yamlfile
from portal.lib.errors import InvalidError
from portal.people.models import Unit
from portal.people.queries.units import facts_of_units
from portal.people.reader import Reader
from portal.people.rules import INTERNAL, PUBLIC, ancestors_of

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that can be written in, with all that it holds."""

    history: History
    line: VersionLine
    version: Version
    attachments: tuple[Attachment, ...]
    desk: Desk

    @property
    def document(self) -> Document:
        """The document it is a version of."""
        return self.history.document

    @property
    def kind(self) -> BodyKind:
        """What is the document's own sort of body."""
        return kind_of(self.document.kind)

    @property
    def is_first(self) -> bool:
        """Whether it is the document's first version, which changes nothing."""
        return self.line.number == 1

    @property
    def gate_url(self) -> str:
        """The address of the gate before the draft is handed in."""
        return self.url("gate_show")

    def url(self, endpoint: str, **values: Any) -> str:
        """Return the address of something of this draft's."""
        return url_for(f"control.{endpoint}", number=self.document.number, version=self.line.number, **values)


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a draft that two have written differently: its name and the difference, from theirs to mine."""

    label: str
    rows: list[Block | Fold]


def written_of(draft: Draft) -> Written:
    """Return the draft as it is saved, as its form has it."""
    front, text = draft.kind.write(bytes(draft.version.body))
    return Written(
        title=draft.version.title,
        text=text,
        front=yamlfile.dump(front) if draft.kind.front_keys else "",
        change_note="" if draft.is_first else draft.version.change_note,
        significance="significant" if draft.is_first else draft.version.significance,
        audience=tuple(sorted(draft.line.grants)),
        titles=tuple((file.filename, file.title) for file in draft.attachments),
    )


def text_of(draft: Draft, written: Written) -> Text:
    """Return what is written as a text to save. Raises InvalidError, whose place is the form's field."""
    titles = dict(written.titles)
    return Text(
        title=written.title,
        body=body_of(draft.kind, written.front, written.text),
        audience=tuple(sorted(written.audience)),
        change_note=draft.version.change_note if draft.is_first else written.change_note.strip(),
        significance=draft.version.significance if draft.is_first else written.significance,
        language=draft.version.language,
        files=tuple(
            File(
                file.filename,
                title_of(titles.get(file.filename, "")) or file.title,
                file.media_type,
                file.sha256,
                file.size,
            )
            for file in draft.attachments
        ),
    )


def title_of(typed: str) -> str:
    """Return a file's title as it is kept: on one line, not too long."""
    return " ".join("".join(char if char.isprintable() else " " for char in typed).split())[:LONGEST_TITLE]


def body_of(kind: BodyKind, front: str, text: str) -> bytes:
    """Return the canonical bytes of what is written. Raises InvalidError, whose place is `front` or `text`."""
    values = front_of(kind, front) if kind.front_keys else {}
    try:
        return kind.read(values, text)
    except InvalidError as error:
        is_text = error.place == "body" or not kind.front_keys
        where = f"Rad {error.place}: " if error.place.isdigit() else ""
        raise InvalidError(f"{where}{error}", "text" if is_text else "front") from error


def front_of(kind: BodyKind, front: str) -> Mapping[str, object]:
    """Return the front matter as typed. Raises InvalidError."""
    try:
        values = yamlfile.load(front)
    except yamlfile.YamlError as error:
        raise InvalidError(f"Rad {error.line}: {error.message}", "front") from error
    if not isinstance(values, yamlfile.Mapping):
        raise InvalidError("Skriv nycklar med värden, en på varje rad.", "front")
    unknown = sorted(set(values) - kind.front_keys)
    if unknown:
        known = ", ".join(sorted(kind.front_keys))
        raise InvalidError(
            f"Rad {values.lines[unknown[0]]}: ”{unknown[0]}” är ingen nyckel här. De som finns är {known}.", "front"
        )
    return values


def preview_of(draft: Draft, written: Written, reader: Reader, today: date) -> tuple[Markup, str]:
    """Return what is written as its page would show it, or nothing and why it cannot be shown."""
    try:
        body = body_of(draft.kind, written.front, written.text)
    except InvalidError as error:
        return Markup(), str(error)
    reading = draft.kind.reading(body)
    if draft.kind.preview is None:
        return Markup("").join(Markup("<p>{}</p>").format(line) for line in reading.plain.splitlines()), ""
    resolve = resolver_for(draft.document.number, reading.links, reader, today)
    files = draft.url("attachment_show", filename="")
    return draft.kind.preview(body, resolve, files), ""


def audiences_of(unit: str, taken: frozenset[str], units: Mapping[str, Unit], today: date) -> dict[str, str]:
    """Return the audiences to choose from, in words: everyone, employees, each unit there is, and those taken already.

    The unit's own and those above it come first.
    """
    own = {f"unit:{code}": words_of(f"unit:{code}", units) for code in ancestors_of(unit, facts_of_units(units))}
    offered = offered_audiences(units, today)
    others = {grant: words_of(grant, units) for grant in sorted(taken.difference(offered))}
    return {PUBLIC: offered[PUBLIC], INTERNAL: offered[INTERNAL], **own, **offered, **others}


def offered_audiences(units: Mapping[str, Unit], today: date) -> dict[str, str]:
    """Return the audiences that anything may be given, in words: everyone, employees, each unit there is."""
    there = [code for code, found in units.items() if found.valid_to is None or found.valid_to >= today]
    return {grant: words_of(grant, units) for grant in (PUBLIC, INTERNAL, *(f"unit:{code}" for code in there))}


def near_audiences(unit: str, chosen: frozenset[str], units: Mapping[str, Unit]) -> frozenset[str]:
    """Return the audiences that are shown as check boxes; the others stand in a list."""
    own = ancestors_of(unit, facts_of_units(units))
    return frozenset({PUBLIC, INTERNAL, *(f"unit:{code}" for code in own[:-1]), *chosen})


def changes_between(theirs: Written, mine: Written, audiences: Mapping[str, str]) -> list[Change]:
    """Return the parts that differ, from theirs to mine; nothing when both say the same."""

    def words(written: Written) -> str:
        return "\n".join(audiences.get(grant, grant) for grant in sorted(written.audience))

    parts = (
        (_("Titel"), theirs.title, mine.title),
        (_("Text"), theirs.text.strip(), mine.text.strip()),
        (_("Uppgifter"), theirs.front.strip(), mine.front.strip()),
        (_("Vad har ändrats?"), theirs.change_note.strip(), mine.change_note.strip()),
        (_("Vilka får läsa?"), words(theirs), words(mine)),
        (_("Filer"), file_words(theirs), file_words(mine)),
    )
    changes = (Change(label, rows_of(old, new)) for label, old, new in parts)
    return [change for change in changes if change.rows]


def file_words(written: Written) -> str:
    """Return the files as lines."""
    return "\n".join(f"{title} ({name})" for name, title in sorted(written.titles))
