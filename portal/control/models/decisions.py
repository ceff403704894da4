"""What happens to a version on its way from draft to valid: a row each, with who, when and why."""

from peewee import CharField, DateField, ForeignKeyField, TextField

from portal.control.models.versions import Version
from portal.people.models import Person
from portal.store.database import Table
from portal.store.fields import MomentField


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
