"""What is followed, what has been told, what is mailed, and the secret addresses of feeds."""

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from portal.people.models import Person
from portal.store.database import Table
from portal.store.fields import MomentField


class Following(Table):
    """A person follows a thing (`ref`): a document, a unit with all below it, a service.

    `pace` is one of `rules.paces.Pace`, or empty for the person's choice for all.
    """

    person = ForeignKeyField(Person, backref="followings")
    ref = CharField(index=True)
    pace = CharField(default="")
    since = MomentField()

    class Meta:
        """Once is enough."""

        indexes = ((("person", "ref"), True),)


class Preference(Table):
    """How often a person wants mail: of what concerns themselves, of what they follow. No row: nothing was chosen."""

    person = ForeignKeyField(Person, backref="preferences", unique=True)
    own = CharField(default="")
    followed = CharField(default="")


class Mail(Table):
    """A message of the outbox, and all that became of it.

    `key` tells what it is (`notice:…`, `day:…`, `week:…`, with the person's id), so that it is made once; `message` is
    the left part of its Message-ID, the same at each attempt. `state` is one of `rules.mailing.MailState`.
    """

    person = ForeignKeyField(Person, backref="mails")
    key = CharField(unique=True)
    message = CharField(unique=True)
    state = CharField(default="waiting")
    attempts = IntegerField(default=0)
    made_at = MomentField()
    next_at = MomentField()
    done_at = MomentField(null=True)
    reason = TextField(default="")

    class Meta:
        """Asked for by what is due."""

        indexes = ((("state", "next_at"), False),)


class Notice(Table):
    """A person is told of an entry of the journal: `ref` is the thing, `kind` names the telling.

    `pace` is how often mail was wanted of it when it was made, `mail` the message that tells of it.
    """

    person = ForeignKeyField(Person, backref="notices")
    entry = IntegerField()
    ref = CharField(index=True)
    kind = CharField()
    at = MomentField()
    pace = CharField()
    read_at = MomentField(null=True)
    mail = ForeignKeyField(Mail, null=True, backref="notices")

    class Meta:
        """Told once; counted unread on every page, listed newest first, gathered by pace."""

        indexes = (
            (("person", "entry", "ref"), True),
            (("person", "read_at"), False),
            (("pace", "mail", "person"), False),
        )


class Address(Table):
    """The secret part of an address of a person's own feed or calendar, kept as a digest only."""

    person = ForeignKeyField(Person, backref="addresses")
    purpose = CharField()
    digest = CharField(64, unique=True)
    made_at = MomentField()

    class Meta:
        """One for each purpose."""

        indexes = ((("person", "purpose"), True),)
