"""What this feature adds to the portal."""

from portal.search import commands, log
from portal.search.follower import FOLLOWER
from portal.search.views import counting, searches, statistics  # noqa: F401 - their routes
from portal.search.views.blueprint import blueprint
from portal.web.feature import Feature, NavigationItem

FEATURE = Feature(
    name="search",
    blueprints=(blueprint,),
    navigation=(NavigationItem("Sökstatistik", "search.statistics_show", 70, "search.read_log"),),
    followers=(FOLLOWER,),
    daily=(log.forget_old_searches,),
    commands=(commands.reindex_command, commands.search_command),
    setup=counting.register,
)
