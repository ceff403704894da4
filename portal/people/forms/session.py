"""Signing in, and choosing a passphrase."""

from wtforms import Field, HiddenField, ValidationError
from wtforms.validators import InputRequired

from portal.people.forms.fields import line, secret
from portal.web.forms import PortalForm

ADVICE = "Minst 12 tecken. Tre eller fyra ord som inte hör ihop är lätta att minnas och svåra att gissa."


class SignInForm(PortalForm):
    """What one signs in with; `next` is where one was going, `carried` a form that was sent while signed out."""

    email = line("E-postadress", InputRequired("Skriv din e-postadress."))
    passphrase = secret("Lösenfras", "Skriv din lösenfras.")
    next = HiddenField()
    carried = HiddenField()


class PassphraseForm(PortalForm):
    """A new passphrase, twice."""

    passphrase = secret("Ny lösenfras", "Skriv en lösenfras.", description=ADVICE)
    again = secret("Samma lösenfras igen", "Skriv lösenfrasen en gång till.")

    def validate_again(self, field: Field) -> None:
        """Refuse two that differ."""
        if field.data != self.passphrase.data:
            message = "De två lösenfraserna är inte lika."
            raise ValidationError(message)


class OwnPassphraseForm(PassphraseForm):
    """A new passphrase in place of the one that one has."""

    current = secret("Nuvarande lösenfras", "Skriv lösenfrasen du har nu.")
