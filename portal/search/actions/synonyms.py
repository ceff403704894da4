"""The list of synonyms is edited: by the quality lead, a pair at a time, or brought in as a whole."""

from collections.abc import Iterable
from datetime import datetime

from portal.journal.record import record
from portal.lib.errors import RefusedError
from portal.lib.refs import Ref
from portal.people.reader import Reader
from portal.search.models import Synonym
from portal.search.queries.synonyms import get_synonym, samenesses
from portal.search.synonym_rules import Pair, normal, sameness, why_not_synonym
from portal.store.database import wait_for_lock
from portal.store.work import unit_of_work

EDIT = "search.edit_synonyms"
SUBJECT = Ref("synonyms", "all")
SYNONYMS = 7_410_006


def add_synonym(actor: Reader, term: str, meaning: str, *, both_ways: bool, now: datetime) -> list[Synonym]:
    """Let who searches for the term be shown what holds the meaning too; and the other way round, where asked for.

    Returns what is new. One of two ways that is there already is left alone; both, or the only one, are refused.
    """
    actor.require(EDIT, "")
    wanted = [(term, meaning), (meaning, term)] if both_ways else [(term, meaning)]
    with unit_of_work():
        wait_for_lock(SYNONYMS)
        existing = samenesses(Synonym.select())
        missing = [pair for pair in wanted if sameness(*pair) not in existing]
        refuse(why_not_synonym(term, meaning, () if missing else existing))
        rows = [make(pair) for pair in missing]
        record(actor.key or "", "synonym-added", SUBJECT, now, ids=[row.id for row in rows])
    return rows


def change_synonym(actor: Reader, synonym_id: int, term: str, meaning: str, *, now: datetime) -> bool:
    """Let a pair say something else, and return whether it does. Raises NotFoundError."""
    actor.require(EDIT, "")
    with unit_of_work():
        wait_for_lock(SYNONYMS)
        row = get_synonym(synonym_id)
        after = normal(term), normal(meaning)
        if after == (row.term, row.meaning):
            return False
        refuse(why_not_synonym(term, meaning, samenesses(Synonym.select().where(Synonym.id != row.id))))
        row.term, row.meaning = after
        row.save()
        record(actor.key or "", "synonyms-changed", SUBJECT, now, ids=[row.id])
    return True


def remove_synonym(actor: Reader, synonym_id: int, *, now: datetime) -> Pair:
    """Take a pair out of the list, and return what it said. Raises NotFoundError."""
    actor.require(EDIT, "")
    with unit_of_work():
        wait_for_lock(SYNONYMS)
        row = get_synonym(synonym_id)
        row.delete_instance()
        record(actor.key or "", "synonym-removed", SUBJECT, now, ids=[row.id])
    return row.term, row.meaning


def save_synonyms(actor: Reader, pairs: Iterable[Pair], *, now: datetime) -> str:
    """Let these pairs be the whole list. A pair that is there already keeps its row.

    Returns `created` for the first ones, `changed` or `unchanged`.
    """
    actor.require(EDIT, "")
    with unit_of_work():
        wait_for_lock(SYNONYMS)
        rows = {(row.term, row.meaning): row for row in Synonym.select()}
        wanted = sound(pairs)
        new, gone = [pair for pair in wanted if pair not in rows], [rows[pair] for pair in rows if pair not in wanted]
        if not new and not gone:
            return "unchanged"
        for row in gone:
            row.delete_instance()
        for pair in new:
            make(pair)
        record(actor.key or "", "synonyms-changed", SUBJECT, now, added=len(new), removed=len(gone))
    return "changed" if rows else "created"


def sound(pairs: Iterable[Pair]) -> dict[Pair, None]:
    """Return the pairs in the list's own form. Raises RefusedError when they cannot stand in one list."""
    existing: set[Pair] = set()
    kept: dict[Pair, None] = {}
    for term, meaning in pairs:
        refuse(why_not_synonym(term, meaning, existing))
        existing.add(sameness(term, meaning))
        kept[normal(term), normal(meaning)] = None
    return kept


def make(pair: Pair) -> Synonym:
    """Write a new pair."""
    term, meaning = pair
    return Synonym.create(term=normal(term), meaning=normal(meaning))


def refuse(reason: str | None) -> None:
    """Raise RefusedError when there is a reason."""
    if reason:
        raise RefusedError(reason)
