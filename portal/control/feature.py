"""What this feature adds to the portal."""

from portal.control import searchable
from portal.control.addresses import find_way
from portal.control.views import attachments, documents, histories, prints
from portal.control.views.blueprint import blueprint
from portal.web.feature import Feature

VIEWS = (attachments, documents, histories, prints)
FEATURE = Feature(
    name="control",
    blueprints=(blueprint,),
    entries=(searchable.SOURCE,),
    refs={"document": find_way},
)
