"""All that a content folder says, read and checked before anything is written."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from portal.exchange import (
    declarations,
    documents,
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
    world,
)
from portal.exchange.documents import DocumentFile
from portal.exchange.explanations import Explained, ExplanationFile
from portal.exchange.folder import Folder
from portal.exchange.indicators import IndicatorFile
from portal.exchange.introductions import IntroductionFile
from portal.exchange.lists import ListFile
from portal.exchange.persons import PersonFile
from portal.exchange.readinglists import ReadingListFile
from portal.exchange.readings import ReadingFile
from portal.exchange.services import ServiceFile
from portal.exchange.source import Source
from portal.exchange.synonyms import SynonymFile
from portal.exchange.units import UnitFile
from portal.exchange.world import World
from portal.indicators.models import Measurement
from portal.lib.errors import InvalidError

T = TypeVar("T")


class ContentError(InvalidError):
    """A folder that is not imported: every problem with its place."""

    def __init__(self, problems: Iterable[InvalidError]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(f"{problem.place}: {problem}" for problem in self.problems))


@dataclass(slots=True)
class Content:
    """What the folder's files say, by kind."""

    folder: Folder
    lists: list[ListFile] = field(default_factory=list)
    synonyms: list[SynonymFile] = field(default_factory=list)
    units: list[UnitFile] = field(default_factory=list)
    persons: list[PersonFile] = field(default_factory=list)
    indicators: list[IndicatorFile] = field(default_factory=list)
    services: list[ServiceFile] = field(default_factory=list)
    documents: list[DocumentFile] = field(default_factory=list)
    explanations: list[ExplanationFile] = field(default_factory=list)
    readings: list[ReadingFile] = field(default_factory=list)
    reading_lists: list[ReadingListFile] = field(default_factory=list)
    introductions: list[IntroductionFile] = field(default_factory=list)
    measurements: dict[str, list[Measurement]] = field(default_factory=dict)
    explained: dict[str, list[Explained]] = field(default_factory=dict)

    def sources(self) -> Iterator[Source]:
        """Yield every file, in the order in which problems are told."""
        yield from self.folder.lists.values()
        for things in self.folder.things.values():
            yield from things
        for document in self.folder.documents:
            yield from document.sources()

    def raise_problems(self) -> None:
        """Raise ContentError when there is any problem."""
        problems = [*self.folder.problems, *(problem for source in self.sources() for problem in source.problems)]
        if problems:
            raise ContentError(problems)


def read_content(folder: Folder, most_bytes: int) -> Content:
    """Return what the folder's files say; problems are among the sources'."""
    things = folder.things
    return Content(
        folder,
        lists=read_each(lists.read, (folder.lists[name] for name in folder.lists if name != synonyms.SYNONYMS)),
        synonyms=read_each(synonyms.read, (folder.lists[name] for name in folder.lists if name == synonyms.SYNONYMS)),
        units=read_each(units.read, things["units"]),
        persons=read_each(persons.read, things["persons"]),
        indicators=read_each(indicators.read, things["indicators"]),
        services=read_each(services.read, things["services"]),
        documents=[
            document
            for files in folder.documents
            if (document := documents.read(folder, files, most_bytes)) is not None
        ],
        explanations=read_each(explanations.read, things["explanations"]),
        readings=read_each(readings.read, things["readings"]),
        reading_lists=read_each(readinglists.read, things["reading-lists"]),
        introductions=read_each(introductions.read, things["introductions"]),
    )


def read_each(read: Callable[[Source], T | None], sources: Iterable[Source]) -> list[T]:
    """Return what could be read of the files."""
    return [item for source in sources if (item := read(source)) is not None]


def check_content(content: Content) -> World:
    """Check the files against each other and the portal; return what exists. Problems are among the sources'."""
    units.check(unit for unit in content.units if not unit.source.problems)
    persons.check(person for person in content.persons if not person.source.problems)
    documents.check(content.documents)
    declarations.check(content.documents)
    known = world.world_with(found_in(content))
    world.check(content.sources(), known)
    content.measurements = indicators.kept_measurements()
    for indicator in content.indicators:
        indicators.check(indicator, content.measurements.get(indicator.key, ()))
    content.explained = explanations.kept_explanations()
    for explanation in content.explanations:
        explanations.check(explanation, content.explained.get(explanation.commitment, []))
    decided = readings.decided_numbers(content.documents, content.readings)
    for reading in content.readings:
        readings.check(reading, decided[reading.number])
    items = introductions.items_of(content.reading_lists)
    for introduction in content.introductions:
        introductions.check(introduction, items)
    return known


def found_in(content: Content) -> dict[str, set[str]]:
    """Return the keys of what the folder holds; a file that could not be read still stands for its name."""
    things, listed = content.folder.things, {file.source.path.stem: file.keys for file in content.lists}
    aliases = {alias for document in content.documents for alias in document.aliases}
    return {
        "unit": {source.path.stem for source in things["units"]},
        "person": {source.path.stem for source in things["persons"]},
        "indicator": {source.path.stem for source in things["indicators"]},
        "service": {source.path.stem for source in things["services"]},
        "area": set(listed.get(lists.AREAS, ())),
        "situation": set(listed.get(lists.SITUATIONS, ())),
        "number": {document.path.name for document in content.folder.documents} | aliases,
        "reading_list": {source.path.stem for source in things["reading-lists"]},
        "commitment": declarations.decided_keys(content.documents),
    }
