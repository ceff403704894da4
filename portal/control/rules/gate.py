"""The gate before a review: what is wrong with a draft (errors, which stop it) and what could be better (advice)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.control.rules import gaps, references, structure
from portal.control.rules.finding import Finding, Inspected, Level, advice, error
from portal.control.rules.plainness import plainness_of
from portal.lib.markup.survey import Survey, survey


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found, and how the text reads: LIX (None for a short text) and what that means."""

    findings: tuple[Finding, ...]
    lix: int | None
    meaning: str

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stops the draft."""
        return tuple(found for found in self.findings if found.level is Level.ERROR)

    @property
    def hints(self) -> tuple[Finding, ...]:
        """What could be better."""
        return tuple(found for found in self.findings if found.level is Level.ADVICE)


def inspect(draft: Inspected, read: Survey | None = None) -> Report:
    """Return what is found in a draft, what concerns the document first, then down the text.

    `read` is the survey of its source, where that has been made already.
    """
    read = read or survey(draft.source)
    plainness = plainness_of(read)
    around = [*of_document(draft), *of_fields(draft), *of_files(draft), *draft.beside]
    within = [
        *gaps.in_text(read, draft.type),
        *structure.in_headings(read),
        *structure.in_tables(read),
        *structure.in_pictures(read),
        *structure.in_raw(read),
        *structure.in_parts(read, draft.type),
        *references.in_text(read, draft),
        *plainness.advice,
    ]
    within.sort(key=lambda found: found.line or 0)
    return Report(tuple(once([*around, *within])), plainness.figure, plainness.meaning)


def once(found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield each finding once."""
    yield from dict.fromkeys(found)


def of_document(draft: Inspected) -> Iterator[Finding]:
    """Yield what the document lacks: somebody who answers for it, and a time for its review."""
    if not draft.answering:
        message = "Dokumentet saknar ägare: enheten har ingen chef som svarar för det. Utse en ägare."
        yield error("owner", message, place="document")
    if draft.review_months < 1:
        message = "Dokumentet saknar tid för översyn. Ange hur många månader det är mellan översynerna."
        yield error("review", message, place="document")


def of_fields(draft: Inspected) -> Iterator[Finding]:
    """Yield what title, change note and audience lack."""
    if not draft.title.strip():
        yield error("title", "Titeln saknas.", place="title")
    if draft.version > 1 and not draft.change_note.strip():
        yield error("change-note", "Skriv vad som har ändrats sedan förra versionen.", place="change_note")
    if not draft.grants:
        yield error("audience", "Välj vilka som ska få läsa.", place="audience")
    yield from gaps.in_field(draft.title, draft.type, "title")
    yield from gaps.in_field(draft.change_note, draft.type, "change_note")


def of_files(draft: Inspected) -> Iterator[Finding]:
    """Yield what stops the files from being used by everyone, and what would make them better."""
    for name, faults in draft.faults.items():
        yield from (error("file", f"Bilagan {name} {fault}", place="files") for fault in faults)
    for name, hints in draft.hints.items():
        yield from (advice("file", f"Bilagan {name} {hint}", place="files") for hint in hints)


def why_not_pass(report: Report) -> str | None:
    """Return why what was inspected may not be handed in, or None."""
    errors = report.errors
    if not errors:
        return None
    more = f" ({len(errors) - 1} till)" if len(errors) > 1 else ""
    return f"Något behöver rättas innan versionen lämnas in{more}: {errors[0].message}"
