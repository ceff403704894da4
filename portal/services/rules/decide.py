"""What stops a declaration from being decided."""

import re
from collections import Counter
from collections.abc import Sequence

from portal.services.rules.commitment import Commitment, Kind
from portal.services.rules.law import Floor, against_law
from portal.services.rules.wording import limit_text, threshold_text

HEADINGS = (
    "Det här gör vi",
    "Det här gör vi inte",
    "Det här ber vi dig om",
    "Så når du oss",
    "Om vi inte håller vad vi lovat",
)
HEADING = re.compile(r"^##[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


def why_not_decide(commitments: Sequence[Commitment], text: str) -> str | None:
    """Return why a declaration with these commitments and this text may not be decided, or None.

    What a citizen needs to be able to hold the municipality to it must be there, and nothing may be weaker than the
    law's own limit: a municipality cannot promise itself out of its duty (the principle of legality).
    """
    if not any(commitment.indicator for commitment in commitments):
        return "Servicedeklarationen saknar ett löfte som går att mäta. Lägg till minst ett med nyckeltal."
    repeated = [key for key, count in Counter(commitment.key for commitment in commitments).items() if count > 1]
    if repeated:
        return f"Nyckeln {repeated[0]} finns på flera löften. Varje löfte har sin egen."
    faults = (why_not_promise(commitment) for commitment in commitments)
    found = next((fault for fault in faults if fault), None)
    return found or why_not_text(text)


def all_faults(commitments: Sequence[Commitment], text: str) -> list[tuple[str, str]]:
    """Return all that stops a declaration from being decided: in what part (`front` or `text`), and why."""
    faults = [why_not_promise(commitment) for commitment in commitments]
    lacking = [f"Rubriken ”{heading}” saknas i texten." for heading in lacking_headings(text)]
    return [("front", fault) for fault in faults if fault] + [("text", fault) for fault in lacking]


def why_not_promise(commitment: Commitment) -> str | None:
    """Return why a commitment may not be decided, or None."""
    if not commitment.indicator:
        return f"Löftet {commitment.key} saknar nyckeltal: det som inte mäts kan inte redovisas."
    if commitment.clock.is_duration and not (commitment.start and commitment.stop):
        return f"Löftet {commitment.key} saknar start eller stopp: skriv när klockan börjar gå och när den stannar."
    if commitment.kind is Kind.GUARANTEE and not commitment.remedy.reference:
        return f"Garantin {commitment.key} saknar beslutet som gottgörelsen vilar på."
    return why_not_floor(commitment)


def why_not_floor(commitment: Commitment) -> str | None:
    """Return why the commitment may not stand beside the law, or None."""
    law, floor = commitment.statutory, against_law(commitment)
    if law is None or floor in {Floor.EQUAL, Floor.BETTER}:
        return None
    limit = limit_text(law.clock, commitment.operator, law.threshold)
    if floor is None:
        return (
            f"Löftet {commitment.key} ({threshold_text(commitment)}) går inte att jämföra med lagens gräns ({limit})."
        )
    return (
        f"Löftet {commitment.key} ({threshold_text(commitment)}) kan bli svagare än lagens gräns "
        f"({limit}, {law.reference})."
    )


def why_not_text(text: str) -> str | None:
    """Return why the text may not be decided, or None: each of its five headings is wanted."""
    missing = lacking_headings(text)
    return f"Rubriken ”{missing[0]}” saknas i texten." if missing else None


def lacking_headings(text: str) -> list[str]:
    """Return those of the five headings that the text lacks."""
    found = {heading.casefold() for heading in HEADING.findall(text)}
    return [heading for heading in HEADINGS if heading.casefold() not in found]
