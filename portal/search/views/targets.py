"""The documents that a synonym may lead to: offered while one types, and told apart when the form is sent."""

from typing import cast

from portal.control.queries.linking import documents_like
from portal.control.queries.listing import DocumentLine
from portal.control.rules.types import NUMBER, normal_number
from portal.people.reader import Reader
from portal.search.synonym_rules import words_of_title
from portal.web.access import current_reader
from portal.web.portal import today

FEWEST_LETTERS = 2


def targets_like(typed: str) -> list[DocumentLine]:
    """Return the documents in force that may be meant by what was typed."""
    words = " ".join(typed.split())
    if len(words) < FEWEST_LETTERS:
        return []
    return documents_like(words, cast("Reader", current_reader()).tokens, today())


def why_no_target(typed: str) -> tuple[str, str]:
    """Return the title of the document whose number was typed, or why there is none; of other words neither."""
    number = normal_number(typed)
    if not NUMBER.fullmatch(number):
        return "", ""
    titles = [line.title for line in targets_like(number) if line.number == number]
    return (words_of_title(titles[0]), "") if titles else ("", f"Inget dokument som gäller har numret {number}.")


def find_target(typed: str, chosen: str, offered: list[DocumentLine]) -> DocumentLine | None:
    """Return the one document that is meant: by its number, as chosen, by its whole title, or as the only one."""
    number = normal_number(typed)
    for wanted in (number, chosen):
        named = [line for line in offered if line.number == wanted]
        if named:
            return named[0]
    exact = [line for line in offered if line.title.casefold() == typed.casefold()] or offered
    return exact[0] if len(exact) == 1 else None
