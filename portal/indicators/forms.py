"""A sheet of figures, pasted or as a file."""

from wtforms import TextAreaField

from portal.indicators.figures import Line, read
from portal.lib.sheet import SheetError
from portal.web.sheets import SheetForm


class FiguresForm(SheetForm):
    """A sheet; `read` gives its lines."""

    text = TextAreaField(
        "Siffrorna",
        description="En rad för varje nyckeltal och period: nyckeltalets namn eller nyckel, perioden, antalet, av hur "
        "många. Rättar du något: skriv varför i en femte kolumn.",
    )

    def read(self) -> list[Line]:
        """Return the lines; what stops them from being read is among the form's errors."""
        if not self.validate_on_submit():
            return []
        try:
            return read(self.text.data or "")
        except SheetError as error:
            self.text.errors = [*self.text.errors, str(error)]
            return []
