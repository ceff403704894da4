"""Bringing the database to the newest schema."""

from pathlib import Path

from playhouse.migrations import Runner

from portal.store.database import database, locked

LOCK = 7_410_004
MIGRATIONS = Path(__file__).parent / "migrations"


def runner() -> Runner:
    """Return peewee's own migration runner over our migrations."""
    return Runner(database.obj, str(MIGRATIONS))


def migrate() -> list[str]:
    """Apply the migrations that are pending and return their names; one process at a time."""
    with locked(LOCK):
        return runner().up()


def pending() -> list[str]:
    """Return the names of migrations that are not applied."""
    return [step.name for step in runner().status() if step.path and not step.applied]
