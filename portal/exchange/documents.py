"""`documents/NUMBER/document.yaml`: what does not change with a document's versions."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.control.kinds import BodyKind, kind_of
from portal.control.models.documents import Alias, Document
from portal.control.rules.types import Type, why_not_number
from portal.exchange import attachments, redactions, translations, versions
from portal.exchange.events import Confirming, Withdrawing, read_confirming, read_withdrawing
from portal.exchange.fields import Fields, fields_of
from portal.exchange.folder import DocumentFolder, Folder
from portal.exchange.redactions import Redacting
from portal.exchange.source import Source
from portal.exchange.translations import TranslationFile
from portal.exchange.versions import VersionFile
from portal.lib.errors import InvalidError
from portal.people.rules import Role

KEYS = (
    "number kind type unit owner_role owner process_lead process_areas review_months aliases withdrawal confirmations "
    "redactions"
)


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """What a document's file says, and the files of its versions in order."""

    source: Source
    folder: DocumentFolder
    kind: BodyKind
    number: str
    type: str
    unit: str
    owner_role: str
    owner: str
    process_lead: str
    areas: tuple[str, ...]
    review_months: int
    aliases: tuple[str, ...]
    withdrawal: Withdrawing | None
    confirmations: tuple[Confirming, ...]
    versions: tuple[VersionFile, ...]
    translations: tuple[TranslationFile, ...]
    redactions: tuple[Redacting, ...]
    fields: Fields


def read(folder: Folder, files: DocumentFolder, most_bytes: int) -> DocumentFile | None:
    """Return what the document's files say, or None after a problem; what is wrong is among the sources' problems."""
    source = files.document
    fields = fields_of(source, KEYS)
    if fields is None:
        return None
    number = fields.text("number", required=True)
    if number and number != files.path.name:
        fields.fail("number", f"”{number}” ska vara detsamma som mappens namn, ”{files.path.name}”.")
    if number and (reason := why_not_number(number)):
        fields.fail("number", reason)
    aliases = fields.texts("aliases")
    for alias in aliases:
        if reason := why_not_number(alias):
            fields.fail("aliases", reason)
    kind = read_kind(fields)
    if kind is None:
        return None
    withdrawal = fields.record("withdrawal", "on by reason replaced_by decided")
    confirmations = [read_confirming(record) for record in fields.records("confirmations", "on by note review_by")]
    document = DocumentFile(
        source=source,
        folder=files,
        kind=kind,
        number=number,
        type=fields.choice("type", Type),
        unit=fields.ref("unit", "unit", required=True),
        owner_role=fields.choice("owner_role", Role),
        owner=fields.ref("person", "owner"),
        process_lead=fields.ref("person", "process_lead"),
        areas=fields.refs("area", "process_areas"),
        review_months=fields.whole("review_months", default=12, least=1),
        aliases=tuple(sorted(aliases)),
        withdrawal=read_withdrawing(withdrawal) if withdrawal else None,
        confirmations=tuple(sorted(filter(None, confirmations), key=lambda confirming: confirming.at)),
        versions=tuple(read_versions(files, kind, most_bytes)),
        translations=translations.read_all(files),
        redactions=redactions.read(fields),
        fields=fields,
    )
    if all(not version.problems for version in files.versions.values()):
        attachments.check_unnamed(
            folder, files, (file.path.name for version in document.versions for file in version.attached)
        )
    return document


def read_kind(fields: Fields) -> BodyKind | None:
    """Return the kind of document, or None after a problem."""
    name = fields.text("kind", required=True)
    try:
        return kind_of(name) if name else None
    except InvalidError as error:
        fields.fail("kind", str(error))
        return None


def read_versions(files: DocumentFolder, kind: BodyKind, most_bytes: int) -> Iterable[VersionFile]:
    """Yield the versions that could be read, in order."""
    for _, source in sorted(files.versions.items()):
        version = versions.read(source, kind, files, most_bytes)
        if version:
            yield version


def check(documents: Iterable[DocumentFile]) -> None:
    """Check that no number means two documents: a number in use is no former number of another."""
    files = {document.number: document for document in documents}
    numbers = {row[0] for row in Document.select(Document.number).tuples()} | files.keys()
    former = dict(Alias.select(Alias.number, Document.number).join(Document).tuples())
    for document in files.values():
        if document.number in former:
            document.fields.fail("number", f"{document.number} är ett tidigare nummer för {former[document.number]}.")
        for alias in document.aliases:
            if alias in numbers:
                document.fields.fail(
                    "aliases", f"{alias} är numret på ett dokument och kan inte vara ett tidigare nummer."
                )
            elif former.setdefault(alias, document.number) != document.number:
                document.fields.fail("aliases", f"{alias} hör redan till {former[alias]}.")
