"""Reading lists are written: by managers and quality leads on the pages, or brought in as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from portal.control.actions.holding import refuse
from portal.control.deed import Deed
from portal.control.models.documents import Document
from portal.introduction.actions.beginning import LOCK
from portal.introduction.models import IntroductionList, ListItem, ListSection, TaskDone
from portal.introduction.queries.contents import DocumentFact
from portal.introduction.queries.lists import keys_in
from portal.introduction.rules.walking import Kind, moved, why_not_item, why_not_section
from portal.lib.errors import RefusedError
from portal.lib.refs import Ref
from portal.lib.text import slug
from portal.people.models import Person, Unit
from portal.people.queries.units import unit_facts
from portal.store.database import wait_for_lock
from portal.store.work import unit_of_work

WRITE = "introduction.write"


@dataclass(frozen=True, slots=True)
class Wish:
    """What an item is to say. A document, or else a task's title; who to ask is a person, or what somebody is."""

    document: Document | None = None
    title: str = ""
    text: str = ""
    why: str = ""
    ask: str = ""
    ask_person: Person | None = None
    optional: bool = False
    fact: DocumentFact | None = field(default=None, compare=False)

    @property
    def kind(self) -> Kind:
        """What it asks for."""
        return Kind.DOCUMENT if self.document else Kind.TASK


def list_ref(one: IntroductionList) -> Ref:
    """Return the reference to a list."""
    return Ref("introduction-list", one.key)


def make_list(deed: Deed, *, unit: Unit, role: str, title: str, welcome: str = "") -> IntroductionList:
    """Begin a list, from today, with a first section to put something in. Raises ForbiddenError, or RefusedError."""
    deed.require(WRITE, unit.code)
    with unit_of_work():
        wait_for_lock(LOCK)
        same = (IntroductionList.unit == unit) & (IntroductionList.role == role) & IntroductionList.until.is_null()
        if IntroductionList.select().where(same).exists():
            raise RefusedError(f"{unit.name} har redan en sådan lista. Ändra den i stället.")
        taken = {key for (key,) in IntroductionList.select(IntroductionList.key).tuples()}
        key = free_key(f"{unit.code}-{role}" if role else unit.code, taken)
        days = {"since": deed.today}
        row = IntroductionList.create(key=key, unit=unit, role=role, title=title, welcome=welcome, **days)
        ListSection.create(list=row, position=1, title="Första dagen", within=1)
        deed.record("introduction-list-made", list_ref(row), unit=unit.code, role=role)
    return row


def free_key(words: str, taken: Iterable[str]) -> str:
    """Return a key made of the words that is not taken."""
    key, used, number = slug(words) or "lista", set(taken), 1
    while (found := key if number == 1 else f"{key}-{number}") in used:
        number += 1
    return found


def change_list(deed: Deed, one: IntroductionList, *, title: str, welcome: str) -> None:
    """Let the list be called something else, and welcome with other words. Raises ForbiddenError."""
    deed.require(WRITE, one.unit.code)
    with unit_of_work():
        one.title, one.welcome = title, welcome
        one.save(only=[IntroductionList.title, IntroductionList.welcome])
        deed.record("introduction-list-changed", list_ref(one))


def end_list(deed: Deed, one: IntroductionList) -> None:
    """Give the list to nobody any more, from today. Raises ForbiddenError, or RefusedError."""
    deed.require(WRITE, one.unit.code)
    with unit_of_work():
        ending = IntroductionList.update(until=deed.today)
        if not ending.where(IntroductionList.id == one.id, IntroductionList.until.is_null()).execute():
            raise RefusedError("Listan är redan avslutad.")
        deed.record("introduction-list-ended", list_ref(one))


def save_section(
    deed: Deed, one: IntroductionList, section: ListSection | None, *, title: str, within: int | None
) -> ListSection:
    """Add a section at the end of the list, or change one. Raises ForbiddenError, or RefusedError."""
    deed.require(WRITE, one.unit.code)
    refuse(why_not_section(title, within))
    with unit_of_work():
        wait_for_lock(LOCK)
        if section is None:
            position = len(ListSection.select().where(ListSection.list == one)) + 1
            section = ListSection.create(list=one, position=position, title=title, within=within)
        else:
            section.title, section.within = title, within
            section.save(only=[ListSection.title, ListSection.within])
        deed.record("introduction-list-changed", list_ref(one), section=section.id)
    return section


