"""What this feature adds to the portal."""

from portal.indicators.views import indicators, sheets  # noqa: F401 - their routes
from portal.indicators.views.blueprint import MEASURE, blueprint
from portal.web.feature import Feature, NavigationItem

FEATURE = Feature(
    name="indicators",
    blueprints=(blueprint,),
    navigation=(NavigationItem("Nyckeltal", "indicators.indicator_index", 35, MEASURE),),
)
