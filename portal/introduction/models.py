"""Reading lists for those who are new, and how far each has come."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.control.models.documents import Document
from portal.introduction.rules.walking import Kind
from portal.people.models import Person, Unit
from portal.store.database import Table
from portal.store.fields import MomentField


class IntroductionList(Table):
    """What those who are new in a unit and below (role empty), or get a role there, read and do first.

    Nobody whose place began before `since` is given it, nor from the day `until`.
    """

    key = CharField(unique=True)
    unit = ForeignKeyField(Unit, backref="introduction_lists")
    role = CharField(default="")
    title = CharField()
    welcome = TextField(default="")
    since = DateField()
    until = DateField(null=True)


class ListSection(Table):
    """A part of a list, to be done within so many days from the first one."""

    list = ForeignKeyField(IntroductionList, backref="sections")
    position = IntegerField()
    title = CharField()
    within = IntegerField()


class ListItem(Table):
    """A document to read or a task to do; its key is its own in the list, and stays when it is moved.

    Who to ask is a person, or what somebody is to the new one (`manager`, `mentor`).
    """

    section = ForeignKeyField(ListSection, backref="items")
    position = IntegerField()
    key = CharField()
    document = ForeignKeyField(Document, null=True, backref="introduction_items")
    title = CharField(default="")
    text = TextField(default="")
    why = TextField(default="")
    ask = CharField(default="")
    ask_person = ForeignKeyField(Person, null=True, backref="asked_of_items")
    optional = BooleanField(default=False)

    @property
    def kind(self) -> Kind:
        """What the item asks for."""
        return Kind.DOCUMENT if self.document_id else Kind.TASK


class Introduction(Table):
    """A person's introduction: where they are introduced, from which day, by whom, and how it was closed.

    `closed_by` is nobody where it ended by itself, as the person left.
    """

    person = ForeignKeyField(Person, backref="introductions")
    unit = ForeignKeyField(Unit, backref="introductions")
    begun_on = DateField()
    mentor = ForeignKeyField(Person, null=True, backref="mentored_introductions")
    closed_at = MomentField(null=True)
    closed_by = ForeignKeyField(Person, null=True, backref="closed_introductions")
    note = TextField(default="")

    class Meta:
        """Lists ask for those under way in some units."""

        indexes = ((("unit", "closed_at"), False), (("person", "closed_at"), False))

    @property
    def is_closed(self) -> bool:
        """Whether it has been closed, or has ended by itself."""
        return bool(self.closed_at)


class IntroductionPart(Table):
    """A list that a person was given, and the first day that its days are counted from."""

    introduction = ForeignKeyField(Introduction, backref="parts")
    list = ForeignKeyField(IntroductionList, backref="parts")
    since = DateField()

    class Meta:
        """A list is given once."""

        indexes = ((("introduction", "list"), True),)


class TaskDone(Table):
    """A person has done a task. What documents they have read, their acknowledgements tell."""

    person = ForeignKeyField(Person, backref="tasks_done", index=False)
    item = ForeignKeyField(ListItem, backref="done")
    at = MomentField()

    class Meta:
        """Once is enough."""

        indexes = ((("person", "item"), True),)
