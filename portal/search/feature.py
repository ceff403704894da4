"""What this feature adds to the portal."""

from portal.search import commands, views
from portal.search.follower import FOLLOWER
from portal.web.feature import Feature

FEATURE = Feature(
    name="search",
    blueprints=(views.blueprint,),
    followers=(FOLLOWER,),
    commands=(commands.reindex_command, commands.search_command),
)
