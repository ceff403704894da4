"""What a query is narrowed to: names made into codes, phrases into the places that hold them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from flask_babel import gettext as _
from numpy.typing import NDArray

from portal.control.rules.status import Status
from portal.control.rules.types import TYPE_LABELS
from portal.lib.text import fold
from portal.search import syntax
from portal.search.analysis import folded, stem, stems_of, words_of
from portal.search.columns import OWNERS
from portal.search.postings import Places
from portal.search.queries.documents import Organisation, owners_called
from portal.search.rules import STATUS, TYPE, UNIT
from portal.search.stand import Stand
from portal.search.syntax import Query

Mask = NDArray[np.bool_]
IN_FORCE = (Status.VALID.code, Status.OVERDUE.code)


@dataclass(slots=True)
class Wanted:
    """What a query is narrowed to: values by group, owners' keys, days; `told` is what could not be understood."""

    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    owners: frozenset[str] | None = None
    since: int = 0
    until: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def wants_older(self) -> bool:
        """Whether versions are asked for that no longer apply."""
        older = {Status.SUPERSEDED.code, Status.WITHDRAWN.code, Status.REVOKED.code}
        return not older.isdisjoint(self.chosen.get(STATUS, ()))

    def left(self, stand: Stand, places: Places, query: Query) -> Mask:
        """Return which of the places hold the phrases and nothing that is left out, by these owners and days."""
        left = np.ones(len(places), bool)
        for phrase in query.phrases:
            left &= np.isin(places, holding(stand, phrase))
        for word in query.without:
            left &= ~np.isin(places, holding(stand, word, inflected=True))
        if self.owners is not None:
            left &= np.isin(stand.column("owners")[places], OWNERS.some(self.owners))
        starts = stand.column("starts")[places]
        if self.since:
            left &= starts >= self.since
        if self.until:
            left &= (starts > 0) & (starts <= self.until)
        return left


def wanted_by(query: Query, units: Organisation, *, may_ask_owners: bool) -> Wanted:
    """Return what the query is narrowed to; at most one query, where it names an owner."""
    wanted = Wanted()
    for name, values in dict(query.narrowed).items():
        for value in values:
            if name == syntax.TYPE:
                add(wanted, TYPE, types_called(value), _("Det finns ingen typ som heter ”%(value)s”.", value=value))
            elif name == syntax.UNIT:
                found = units_called(value, units)
                add(wanted, UNIT, found, _("Det finns ingen enhet som heter ”%(value)s”.", value=value))
            elif name == syntax.STATUS:
                found = statuses_called(value)
                add(wanted, STATUS, found, _("Det finns ingen status som heter ”%(value)s”.", value=value))
            elif name == syntax.OWNER:
                found = owners_called(value) if may_ask_owners else []
                wanted.owners = frozenset(found) | (wanted.owners or frozenset())
                if not found:
                    wanted.told.append(_("Ingen ägare som heter ”%(value)s” är känd.", value=value))
            else:
                add_day(wanted, name, value)
    return wanted


def add(wanted: Wanted, group: str, values: Iterable[str], told: str) -> None:
    """Narrow a group to these values too; where there are none, tell so."""
    found = frozenset(values)
    if found:
        wanted.chosen[group] = wanted.chosen.get(group, frozenset()) | found
    else:
        wanted.told.append(told)


def add_day(wanted: Wanted, name: str, value: str) -> None:
    """Narrow to what began to apply from or to a day."""
    day = (syntax.first_day if name == syntax.SINCE else syntax.last_day)(value)
    if day is None:
        wanted.told.append(_("”%(value)s” är inget datum. Skriv till exempel 2025-03-01.", value=value))
    elif name == syntax.SINCE:
        wanted.since = day.toordinal()
    else:
        wanted.until = day.toordinal()


def types_called(name: str) -> list[str]:
    """Return the types whose name, or its beginning, this is, in whatever form: `rutiner` too."""
    bare = fold(name)
    found = [str(type_) for type_, label in TYPE_LABELS.items() if stem(fold(label)) == stem(bare)]
    return found or [str(type_) for type_, label in TYPE_LABELS.items() if fold(label).startswith(bare)]


def units_called(name: str, units: Organisation) -> list[str]:
    """Return the codes of the units with this code or name, or whose names hold its words."""
    bare = fold(name)
    exact = [code for code, unit in units.units.items() if bare in {fold(code), fold(unit.name)}]
    return exact or [code for code, unit in units.units.items() if set(bare.split()) <= set(fold(unit.name).split())]


def statuses_called(name: str) -> list[str]:
    """Return the codes of the statuses that begin with these words; what applies may be overdue for review."""
    bare = fold(name)
    found = [status.code for status in Status if fold(status.label).startswith(bare)]
    found += [Status.OVERDUE.code] if "forsenad".startswith(bare) and len(bare) > 2 else []
    return [*IN_FORCE] if set(IN_FORCE) == set(found) else found


def holding(stand: Stand, phrase: str, *, inflected: bool = False) -> Places:
    """Return the places that hold the words of the phrase side by side, as typed or, a single word, in any form."""
    words = words_of(phrase)
    if not words:
        return np.zeros(0, np.intp)
    if len(words) == 1 and inflected:
        return np.unique(np.concatenate([stand.stem(found).places for found in stems_of(words[0])]))
    if len(words) == 1:
        return np.unique(np.concatenate([stand.word(form).places for form in forms_of(stand, words[0])] or [NOWHERE]))
    return stand.phrase([forms_of(stand, word) for word in words])


NOWHERE = np.zeros(0, np.intp)


def forms_of(stand: Stand, word: str) -> list[str]:
    """Return the ways that a word is written in the index; with the dots that were typed, where they were."""
    forms = list(stand.words_from(f"{folded(word)} "))
    return forms if word.isascii() else [form for form in forms if form.split()[1] == word]


def merged(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return what is chosen in both places: in a group that both name, what both leave."""
    both = {group: one[group] & other[group] for group in one.keys() & other.keys()}
    return {**one, **other, **both}
