"""How often a person wants mail."""

from wtforms.validators import InputRequired

from portal.notices.rules.paces import PACE_LABELS
from portal.people.forms.fields import choice
from portal.web.forms import PortalForm


class PaceForm(PortalForm):
    """The choices for all that is not chosen by itself."""

    own = choice(
        "Det som väntar på dig",
        InputRequired("Välj hur ofta."),
        choices=PACE_LABELS,
        description="När någon lämnar något till dig, återsänder eller kommenterar det du skrivit, eller påminner dig.",
    )
    followed = choice(
        "Det du följer",
        InputRequired("Välj hur ofta."),
        choices=PACE_LABELS,
        description="Nya versioner, upphävda dokument och brutna löften. Du kan välja annat för enskilda saker.",
    )
