"""How far one has come in an introduction: items, sections, days, and when it may be closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

MOST_DAYS = 365
LONGEST_NOTE = 2000
STILL_DAYS = 7


class Kind(StrEnum):
    """What an item asks for."""

    DOCUMENT = "document"
    TASK = "task"


class Ask(StrEnum):
    """Whom one asks by what they are to the one who is new."""

    MANAGER = "manager"
    MENTOR = "mentor"


KIND_LABELS = {Kind.DOCUMENT: "Dokument att läsa", Kind.TASK: "Uppgift att göra"}
ASK_LABELS = {Ask.MANAGER: "Närmaste chef", Ask.MENTOR: "Fadder"}


@dataclass(frozen=True, slots=True)
class Step:
    """An item as it stands for a person. `number` is a document's, empty for a task; `open` is whether it counts.

    A document that does not apply, or that those whom the list is for may not all read, is passed over.
    """

    item: int
    number: str
    done: bool
    optional: bool = False
    open: bool = True


@dataclass(frozen=True, slots=True)
class Leg:
    """A section as it stands for a person: its items, and the last day on which it is to be done."""

    section: int
    title: str
    due_on: date
    steps: tuple[Step, ...]

    @property
    def counted(self) -> tuple[Step, ...]:
        """The items that count."""
        return tuple(step for step in self.steps if step.open)

    @property
    def is_done(self) -> bool:
        """Whether all that must be done is."""
        return all(step.done or step.optional for step in self.counted)

    def is_late(self, today: date) -> bool:
        """Whether something that must be done is left after the last day."""
        return today > self.due_on and not self.is_done


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person has come: items done of all, what must still be, what comes next, how many sections are late."""

    done: int
    total: int
    missing: int
    next_item: int | None
    late: int

    @property
    def percent(self) -> int:
        """Items done of all, in whole percent, 100 only when all are done."""
        return self.done * 100 // self.total if self.total else 100

    @property
    def is_complete(self) -> bool:
        """Whether all that must be done is."""
        return not self.missing


def due_on(begun: date, within: int) -> date:
    """Return the last day of a section that is to be done within so many days from the first one, which is day one."""
    return begun + timedelta(max(within, 1) - 1)


def once_each(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Return the sections with each document where it stands first; what is left without items is left out.

    Sections of several lists that are called the same and are due the same day are one.
    """
    seen: set[str] = set()
    kept: dict[tuple[str, date], Leg] = {}
    for leg in legs:
        steps = []
        for step in leg.counted:
            if step.number and step.number in seen:
                continue
            seen.add(step.number)
            steps.append(step)
        if steps:
            same = (leg.title.casefold(), leg.due_on)
            before = kept.get(same, replace(leg, steps=()))
            kept[same] = replace(before, steps=(*before.steps, *steps))
    return tuple(kept.values())


def progress_of(legs: Sequence[Leg], today: date) -> Progress:
    """Return how far one has come. What comes next must be done, unless nothing of that is left."""
    steps = [step for leg in legs for step in leg.counted]
    left = [step for step in steps if not step.done]
    must = [step for step in left if not step.optional]
    following = next(iter(must or left), None)
    return Progress(
        done=len(steps) - len(left),
        total=len(steps),
        missing=len(must),
        next_item=following.item if following else None,
        late=sum(leg.is_late(today) for leg in legs),
    )


def stands_still(begun: date, last: date | None, today: date, progress: Progress) -> bool:
    """Whether something that must be done is left, and nothing has been done for more than a week."""
    return not progress.is_complete and today - max(begun, last or begun) > timedelta(STILL_DAYS)


def why_not_close(progress: Progress, note: str, *, is_own: bool, is_closed: bool) -> str | None:
    """Return why an introduction may not be closed so, or None."""
    if is_closed:
        return "Introduktionen är redan avslutad."
    if is_own:
        return "Du kan inte avsluta din egen introduktion. Be din chef."
    if len(note) > LONGEST_NOTE:
        return f"Anteckningen är för lång: högst {LONGEST_NOTE} tecken."
    if not note.strip():
        if not progress.is_complete:
            return "Allt är inte klart. Skriv varför introduktionen ändå avslutas."
        return "Skriv några ord om hur introduktionen har gått."
    return None


def why_not_section(title: str, within: int | None) -> str | None:
    """Return why a section may not be so, or None."""
    if not title.strip():
        return "Skriv vad avsnittet heter."
    if within is None or not 1 <= within <= MOST_DAYS:
        return f"Skriv inom hur många dagar avsnittet ska vara klart: 1 till {MOST_DAYS}."
    return None


def why_not_item(kind: Kind, title: str, *, readable: bool, known: bool) -> str | None:
    """Return why an item may not stand in a list, or None.

    `readable` is whether all whom the list is for may read the document, `known` whether the list has it already.
    """
    if kind is Kind.TASK:
        return None if title.strip() else "Skriv vad som ska göras."
    if known:
        return "Dokumentet finns redan i listan."
    if not readable:
        return (
            "Alla som listan är till för får inte läsa dokumentet. Välj ett annat, eller ändra vilka det är till för."
        )
    return None


def moved(order: Sequence[int], one: int, step: int) -> list[int]:
    """Return the ids with one moved a step up (-1) or down (1); at an end it stays."""
    ids = list(order)
    place = ids.index(one)
    other = place + step
    if 0 <= other < len(ids):
        ids[place], ids[other] = ids[other], ids[place]
    return ids
