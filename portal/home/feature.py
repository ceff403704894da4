"""What the start pages add to the portal."""

from portal.home import views
from portal.web.feature import Feature

FEATURE = Feature(name="home", blueprints=(views.blueprint,))
