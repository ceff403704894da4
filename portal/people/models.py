"""Persons, units, roles, and how a person signs in."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from peewee import BooleanField, CharField, DateField, ForeignKeyField, TextField

from portal.lib import text
from portal.store.database import Table
from portal.store.fields import MomentField


class Unit(Table):
    """A place in the organisation: municipality, board, administration, department or unit."""

    code = CharField(unique=True)
    name = CharField()
    kind = CharField()
    parent = ForeignKeyField("self", null=True, backref="children")
    successor = ForeignKeyField("self", null=True, backref="predecessors")
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    email = CharField(default="")
    phone = CharField(default="")


class Person(Table):
    """A person; the key is neither an e-mail nor an account and is never reused.

    `sought` and `place_in_order` are made of the others when a person is saved: what a search looks in, and where the
    name stands in the Swedish alphabet.
    """

    key = CharField(unique=True)
    name = CharField()
    title = CharField(default="")
    email = CharField(default="", index=True)
    phone = CharField(default="")
    disabled = BooleanField(default=False)
    is_demo = BooleanField(default=False)
    sought = TextField(default="")
    place_in_order = CharField(default="", index=True)

    def describe(self) -> None:
        """Renew what searching and sorting go by."""
        self.sought = text.fold(f"{self.name} {self.title} {self.email} {self.key}")
        self.place_in_order = text.alphabetical(self.name)

    @property
    def initials(self) -> str:
        """The first letters of the name's first and last part."""
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:]))


class Membership(Table):
    """A person's belonging to a unit (role empty) or role in it and below, from and to a day."""

    person = ForeignKeyField(Person, backref="places")
    unit = ForeignKeyField(Unit, backref="places")
    role = CharField(default="")
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)


class Deputy(Table):
    """Who may act in a person's place, from and to a day."""

    person = ForeignKeyField(Person, backref="deputies")
    deputy = ForeignKeyField(Person, backref="stands_in_for")
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)


class Identity(Table):
    """How a person is known to a way of signing in: (provider, subject)."""

    provider = CharField()
    subject = CharField()
    person = ForeignKeyField(Person, backref="identities")
    secret = TextField(default="")

    class Meta:
        """One person for each subject."""

        indexes = ((("provider", "subject"), True),)


class Session(Table):
    """A signed-in browser; revoked by deleting the row. The cookie's token is kept as a digest only.

    `carried` is what other features let be read along with it, see `queries.persons.carry`.
    """

    carried: Mapping[str, Any] = MappingProxyType({})

    digest = CharField(64, unique=True)
    person = ForeignKeyField(Person, backref="sessions")
    browser = CharField(default="")
    started_at = MomentField()
    seen_at = MomentField()
    expires_at = MomentField(index=True)


class OneTimeLink(Table):
    """A link that lets a person choose a passphrase once."""

    digest = CharField(64, unique=True)
    person = ForeignKeyField(Person, backref="links")
    expires_at = MomentField()
    used_at = MomentField(null=True)


class Attempt(Table):
    """A failed sign-in, for throttling; account and address are digests."""

    account = CharField(64, index=True)
    address = CharField(64, index=True)
    at = MomentField()
