"""The command `portal`: what each feature adds, under one name."""

import logging
import sys

import click

from portal import __version__
from portal.app import FEATURES, create_app
from portal.lib.errors import PortalError
from portal.ops.logs import set_up_logs
from portal.store import schema


class Commands(click.Group):
    """Errors are told on stderr: exit code 2 for bad input, 1 for what else cannot be done."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command within the application."""
        set_up_logs()
        try:
            app = create_app()
            schema.migrate()
            with app.app_context():
                return super().invoke(ctx)
        except (PortalError, ValueError) as error:
            click.echo(f"portal: {error}", err=True)
            sys.exit(exit_code_of(error))


def exit_code_of(error: Exception) -> int:
    """Return 2 for bad input, 1 for anything else that could not be done."""
    from_input = error.__class__.__name__ in {"InvalidError", "ValueError"}
    return 2 if from_input else 1


@click.group(cls=Commands, help="Röda tråden: handboken, servicedeklarationerna och kvalitetsarbetet i en portal.")
@click.version_option(__version__, prog_name="portal", message="%(prog)s %(version)s", help="Visa versionen.")
def main() -> None:
    """Röda tråden: handbook, service declarations and quality work in one portal."""
    logging.captureWarnings(capture=True)


for feature in FEATURES:
    for command in feature.commands:
        main.add_command(command)
