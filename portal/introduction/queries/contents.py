"""What reading lists hold: sections and items in order, and what their documents are today."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, fn

from portal.control.models.documents import Document
from portal.control.models.versions import Grant, Version
from portal.introduction.models import IntroductionList, ListItem, ListSection
from portal.introduction.rules.beginning import ListFact
from portal.people.models import Person, Unit
from portal.people.rules import UnitFact
from portal.reading.queries.asking import SIGNIFICANT
from portal.reading.rules import DecidedVersion, is_readable, wanted_version
from portal.store import database


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section with its items, in order."""

    row: ListSection
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """A document of a list, as it is today: the version that applies, and from which one on reading counts."""

    number: str
    title: str
    version: int
    wanted: int
    grants: frozenset[str]

    def is_for(self, one: IntroductionList, units: Mapping[str, UnitFact]) -> bool:
        """Whether all whom the list is for may read it."""
        return is_readable(self.grants, one.unit.code, one.role, units)


def all_lists() -> list[IntroductionList]:
    """Return every list with its unit: one query."""
    return list(IntroductionList.select(IntroductionList, Unit).join(Unit).order_by(IntroductionList.id))


def fact_of(one: IntroductionList) -> ListFact:
    """Return the list as the rules see it."""
    return ListFact(one.id, one.unit.code, one.role, one.since, one.until)


def sections_of(lists: Iterable[int]) -> dict[int, list[SectionLine]]:
    """Return the sections of each list (by id), with items, documents and who to ask: one query."""
    wanted = list(lists)
    if not wanted:
        return {}
    asked = Person.alias()
    rows = (
        ListSection.select(ListSection, ListItem, Document, asked)
        .join(ListItem, JOIN.LEFT_OUTER, on=(ListItem.section == ListSection.id), attr="one")
        .join(Document, JOIN.LEFT_OUTER, on=(ListItem.document == Document.id), attr="document")
        .switch(ListItem)
        .join(asked, JOIN.LEFT_OUTER, on=(ListItem.ask_person == asked.id), attr="ask_person")
        .where(ListSection.list.in_(wanted))
        .order_by(ListSection.position, ListSection.id, ListItem.position, ListItem.id)
    )
    sections: dict[int, ListSection] = {}
    items: dict[int, list[ListItem]] = defaultdict(list)
    for row in rows:
        sections.setdefault(row.id, row)
        one = getattr(row, "one", None)
        if one is not None and one.id is not None:
            items[row.id].append(one)
    found: dict[int, list[SectionLine]] = defaultdict(list)
    for number, section in sections.items():
        found[section.list_id].append(SectionLine(section, tuple(items[number])))
    return found


def named_in(sections: Iterable[SectionLine]) -> set[int]:
    """Return the documents (by id) that the sections ask to read."""
    return {item.document_id for section in sections for item in section.items if item.document_id}


def documents_of(wanted: Collection[int], today: date) -> dict[int, DocumentFact]:
    """Return what these documents (by id) are today, without those that do not apply: one query."""
    if not wanted:
        return {}
    joined = fn.GROUP_CONCAT if database.is_sqlite() else fn.STRING_AGG
    grants = Grant.select(joined(Grant.token, " ")).where(Grant.version == Version.id)
    rows = (
        Version.select(Version.document, Document.number.alias("code"), Version.number, Version.title)
        .select_extend(Version.valid_from, Version.valid_until, Version.significance, grants.alias("grants"))
        .join(Document)
        .where(Version.document.in_(sorted(wanted)), Version.decided)
        .order_by(Version.number)
    )
    versions: dict[int, list[dict[str, object]]] = defaultdict(list)
    for row in rows.dicts():
        versions[row["document"]].append(row)
    found = {document: fact_from(rows, today) for document, rows in versions.items()}
    return {document: fact for document, fact in found.items() if fact is not None}


def fact_from(rows: list[dict[str, object]], today: date) -> DocumentFact | None:
    """Return what a document's decided versions make of it today, or None when none applies."""
    current = [row for row in rows if row["valid_from"] <= today < (row["valid_until"] or date.max)]  # type: ignore[operator]
    decided = (DecidedVersion(row["number"], row["valid_from"], row["significance"] == SIGNIFICANT) for row in rows)  # type: ignore[arg-type]
    wanted = wanted_version(decided, today)
    if not current or wanted is None:
        return None
    row = current[-1]
    granted = frozenset(str(row["grants"] or "").split())
    return DocumentFact(str(row["code"]), str(row["title"]), int(str(row["number"])), wanted.number, granted)
