"""A new document: what it is, whose it is, who may read it."""

from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from portal.control.forms.drafts import LONGEST_TITLE, OUTSIDE, chosen
from portal.control.rules.types import TYPE_LABELS, Type
from portal.people.forms.fields import choice, line
from portal.people.rules import INTERNAL
from portal.web.forms import PortalForm

PURPOSES = {
    Type.ROUTINE: "Vem gör vad, i vilken ordning och när.",
    Type.INSTRUCTION: "Hur en enskild uppgift utförs, steg för steg.",
    Type.GUIDELINE: "Hur verksamheten ska arbeta i stort. Rutiner bygger på den.",
    Type.POLICY: "Vad kommunen vill. Beslutas högt upp och gäller brett.",
    Type.PLAN: "Mål och åtgärder för en viss tid.",
    Type.TEMPLATE: "Ett dokument att utgå från, med förklaring av hur det används.",
    Type.FORM: "En blankett att fylla i, med förklaring av vart den lämnas.",
    Type.DECLARATION: "Vad invånarna kan vänta sig av en tjänst, med löften som mäts.",
}


class DocumentForm(PortalForm):
    """What a document is from birth. `subject` is the service, for a service declaration."""

    type = RadioField("Vad ska du skriva?", [InputRequired("Välj vad du ska skriva.")], **OUTSIDE)
    subject = choice("Tjänst", description="Bara för en servicedeklaration: den tjänst som den handlar om.")
    title = line(
        "Titel",
        DataRequired("Skriv en titel."),
        longest=LONGEST_TITLE,
        description="Så som någon skulle söka efter det. Numret ger portalen.",
    )
    unit = choice("Ansvarig enhet", InputRequired("Välj en enhet."), description="Enheter som du får skriva för.")
    owner = line(
        "Ägare",
        description="Namn eller e-postadress. Lämna tomt, så är enhetens chef ägare.",
    )
    audience = chosen("Vilka får läsa?", "Välj vilka som får läsa.", default=[INTERNAL])
    areas = chosen("Områden")

    def __init__(
        self,
        *,
        types: list[str],
        subjects: Mapping[str, str],
        units: Mapping[str, str],
        audiences: Mapping[str, str],
        areas: Mapping[str, str],
        **values: Any,
    ) -> None:
        """Offer the types and what can be chosen, in words by value."""
        super().__init__(**values)
        self.type.choices = {kind.value: label_of(kind) for kind in PURPOSES if kind in types}
        self.subject.choices = {"": "Ingen tjänst", **subjects}
        self.unit.choices = {"": "Välj enhet", **units}
        self.audience.choices, self.areas.choices = dict(audiences), dict(areas)
        self.audience.flags.required = True

    def validate_subject(self, field: Any) -> None:
        """Ask for the service of a service declaration."""
        if self.type.data == Type.DECLARATION and not field.data:
            raise ValidationError("Välj vilken tjänst servicedeklarationen handlar om.")


def label_of(type_: Type) -> str:
    """Return a type with what it is for."""
    return f"{TYPE_LABELS[type_]}. {PURPOSES[type_]}"
