"""The table is corrected: cells are kept as they were typed, whatever is wrong with them."""

from collections.abc import Iterable, Mapping
from datetime import date

from portal.intake.actions.gathering import PERMISSION, refuse
from portal.intake.actions.judging import judge
from portal.intake.models import MovedFile, MoveIn
from portal.intake.queries import IS_OPEN, LIGHT, units_here
from portal.intake.rules.choices import FIELDS, cleaned
from portal.intake.rules.phases import State, why_not_change
from portal.people.reader import Reader
from portal.store.work import unit_of_work

Cells = Mapping[str, str]


def save_rows(
    actor: Reader,
    move: MoveIn,
    *,
    typed: Mapping[int, Cells],
    today: date,
    chosen: Iterable[int] = (),
    common: Cells | None = None,
) -> int:
    """Keep what was typed, by row, and give the chosen rows the cells in `common`; return how many rows changed.

    A row that failed is ready to be tried again once it has been saved. Raises RefusedError while files are read.
    """
    actor.require(PERMISSION, "")
    with unit_of_work():
        refuse(why_not_change(MoveIn.get_by_id(move.id).phase))
        units, shared, picked = units_here(), dict(common or {}), set(chosen)
        wanted = MovedFile.id.in_([*typed, *picked])
        count = 0
        for row in MovedFile.select(*LIGHT).where((MovedFile.move == move) & IS_OPEN & wanted):
            kept = {name: getattr(row, name) for name in FIELDS}
            asked = {**kept, **typed.get(row.id, {}), **(shared if row.id in picked else {})}
            cells = cleaned(asked, units)
            if cells != kept or row.state == State.FAILED:
                MovedFile.update(**cells, state=State.PROPOSED.value).where(MovedFile.id == row.id).execute()
                count += cells != kept
        judge(move, today=today)
    return count
