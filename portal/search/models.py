"""What the quality lead adds to searching, and what is known of how it went: words and counts, never a person."""

from peewee import CharField, DateField, IntegerField

from portal.store.database import Table


class Synonym(Table):
    """Who searches for `term` is also shown what holds `meaning`: `dagis`, `förskola`. Both as one types them."""

    term = CharField()
    meaning = CharField()

    class Meta:
        """A meaning once for each term."""

        indexes = ((("term", "meaning"), True),)


class Searched(Table):
    """That some words were searched for on a day: how many times, and how many hits there were the last time."""

    day = DateField()
    words = CharField()
    count = IntegerField()
    hits = IntegerField()

    class Meta:
        """A row for each day and words."""

        indexes = ((("day", "words"), True),)


class Opened(Table):
    """That a hit was opened after a search on a day: of what (`ref`), from which rank (1 is first), how many times."""

    day = DateField()
    words = CharField()
    ref = CharField()
    rank = IntegerField()
    count = IntegerField()

    class Meta:
        """A row for each day, words, thing and rank; asked for by words."""

        indexes = ((("day", "words", "ref", "rank"), True), (("words",), False))
