"""The municipality's process areas are named and ordered."""

from datetime import datetime

from portal.control.models import ProcessArea
from portal.journal.record import record
from portal.lib.refs import Ref
from portal.people.reader import Reader
from portal.store.work import unit_of_work


def save_area(actor: Reader, *, key: str, name: str, band: str, position: int, now: datetime) -> str:
    """Create the area or change it; return `created`, `changed` or `unchanged`."""
    actor.require("exchange.import", "")
    area = ProcessArea.get_or_none(ProcessArea.key == key)
    wanted = {"name": name, "band": band, "position": position}
    changed = [field for field, value in wanted.items() if area is None or getattr(area, field) != value]
    if area is not None and not changed:
        return "unchanged"
    outcome = "changed" if area else "created"
    with unit_of_work():
        area = area or ProcessArea(key=key)
        for field in changed:
            setattr(area, field, wanted[field])
        area.save()
        record(actor.key or "", f"area-{outcome}", Ref("area", key), now, changed=sorted(changed))
    return outcome
