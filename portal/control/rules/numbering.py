"""How a new document's number is made: the unit's prefix, the type's code, the next running number."""

import re
from collections.abc import Iterable, Sequence

from portal.control.rules.types import NUMBER, TYPE_CODES, Type

LETTERS = re.compile(r"[A-ZÅÄÖ]{2,6}")
# What a unit's documents are numbered under when neither its code nor one above begins with letters that will do.
OTHERWISE = "DOK"


def prefix_of(path: Sequence[str], type_: Type) -> str:
    """Return what the numbers of a unit's documents of a type begin with: `SOC-RUT` for `SOC-AO-HTN`.

    `path` are the codes of the unit and of those above it, nearest first: the first whose code begins with two to six
    letters gives the prefix.
    """
    heads = (code.split("-")[0] for code in path)
    unit = next((head for head in heads if LETTERS.fullmatch(head)), OTHERWISE)
    return f"{unit}-{TYPE_CODES[type_]}"


def number_after(prefix: str, used: Iterable[str]) -> str:
    """Return the first number with the prefix that comes after all that have been used."""
    running = [int(number.rpartition("-")[2]) for number in used if is_under(prefix, number)]
    return f"{prefix}-{max(running, default=0) + 1:04d}"


def is_under(prefix: str, number: str) -> bool:
    """Whether the number is a document's with that prefix."""
    return bool(NUMBER.fullmatch(number)) and number.rpartition("-")[0] == prefix
