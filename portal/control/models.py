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


class Writing(Table):
    """Somebody has a draft open: what they have typed but not saved, and on which text (`base`) they build.

    It is not journalled. `opened` is that text, `typed` what was made of it, both as JSON; `typed` is empty and
    `typed_at` none until something is typed.
    """

    version = ForeignKeyField(Version, backref="writings")
    person = ForeignKeyField(Person)
    base = CharField(64)
    opened = TextField(default="")
    typed = TextField(default="")
    typed_at = MomentField(null=True)
    seen_at = MomentField()

    class Meta:
        """A person writes in a draft once."""

        indexes = ((("version", "person"), True),)


class Submission(Table):
    """Handed in for review, with who was asked to comment and the approvers that were required then.

    `approvers` and `reviewers` are persons' keys, the approvers in order; `mode` is one of `rules.types.Mode`.
    """

    version = ForeignKeyField(Version, backref="submissions")
    by = ForeignKeyField(Person)
    at = MomentField()
    approvers = TextField(default="")
    reviewers = TextField(default="")
    mode = CharField(default="one")


class Consent(Table):
    """A required approver has said yes: `approver` is whose yes it is, `by` who gave it in their place."""

    submission = ForeignKeyField(Submission, backref="consents")
    approver = ForeignKeyField(Person)
    by = ForeignKeyField(Person)
    at = MomentField()
    note = TextField(default="")

    class Meta:
        """One yes each."""

        indexes = ((("submission", "approver"), True),)


class Review(Table):
    """A reviewer has said what they have to say of what was handed in."""

    submission = ForeignKeyField(Submission, backref="reviews")
    by = ForeignKeyField(Person)
    at = MomentField()

    class Meta:
        """Done once is done."""

        indexes = ((("submission", "by"), True),)


class Comment(Table):
    """What a reviewer says of a paragraph, perhaps with other words for it; or an answer to such a comment.

    `paragraph` is the digest of the paragraph's source and `quote` the source itself, so that the comment is found
    again after other paragraphs have changed. `outcome` is `taken`, `left` or empty while it is open.
    """

    version = ForeignKeyField(Version, backref="comments")
    answers = ForeignKeyField("self", null=True, backref="replies")
    paragraph = CharField(64, default="")
    quote = TextField(default="")
    text = TextField(default="")
    suggestion = TextField(null=True)
    by = ForeignKeyField(Person)
    at = MomentField()
    outcome = CharField(default="")
    resolved_by = ForeignKeyField(Person, null=True)
    resolved_at = MomentField(null=True)


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


class Translation(Table):
    """A version's text in another language, or an easy-read one (`sv-easy`); Swedish governs.

    It has its own translator, approver and date. Once approved it never changes; a later one replaces it.
    """

    version = ForeignKeyField(Version, backref="translations")
    language = CharField()
    title = CharField()
    media_type = CharField()
    body = BlobField()
    sha256 = CharField(64)
    rendered = TextField(default="")
    renderer = IntegerField(default=0)
    plain = TextField(default="")
    translator = ForeignKeyField(Person)
    created_at = MomentField()
    approved_by = ForeignKeyField(Person, null=True)
    approved_at = MomentField(null=True)

    class Meta:
        """Looked up by version."""

        indexes = ((("version", "language"), False),)


class Redaction(Table):
    """Something decided was taken out for a legal reason; `subject` says what, `sha256` what it was."""

    document = ForeignKeyField(Document, backref="redactions")
    subject = CharField(unique=True)
    sha256 = CharField(64)
    by = ForeignKeyField(Person)
    at = MomentField()
    ground = TextField()
    reason = TextField()
