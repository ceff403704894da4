"""A list of persons, pasted or as a file."""

from contextlib import closing

from flask_wtf.file import FileField
from wtforms import TextAreaField, ValidationError

from portal.people import roster
from portal.web.forms import PortalForm

MOST_BYTES = 1_500_000


class RosterForm(PortalForm):
    """A list; `read` gives its rows. What was in a file stays in the text for the next step."""

    text = TextAreaField("Klistra in listan", description="Första raden namnger kolumnerna.")
    file = FileField("Eller välj en CSV-fil", description="Semikolon, komma eller tabb mellan kolumnerna. Helst UTF-8.")
    note = ""

    def validate_file(self, field: FileField) -> None:
        """Put a file's text in place of what was pasted, or refuse the file."""
        if not field.data:
            return
        with closing(field.data) as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            message = "Filen är för stor. Dela listan i flera filer."
            raise ValidationError(message)
        try:
            self.text.data, self.note = roster.decode(data)
        except roster.RosterError as error:
            raise ValidationError(str(error)) from error

    def read(self) -> list[roster.Row]:
        """Return the rows; what stops them from being read is among the form's errors."""
        if not self.validate_on_submit():
            return []
        try:
            return roster.read(self.text.data or "")
        except roster.RosterError as error:
            self.text.errors = [*self.text.errors, str(error)]
            return []
