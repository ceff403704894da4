"""What this feature adds to the portal."""

from portal.control.kinds import BodyKind
from portal.handbook import body, views
from portal.web.feature import Feature

PAGE = BodyKind(
    name=body.NAME,
    media_type=body.MEDIA_TYPE,
    renderer=body.RENDERER,
    front_keys=frozenset(),
    read=body.read,
    write=body.write,
    reading=body.reading,
    why_not_decide=body.why_not_decide,
    project=body.project,
    page=views.page_show,
)
FEATURE = Feature(name="handbook", bodies=(PAGE,))
