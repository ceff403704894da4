"""What is said of a version."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from portal.control.forms.keeping import sayable
from portal.control.rules.comments import LONGEST
from portal.web.forms import PortalForm

TOO_LONG = Length(max=LONGEST, message=f"Högst {LONGEST} tecken.")


class CommentForm(PortalForm):
    """A comment on a paragraph, perhaps with other words for it; without a paragraph it is on the whole."""

    paragraph = HiddenField()
    text = TextAreaField("Kommentar", [TOO_LONG, sayable])
    suggestion = TextAreaField("Förslag", [Length(max=50_000, message="Förslaget är för långt."), sayable])


class ReplyForm(PortalForm):
    """An answer to a comment."""

    text = TextAreaField("Svar", [DataRequired("Skriv ditt svar."), TOO_LONG, sayable])


class OutcomeForm(PortalForm):
    """What becomes of a comment, for the text that was read."""

    outcome = HiddenField()
    seen = HiddenField()
