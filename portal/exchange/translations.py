"""`documents/NUMBER/vN.LANGUAGE.md`: a version's text in another language, or in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from portal.control.actions.translations import (
    Wording,
    approve_translation,
    hand_in_translation,
    write_translation,
)
from portal.control.models.documents import Document
from portal.control.models.versions import Translation, Version
from portal.control.queries.translations import with_people
from portal.control.rules.translations import LANGUAGES, LONGEST_TITLE
from portal.exchange.errand import Errand
from portal.exchange.fields import Fields
from portal.exchange.folder import DocumentFolder, TranslationKey
from portal.exchange.outcome import Did, Outcome
from portal.exchange.source import Source, sentence
from portal.exchange.writing import Writer
from portal.lib.errors import InvalidError
from portal.lib.markup.guard import MarkupError

KEYS = "version language title translator writers created handed_in approval"
UNDECIDED = "du får inte läsa in beslut"


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """What a translation's file says; `approved` is who decided and when."""

    source: Source
    key: TranslationKey
    wording: Wording
    translator: str
    writers: tuple[str, ...]
    created: datetime
    handed_in: datetime | None
    approved: tuple[str, datetime] | None
    lines: Mapping[str, int]


class Way(Enum):
    """What is to be done with a translation's file."""

    BEGIN = "a new translation"
    SAVE = "another text for an open one"
    GO_ON = "the same text, more has happened"
    LEAVE = "nothing to do"


@dataclass(frozen=True, slots=True)
class TranslationStep:
    """What to do with a translation's file; without `may_decide` it stops before the decision."""

    file: TranslationFile
    way: Way
    may_decide: bool


def read_all(folder: DocumentFolder) -> tuple[TranslationFile, ...]:
    """Return the translations that could be read, in order; what is wrong is among the sources' problems."""
    found = (read(key, source) for key, source in sorted(folder.translations.items()))
    return tuple(file for file in found if file is not None)


def read(key: TranslationKey, source: Source) -> TranslationFile | None:
    """Return what the file says, or None after a problem."""
    parts = source.front_matter()
    if parts is None:
        return None
    mapping, body, body_line = parts
    fields = Fields(source, mapping, KEYS)
    version, language = fields.whole("version", least=1), fields.choice("language", LANGUAGES)
    for name, told, meant in (("version", version, key[0]), ("language", language, key[1])):
        if told and told != meant:
            fields.fail(name, f"ska vara {meant}, som i filens namn.")
    translator = fields.ref("person", "translator", required=True)
    writers, created = fields.refs("person", "writers"), fields.moment("created")
    handed_in = fields.moment("handed_in", required=False)
    approval = fields.record("approval", "by on")
    approved = read_approval(approval, {translator, *writers}) if approval else None
    if approval and handed_in is None:
        fields.fail("approval", "en beslutad översättning har också ”handed_in”: när den lämnades till beslut.")
    title = fields.text("title", required=True, most=LONGEST_TITLE)
    wording = read_wording(fields, title, body, body_line)
    if source.problems or created is None:
        return None
    others = tuple(sorted(writers))
    return TranslationFile(source, key, wording, translator, others, created, handed_in, approved, mapping.lines)


def read_wording(fields: Fields, title: str, body: str, body_line: int) -> Wording:
    """Return the title and the text; a text that cannot be rendered is told with its line."""
    wording = Wording(title, body)
    try:
        _ = wording.plain
    except InvalidError as error:
        cause = error.__cause__
        line = cause.line if isinstance(cause, MarkupError) else 1
        fields.source.fail(
            body_line + line - 1, sentence(cause.message if isinstance(cause, MarkupError) else str(error))
        )
    if not wording.body:
        fields.source.fail(body_line, "Översättningen saknar text.")
    return wording


def read_approval(record: Fields, hands: set[str]) -> tuple[str, datetime] | None:
    """Return who decided and when, or None after a problem."""
    by, at = record.ref("person", "by", required=True), record.moment("on")
    if by in hands:
        record.fail("by", "den som har översatt får inte besluta om översättningen.")
    return (by, at) if by and at else None


