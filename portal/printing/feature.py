"""What this feature adds to the portal."""

from portal.printing import actions, commands, making
from portal.printing.views import documents, panels, takeouts  # noqa: F401 - their routes
from portal.printing.views.blueprint import blueprint
from portal.web.feature import Feature, Panel

FEATURE = Feature(
    name="printing",
    blueprints=(blueprint,),
    panels=(
        Panel("version.tools", "printing/_version.html", panels.version_panel),
        Panel("handbook.tools", "printing/_list.html", panels.list_panel),
    ),
    daily=(actions.forget_old_takeouts,),
    errands=(making.make_parts,),
    commands=(commands.print_command,),
)
