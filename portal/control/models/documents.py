"""What does not change with the versions, and what happens to a document as a whole."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.people.models import Person, Unit
from portal.store.database import Table
from portal.store.fields import MomentField


class ProcessArea(Table):
    """One of the municipality's own areas, by which documents are browsed."""

    key = CharField(unique=True)
    name = CharField()
    band = CharField()
    position = IntegerField(default=0)


class Document(Table):
    """What does not change with the versions. The number is opaque after birth."""

    number = CharField(unique=True)
    kind = CharField()
    type = CharField(index=True)
    unit = ForeignKeyField(Unit, backref="documents")
    owner_role = CharField()
    owner = ForeignKeyField(Person, null=True, backref="owned")
    process_lead = ForeignKeyField(Person, null=True, backref="led")
    review_months = IntegerField(default=12)
    created_at = MomentField()


class DocumentArea(Table):
    """A document's place in a process area."""

    document = ForeignKeyField(Document, backref="areas")
    area = ForeignKeyField(ProcessArea, backref="documents")


class Alias(Table):
    """A former number, which leads to the document."""

    number = CharField(unique=True)
    document = ForeignKeyField(Document, backref="aliases")


class Withdrawal(Table):
    """The document no longer applies from the day `on`."""

    document = ForeignKeyField(Document, backref="withdrawals", unique=True)
    by = ForeignKeyField(Person)
    at = MomentField()
    on = DateField()
    reason = TextField()
    replaced_by = CharField(default="")


class Confirmation(Table):
    """Still valid: a new review date without a new version, for what applied on the day `on`."""

    document = ForeignKeyField(Document, backref="confirmations")
    by = ForeignKeyField(Person)
    at = MomentField()
    on = DateField()
    note = TextField(default="")
    review_by = DateField()


class Reminder(Table):
    """Somebody has been reminded of something that falls due: once for each cause and date.

    `cause` is what and how far ahead (`review-60`), `due` the date it falls due.
    """

    document = ForeignKeyField(Document, backref="reminders")
    person = ForeignKeyField(Person)
    cause = CharField()
    due = DateField()
    at = MomentField()

    class Meta:
        """Nobody is reminded twice of the same."""

        indexes = ((("document", "person", "cause", "due"), True),)


class Redaction(Table):
    """Something decided was taken out for a legal reason; `subject` says what, `sha256` what it was."""

    document = ForeignKeyField(Document, backref="redactions")
    subject = CharField(unique=True)
    sha256 = CharField(64)
    by = ForeignKeyField(Person)
    at = MomentField()
    ground = TextField()
    reason = TextField()
