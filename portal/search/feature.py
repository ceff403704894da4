"""What this feature adds to the portal."""

from portal.search import commands
from portal.search.actions.synonyms import EDIT
from portal.search.follower import FOLLOWER
from portal.search.views import keywords, searches, synonyms  # noqa: F401 - their routes
from portal.search.views.blueprint import blueprint
from portal.web.feature import Feature, NavigationItem

FEATURE = Feature(
    name="search",
    blueprints=(blueprint,),
    navigation=(NavigationItem("Sökordlista", "search.synonym_index", 85, EDIT),),
    followers=(FOLLOWER,),
    commands=(commands.reindex_command, commands.search_command),
)
