"""`documents/NUMBER/vN.md`: one version of a document."""

import re
from dataclasses import dataclass
from datetime import datetime

from portal.control.actions.drafts import Text
from portal.control.kinds import BodyKind
from portal.exchange import attachments
from portal.exchange.attachments import Attached
from portal.exchange.events import Event, read_events
from portal.exchange.fields import Fields
from portal.exchange.folder import VERSION, DocumentFolder
from portal.exchange.source import Source, sentence
from portal.lib.errors import InvalidError
from portal.lib.markup.guard import MarkupError
from portal.lib.yamlfile import Mapping
from portal.people.rules import Role

KEYS = (
    "version title language change_note significance author created audience attachments "
    "submission return approval revocation"
)
SIGNIFICANCES = ("minor", "significant")
GRANT = re.compile(rf"public|internal|unit:(?P<unit>[^@:]+)|role:(?:{'|'.join(Role)})@(?P<place>[^@:]+)")


@dataclass(frozen=True, slots=True)
class VersionFile:
    """What a version's file says. `body_line` is where its text begins."""

    source: Source
    number: int
    author: str
    created: datetime
    text: Text
    attached: tuple[Attached, ...]
    digest: str
    events: tuple[Event, ...]
    body_line: int
    author_line: int


def read(source: Source, kind: BodyKind, folder: DocumentFolder, most_bytes: int) -> VersionFile | None:
    """Return what the file says, or None after a problem; what is wrong is among the source's problems."""
    parts = source.front_matter()
    if parts is None:
        return None
    mapping, body, body_line = parts
    fields = Fields(source, mapping, " ".join([KEYS, *sorted(kind.front_keys)]))
    number = fields.whole("version", least=1)
    match = VERSION.fullmatch(source.path.name)
    if match and number != int(match[1]):
        fields.fail("version", f"ska vara {match[1]}, som i filens namn.")
    author = fields.ref("person", "author", required=True)
    created = fields.moment("created")
    attached = attachments.read(fields, folder.files, most_bytes)
    text = Text(
        title=fields.text("title", required=True),
        body=read_body(fields, kind, body, body_line),
        audience=read_audience(fields),
        change_note=fields.prose("change_note"),
        significance=fields.choice("significance", SIGNIFICANCES, "significant"),
        language=fields.choice("language", ("sv",), "sv"),
        files=tuple(found.file for found in attached),
    )
    events = read_events(fields)
    if "commitments" in kind.front_keys:
        refer_from_commitments(fields)
    if source.problems or created is None:
        return None
    digest = text.digest(kind.media_type)
    return VersionFile(
        source, number, author, created, text, attached, digest, events, body_line, fields.line_of("author")
    )


def read_body(fields: Fields, kind: BodyKind, body: str, body_line: int) -> bytes:
    """Return the body's canonical bytes, empty after a problem."""
    front = Mapping(fields.line)
    for key in fields.mapping:
        if key in kind.front_keys:
            front[key], front.lines[key] = fields.mapping[key], fields.line_of(key)
    try:
        return kind.read(front, body)
    except InvalidError as error:
        cause = error.__cause__
        if isinstance(cause, MarkupError):
            fields.source.fail(body_line + cause.line - 1, sentence(cause.message))
        else:
            line = int(error.place) if error.place.isdecimal() else fields.line_of(error.place)
            fields.source.fail(line, str(error))
        return b""


def refer_from_commitments(fields: Fields) -> None:
    """Keep what a declaration's front matter refers to: the service, and each commitment's unit and indicator."""
    fields.ref("service", "service")
    commitments = fields.mapping.get("commitments")
    for commitment in commitments if isinstance(commitments, list) else ():
        if not isinstance(commitment, Mapping):
            continue
        for kind, key in (("unit", "owner_unit"), ("indicator", "indicator")):
            value = commitment.get(key)
            if isinstance(value, str) and value.strip():
                fields.source.refer(kind, value.strip(), commitment.lines[key])


def read_audience(fields: Fields) -> tuple[str, ...]:
    """Return who may read the version; the units must exist."""
    tokens = fields.texts("audience", required=True)
    for token in tokens:
        match = GRANT.fullmatch(token)
        unit = match and (match["unit"] or match["place"])
        if match is None:
            fields.fail(
                "audience", f"”{token}” går inte att läsa. Skriv public, internal, unit:KOD eller role:ROLL@KOD."
            )
        elif unit:
            fields.source.refer("unit", unit, fields.line_of("audience"))
    if fields.mapping.get("audience") == []:
        fields.fail("audience", "minst en grupp måste få läsa. Skriv till exempel [internal].")
    return tuple(sorted(tokens))
