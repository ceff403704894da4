"""What this feature adds to the portal."""

from portal.search import commands, log
from portal.search.actions.synonyms import EDIT
from portal.search.follower import FOLLOWER
from portal.search.views import (  # noqa: F401 - their routes
    counting,
    keywords,
    searches,
    statistics,
    synonyms,
)
from portal.search.views.blueprint import blueprint
from portal.web.feature import Feature, NavigationItem

FEATURE = Feature(
    name="search",
    blueprints=(blueprint,),
    navigation=(
        NavigationItem("Sökstatistik", "search.statistics_show", 70, "search.read_log"),
        NavigationItem("Sökordlista", "search.synonym_index", 85, EDIT),
    ),
    followers=(FOLLOWER,),
    daily=(log.forget_old_searches,),
    commands=(commands.reindex_command, commands.search_command),
    setup=counting.register,
)
