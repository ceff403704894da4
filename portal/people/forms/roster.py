"""A list of persons, pasted or as a file."""

from portal.lib.sheet import SheetError
from portal.people import roster
from portal.web.sheets import SheetForm


class RosterForm(SheetForm):
    """A list; `read` gives its rows."""

    def read(self) -> list[roster.Row]:
        """Return the rows; what stops them from being read is among the form's errors."""
        if not self.validate_on_submit():
            return []
        try:
            return roster.read(self.text.data or "")
        except SheetError as error:
            self.text.errors = [*self.text.errors, str(error)]
            return []
