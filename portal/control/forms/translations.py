"""A translation, as it is typed, decided and given back."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from portal.control.forms.keeping import sayable
from portal.control.rules.translations import LONGEST_TITLE
from portal.people.forms.fields import line, stripped
from portal.web.forms import PortalForm

LONGEST_REMARK = 2000


class TranslationForm(PortalForm):
    """A translation's words; `base` is the digest of the text that they build on, empty for a new one."""

    base = HiddenField()
    title = line("Titel", DataRequired("Skriv en titel."), longest=LONGEST_TITLE)
    text = TextAreaField("Text", [DataRequired("Skriv en text.")])


class VerdictForm(PortalForm):
    """Yes to a translation, or what is to be changed in it; `base` is the digest of the text that was read."""

    base = HiddenField()
    remark = TextAreaField(
        "Vad behöver ändras?",
        [Length(max=LONGEST_REMARK, message=f"Högst {LONGEST_REMARK} tecken."), sayable],
        filters=[stripped],
        description="Skrivs när du lämnar tillbaka översättningen.",
    )
