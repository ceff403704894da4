"""What happened, by whom, to what: append-only, hash-chained, numbered in the order of commit."""

from peewee import CharField, IntegerField, TextField

from portal.store.database import Table
from portal.store.fields import MomentField


class Entry(Table):
    """One thing that happened. It holds ids, codes and digests only: names, reasons and comments lie in rows."""

    number = IntegerField(unique=True)
    at = MomentField()
    actor = CharField()
    verb = CharField()
    subject = CharField(index=True)
    facts = TextField()
    previous = CharField(64)
    digest = CharField(64)


class Cursor(Table):
    """How far a follower has come."""

    name = CharField(unique=True)
    number = IntegerField(default=0)
