"""Indicators and their measurements; a measurement is never changed, a correction is a new one."""

from peewee import BigIntegerField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.people.models import Person
from portal.store.database import Table
from portal.store.fields import MomentField


class Indicator(Table):
    """What is measured, how often and by what method; numerator and denominator say in words what is counted."""

    key = CharField(unique=True)
    name = CharField()
    unit = CharField()
    numerator = TextField()
    denominator = TextField()
    source = CharField()
    frequency = CharField()
    direction = CharField()
    min_n = IntegerField(default=5)
    method_version = IntegerField(default=1)
    method = TextField(default="")


class Measurement(Table):
    """What was counted in a period, by which version of the method, entered by whom and when.

    `supersedes` is the measurement that this one corrects, `reason` why.
    """

    indicator = ForeignKeyField(Indicator, backref="measurements")
    period = CharField()
    period_first = DateField()
    period_last = DateField()
    numerator = BigIntegerField()
    denominator = BigIntegerField()
    method_version = IntegerField()
    entered_by = ForeignKeyField(Person, null=True, backref="measured")
    entered_at = MomentField()
    reason = TextField(default="")
    supersedes = ForeignKeyField("self", null=True, backref="superseded_by")

    class Meta:
        """Asked for by indicator, from a day on."""

        indexes = ((("indicator", "period_first"), False),)
