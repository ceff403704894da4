"""What the gate is told of a draft."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from peewee import JOIN, fn

from portal.control.kinds import kind_of
from portal.control.models.documents import Alias, Document, Withdrawal
from portal.control.models.versions import Grant, Version
from portal.control.queries.documents import Content
from portal.control.queries.files import accessibility
from portal.control.queries.listing import in_force, withdrawn
from portal.control.queries.submitting import managers_over
from portal.control.rules.finding import Inspected, Target, error
from portal.control.rules.gate import Report, inspect
from portal.control.rules.references import numbers_in
from portal.lib.markup.survey import survey
from portal.people.models import Person
from portal.people.queries.units import facts_of_units, unit_facts, units_at
from portal.people.reader import Reader
from portal.people.rules import UnitFact
from portal.store import database


def report_on(
    document: Document, content: Content, grants: Iterable[str], reader: Reader, today: date, stamp: int | None = None
) -> Report:
    """Return what is wrong with a version, for a writer. At most five queries, two with the journal's last number.

    `grants` are the version's audience.
    """
    version = content.version
    kind = kind_of(document.kind)
    body = bytes(version.body)
    _, source = kind.write(body)
    read = survey(source)
    units = unit_facts() if stamp is None else facts_of_units(units_at(stamp, database.binding))
    files = {file.filename: accessibility(file) for file in content.attachments}
    beside = tuple(kind.gate(body)) if kind.gate else ()
    reason = kind.why_not_decide(body)
    if reason and reason not in {found.message for found in beside}:
        beside += (error("body", reason),)
    inspected = Inspected(
        number=document.number,
        type=document.type,
        version=version.number,
        title=version.title,
        source=source,
        today=today,
        change_note=version.change_note,
        grants=frozenset(grants),
        review_months=document.review_months,
        answering=answering_for(document, units, today, stamp),
        files=tuple(files),
        faults={name: found.faults for name, found in files.items()},
        hints={name: found.advice for name, found in files.items()},
        targets=find_targets(numbers_in(read), reader.tokens, today),
        units=units,
        beside=beside,
    )
    return inspect(inspected, read)


def answering_for(document: Document, units: Mapping[str, UnitFact], today: date, stamp: int | None) -> str:
    """Return the name of who answers for the document: its owner, or the nearest manager; empty for nobody."""
    if document.owner is not None and not document.owner.disabled:
        return str(document.owner.name)
    managers = managers_over(document.unit.code, units, today, stamp)
    return managers[0].name if managers else ""


def source_of(document: Document, version: Version) -> list[str]:
    """Return the lines of the version's text, as its findings count them."""
    _, source = kind_of(document.kind).write(bytes(version.body))
    return source.split("\n")


def find_targets(numbers: Iterable[str], tokens: frozenset[str], today: date) -> dict[str, Target]:
    """Return the documents with these numbers, or former ones, that a writer may know of: one query."""
    asked = sorted(set(numbers))
    if not asked:
        return {}
    found: dict[str, Target] = {}
    for row in target_rows(asked, tokens, today).dicts():
        if row["knows"]:
            target = target_of(row, tokens)
            found |= dict.fromkeys((row["number"], *(row["former"] or "").split()), target)
    return {number: found[number] for number in asked if number in found}


def target_rows(numbers: Iterable[str], tokens: frozenset[str], today: date) -> Any:
    """Return the query for documents, each with what applies or did last, and whether the writer may know of it.

    One knows of what one may read a decided version of, and of what one writes oneself.
    """
    other, author = Version.alias(), Person.alias()
    joined = fn.GROUP_CONCAT if database.is_sqlite() else fn.STRING_AGG
    grants = Grant.select(joined(Grant.token, " ")).where(Grant.version == Version.id)
    may_read = (
        other.select(other.id)
        .join(Grant, on=(Grant.version == other.id))
        .where((other.document == Document.id) & other.decided & Grant.token.in_(sorted(tokens)))
    )
    keys = sorted(token.removeprefix("person:") for token in tokens if token.startswith("person:"))
    writes = (
        other.select(other.id)
        .join(author, on=(other.author == author.id))
        .where((other.document == Document.id) & author.key.in_(keys))
    )
    wanted = sorted(numbers)
    former = Alias.select(joined(Alias.number, " ")).where((Alias.document == Document.id) & Alias.number.in_(wanted))
    renamed = Alias.select(Alias.document).where(Alias.number.in_(wanted))
    applies = (Version.document == Document.id) & (in_force(today) | withdrawn(today))
    return (
        Document.select(Document.number, Version.title, Withdrawal.on, Withdrawal.replaced_by, grants.alias("grants"))
        .select_extend((fn.EXISTS(may_read) | fn.EXISTS(writes)).alias("knows"), former.alias("former"))
        .join(Withdrawal, JOIN.LEFT_OUTER, on=(Withdrawal.document == Document.id))
        .switch(Document)
        .join(Version, JOIN.LEFT_OUTER, on=applies)
        .where(Document.number.in_(wanted) | Document.id.in_(renamed))
    )


def target_of(row: Mapping[str, Any], tokens: frozenset[str]) -> Target:
    """Return the document that a row tells of; its title only for who may read it."""
    grants = frozenset((row["grants"] or "").split())
    title = (row["title"] or "") if grants & tokens else ""
    return Target(row["number"], title, grants, row["on"], row["replaced_by"] or "")
