"""What exists, in the folder or in the portal: what the files refer to must be among it."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.control.models.documents import Alias, Document, ProcessArea
from portal.exchange.source import Source
from portal.indicators.models import Indicator
from portal.introduction.models import IntroductionList
from portal.lib.text import nearest
from portal.people.models import Person, Unit
from portal.services.models import CommitmentRow, LifeSituation, Service

WORDS = {
    "unit": ("Enheten", "units"),
    "person": ("Personen", "persons"),
    "area": ("Processområdet", "process-areas.yaml"),
    "situation": ("Livssituationen", "life-situations.yaml"),
    "number": ("Dokumentet", "documents"),
    "service": ("Tjänsten", "services"),
    "indicator": ("Nyckeltalet", "indicators"),
    "reading_list": ("Listan", "reading-lists"),
    "commitment": ("Löftet", "servicedeklarationerna"),
}
COLUMNS = {
    "unit": (Unit.code,),
    "person": (Person.key,),
    "area": (ProcessArea.key,),
    "situation": (LifeSituation.key,),
    "number": (Document.number, Alias.number),
    "service": (Service.key,),
    "indicator": (Indicator.key,),
    "reading_list": (IntroductionList.key,),
    "commitment": (CommitmentRow.key,),
}
World = Mapping[str, frozenset[str]]


def world_with(found: Mapping[str, Iterable[str]]) -> World:
    """Return the keys of all that exists by kind: what was found in the folder, and what the portal has."""
    return {kind: frozenset(found.get(kind, ())).union(*map(kept, columns)) for kind, columns in COLUMNS.items()}


def kept(column: Any) -> set[str]:
    """Return the values of a column."""
    return {row[0] for row in column.model.select(column).tuples()}


def check(sources: Iterable[Source], world: World) -> None:
    """Tell of each reference that leads to nothing."""
    for source in sources:
        for reference in source.references:
            if reference.key not in world[reference.kind] and not source.is_hopeless:
                source.fail(reference.line, missing(reference.kind, reference.key, world[reference.kind]))


def missing(kind: str, key: str, known: Iterable[str]) -> str:
    """Return what to say of something that does not exist."""
    word, place = WORDS[kind]
    guesses = nearest(key, known, 1)
    hint = f"Menade du {guesses[0]}?" if guesses else f"Rätta, eller lägg till det i {place}."
    return f"{word} {key} finns varken i mappen eller i portalen. {hint}"
