"""What this feature adds to the portal."""

from portal.control.kinds import BodyKind
from portal.services import body
from portal.services.views import declarations
from portal.web.feature import Feature

DECLARATION = BodyKind(
    name=body.NAME,
    media_type=body.MEDIA_TYPE,
    renderer=body.RENDERER,
    front_keys=body.FRONT_KEYS,
    read=body.read,
    write=body.write,
    reading=body.reading,
    why_not_decide=body.why_not_decide,
    project=body.project,
    page=declarations.declaration_page,
)
FEATURE = Feature(name="services", bodies=(DECLARATION,))
