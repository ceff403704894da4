"""What a reviewer may say of a version, and what becomes of it."""

from datetime import date

from portal.control.rules.status import Status, VersionFact, status_of
from portal.control.rules.verbs import why_not_edit

TAKEN, LEFT = "taken", "left"
LONGEST = 10_000


def why_not_discuss(version: VersionFact, today: date) -> str | None:
    """Return why nothing more may be said of the version, or None: it is discussed until it is decided."""
    if status_of(version, today).is_open:
        return None
    return "Versionen är beslutad. Skriv en ny version om något behöver ändras."


def why_not_comment(version: VersionFact, text: str, today: date, *, rewords: bool = False) -> str | None:
    """Return why the comment may not be made, or None; `rewords` says that it comes with other words for the text."""
    if not text.strip() and not rewords:
        return "Skriv vad du vill säga, eller föreslå andra ord."
    if len(text) > LONGEST:
        return f"Kommentaren är för lång: högst {LONGEST} tecken."
    return why_not_discuss(version, today)


def why_not_place(places: int) -> str | None:
    """Return why a paragraph that stands in the text so many times may not be spoken of, or None."""
    return None if places else "Stycket har ändrats sedan du läste det. Läs texten på nytt."


def why_not_resolve(version: VersionFact, outcome: str, today: date) -> str | None:
    """Return why a comment may not be resolved, or None. `outcome` is what became of it before, empty while open."""
    if outcome:
        return "Kommentaren är redan avslutad."
    return why_not_discuss(version, today)


def why_not_take(version: VersionFact, places: int, today: date) -> str | None:
    """Return why a suggestion may not be put in place of its paragraph, or None.

    `places` is how many times the paragraph stands in the text.
    """
    if status_of(version, today) is Status.IN_REVIEW:
        return "Texten kan inte ändras medan den granskas. Ta tillbaka versionen, eller vänta tills den återsänds."
    reason = why_not_edit(version, today)
    if reason:
        return reason
    if places == 0:
        return "Stycket har ändrats sedan förslaget skrevs. Skriv in ändringen själv i texten."
    if places > 1:
        return "Stycket finns på flera ställen i texten. Skriv in ändringen själv där den hör hemma."
    return None


def why_not_conclude(version: VersionFact, person: str, reviewers: frozenset[str], today: date) -> str | None:
    """Return why the person may not say that their review is done, or None."""
    if status_of(version, today) is not Status.IN_REVIEW:
        return "Bara en version som granskas kan du bli klar med."
    return None if person in reviewers else "Du är inte ombedd att granska versionen."
