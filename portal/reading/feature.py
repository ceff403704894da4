"""What this feature adds to the portal."""

from portal.reading.actions import reminding
from portal.reading.follower import READING
from portal.reading.tellings import TELLINGS, dues
from portal.reading.views import demands, mine, panels, units  # noqa: F401 - their routes
from portal.reading.views.blueprint import blueprint
from portal.web.feature import Feature, NavigationItem, Panel

FEATURE = Feature(
    name="reading",
    blueprints=(blueprint,),
    navigation=(
        NavigationItem("Läst och förstått", "reading.unit_index", 16, "reading.follow", ("/lasning/enheter",)),
    ),
    panels=(
        Panel("document.notice", "reading/_notice.html", panels.notice_panel),
        Panel("document.end", "reading/_end.html", panels.end_panel),
        Panel("version.tools", "reading/_tools.html", panels.tools_panel),
        Panel("waiting", "reading/_waiting.html", panels.waiting_panel),
    ),
    followers=(READING,),
    tellings=TELLINGS,
    dues=(dues,),
    daily=(reminding.renew_those_who_move, reminding.remind_readers),
)
