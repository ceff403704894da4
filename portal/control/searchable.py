"""What is searched of documents: every decided version, and drafts for those who work on them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from peewee import JOIN

from portal.control.filewords import words_of
from portal.control.kinds import kind_of
from portal.control.models.decisions import Return, Revocation, Submission
from portal.control.models.documents import Alias, Document, DocumentArea, ProcessArea
from portal.control.models.versions import Contribution, Grant, Translation, Version
from portal.control.rules.work import workers_on
from portal.people.models import Person, Unit
from portal.web.searchable import Searchable, SearchSource


def keys() -> Iterator[str]:
    """Yield every document's number."""
    for row in Document.select(Document.number).order_by(Document.id).tuples().iterator():
        yield row[0]


def read(numbers: list[str]) -> Iterator[Searchable]:
    """Yield what is to be found of these documents: a handful of queries however many they are."""
    documents = list(
        Document.select(Document, Unit, Person)
        .join(Unit)
        .join_from(Document, Person, JOIN.LEFT_OUTER, on=(Document.owner == Person.id))
        .where(Document.number.in_(numbers))
    )
    ids = [document.id for document in documents]
    areas = grouped(
        DocumentArea.select(DocumentArea.document_id, ProcessArea.key)
        .join(ProcessArea)
        .where(DocumentArea.document.in_(ids))
        .tuples()
    )
    aliases = grouped(Alias.select(Alias.document_id, Alias.number).where(Alias.document.in_(ids)).tuples())
    versions = list(Version.select().where(Version.document.in_(ids)).order_by(Version.number))
    handed = handed_in(versions)
    of = {document.id: document for document in documents}
    grants = grants_of(versions, of, handed)
    by_document = defaultdict(list)
    for version in versions:
        by_document[version.document_id].append(version)
    spoken = translations_of(versions)
    found = [version for version in versions if version.id in grants]
    files = words_of({version.id: f"/d/{of[version.document_id].number}/v/{version.number}" for version in found})
    for document in documents:
        for version in by_document[document.id]:
            if version.id in grants:
                entry = entry_of(document, version, grants[version.id], areas[document.id], aliases[document.id])
                if version.decided:
                    entry = replace(entry, text="\n".join([entry.text, *spoken[version.id]]))
                stage = handed.get(version.id)
                entry = replace(entry, files=files.get(version.id, ()))
                yield replace(entry, submitted=stage is not None, returned=stage is not None and stage.returned)


def grouped(rows: Iterator[tuple[int, str]]) -> dict[int, list[str]]:
    """Return the second column's values by the first."""
    found: dict[int, list[str]] = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return found


def translations_of(versions: list[Version]) -> dict[int, list[str]]:
    """Return the titles and words of the versions' decided translations, found with the Swedish: one query."""
    rows = Translation.select(Translation.version_id, Translation.title, Translation.plain)
    ids = [version.id for version in versions if version.decided]
    decided = Translation.version.in_(ids) & Translation.approved_at.is_null(is_null=False)
    found: dict[int, list[str]] = defaultdict(list)
    for version, title, plain in rows.where(decided).order_by(Translation.id).tuples():
        found[version] += [title, plain]
    return found


@dataclass(frozen=True, slots=True)
class Handed:
    """That a version was handed in for review: whom it was put to, and whether it came back."""

    asked: tuple[str, ...]
    returned: bool


def handed_in(versions: list[Version]) -> dict[int, Handed]:
    """Return what became of the open versions that were handed in, by their last submission: one query."""
    rows = (
        Submission.select(Submission.version_id, Submission.approvers, Submission.reviewers, Return.id)
        .join(Return, JOIN.LEFT_OUTER, on=(Return.submission == Submission.id))
        .where(Submission.version.in_([version.id for version in versions if not version.decided]))
        .order_by(Submission.id)
        .tuples()
    )
    return {
        version: Handed((*approvers.split(), *reviewers.split()), answer is not None)
        for version, approvers, reviewers, answer in rows
    }


def grants_of(
    versions: list[Version], documents: dict[int, Document], handed: dict[int, Handed]
) -> dict[int, frozenset[str]]:
    """Return who may find each version: its audience once decided, before that those who work on it."""
    decided = [version.id for version in versions if version.decided]
    audience = grouped(Grant.select(Grant.version_id, Grant.token).where(Grant.version.in_(decided)).tuples())
    found = {key: frozenset(tokens) for key, tokens in audience.items()}
    open_ones = [version for version in versions if not version.decided]
    ids = [version.id for version in open_ones]
    revoked = {row[0] for row in Revocation.select(Revocation.version_id).where(Revocation.version.in_(ids)).tuples()}
    writers = writers_of(open_ones)
    owners = keys_of({documents[version.document_id].owner_id for version in open_ones})
    for version in open_ones:
        if version.id in revoked:
            continue
        document, put = documents[version.document_id], handed.get(version.id)
        people = {*writers[version.id], *(put.asked if put else ())}
        owner = next(iter(owners.get(document.owner_id, ())), None)
        found[version.id] = workers_on(people, document.unit.code, owner=owner, handed_in=put is not None)
    return found


def writers_of(versions: list[Version]) -> dict[int, list[str]]:
    """Return the keys of who has written in each version, its author first."""
    authors = keys_of({version.author_id for version in versions})
    found = {version.id: list(authors[version.author_id]) for version in versions}
    rows = Contribution.select(Contribution.version_id, Person.key).join(Person)
    for version, key in rows.where(Contribution.version.in_(list(found))).tuples():
        found[version].append(key)
    return found


def keys_of(ids: set[int | None]) -> dict[int | None, tuple[str]]:
    """Return the persons' keys by id."""
    return {
        row[0]: (row[1],) for row in Person.select(Person.id, Person.key).where(Person.id.in_(ids - {None})).tuples()
    }


def entry_of(
    document: Document, version: Version, tokens: frozenset[str], areas: list[str], aliases: list[str]
) -> Searchable:
    """Return a version as the index takes it."""
    return Searchable(
        ref=f"document:{document.number}",
        kind=document.kind,
        number=document.number,
        title=version.title,
        url=f"/d/{document.number}",
        text=version.plain,
        tokens=tokens,
        type=document.type,
        unit=document.unit.code,
        unit_name=document.unit.name,
        areas=tuple(areas),
        version=version.number,
        keywords=" ".join(aliases),
        decided=version.decided,
        withdrawn=version.withdrawn,
        valid_from=version.valid_from if version.decided else None,
        valid_until=version.valid_until,
        review_by=version.review_by,
        owner=document.owner.key if document.owner else "",
        headings=kind_of(document.kind).headings(version.rendered),
    )


SOURCE = SearchSource("document", keys, read)