def plan(
    files: Iterable[TranslationFile], number: str, versions: set[int], *, may_decide: bool
) -> list[TranslationStep]:
    """Return what is to be done with the files; `versions` are those of the document that there are or will be."""
    files = list(files)
    kept = stored(number) if files else {}
    steps = []
    turns: dict[tuple[int, str], list[Translation | TranslationFile]] = {key: [*rows] for key, rows in kept.items()}
    for file in files:
        version, language, turn = file.key
        rows = turns.setdefault((version, language), [])
        if version not in versions:
            file.source.fail(0, f"Version {version} finns varken i mappen eller i portalen.")
        elif turn > len(rows) + 1 or (turn > len(rows) and rows and not is_decided(rows[-1])):
            file.source.fail(0, f"Översättning {turn} kan inte komma före att den förra är beslutad.")
        elif turn > len(rows):
            rows.append(file)
            steps.append(TranslationStep(file, Way.BEGIN, may_decide))
        else:
            row = rows[turn - 1]
            way = way_of(file, row) if isinstance(row, Translation) else Way.LEAVE
            steps.append(TranslationStep(file, way, may_decide))
    return steps


def is_decided(row: Translation | TranslationFile) -> bool:
    """Whether a translation is decided, in the portal or in a file."""
    return bool(row.approved if isinstance(row, TranslationFile) else row.approved_at)


def way_of(file: TranslationFile, row: Translation) -> Way:
    """Return what to do with a file whose translation the portal has; what was decided is never changed."""
    is_same = (row.title, bytes(row.body)) == (file.wording.title, file.wording.body)
    decided = (row.approved_by.key, row.approved_at) if row.approved_at else None
    if row.approved_at and (not is_same or file.approved not in {None, decided}):
        stem = f"v{file.key[0]}.{file.key[1]}.{file.key[2] + 1}.md"
        file.source.fail(0, f"Översättningen är beslutad och ändras inte. Skriv en ny i filen {stem}.")
        return Way.LEAVE
    if row.handed_in_at and not is_same:
        file.source.fail(0, "Översättningen väntar på beslut i portalen och kan inte ändras.")
        return Way.LEAVE
    if not is_same:
        return Way.SAVE
    more = (file.handed_in and not row.handed_in_at) or (file.approved and not row.approved_at)
    return Way.GO_ON if more else Way.LEAVE


def stored(number: str) -> dict[tuple[int, str], list[Translation]]:
    """Return what the portal has of a document's translations, oldest first, by version and language."""
    versions = dict(Version.select(Version.id, Version.number).join(Document).where(Document.number == number).tuples())
    found: dict[tuple[int, str], list[Translation]] = {}
    for row in with_people(versions):
        found.setdefault((versions[row.version_id], row.language), []).append(row)
    return found


def take(errand: Errand, document: Document, step: TranslationStep) -> Outcome:
    """Bring a translation in, as planned."""
    file, name = step.file, step.file.source.name
    if step.way is Way.LEAVE:
        return Outcome(name, Did.LEFT)
    version = Version.get((Version.document == document) & (Version.number == file.key[0]))
    version.document = document
    if step.way is Way.GO_ON:
        row = stored(document.number)[file.key[:2]][file.key[2] - 1]
        row.version = version
    else:
        deed = errand.deed(file.translator, file.created) if step.way is Way.BEGIN else errand.own_deed()
        row = write_translation(deed, version, file.key[1], file.wording, hands=file.writers)
    note = ""
    if file.handed_in and not row.handed_in_at:
        hand_in_translation(errand.deed(file.translator, file.handed_in), row)
    if file.approved and step.may_decide:
        approve_translation(errand.deed(*file.approved), row)
    elif file.approved:
        note = f"väntar på beslut: {UNDECIDED}"
    return Outcome(name, Did.MADE if step.way is Way.BEGIN else Did.CHANGED, note)


def write(writer: Writer, document: Document, version: Version, rows: Iterable[Translation]) -> None:
    """Write a version's translations beside it; a later one to the same language has a number."""
    turns: dict[str, int] = {}
    for row in rows:
        turn = turns[row.language] = turns.get(row.language, 0) + 1
        again = f".{turn}" if turn > 1 else ""
        approval = {"by": row.approved_by.key, "on": writer.moment(row.approved_at)} if row.approved_at else None
        others = [key for key in sorted(row.hands.split()) if key != row.translator.key]
        front = {
            "version": str(version.number),
            "language": row.language,
            "title": row.title,
            "translator": row.translator.key,
            "writers": others,
            "created": writer.moment(row.created_at),
            "handed_in": writer.moment(row.handed_in_at) if row.handed_in_at else None,
            "approval": approval,
        }
        name = f"documents/{document.number}/v{version.number}.{row.language}{again}.md"
        writer.markdown(name, front, bytes(row.body).decode())