def remove_section(deed: Deed, one: IntroductionList, section: ListSection) -> None:
    """Take a section away, with its items. Raises ForbiddenError."""
    deed.require(WRITE, one.unit.code)
    with unit_of_work():
        wait_for_lock(LOCK)
        drop_items(ListItem.select(ListItem.id).where(ListItem.section == section))
        section.delete_instance()
        deed.record("introduction-list-changed", list_ref(one), removed_section=section.id)


def move_section(deed: Deed, one: IntroductionList, section: ListSection, step: int) -> None:
    """Move a section up (-1) or down (1) among the others. Raises ForbiddenError."""
    deed.require(WRITE, one.unit.code)
    with unit_of_work():
        wait_for_lock(LOCK)
        rows = ListSection.select(ListSection.id).where(ListSection.list == one)
        ordered = [number for (number,) in rows.order_by(ListSection.position, ListSection.id).tuples()]
        number_anew(ListSection, moved(ordered, section.id, step))
        deed.record("introduction-list-changed", list_ref(one), section=section.id)


def number_anew(table: type[ListSection] | type[ListItem], order: Sequence[int]) -> None:
    """Let the rows (by id) stand in this order."""
    for position, number in enumerate(order, 1):
        table.update(position=position).where(table.id == number).execute()


def save_item(deed: Deed, one: IntroductionList, section: ListSection, item: ListItem | None, wish: Wish) -> ListItem:
    """Add an item at the end of the section, or change one; what is done of it stays done.

    A document stays the document that it is. Raises ForbiddenError, or RefusedError.
    """
    deed.require(WRITE, one.unit.code)
    with unit_of_work():
        wait_for_lock(LOCK)
        taken = keys_in(one) - ({item.key} if item else set())
        key = wish.document.number if wish.document else item.key if item else free_key(wish.title[:60], taken)
        readable = wish.fact is not None and wish.fact.is_for(one, unit_facts())
        refuse(why_not_item(wish.kind, wish.title, readable=readable, known=key in taken))
        values = {
            name: getattr(wish, name) for name in ("document", "title", "text", "why", "ask", "ask_person", "optional")
        }
        if item is None:
            position = len(ListItem.select().where(ListItem.section == section)) + 1
            item = ListItem.create(section=section, position=position, key=key, **values)
        else:
            ListItem.update(key=key, **values).where(ListItem.id == item.id).execute()
        deed.record("introduction-list-changed", list_ref(one), item=item.id)
    return item


def remove_item(deed: Deed, one: IntroductionList, item: ListItem) -> None:
    """Take an item away. Raises ForbiddenError."""
    deed.require(WRITE, one.unit.code)
    with unit_of_work():
        wait_for_lock(LOCK)
        drop_items([item.id])
        deed.record("introduction-list-changed", list_ref(one), removed_item=item.id)


def drop_items(items: Iterable[object]) -> None:
    """Take items (by id) away, and that they were done."""
    wanted = list(items) if isinstance(items, list) else items
    TaskDone.delete().where(TaskDone.item.in_(wanted)).execute()
    ListItem.delete().where(ListItem.id.in_(wanted)).execute()


def move_item(deed: Deed, one: IntroductionList, item: ListItem, step: int) -> None:
    """Move an item up (-1) or down (1), past its section's end to the one beside. Raises ForbiddenError."""
    deed.require(WRITE, one.unit.code)
    with unit_of_work():
        wait_for_lock(LOCK)
        sections = [
            number
            for (number,) in ListSection.select(ListSection.id)
            .where(ListSection.list == one)
            .order_by(ListSection.position, ListSection.id)
            .tuples()
        ]
        ordered = items_of(item.section_id)
        place, beside = ordered.index(item.id) + step, sections.index(item.section_id) + step
        if 0 <= place < len(ordered):
            number_anew(ListItem, moved(ordered, item.id, step))
        elif 0 <= beside < len(sections):
            there = items_of(sections[beside])
            ListItem.update(section=sections[beside]).where(ListItem.id == item.id).execute()
            number_anew(ListItem, [item.id, *there] if step > 0 else [*there, item.id])
        deed.record("introduction-list-changed", list_ref(one), item=item.id)


def items_of(section: int) -> list[int]:
    """Return the items (by id) of a section (by id), in order."""
    rows = ListItem.select(ListItem.id).where(ListItem.section == section).order_by(ListItem.position, ListItem.id)
    return [number for (number,) in rows.tuples()]
