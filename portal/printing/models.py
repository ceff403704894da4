"""What somebody has asked to take out: outside the journal, and gone after a day."""

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from portal.people.models import Person
from portal.store.database import Table
from portal.store.fields import MomentField


class Takeout(Table):
    """A collection that a person has asked for. `unit` is a code, empty for the whole handbook.

    `parts` are the numbers of its documents, part by part, as JSON; `made` says how many of the parts have been made.
    `left_out` are numbers that could not be printed, as JSON. It is done when `finished_at` is set; `failure` says why
    nothing came of it.
    """

    person = ForeignKeyField(Person, backref="takeouts")
    unit = CharField(default="")
    below = BooleanField(default=True)
    format = CharField()
    title = CharField()
    asked_at = MomentField(index=True)
    parts = TextField()
    made = IntegerField(default=0)
    left_out = TextField(default="[]")
    finished_at = MomentField(null=True)
    failure = TextField(default="")


class TakeoutFile(Table):
    """A part that has been made: `sha256` is its blob."""

    takeout = ForeignKeyField(Takeout, backref="files", on_delete="CASCADE")
    position = IntegerField()
    filename = CharField()
    sha256 = CharField(64)
    size = IntegerField()

    class Meta:
        """A part is made once."""

        indexes = ((("takeout", "position"), True),)
