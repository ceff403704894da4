"""Who answers for a document, where it says so."""

import re
from collections.abc import Mapping

from portal.intake.rules.guesses import Guess, Source, Sure
from portal.intake.rules.labels import labelled
from portal.lib.text import fold

_LABELS = (
    "dokumentagare",
    "agare",
    "dokumentansvarig",
    "ansvarig",
    "ansvarig for dokumentet",
    "ansvarig person",
    "faststalld av",
    "beslutad av",
)


def owner_of(page: str, persons: Mapping[str, str]) -> Guess | None:
    """Return the e-mail of the person whom the first page names as the one who answers for it, when they are known.

    `persons` is e-mails by folded name, without names that several have.
    """
    for value in labelled(page, _LABELS):
        named = fold(re.split(r"[,(;/]|\s[-–]\s", value)[0]).strip()
        if email := persons.get(named):
            return Guess(email, Sure.SURE, Source.PAGE)
    return None
