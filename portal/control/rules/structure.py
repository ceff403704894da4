"""How a text is built: headings, tables, pictures, and what its sort must tell."""

import re
from collections.abc import Iterator

from portal.control.rules.finding import Finding, error
from portal.control.rules.types import TYPE_RULES, Part, Type
from portal.lib.markup.survey import Mark, Place, Survey

_DEADLINE = re.compile(
    r"inom|senast|samma dag|direkt|genast|omedelbart|före|minut|timm|dygn|vardag|arbetsdag|veck|månad", re.IGNORECASE
)
_WHO = re.compile(r"roll|ansvar|vem", re.IGNORECASE)
_EXCEPTION = re.compile(r"undantag|avsteg", re.IGNORECASE)
_LACKING = {
    Part.WHO: "Det framgår inte vem som gör vad. Lägg till en rubrik om det, till exempel ”Ansvar”.",
    Part.STEPS: "Texten har inga steg. Skriv det som ska göras som en numrerad lista.",
    Part.DEADLINE: "Det framgår inte när det ska vara gjort. Skriv till exempel ”inom tre arbetsdagar”.",
    Part.EXCEPTION: "Det framgår inte när texten inte gäller. Lägg till rubriken ”Undantag”, om så bara med ”Inga”.",
}


def in_headings(survey: Survey) -> Iterator[Finding]:
    """Yield headings on a level that is the page's own, or below one that is not there."""
    above = 1
    for heading in survey.headings:
        if heading.level == 1:
            message = f"Rubriken ”{heading.text[:60]}” har samma nivå som sidans titel. Börja den med ##."
            yield error("heading", message, heading.line)
        elif heading.level > above + 1:
            marks, wanted = "#" * heading.level, "#" * (above + 1)
            message = f"Rubriken ”{heading.text[:60]}” hoppar över en nivå. Använd {wanted} i stället för {marks}."
            yield error("heading", message, heading.line)
        above = max(heading.level, 2)


def in_tables(survey: Survey) -> Iterator[Finding]:
    """Yield tables without a header, or with a column that has none; the corner may be empty."""
    for line, table in survey.tables:
        if not table.is_table:
            message = "Tabellen saknar rubrikrad. Skriv |---|---| under den första raden, lika många som kolumnerna."
            yield error("table", message, line)
        elif not all(table.header[1:]) or not any(table.header):
            yield error("table", "Tabellen har en kolumn utan rubrik. Skriv en i tabellens första rad.", line)


def in_pictures(survey: Survey) -> Iterator[Finding]:
    """Yield pictures that those who do not see them are told nothing of."""
    for reference in survey.references:
        if reference.mark is Mark.IMAGE and not reference.label:
            message = f"Bilden {reference.target[:60]} saknar alternativtext. Skriv vad den visar mellan [ och ]."
            yield error("picture", message, reference.line)


def in_raw(survey: Survey) -> Iterator[Finding]:
    """Yield HTML: it is shown as it stands."""
    for line, words in survey.raw:
        short = " ".join(words.split())[:40]
        yield error("html", f"”{short}” är HTML och visas som det står. Använd verktygsraden i stället.", line)


def in_parts(survey: Survey, sort: str) -> Iterator[Finding]:
    """Yield what a text of the sort must tell and does not."""
    parts = TYPE_RULES[Type(sort)].parts if sort in set(Type) else ()
    for part in parts:
        if not has_part(survey, part):
            yield error(f"part-{part}", _LACKING[part])


def has_part(survey: Survey, part: Part) -> bool:
    """Whether a text tells the part."""
    if part is Part.STEPS:
        return any(passage.place is Place.STEP for passage in survey.passages)
    if part is Part.WHO:
        return any(_WHO.search(heading.text) for heading in survey.headings)
    pattern = _DEADLINE if part is Part.DEADLINE else _EXCEPTION
    return any(pattern.search(passage.text) for passage in survey.passages)
