"""Services, what decided declarations commit them to, and the explanations when that was not kept."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.control.models.versions import Version
from portal.people.models import Person, Unit
from portal.store.database import Table
from portal.store.fields import MomentField


class LifeSituation(Table):
    """A situation in life by which services are found."""

    key = CharField(unique=True)
    name = CharField()
    position = IntegerField(default=0)


class Service(Table):
    """Something the municipality does for those who live there. `channels` is a JSON list of kind, text and address."""

    key = CharField(unique=True)
    name = CharField()
    summary = TextField()
    unit = ForeignKeyField(Unit, backref="services")
    board = ForeignKeyField(Unit, backref="decided_services")
    keywords = TextField(default="")
    channels = TextField(default="[]")


class ServiceSituation(Table):
    """A service's place in a life situation."""

    service = ForeignKeyField(Service, backref="situations")
    situation = ForeignKeyField(LifeSituation, backref="services")


class ServiceDocument(Table):
    """A document that the service rests on, by its number."""

    service = ForeignKeyField(Service, backref="documents")
    position = IntegerField()
    number = CharField(index=True)


class CommitmentRow(Table):
    """One commitment of a decided version, made from its bytes. `terms` is the whole commitment as JSON."""

    version = ForeignKeyField(Version, backref="commitments")
    position = IntegerField()
    service = CharField(index=True)
    key = CharField(index=True)
    owner_unit = CharField()
    terms = TextField()

    class Meta:
        """A key stands once in a version."""

        indexes = ((("version", "key"), True),)


class Explanation(Table):
    """What happened when a commitment was not kept in a period, told in public. The last one of a period counts."""

    commitment = CharField(index=True)
    period = CharField()
    what_happened = TextField()
    our_fault = BooleanField()
    correction = TextField()
    correct_by = DateField(null=True)
    by = ForeignKeyField(Person, backref="explanations")
    published_at = MomentField()
