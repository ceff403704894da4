"""Lists and introductions as they are told in files."""

from portal.introduction.models import Introduction, IntroductionList, IntroductionPart, ListItem, ListSection, TaskDone
from portal.introduction.queries.contents import SectionLine, sections_of
from portal.introduction.told import ClosingTold, IntroductionTold, ItemTold, ListTold, SectionTold, WalkTold
from portal.people.models import Person, Unit


def told_list(one: IntroductionList) -> ListTold:
    """Return the list, with its unit at hand, as a file tells it: one query."""
    sections = tuple(told_section(line) for line in sections_of([one.id])[one.id])
    return ListTold(one.key, one.unit.code, one.role, one.title, one.welcome, one.since, one.until, sections)


def told_section(line: SectionLine) -> SectionTold:
    """Return a section as a file tells it."""
    return SectionTold(line.row.title, line.row.within, tuple(told_item(item) for item in line.items))


def told_item(item: ListItem) -> ItemTold:
    """Return an item as a file tells it."""
    return ItemTold(
        key=item.key,
        document=item.document.number if item.document_id else "",
        title=item.title,
        text=item.text,
        why=item.why,
        ask=item.ask,
        ask_person=item.ask_person.key if item.ask_person_id else "",
        optional=bool(item.optional),
    )


def told_walk(person: Person) -> WalkTold:
    """Return a person's introductions and the tasks they have done as a file tells them."""
    rows = Introduction.select(Introduction, Unit).join(Unit).where(Introduction.person == person)
    introductions = tuple(told_introduction(row) for row in rows.order_by(Introduction.begun_on, Introduction.id))
    columns = (IntroductionList.key, ListItem.key, TaskDone.at)
    done = TaskDone.select(*columns).join(ListItem).join(ListSection).join(IntroductionList)
    done = done.where(TaskDone.person == person).order_by(IntroductionList.key, TaskDone.at, ListItem.key)
    return WalkTold(person.key, introductions, tuple(done.tuples()))


def told_introduction(row: Introduction) -> IntroductionTold:
    """Return one introduction as a file tells it."""
    parts = IntroductionPart.select(IntroductionList.key, IntroductionPart.since).join(IntroductionList)
    lists = parts.where(IntroductionPart.introduction == row).order_by(IntroductionList.key)
    closed = None
    if row.is_closed:
        closed = ClosingTold(row.closed_at, row.closed_by.key if row.closed_by else "", row.note)
    mentor = row.mentor.key if row.mentor else ""
    return IntroductionTold(row.unit.code, row.begun_on, mentor, tuple(lists.tuples()), closed)


def introduced_persons() -> list[Person]:
    """Return everybody who has had an introduction."""
    return list(Person.select().where(Person.id.in_(Introduction.select(Introduction.person))).order_by(Person.key))
