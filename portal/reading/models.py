"""What is demanded to be read, who has read it, and what is left: a projection for lists."""

from datetime import date

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.people.models import Person, Unit
from portal.store.database import Table
from portal.store.fields import MomentField

READ = date.max


class ReadingDemand(Table):
    """Those who belong to the unit and below, or hold the role there, are to read the document.

    Each has so many `days` from when they are asked; `until` is the first day on which nobody is asked any more.
    """

    document = ForeignKeyField(Document, backref="demands")
    unit = ForeignKeyField(Unit, backref="demands")
    role = CharField(default="")
    days = IntegerField()
    why = TextField(default="")
    since = DateField()
    until = DateField(null=True)
    by = ForeignKeyField(Person)
    at = MomentField()


class Acknowledgement(Table):
    """A person has read and understood a version, in a language."""

    person = ForeignKeyField(Person, backref="acknowledgements")
    document = ForeignKeyField(Document, backref="acknowledgements")
    version = ForeignKeyField(Version, backref="acknowledgements")
    language = CharField(default="sv")
    at = MomentField()

    class Meta:
        """Once is enough."""

        indexes = ((("person", "version"), True), (("document", "person"), False))


class Duty(Table):
    """What a person is asked to read, projected from demands, places, versions and acknowledgements.

    `wanted` is the number of the version from which on reading counts, `read` the highest one that the person has
    acknowledged (0: none), `done` whether that is enough; `unit` is where the person is asked.
    """

    person = ForeignKeyField(Person, backref="duties", index=False)
    document = ForeignKeyField(Document, backref="duties", index=False)
    unit = ForeignKeyField(Unit, backref="duties", index=False)
    wanted = IntegerField()
    read = IntegerField(default=0)
    done = IntegerField(default=0)
    asked_on = DateField()
    due_on = DateField()
    reminded_on = DateField(null=True)

    class Meta:
        """One for each person and document; lists ask for what is unread and late, by document, unit and day."""

        indexes = (
            (("person", "document"), True),
            (("document", "done", "due_on", "unit"), False),
            (("unit", "person", "done", "due_on"), False),
            (("done", "due_on", "unit", "document"), False),
        )


class DutyCount(Table):
    """How many in a unit and all below it are to read a document by the same day: sums of duties.

    Those who have read it are counted under READ, so that what is late today is a sum of few rows, whatever day it is.
    """

    unit = ForeignKeyField(Unit, backref="duty_counts", index=False)
    document = ForeignKeyField(Document, backref="duty_counts", index=False)
    due_on = DateField()
    duties = IntegerField()

    class Meta:
        """One for each unit, document and day."""

        indexes = ((("unit", "document", "due_on"), True), (("document", "unit"), False))
