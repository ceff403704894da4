"""What running the portal adds to it."""

from portal.ops import commands, views
from portal.web.feature import Feature

FEATURE = Feature(
    name="ops",
    blueprints=(views.blueprint,),
    commands=(
        commands.serve_command,
        commands.worker_command,
        commands.daily_command,
        commands.init_command,
        commands.backup_command,
        commands.restore_command,
        commands.verify_command,
    ),
)
