"""What this feature adds to the portal."""

from portal.introduction.actions.beginning import renew_moved
from portal.introduction.follower import INTRODUCTIONS
from portal.introduction.views import (  # noqa: F401 - their routes
    following,
    items,
    lists,
    own,
    panels,
    sections,
)
from portal.introduction.views.blueprint import FOLLOW, blueprint
from portal.web.feature import Feature, NavigationItem, Panel

FEATURE = Feature(
    name="introduction",
    blueprints=(blueprint,),
    navigation=(NavigationItem("Introduktion", "introduction.unit_index", 60, FOLLOW, ("/introduktion/",)),),
    panels=(
        Panel("start", "introduction/_start.html", panels.own_panel, 20),
        Panel("waiting", "introduction/_waiting.html", panels.waiting_panel, 60),
    ),
    followers=(INTRODUCTIONS,),
    daily=(renew_moved,),
)
