"""A form for a sheet: pasted, or as a file that is put in its place."""

from contextlib import closing

from flask_wtf.file import FileField
from wtforms import TextAreaField, ValidationError

from portal.lib.sheet import SheetError, decode
from portal.web.forms import PortalForm

MOST_BYTES = 1_500_000


class SheetForm(PortalForm):
    """What was in a file stays in the text for the next step; `note` is what there is to tell of how it was written."""

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
            self.text.data, self.note = decode(data)
        except SheetError as error:
            raise ValidationError(str(error)) from error
