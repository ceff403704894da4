"""The municipality's process areas are named and ordered."""

from collections.abc import Iterable
from datetime import datetime

from portal.control.models.documents import ProcessArea
from portal.journal.record import record
from portal.lib.refs import Ref
from portal.people.reader import Reader
from portal.store.database import wait_for_lock
from portal.store.work import unit_of_work

AREAS = 7_410_003


def save_areas(actor: Reader, areas: Iterable[tuple[str, str, str]], *, now: datetime) -> str:
    """Let the areas (key, name, band) come first, in this order; others stay, after them.

    Returns `created` for the first ones, `changed` or `unchanged`.
    """
    actor.require("exchange.import", "")
    wanted = {key: (name, band) for key, name, band in areas}
    with unit_of_work():
        wait_for_lock(AREAS)
        before = {area.key: area for area in ProcessArea.select().order_by(ProcessArea.position)}
        rest = {key: (area.name, area.band) for key, area in before.items() if key not in wanted}
        after = list((wanted | rest).items())
        if after == [(key, (area.name, area.band)) for key, area in before.items()]:
            return "unchanged"
        for position, (key, (name, band)) in enumerate(after):
            area = before.get(key) or ProcessArea(key=key)
            area.name, area.band, area.position = name, band, position
            area.save()
        record(actor.key or "", "areas-changed", Ref("areas", "all"), now, keys=[key for key, _ in after])
    return "changed" if before else "created"
