"""Lists and introductions are brought in as files tell them."""

from dataclasses import replace

from portal.control.deed import Deed
from portal.control.models.documents import Document
from portal.introduction.actions.beginning import LOCK, course_ref
from portal.introduction.actions.lists import WRITE, drop_items, list_ref
from portal.introduction.models import Introduction, IntroductionList, IntroductionPart, ListItem, ListSection, TaskDone
from portal.introduction.queries.telling import told_list, told_walk
from portal.introduction.told import IntroductionTold, ItemTold, ListTold, WalkTold
from portal.people.models import Person, Unit
from portal.store.database import wait_for_lock
from portal.store.work import unit_of_work


def bring_list(deed: Deed, told: ListTold) -> str:
    """Let the list be what the file says; return `created`, `changed` or `unchanged`.

    An item that is there already, by its key, stays the same one, so that what is done of it stays done. Raises
    ForbiddenError.
    """
    deed.require(WRITE, told.unit)
    with unit_of_work():
        wait_for_lock(LOCK)
        unit = Unit.get(Unit.code == told.unit)
        row = IntroductionList.get_or_none(IntroductionList.key == told.key)
        told = replace(told, since=told.since or (row.since if row else deed.today))
        if row is not None and told_list(row) == told:
            return "unchanged"
        outcome = "changed" if row else "created"
        row = row or IntroductionList(key=told.key)
        for name in ("role", "title", "welcome", "since", "until"):
            setattr(row, name, getattr(told, name))
        row.unit = unit
        row.save()
        bring_sections(row, told)
        verb = "introduction-list-made" if outcome == "created" else "introduction-list-changed"
        deed.record(verb, list_ref(row), unit=told.unit, role=told.role)
    return outcome


def bring_sections(row: IntroductionList, told: ListTold) -> None:
    """Let the list have the sections and items that the file tells, and no others."""
    before = list(ListSection.select().where(ListSection.list == row).order_by(ListSection.position, ListSection.id))
    items = {item.key: item for item in ListItem.select().where(ListItem.section.in_([one.id for one in before]))}
    for position, wanted in enumerate(told.sections, 1):
        section = before.pop(0) if before else ListSection(list=row)
        section.position, section.title, section.within = position, wanted.title, wanted.within
        section.save()
        for place, one in enumerate(wanted.items, 1):
            bring_item(items.pop(one.key, None) or ListItem(key=one.key), section, place, one)
    drop_items([item.id for item in items.values()])
    ListSection.delete().where(ListSection.id.in_([section.id for section in before])).execute()


def bring_item(item: ListItem, section: ListSection, position: int, told: ItemTold) -> None:
    """Let the item be what the file tells."""
    item.section, item.position = section, position
    item.document = Document.get(Document.number == told.document) if told.document else None
    item.ask_person = Person.get(Person.key == told.ask_person) if told.ask_person else None
    for name in ("title", "text", "why", "ask", "optional"):
        setattr(item, name, getattr(told, name))
    item.save()


def bring_walk(deed: Deed, told: WalkTold) -> str:
    """Bring in a person's introductions and the tasks they have done, as far as they are not there.

    An introduction is known by its first day. Returns `created`, `changed` or `unchanged`. Raises ForbiddenError.
    """
    person = Person.get(Person.key == told.person)
    with unit_of_work():
        wait_for_lock(LOCK)
        before = told_walk(person)
        news = sum(bring_introduction(deed, person, one) for one in told.introductions)
        news += sum(bring_task(person, *one) for one in told.done if one not in before.done)
        if not news:
            return "unchanged"
        deed.record("introduction-imported", course_ref(person), count=news)
    return "changed" if before.introductions else "created"


def bring_introduction(deed: Deed, person: Person, told: IntroductionTold) -> bool:
    """Bring in an introduction, or how one that is there was closed since; return whether it is news."""
    deed.require("introduction.close", told.unit)
    row = Introduction.get_or_none((Introduction.person == person) & (Introduction.begun_on == told.begun))
    if row is not None and (row.is_closed or told.closed is None):
        return False
    row = row or Introduction(person=person, begun_on=told.begun, unit=Unit.get(Unit.code == told.unit))
    row.mentor = Person.get(Person.key == told.mentor) if told.mentor else None
    if told.closed is not None:
        closer = Person.get(Person.key == told.closed.by) if told.closed.by else None
        row.closed_at, row.closed_by, row.note = told.closed.at, closer, told.closed.note
    row.save()
    for key, since in told.lists:
        part = {"introduction": row, "list": IntroductionList.get(IntroductionList.key == key), "since": since}
        IntroductionPart.insert(part).on_conflict_ignore().execute()
    return True


def bring_task(person: Person, one: str, key: str, at: object) -> int:
    """Bring in that a task was done, unless its item is gone; return how many are news."""
    items = ListItem.select(ListItem.id).join(ListSection).join(IntroductionList)
    item = items.where(IntroductionList.key == one, ListItem.key == key).first()
    if item is None or TaskDone.select().where((TaskDone.person == person) & (TaskDone.item == item)).exists():
        return 0
    TaskDone.create(person=person, item=item, at=at)
    return 1
