"""References of a text: what they lead to, and whether those for whom it is written may follow."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from urllib.parse import unquote

from portal.control.rules.finding import Finding, Inspected, advice, error
from portal.lib.markup.outline import ids_of
from portal.lib.markup.survey import Mark, Reference, Survey
from portal.lib.markup.tree import decoded, is_own_file, leads_somewhere
from portal.people.rules import INTERNAL, PUBLIC, UnitFact, reach_of, subtree_of

_ADDRESS = re.compile(r"/d/([^/?#]+)(?:/v/(\d{1,5})(?:/filer/([^?#]+))?)?(?:[/?#].*)?")
_UNREAD = re.compile(r"\[\[[^\[\]\n]{0,60}")
_VAGUE = {"här", "klicka här", "läs mer", "läs mer här", "länk", "länken", "denna länk", "mer", "se här", "följ länken"}


class Reach(Enum):
    """How many of those who may read one thing may read another."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


def in_text(survey: Survey, draft: Inspected) -> Iterator[Finding]:
    """Yield what is wrong with the references of a text."""
    headings = ids_of(heading.text for heading in survey.headings)
    for reference in survey.references:
        if reference.mark is Mark.DOCUMENT:
            yield from to_document(reference.target.upper(), reference, draft)
        elif reference.mark is Mark.IMAGE:
            yield from to_picture(reference, draft)
        else:
            yield from to_address(reference, draft, headings)
    for passage in survey.passages:
        for line, words in passage.matches(_UNREAD):
            message = f"”{words}” är ingen länk. Skriv dokumentets nummer mellan klamrarna: [[SOC-RUT-0042]]."
            yield error("link", message, line)


def to_document(number: str, reference: Reference, draft: Inspected) -> Iterator[Finding]:
    """Yield what is wrong with a reference to a document."""
    if number == draft.number:
        return
    target, line = draft.targets.get(number), reference.line
    if target is None:
        yield error("link", f"Länken till {number} är död: dokumentet finns inte, eller så får du inte läsa det.", line)
        return
    name = f"{number} ({target.title})" if target.title else number
    if target.number != number:
        yield error("link", f"{name} har fått ett nytt nummer. Länka till [[{target.number}]].", line)
    elif target.ends_on and target.ends_on <= draft.today:
        instead = f"Det ersattes av [[{target.replaced_by}]]: länka dit." if target.replaced_by else "Ta bort länken."
        yield error("withdrawn", f"{name} är upphävt. {instead}", line)
    elif target.ends_on:
        yield advice("withdrawn", f"{name} upphävs {target.ends_on}. Kontrollera att länken behövs.", line)
    elif not target.grants:
        yield advice("link", f"{name} gäller inte än. Läsarna ser bara numret tills det är beslutat.", line)
    else:
        yield from to_readers(name, reach_between(draft.grants, target.grants, draft.units), line)


def to_readers(name: str, reach: Reach, line: int) -> Iterator[Finding]:
    """Yield that those who read the text may not all follow it to the document."""
    if reach is Reach.NONE:
        yield error("link", f"Ingen av dem som den här texten är till för får läsa {name}.", line)
    elif reach is Reach.SOME:
        yield advice("link", f"En del av dem som läser texten får inte läsa {name}. De ser bara numret.", line)


def to_picture(reference: Reference, draft: Inspected) -> Iterator[Finding]:
    """Yield that a picture is not there."""
    address = decoded(reference.target)
    name = unquote(address).removeprefix("filer/")
    if not is_own_file(address):
        message = f"Bilden ”{address[:60]}” visas inte. Ladda upp den bland filerna och använd dess namn."
        yield error("picture", message, reference.line)
    elif name not in draft.files:
        yield error("picture", f"Bilden {name} finns inte bland versionens filer. Ladda upp den.", reference.line)


def to_address(reference: Reference, draft: Inspected, headings: frozenset[str]) -> Iterator[Finding]:
    """Yield what is wrong with a link to an address."""
    address, line = decoded(reference.target), reference.line
    match = _ADDRESS.fullmatch(address)
    if not leads_somewhere(address) or not reference.label:
        words = reference.label[:60] or address[:60]
        message = f"Länken ”{words}” leder ingenstans. Adressen ska börja med https://, mailto:, tel:, / eller #."
        yield error("link", message, line)
    elif address.startswith("#") and address[1:] not in headings:
        yield error("link", f"Länken {address[:60]} leder till en rubrik som inte finns i texten.", line)
    elif match and match[3] and match[1].upper() == draft.number:
        name = unquote(match[3])
        if name not in draft.files:
            yield error("link", f"Filen {name[:60]} finns inte bland versionens filer.", line)
    elif match:
        yield from to_document(match[1].upper(), reference, draft)
    if reference.label.casefold().strip(" .!:»)") in _VAGUE:
        message = f"Länktexten ”{reference.label}” säger inte vart länken leder. Skriv vad som finns där."
        yield advice("label", message, line)


def numbers_in(survey: Survey) -> frozenset[str]:
    """Return the numbers of the documents that a text refers to, by number or address."""
    named = {reference.target.upper() for reference in survey.references if reference.mark is Mark.DOCUMENT}
    addresses = (_ADDRESS.fullmatch(decoded(reference.target)) for reference in survey.references)
    return frozenset(named.union(match[1].upper() for match in addresses if match))


def reach_between(grants: Iterable[str], others: Iterable[str], units: Mapping[str, UnitFact]) -> Reach:
    """Return how many of those who hold one of the grants hold one of the others."""
    pairs = [[(grant, other) for other in others] for grant in grants]
    if all(any(includes(other, grant, units) for grant, other in row) for row in pairs):
        return Reach.ALL
    overlapping = any(
        includes(other, grant, units) or includes(grant, other, units) or are_unlike(grant, other)
        for row in pairs
        for grant, other in row
    )
    return Reach.SOME if overlapping else Reach.NONE


def includes(wide: str, narrow: str, units: Mapping[str, UnitFact]) -> bool:
    """Whether everyone who holds the narrow grant holds the wide one."""
    if wide in {PUBLIC, narrow} or (wide == INTERNAL and narrow != PUBLIC):
        return True
    wide_kind, __, wide_place = wide.rpartition(":")
    narrow_kind, __, narrow_place = narrow.rpartition(":")
    if wide_kind == narrow_kind == "unit":
        return wide_place in reach_of(narrow_place, units)
    wide_role, __, above = wide_place.partition("@")
    narrow_role, __, below = narrow_place.partition("@")
    is_same_role = wide_kind == narrow_kind == "role" and wide_role == narrow_role
    return is_same_role and above in subtree_of(below, units)


def are_unlike(grant: str, other: str) -> bool:
    """Whether one is for a unit and the other for a role, or for two roles: the same person may hold both."""
    return {grant.partition(":")[0], other.partition(":")[0]} <= {"unit", "role"} and "role:" in f"{grant} {other}"
