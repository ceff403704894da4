"""Versions: what is written, who may read it, what belongs to it, and who writes."""

from peewee import BlobField, BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.control.models.documents import Document
from portal.people.models import Person
from portal.store.database import Table
from portal.store.fields import MomentField


class Version(Table):
    """A version. After approval title, body, note, audience and attachments never change.

    `valid_from`, `valid_until` and `review_by` are projected from the decisions (`project_windows`), so that lists can
    be asked for by date; `rendered` is a cache of the body as rendered by `renderer`, `title_order` where the title
    stands in a Swedish register.
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
    title_order = CharField(default="")

    class Meta:
        """A number once for each document; lists are asked for by date, and walked by title with what narrows them."""

        indexes = (
            (("document", "number"), True),
            (("valid_from", "valid_until"), False),
            (("title_order", "decided", "valid_from", "valid_until", "review_by", "document"), False),
        )


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


class FileText(Table):
    """What an attached file says, read once: `sha256` is the file's, its pages are parted by form feeds."""

    sha256 = CharField(64, unique=True)
    text = TextField()


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


class Translation(Table):
    """A version's text in another language, or an easy-read one (`sv-easy`); Swedish governs.

    The body is Markdown. `hands` are the keys of who has written in it or handed it in, `handed_in_at` is when it was
    put to a decision; `remark` is why it came back. Once approved it never changes; a later one replaces it.
    """

    version = ForeignKeyField(Version, backref="translations")
    language = CharField()
    title = CharField()
    media_type = CharField()
    body = BlobField()
    sha256 = CharField(64)
    plain = TextField(default="")
    translator = ForeignKeyField(Person)
    hands = TextField(default="")
    created_at = MomentField()
    handed_in_at = MomentField(null=True)
    remark = TextField(default="")
    approved_by = ForeignKeyField(Person, null=True)
    approved_at = MomentField(null=True)

    class Meta:
        """Looked up by version."""

        indexes = ((("version", "language"), False),)
