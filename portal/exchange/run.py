"""Running an import: everything is read and checked, then all of it is written or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from portal.config import Config
from portal.exchange import (
    explanations,
    indicators,
    introductions,
    lists,
    persons,
    readinglists,
    readings,
    replay,
    services,
    synonyms,
    units,
)
from portal.exchange.content import Content, check_content, read_content
from portal.exchange.errand import Errand
from portal.exchange.folder import find_folder
from portal.exchange.outcome import Outcome, Report
from portal.exchange.plan import Plan, Planner
from portal.exchange.source import Frame
from portal.exchange.stored import find_stored
from portal.exchange.world import World
from portal.lib import clock
from portal.lib.errors import RefusedError
from portal.people.queries.persons import get_person
from portal.people.queries.readers import reader_by_email, reader_of
from portal.people.queries.units import unit_facts
from portal.people.reader import MACHINE, Reader
from portal.people.rules import why_not_hold
from portal.store import blobs
from portal.store.database import learn
from portal.store.settings import find_setting, keep_setting
from portal.store.work import unit_of_work

ANCHOR = "anchor"
Tell = Callable[[Outcome], None]


class DryRun(Exception):
    """Ends a trial, so that all it wrote is taken back."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: which folder, by whom, when, and how."""

    root: Path
    reader: Reader
    now: datetime
    dry: bool = False
    with_demo: bool = False


def frame_of(config: Config, now: datetime) -> Frame:
    """Return what dates are read by: the anchor is kept since the first import."""
    today = clock.day_of(now, config.timezone)
    kept = find_setting(ANCHOR)
    return Frame(date.fromisoformat(kept) if kept else today, today, config.timezone)


def run_import(request: Request, config: Config, tell: Tell = lambda _: None) -> Report:
    """Import a folder, telling of each file, and return the report.

    Raises ContentError with every problem, ForbiddenError when the reader may not import, and RefusedError for demo
    accounts on a server that others can reach. Whatever is raised, nothing has been written.
    """
    request.reader.require("exchange.import", "")
    if request.with_demo and not config.is_loopback:
        raise RefusedError(
            f"Demokonton görs bara på en server som ingen annan når, men den här lyssnar på {config.bind} "
            f"och nås på {config.own_url}."
        )
    frame = frame_of(config, request.now)
    most_bytes = config.max_file_mb * 1024 * 1024
    content = read_content(find_folder(request.root, frame), most_bytes)
    plans = make_plans(content, check_content(content), request.reader)
    content.raise_problems()
    report = Report(request.dry)
    errand = Errand(request.reader, request.now, frame, with_demo=request.with_demo)
    if not request.dry:
        put_attachments(plans, request.now)
    try:
        with unit_of_work():
            for outcome in take_content(errand, content, plans):
                report.outcomes.append(outcome)
                tell(outcome)
            if find_setting(ANCHOR) is None:
                keep_setting(ANCHOR, frame.anchor.isoformat())
            end_trial(dry=request.dry)
        learn()
    except DryRun:
        pass
    return report


def end_trial(*, dry: bool) -> None:
    """Raise DryRun when nothing was to be kept."""
    if dry:
        raise DryRun


def make_plans(content: Content, world: World, reader: Reader) -> list[Plan]:
    """Return what is to be done with each document, declarations last; problems are among the sources'."""
    stored = find_stored(document.number for document in content.documents)
    frame = content.folder.frame
    day_of = partial(clock.day_of, zone=frame.zone)
    holds = partial(holds_for, reader, {unit.code: unit.parent for unit in content.units})
    plans = []
    for document in sorted(
        content.documents, key=lambda document: (document.kind.name == "declaration", document.number)
    ):
        if not holds("exchange.import", document.unit):
            document.fields.fail("unit", f"du får inte läsa in dokument för {document.unit}.")
        if any(source.problems for source in document.folder.sources()):
            continue
        may_decide = holds("exchange.import_decisions", document.unit)
        kept = stored.get(document.number)
        plans.append(Planner(document, kept, may_decide, frame.today, day_of, world["number"]).plan())
    return plans


def holds_for(reader: Reader, parents: dict[str, str], permission: str, unit: str) -> bool:
    """Whether the reader holds the permission for a unit; for one that is new, for the nearest above that is not."""
    known, steps = unit_facts(), set()
    while unit not in known and unit in parents and unit not in steps:
        steps.add(unit)
        unit = parents[unit]
    return reader.is_machine or not why_not_hold(permission, unit, reader.tokens)


def put_attachments(plans: list[Plan], now: datetime) -> None:
    """Keep the bytes that the versions to be written name."""
    for plan in plans:
        for step in plan.steps:
            for attached in step.file.attached if step.writes_text else ():
                with attached.path.open("rb") as stream:
                    blobs.put(stream, now)


def take_content(errand: Errand, content: Content, plans: list[Plan]) -> Iterator[Outcome]:
    """Bring everything in, each kind after what it refers to; yield what was done with each file."""
    yield from (lists.take(errand, file) for file in content.lists)
    yield from (synonyms.take(errand, file) for file in content.synonyms)
    yield from [units.take(errand, unit) for unit in units.in_order(content.units)]
    for unit in content.units:
        units.take_successor(errand, unit)
    outcomes = {person.key: persons.take(errand, person) for person in content.persons}
    yield from (persons.take_places(errand, person, outcomes[person.key]) for person in content.persons)
    errand = with_new_units(errand)
    measured = {indicator.key: indicators.take(errand, indicator) for indicator in content.indicators}
    yield from (services.take(errand, service) for service in content.services)
    for plan in plans:
        yield from replay.take(errand, plan)
    for indicator in content.indicators:
        kept = content.measurements.get(indicator.key, ())
        yield indicators.take_measurements(errand, indicator, kept, measured[indicator.key])
    may_decide = errand.reader.holds("exchange.import_decisions")
    for file in content.explanations:
        told = content.explained.get(file.commitment, [])
        yield explanations.take(errand, file, told, may_decide=may_decide)
    for reading in content.readings:
        yield readings.take(errand, reading, may_decide=may_decide)
    for reading_list in content.reading_lists:
        yield readinglists.take(errand, reading_list, may_decide=may_decide)
    for introduction in content.introductions:
        yield introductions.take(errand, introduction, may_decide=may_decide)


def with_new_units(errand: Errand) -> Errand:
    """Return the errand with a reader whose rights reach the units that have just been made."""
    if errand.reader.is_machine:
        return errand
    return replace(errand, reader=reader_of(get_person(errand.reader.key or ""), errand.frame.today))


def importer(email: str, today: date) -> Reader:
    """Return who imports: the person with the address, or the portal itself."""
    return reader_by_email(email, today) if email else MACHINE
