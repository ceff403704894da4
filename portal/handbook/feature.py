"""What this feature adds to the portal."""

from portal.control.kinds import BodyKind
from portal.handbook import body
from portal.handbook.views import applied, documents, lists, moves, pages  # noqa: F401 - their routes
from portal.web.feature import Feature, NavigationItem

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
    page=pages.page_show,
    paper=pages.paper_of,
    preview=body.preview,
    headings=body.headings,
    types=body.TYPES,
    template=body.template,
    begin=body.begin,
)
FEATURE = Feature(
    name="handbook",
    blueprints=(lists.blueprint,),
    navigation=(NavigationItem("Handbok", "handbook.start_index", 10),),
    bodies=(PAGE,),
)
