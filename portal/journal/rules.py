"""The chain: each entry's digest covers the entry and the digest before it."""

import hashlib
import json
from collections.abc import Mapping

START = "0" * 64


def facts_text(facts: Mapping[str, object]) -> str:
    """Write the facts in the one way that is hashed: JSON with sorted keys and no spaces."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def digest_of(previous: str, number: int, at: str, actor: str, verb: str, subject: str, facts: str) -> str:
    """Return the SHA-256 (hexadecimal) that an entry must bear."""
    parts = (previous, str(number), at, actor, verb, subject, facts)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
