"""What this feature adds to the portal."""

from portal.intake import working
from portal.intake.actions.gathering import PERMISSION, keep_gathered
from portal.intake.views import files, making, moves, rows  # noqa: F401 - their routes
from portal.intake.views.blueprint import blueprint
from portal.web.feature import Feature, NavigationItem

FEATURE = Feature(
    name="intake",
    blueprints=(blueprint,),
    navigation=(NavigationItem("Flytta in", "intake.move_index", 90, PERMISSION),),
    daily=(keep_gathered,),
    errands=(working.work,),
)
