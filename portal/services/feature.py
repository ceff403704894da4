"""What this feature adds to the portal."""

from portal.control.kinds import BodyKind
from portal.control.rules.types import Type
from portal.services import body, entries
from portal.services.queries.services import service_names
from portal.services.views import declarations, feeds, panels, promises, services, trials  # noqa: F401 - their routes
from portal.services.views.blueprint import blueprint
from portal.web.feature import Feature, Feed, NavigationItem, Panel

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
    paper=declarations.declaration_paper,
    gate=body.gate,
    preview=declarations.declaration_preview,
    types=(Type.DECLARATION,),
    template=body.template,
    begin=body.begin,
    subjects=service_names,
    parts=body.parts,
)
FEATURE = Feature(
    name="services",
    blueprints=(blueprint,),
    navigation=(
        NavigationItem("Tjänster", "services.service_index", 20),
        NavigationItem("Löften", "services.promise_index", 30),
    ),
    feeds=(Feed("Brutna löften", "services.broken_feed"),),
    panels=(Panel("document.thread", "services/_resting.html", panels.resting_panel),),
    bodies=(DECLARATION,),
    entries=(entries.SERVICES, entries.PROMISES),
)
