"""The rows of a table are judged: what is wrong with each is kept with it, so that the table can be narrowed by it."""

import json
from datetime import date

from portal.intake.models import MovedFile, MoveIn
from portal.intake.queries import IS_OPEN, world_of
from portal.intake.rules.choices import FIELDS, World, problems_of
from portal.intake.rules.families import Fate
from portal.people.queries.readers import reader_of

NO_HOST = "Filen som den skulle bifogas till blir inget dokument. Välj dokument eller hoppa över."


def judge(move: MoveIn, *, today: date) -> None:
    """Judge every row that is still open; to be called in the unit of work in which they were changed."""
    world = world_of(move, reader_of(move.by, today), today)
    columns = [MovedFile.id, MovedFile.problems, MovedFile.beside, *(getattr(MovedFile, name) for name in FIELDS)]
    rows = list(MovedFile.select(*columns).where((MovedFile.move == move) & IS_OPEN))
    hosts = {row.id for row in rows if row.fate == Fate.DOCUMENT}
    for row in rows:
        found = faults_of(row, world, hosts)
        if found != row.problems:
            MovedFile.update(problems=found).where(MovedFile.id == row.id).execute()


def faults_of(row: MovedFile, world: World, hosts: set[int]) -> str:
    """Return what is wrong with a row as it is kept: JSON by field, or empty; `hosts` are what others hang on."""
    if row.fate == Fate.ATTACHMENT and row.beside_id not in hosts:
        return json.dumps({"fate": NO_HOST}, ensure_ascii=False)
    found = problems_of({name: getattr(row, name) for name in FIELDS}, world)
    told: dict[str, str] = {}
    for problem in found:
        told.setdefault(problem.field, problem.message)
    return json.dumps(told, ensure_ascii=False) if told else ""
