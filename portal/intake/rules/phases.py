"""How far a moving in has come, and what becomes of each file on the way."""

from datetime import datetime
from enum import StrEnum


class Phase(StrEnum):
    """How far a moving in has come."""

    GATHERING = "gathering"
    GUESSING = "guessing"
    PROPOSED = "proposed"
    MAKING = "making"
    DONE = "done"


PHASE_LABELS = {
    Phase.GATHERING: "Filer laddas upp",
    Phase.GUESSING: "Filerna läses",
    Phase.PROPOSED: "Väntar på att du rättar tabellen",
    Phase.MAKING: "Dokumenten läses in",
    Phase.DONE: "Inläst",
}


class State(StrEnum):
    """How far a file has come: waits to be read, read, put in the table, and then made or not."""

    WAITING = "waiting"
    GUESSED = "guessed"
    PROPOSED = "proposed"
    PASSED = "passed"
    DONE = "done"
    FAILED = "failed"


# What may be corrected in the table.
OPEN = (State.PROPOSED, State.FAILED)


def phase_of(
    gathered_at: datetime | None, settled_at: datetime | None, begun_at: datetime | None, finished_at: datetime | None
) -> Phase:
    """Return how far a moving in has come, by when each step was done."""
    if gathered_at is None:
        return Phase.GATHERING
    if settled_at is None:
        return Phase.GUESSING
    if begun_at is None:
        return Phase.PROPOSED
    return Phase.MAKING if finished_at is None else Phase.DONE


def why_not_change(phase: Phase) -> str | None:
    """Return why the table may not be changed now, or None."""
    if phase in {Phase.PROPOSED, Phase.DONE}:
        return None
    if phase is Phase.MAKING:
        return "Dokumenten läses in just nu. Vänta tills det är klart, sedan kan du rätta det som är kvar."
    return "Filerna är inte lästa än. Vänta tills tabellen är klar."


def why_not_begin(phase: Phase, ready: int) -> str | None:
    """Return why the documents may not be made now, or None; `ready` is how many rows have nothing wrong."""
    reason = why_not_change(phase)
    if reason is None and not ready:
        return "Ingen rad är klar att läsas in. Rätta tabellen först."
    return reason


def why_not_add(phase: Phase) -> str | None:
    """Return why no more files may be added, or None."""
    if phase is Phase.GATHERING:
        return None
    return "Uppladdningen är avslutad. Börja en ny inflyttning för fler filer."


def why_not_forget(phase: Phase) -> str | None:
    """Return why a moving in may not be called off, or None."""
    if phase in {Phase.MAKING, Phase.DONE}:
        return "Dokument har lästs in, så inflyttningen kan inte avbrytas."
    return None
