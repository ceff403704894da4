"""What a synonym says: two words or phrases, or words that lead to a document."""

from typing import Any

from wtforms import BooleanField, Field, StringField, ValidationError
from wtforms.validators import DataRequired

from portal.people.forms.fields import line, stripped
from portal.search.synonym_rules import why_not_words
from portal.web.forms import PortalForm


def searchable(_form: Any, field: Field) -> None:
    """Refuse what holds no word, or is longer than the list keeps."""
    reason = why_not_words(field.data or "")
    if reason:
        raise ValidationError(reason)


class ChangedSynonymForm(PortalForm):
    """A pair that is there already."""

    term = line(
        "Den som söker efter",
        DataRequired("Skriv det ord som man söker med."),
        searchable,
        description="Ordet som folk använder, till exempel ”dagis”. Det får vara flera ord.",
    )
    meaning = line(
        "får också träffar för",
        DataRequired("Skriv det ord som står i texterna."),
        searchable,
        description="Ordet som står i texterna, till exempel ”förskola”, eller ett dokuments nummer.",
    )


class SynonymForm(ChangedSynonymForm):
    """A new pair."""

    both_ways = BooleanField("Gäller åt båda hållen")


class KeywordForm(PortalForm):
    """Words that are to lead to a document: by its number, by its title, or chosen among those that were offered."""

    term = line(
        "Den som söker efter",
        DataRequired("Skriv det ord som man söker med."),
        searchable,
        description="Ordet som folk använder. Det får vara flera ord.",
    )
    document = line(
        "ska hitta dokumentet",
        DataRequired("Skriv dokumentets nummer, eller några ord ur titeln."),
        description="Numret, eller några ord ur titeln.",
    )
    chosen = StringField(filters=[stripped])
