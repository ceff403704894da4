"""A moving in: who brings files, and what becomes of each."""

import json
from collections.abc import Mapping

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from portal.control.models.documents import Document
from portal.intake.rules.phases import Phase, phase_of
from portal.people.models import Person
from portal.store.database import Table
from portal.store.fields import MomentField


class MoveIn(Table):
    """Files that somebody brings in together.

    `source` is the folder on the server that they come from, empty for what was uploaded. All files have come at
    `gathered_at`, all are guessed about at `settled_at`; documents are made from `begun_at` to `finished_at`.
    """

    name = CharField()
    source = TextField(default="")
    by = ForeignKeyField(Person, backref="moves")
    at = MomentField()
    gathered_at = MomentField(null=True)
    settled_at = MomentField(null=True)
    begun_at = MomentField(null=True)
    finished_at = MomentField(null=True)

    @property
    def phase(self) -> Phase:
        """How far it has come."""
        return phase_of(self.gathered_at, self.settled_at, self.begun_at, self.finished_at)


class MovedFile(Table):
    """A file of a moving in, and its row in the table.

    `state` is one of `rules.phases.State`, `reason` why it was passed over or failed, or why its `fate` is proposed.
    The cells are kept as typed. `guesses`, `problems`, `lost` and `pictures` are JSON; `markdown` is what the file has
    become. `beside` is the file whose document this one is attached to, `document` what was made.
    """

    move = ForeignKeyField(MoveIn, backref="files")
    path = TextField()
    size = IntegerField(default=0)
    sha256 = CharField(64, default="", index=True)
    state = CharField(default="waiting")
    reason = TextField(default="")
    fate = CharField(default="document")
    beside = ForeignKeyField("self", null=True, backref="attached")
    title = TextField(default="")
    type = TextField(default="")
    unit = TextField(default="")
    number = TextField(default="")
    status = TextField(default="")
    valid_from = TextField(default="")
    review_by = TextField(default="")
    owner = TextField(default="")
    guesses = TextField(default="{}")
    problems = TextField(default="")
    markdown = TextField(default="")
    lost = TextField(default="[]")
    pictures = TextField(default="[]")
    document = ForeignKeyField(Document, null=True)

    class Meta:
        """A path once in each moving in; the table is walked by state."""

        indexes = ((("move", "path"), True), (("move", "state", "fate"), False))

    @property
    def told(self) -> Mapping[str, list[str]]:
        """The guesses by field: value, how sure, from where."""
        return dict(json.loads(self.guesses))

    @property
    def losses(self) -> list[str]:
        """What could not be carried over."""
        return list(json.loads(self.lost))

    @property
    def faults(self) -> Mapping[str, str]:
        """What is wrong with the cells, by field."""
        return dict(json.loads(self.problems or "{}"))

    @property
    def drawn(self) -> list[list[str]]:
        """The pictures of the text: name, digest, and what stands for it where it is not seen."""
        return list(json.loads(self.pictures))
