"""Writing everything that the portal holds as a content folder."""

from pathlib import Path
from zoneinfo import ZoneInfo

from portal.exchange import (
    archive,
    explanations,
    indicators,
    introductions,
    lists,
    persons,
    readinglists,
    readings,
    services,
    synonyms,
    units,
)
from portal.exchange.writing import Writer
from portal.lib.errors import RefusedError
from portal.store.work import unit_of_work

PARTS = (
    lists,
    synonyms,
    units,
    persons,
    indicators,
    services,
    archive,
    explanations,
    readings,
    readinglists,
    introductions,
)


def run_export(root: Path, zone: ZoneInfo) -> int:
    """Write the folder and return how many files it has. Raises RefusedError unless the folder is empty or not there.

    Everything is written as it is at one moment: nobody changes anything meanwhile.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise RefusedError(f"{root} är inte en tom mapp. Välj en ny.")
    root.mkdir(parents=True, exist_ok=True)
    writer = Writer(root, zone)
    with unit_of_work():
        for part in PARTS:
            part.write(writer)
    return sum(path.is_file() for path in root.rglob("*"))
