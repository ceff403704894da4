"""A yes, a decision, a return, a decision that is called off."""

from datetime import date
from typing import Any

from wtforms import Field, HiddenField, RadioField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from portal.control.forms.drafts import OUTSIDE, SIGNIFICANCES
from portal.control.forms.keeping import words
from portal.people.forms.fields import day, line
from portal.web.forms import PortalForm


class ConsentForm(PortalForm):
    """A yes that is not the last: for the text that was read, perhaps with a few words.

    `seen` is the version's digest, `passages` those of its paragraphs, by which it is told what has changed since.
    """

    seen = HiddenField()
    passages = HiddenField()
    note = words("Anteckning", description="Läses av dem som beslutar efter dig.")


class ApprovalForm(ConsentForm):
    """A decision: from which day the version applies, when it is reviewed, where the decision is written down."""

    valid_from = day("Gäller från och med", InputRequired("Skriv från vilken dag versionen gäller."))
    review_by = day("Översyn senast", description="")
    reference = line(
        "Beslutets beteckning",
        description="Protokoll och paragraf, eller diarienummer. Till exempel ”SN 2026-11-18 § 84”.",
    )
    significance = RadioField("Hur stor är ändringen?", choices=SIGNIFICANCES, **OUTSIDE)

    def __init__(self, today: date, review_months: int, *, is_first: bool, **values: Any) -> None:
        """Say what an empty day of review means; a first version is no change."""
        super().__init__(**values)
        self.today = today
        self.review_by.description = f"Lämna tomt för {review_months} månader efter den dag då versionen börjar gälla."
        if is_first:
            del self.significance
        else:
            self.significance.flags.required = True

    def validate_valid_from(self, field: Field) -> None:
        """Refuse a day that has been."""
        if field.data and field.data < self.today:
            message = "Dagen har redan varit. Välj i dag eller en senare dag."
            raise ValidationError(message)

    def validate_review_by(self, field: Field) -> None:
        """Refuse a review before the first day."""
        if field.data and self.valid_from.data and field.data <= self.valid_from.data:
            message = "Översynen måste ligga efter den dag då versionen börjar gälla."
            raise ValidationError(message)


class ReturnForm(PortalForm):
    """That the author gets the version back, and why."""

    seen = HiddenField()
    reason = words(
        "Varför återsänder du versionen?",
        DataRequired("Skriv varför versionen återsänds."),
        description="Skriv vad som behöver ändras. Den som skrev läser det.",
    )


class RevocationForm(PortalForm):
    """That a decision is called off, and why."""

    reason = words(
        "Varför återkallas beslutet?",
        DataRequired("Skriv varför beslutet återkallas."),
        description="Det syns i dokumentets historik.",
    )
