"""All that is guessed of a file before anyone has looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.intake.rules.dates import review_of, valid_from_of
from portal.intake.rules.guesses import Guess, Source, Sure
from portal.intake.rules.labels import spoken
from portal.intake.rules.names import folders_of, stem_of
from portal.intake.rules.numbers import former_of, number_of
from portal.intake.rules.owners import owner_of
from portal.intake.rules.titles import title_of
from portal.intake.rules.types import type_of
from portal.intake.rules.units import Units, unit_of
from portal.intake.rules.versions import Mark, mark_of, version_of

VALID, DRAFT = "valid", "draft"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a file: its path, its properties, the title that its text has, and its first page."""

    path: str
    properties: Mapping[str, str]
    title: str = ""
    first_page: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """What there is to choose among: the units, and persons' e-mails by folded name."""

    units: Units
    persons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is guessed of a file, by field, and what its name says of its version."""

    guesses: Mapping[str, Guess]
    mark: Mark

    def value(self, field: str) -> str:
        """Return what is guessed for a field; empty for nothing."""
        return self.guesses[field].value if field in self.guesses else ""


def propose(evidence: Evidence, register: Register, today: date) -> Proposal:
    """Return what is guessed of a file."""
    stem, folders = stem_of(evidence.path), folders_of(evidence.path)
    page, told = spoken(evidence.first_page), evidence.properties
    number = number_of(stem, page)
    mark = mark_of(stem, folders)
    about = " ".join(told.get(name, "") for name in ("category", "subject", "keywords", "title"))
    found = {
        "title": title_of(stem, evidence.title, told.get("title", ""), today),
        "type": type_of(stem, folders, page, about, number.value if number else ""),
        "unit": unit_of(stem, folders, page, register.units) or by_number(number, register.units),
        "number": number,
        "former": None if number else former_of(stem, page),
        "version": version_of(stem, page),
        "valid_from": valid_from_of(stem, page, told.get("modified", ""), today),
        "review_by": review_of(stem, page, today),
        "owner": owner_of(page, register.persons),
    }
    guesses = {field: guess for field, guess in found.items() if guess}
    guesses["status"] = status_of(guesses.get("valid_from"), mark)
    return Proposal(guesses, mark)


def by_number(number: Guess | None, units: Units) -> Guess | None:
    """Return the unit whose code the document's own number begins with."""
    head = number.value.partition("-")[0] if number else ""
    return Guess(head, Sure.GUESSED, number.source) if number and head in units.names else None


def status_of(valid_from: Guess | None, mark: Mark) -> Guess:
    """Return whether the document applies: when it tells from which day, and is no draft."""
    if mark.is_draft:
        return Guess(DRAFT, Sure.SURE, Source.NAME)
    if valid_from and valid_from.sure is not Sure.GUESSED:
        return Guess(VALID, Sure.LIKELY, valid_from.source)
    return Guess(DRAFT, Sure.GUESSED, Source.NOWHERE)
