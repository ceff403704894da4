"""What the journal tells of documents: the digests, hands and moments that the rows must bear."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from portal.journal.models import Entry
from portal.lib import clock

PREFIX = "document:"
# A document's number and a version's; with a language and which in turn it is a translation.
Key = tuple[str, int]
TranslationKey = tuple[str, int, str, int]
# Who did it, by key, and when, as text.
Deed = tuple[str, str]


@dataclass(slots=True)
class Told:
    """What the journal tells, by version and by translation."""

    made: dict[Any, Deed] = field(default_factory=dict)
    digests: dict[Any, str] = field(default_factory=dict)
    approved: dict[Any, tuple[Any, ...]] = field(default_factory=dict)
    handed_in: dict[TranslationKey, str] = field(default_factory=dict)
    redacted: Counter[tuple[Any, ...]] = field(default_factory=Counter)


def told() -> Told:
    """Return what the journal tells of all documents: it is read once, from the beginning."""
    found = Told()
    rows = Entry.select(Entry.at, Entry.actor, Entry.verb, Entry.subject, Entry.facts)
    for entry in rows.where(Entry.subject.startswith(PREFIX)).order_by(Entry.number).iterator():
        facts = readable(entry.facts)
        if "version" in facts:
            take(found, entry.verb, entry.subject.removeprefix(PREFIX), facts, deed_of(entry, facts))
    return found


def readable(text: str) -> dict[str, Any]:
    """Return an entry's facts; those that cannot be read are told of by the chain."""
    try:
        facts = json.loads(text)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def deed_of(entry: Entry, facts: dict[str, Any]) -> Deed:
    """Return who did it and when; what was brought in tells whose deed it was, and when it was done."""
    return facts.get("by", entry.actor), facts.get("done", clock.to_text(entry.at))


def take(found: Told, verb: str, number: str, facts: dict[str, Any], deed: Deed) -> None:
    """Keep what an entry tells of a version or of a translation of it."""
    key: Any = (number, facts["version"])
    if "language" in facts:
        key = (*key, facts["language"], facts.get("turn"))
    if verb in {"version-drafted", "translation-begun"}:
        found.made[key] = deed
    if verb == "version-approved":
        found.approved[key] = (*deed, facts.get("valid_from"), facts.get("review_by"))
    if verb == "translation-approved":
        found.approved[key] = deed
    if verb == "translation-submitted":
        found.handed_in[key] = deed[1]
    if verb in {"translation-recalled", "translation-returned"}:
        found.handed_in.pop(key, None)
    if "sha256" in facts:
        found.digests[key] = facts["sha256"]
    if verb == "content-redacted":
        found.redacted[(*key, facts.get("part"), *deed, facts.get("sha256_before"))] += 1
        for name, digest in facts.get("translations", {}).items():
            language, _, turn = name.partition("/")
            found.digests[(*key, language, int(turn))] = digest
