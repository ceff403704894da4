"""Controlled documents, their versions and all that happens to them: a row each, with who, when and why."""

from peewee import BlobField, BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

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


class Version(Table):
    """A version. After approval title, body, note, audience and attachments never change.

    `valid_from`, `valid_until` and `review_by` are projected from the decisions (`project_windows`), so that lists can
    be asked for by date; `rendered` is a cache of the body as rendered by `renderer`.
    """

    document = ForeignKeyField(Document, backref="versions")
    number = IntegerField()
    language = CharField(default="sv")
    title = CharField()
    change_note = TextField(default="")
    significance = CharField(default="significant")
    author = ForeignKeyField(Person, backref="written")
    created_at = MomentField()
    media_type = CharField()
    body = BlobField()
    sha256 = CharField(64)
    decided = BooleanField(default=False)
    withdrawn = BooleanField(default=False)
    valid_from = DateField(null=True)
    valid_until = DateField(null=True)
    review_by = DateField(null=True)
    rendered = TextField(default="")
    renderer = IntegerField(default=0)
    plain = TextField(default="")

    class Meta:
        """A number once for each document; lists are asked for by date."""

        indexes = ((("document", "number"), True), (("valid_from", "valid_until"), False))


class Grant(Table):
    """One of the audiences that may read the version."""

    version = ForeignKeyField(Version, backref="grants")
    token = CharField(index=True)


class Attachment(Table):
    """A file that belongs to the version."""

    version = ForeignKeyField(Version, backref="attachments")
    position = IntegerField()
    filename = CharField()
    title = CharField()
    media_type = CharField()
    sha256 = CharField(64, index=True)
    size = IntegerField()


class Link(Table):
    """A reference from a version's text, a projection of its body. `target` is a document's number."""

    version = ForeignKeyField(Version, backref="links")
    target = CharField(index=True)


class Contribution(Table):
    """Somebody beside the author has written in the version, and so does not decide about it."""

    version = ForeignKeyField(Version, backref="contributions")
    by = ForeignKeyField(Person)
    at = MomentField()

    class Meta:
        """Once is enough."""

        indexes = ((("version", "by"), True),)


class Submission(Table):
    """Handed in for review, with the approvers that were required then."""

    version = ForeignKeyField(Version, backref="submissions")
    by = ForeignKeyField(Person)
    at = MomentField()
    approvers = TextField(default="")


class Return(Table):
    """Sent back to the author with a reason: the answer to a submission."""

    version = ForeignKeyField(Version, backref="returns")
    submission = ForeignKeyField(Submission, backref="returns", unique=True)
    by = ForeignKeyField(Person)
    at = MomentField()
    reason = TextField()


class Approval(Table):
    """Decided: from which day it applies and when it is to be reviewed."""

    version = ForeignKeyField(Version, backref="approvals", unique=True)
    by = ForeignKeyField(Person)
    at = MomentField()
    valid_from = DateField()
    review_by = DateField()
    reference = TextField(default="")


class Revocation(Table):
    """A scheduled decision called off."""

    version = ForeignKeyField(Version, backref="revocations", unique=True)
    by = ForeignKeyField(Person)
    at = MomentField()
    reason = TextField()


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
