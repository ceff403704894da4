"""`reading-lists/KEY.yaml`: what those who are new in a unit, or in a role there, read and do first."""

from dataclasses import dataclass

from portal.exchange.errand import Errand
from portal.exchange.fields import KEY, Fields, fields_of
from portal.exchange.outcome import Did, Outcome
from portal.exchange.plan import UNDECIDED
from portal.exchange.source import Source
from portal.exchange.writing import Writer, day_text, truth_text
from portal.introduction.actions.importing import bring_list
from portal.introduction.queries.contents import all_lists
from portal.introduction.queries.telling import told_list
from portal.introduction.rules.walking import MOST_DAYS, Ask
from portal.introduction.told import ItemTold, ListTold, SectionTold
from portal.people.rules import Role

EVERYBODY = "everybody"
ROLES = (EVERYBODY, *(str(role) for role in Role))
NOBODY = "nobody"
ASKS = (NOBODY, *(str(ask) for ask in Ask))
KEYS = "key unit role title welcome since until sections"
ITEM_KEYS = "document task key text why ask ask_person optional"


@dataclass(frozen=True, slots=True)
class ReadingListFile:
    """What the file of a list says."""

    source: Source
    told: ListTold


def read(source: Source) -> ReadingListFile | None:
    """Return what the file says, or None after a problem; what is wrong is among the source's problems."""
    fields = fields_of(source, KEYS)
    if fields is None:
        return None
    role = fields.choice("role", ROLES, EVERYBODY)
    sections = tuple(read_section(record) for record in fields.records("sections", "title within items"))
    told = ListTold(
        key=fields.key("key"),
        unit=fields.ref("unit", "unit", required=True),
        role="" if role == EVERYBODY else role,
        title=fields.text("title", required=True),
        welcome=fields.prose("welcome"),
        since=fields.day("since"),
        until=fields.day("until"),
        sections=sections,
    )
    seen: set[str] = set()
    for item in (item for section in sections for item in section.items):
        if item.key in seen:
            fields.fail(
                "sections", f"”{item.key}” står två gånger i listan. Ta bort den ena, eller ge den en egen nyckel."
            )
        seen.add(item.key)
    return ReadingListFile(source, told)


def read_section(fields: Fields) -> SectionTold:
    """Return one section."""
    within = fields.whole("within", least=1)
    if within > MOST_DAYS:
        fields.fail("within", f"högst {MOST_DAYS} dagar.")
    items = tuple(read_item(record) for record in fields.records("items", ITEM_KEYS))
    return SectionTold(fields.text("title", required=True), within, items)


def read_item(fields: Fields) -> ItemTold:
    """Return one item: a document, or a task with a key of its own."""
    document, title, key = fields.ref("number", "document"), fields.text("task"), fields.text("key")
    if bool(document) == bool(title):
        fields.fail("task", "skriv antingen ”document” eller ”task”.")
    if title and not KEY.fullmatch(key):
        fields.fail("key", "en uppgift behöver en nyckel: små bokstäver a–z, siffror och bindestreck.")
    ask = fields.choice("ask", ASKS, NOBODY)
    return ItemTold(
        key=document or key,
        document=document,
        title=title,
        text=fields.prose("text"),
        why=fields.prose("why"),
        ask="" if ask == NOBODY else ask,
        ask_person=fields.ref("person", "ask_person"),
        optional=fields.truth("optional"),
    )


def take(errand: Errand, file: ReadingListFile, *, may_decide: bool) -> Outcome:
    """Let the list be what the file says."""
    if not may_decide:
        return Outcome(file.source.name, Did.LEFT, UNDECIDED)
    return Outcome(file.source.name, Did.of(bring_list(errand.own_deed(), file.told)))


def write(writer: Writer) -> None:
    """Write every list."""
    for row in all_lists():
        told = told_list(row)
        writer.yaml(
            f"reading-lists/{told.key}.yaml",
            {
                "key": told.key,
                "unit": told.unit,
                "role": told.role,
                "title": told.title,
                "welcome": told.welcome,
                "since": day_text(told.since),
                "until": day_text(told.until),
                "sections": [section_text(section) for section in told.sections],
            },
        )


def section_text(section: SectionTold) -> dict[str, object]:
    """Return a section for a file."""
    items = [
        {
            "document": item.document,
            "task": item.title,
            "key": "" if item.document else item.key,
            "text": item.text,
            "why": item.why,
            "ask": item.ask,
            "ask_person": item.ask_person,
            "optional": truth_text(item.optional),
        }
        for item in section.items
    ]
    return {"title": section.title, "within": str(section.within), "items": items}
