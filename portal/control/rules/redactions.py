"""What was decided is taken out for a legal reason: on which grounds, and what stands in its place.

Regulation (EU) 2016/679 (GDPR), article 17, gives a person the right to have personal data erased; the other grounds
are Swedish acts that may forbid that something lies open. Which section applies is written by who takes it out.
"""

import re
from datetime import date

from portal.lib.calendar import long_date

GROUNDS = {
    "gdpr": "dataskyddsförordningen (EU) 2016/679",
    "osl": "offentlighets- och sekretesslagen (2009:400)",
    "url": "upphovsrättslagen (1960:729)",
    "other": "",
}
MARK = "[borttaget]"
LONGEST_PASSAGE = 2000
LONGEST_SECTION = 200
NAME = "borttagen"


def ground_text(ground: str, section: str) -> str:
    """Return the ground in words: the act, and the section of it."""
    return " ".join(part for part in (GROUNDS[ground], section.strip()) if part)


def why_not_ground(ground: str, section: str, reason: str) -> str | None:
    """Return why something may not be taken out on the ground, or None."""
    if ground not in GROUNDS:
        return "Välj det lagstöd som finns i listan."
    if not section.strip():
        return "Skriv vilken bestämmelse som ger stöd, till exempel artikel 17 eller 21 kap. 1 §."
    return None if reason.strip() else "Skriv varför uppgifterna tas bort."


def tombstone(what: str, ground: str, on: date) -> str:
    """Return the sentence that stands where something was; `what` is a noun with its article, as `Texten`."""
    return f"{what} togs bort {long_date(on)} med stöd av {ground}."


def pattern_of(passage: str) -> re.Pattern[str]:
    """Return what finds the words wherever they stand, whatever space is between them and whichever case they have."""
    return re.compile(r"\s+".join(re.escape(word) for word in passage.split()), re.IGNORECASE)


def without(text: str, passage: str) -> str:
    """Return the text with a mark in place of the words, wherever they stand; without any words, the mark alone."""
    if not passage.split():
        return MARK if text else ""
    return pattern_of(passage).sub(MARK, text)


def why_not_passage(passage: str, *, found: bool) -> str | None:
    """Return why the words may not be taken out, or None."""
    if len(passage) > LONGEST_PASSAGE:
        return f"Högst {LONGEST_PASSAGE} tecken. Ta bort hela delen i stället."
    if passage and len("".join(passage.split())) < 2:
        return "Skriv minst två tecken, annars försvinner för mycket."
    return None if found else "Orden finns inte där. Skriv dem precis som de står, utan fet eller kursiv stil."


def subject_of(number: str, version: int, part: str, times: int) -> str:
    """Return what a redaction is of: document, version and part, and which time when it is not the first."""
    again = f"/{times + 1}" if times else ""
    return f"{number}/v{version}/{part}{again}"


DIGEST = re.compile(r"[0-9a-f]{64}")
SUBJECT = re.compile(r"(?P<number>[^/]+)/v(?P<version>\d+)/(?P<part>[a-z]+(?::[^/]+)?)(?:/(?P<times>\d+))?")
