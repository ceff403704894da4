"""What this feature adds to the portal."""

from portal.search import commands
from portal.search.follower import FOLLOWER
from portal.search.views import searches  # noqa: F401 - their routes
from portal.search.views.blueprint import blueprint
from portal.web.feature import Feature

FEATURE = Feature(
    name="search",
    blueprints=(blueprint,),
    followers=(FOLLOWER,),
    commands=(commands.reindex_command, commands.search_command),
)
