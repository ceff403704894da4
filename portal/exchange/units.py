"""`units/CODE.yaml`: one organisational unit."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.exchange.errand import Errand
from portal.exchange.fields import fields_of
from portal.exchange.outcome import Did, Outcome
from portal.exchange.source import Source
from portal.exchange.writing import Writer, day_text
from portal.people.actions.organisation import save_unit
from portal.people.models import Unit

KEYS = "code name kind parent valid_from valid_to successor email phone"
KINDS = ("municipality", "board", "administration", "department", "unit")
CODE = re.compile(r"[A-ZÅÄÖ0-9]+(?:-[A-ZÅÄÖ0-9]+)*")


@dataclass(frozen=True, slots=True)
class UnitFile:
    """What a unit's file says."""

    source: Source
    line: int
    code: str
    name: str
    kind: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    successor: str
    email: str
    phone: str


def read(source: Source) -> UnitFile | None:
    """Return what the file says; what is wrong is among the source's problems."""
    fields = fields_of(source, KEYS)
    if fields is None:
        return None
    unit = UnitFile(
        source=source,
        line=fields.line_of("parent"),
        code=fields.key("code"),
        name=fields.text("name", required=True),
        kind=fields.choice("kind", KINDS),
        parent=fields.ref("unit", "parent"),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
        successor=fields.ref("unit", "successor"),
        email=fields.text("email"),
        phone=fields.text("phone"),
    )
    if unit.code and not CODE.fullmatch(unit.code):
        fields.fail("code", "en enhetskod skrivs med versaler och siffror i grupper, som SOC-AO-HTN.")
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        fields.fail("valid_to", "sista dagen ligger före den första.")
    if unit.kind == "municipality" and unit.parent:
        fields.fail("parent", "kommunen har ingen enhet över sig. Ta bort raden.")
    if unit.kind != "municipality" and not unit.parent:
        fields.fail("kind", "enheten saknar ”parent”: bara kommunen står överst. Skriv vilken enhet som ligger över.")
    return unit


def check(units: Iterable[UnitFile]) -> None:
    """Check the tree as it will be: one root, no cycle, no circle of successors."""
    kept = {unit.code: unit for unit in Unit.select()}
    codes = {unit.id: code for code, unit in kept.items()}
    files = {unit.code: unit for unit in units}
    parents = {code: codes.get(unit.parent_id, "") for code, unit in kept.items()}
    successors = {code: codes.get(unit.successor_id, "") for code, unit in kept.items()}
    parents |= {code: unit.parent for code, unit in files.items()}
    successors |= {code: unit.successor for code, unit in files.items()}
    roots = sorted(code for code, parent in parents.items() if not parent)
    for code, unit in files.items():
        if comes_back(code, parents):
            unit.source.fail(unit.line, f"{code} ligger under sig själv: följ ”parent” uppåt och bryt ringen.")
        if comes_back(code, successors):
            unit.source.fail(unit.line, f"{code} efterträds i en ring av sig själv: rätta ”successor”.")
        if code in roots and len(roots) > 1:
            unit.source.fail(unit.line, f"Bara en enhet kan stå överst, men här är {', '.join(roots)}.")


def comes_back(code: str, steps: Mapping[str, str]) -> bool:
    """Whether the steps from a code lead back to it."""
    step, seen = steps.get(code, ""), set()
    while step and step not in seen:
        if step == code:
            return True
        seen.add(step)
        step = steps.get(step, "")
    return False


def in_order(units: Iterable[UnitFile]) -> list[UnitFile]:
    """Return the units with each after the one above it."""
    files = {unit.code: unit for unit in units}

    def depth(unit: UnitFile) -> int:
        steps, above = 0, files.get(unit.parent)
        while above:
            steps, above = steps + 1, files.get(above.parent)
        return steps

    return sorted(files.values(), key=lambda unit: (depth(unit), unit.code))


def take(errand: Errand, unit: UnitFile) -> Outcome:
    """Create or change the unit. A successor that is not there yet is left for `take_successor`."""
    row, outcome = save_unit(
        errand.reader,
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        parent=errand.unit(unit.parent) if unit.parent else None,
        now=errand.now,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        successor=Unit.get_or_none(Unit.code == unit.successor) if unit.successor else None,
        email=unit.email,
        phone=unit.phone,
    )
    errand.units[unit.code] = row
    return Outcome(unit.source.name, Did.of(outcome))


def take_successor(errand: Errand, unit: UnitFile) -> None:
    """Point to the successor, now that every unit is there."""
    if errand.unit(unit.code).successor_id is None and unit.successor:
        take(errand, unit)


def write(writer: Writer) -> None:
    """Write every unit."""
    units = {unit.id: unit for unit in Unit.select()}
    for unit in units.values():
        above, after = units.get(unit.parent_id), units.get(unit.successor_id)
        writer.yaml(
            f"units/{unit.code}.yaml",
            {
                "code": unit.code,
                "name": unit.name,
                "kind": unit.kind,
                "parent": above and above.code,
                "valid_from": day_text(unit.valid_from),
                "valid_to": day_text(unit.valid_to),
                "successor": after and after.code,
                "email": unit.email,
                "phone": unit.phone,
            },
        )
