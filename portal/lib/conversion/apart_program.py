"""A program of its own: reads files from its standard input, each after its name, and answers what became of it."""

import json
import logging
import resource
import sys
import warnings
from pathlib import Path

# The program is run alone, so that nothing around it is believed; what it needs of the portal lies above it.
sys.path.insert(0, str(Path(__file__).parents[3]))

from portal.lib.beside import LENGTH
from portal.lib.conversion.apart import TOO_HEAVY, written
from portal.lib.conversion.convert import convert
from portal.lib.inspection.archive import MOST_INFLATED
from portal.lib.inspection.unfit import UnfitError
from portal.lib.limits import limit, limit_time

# So many kilobytes are too many for another file in the same process.
LARGE = 150 * 1024


def answer_to(content: bytes, name: str) -> dict[str, object]:
    """Return what becomes of a file, or why it is unfit."""
    try:
        return written(convert(content, name))
    except UnfitError as unfit:
        return {"unfit": str(unfit)}
    except MemoryError:
        return {"unfit": TOO_HEAVY}


def main() -> None:
    """Convert and tell, until there are no more files."""
    seconds, memory_mb = map(int, sys.argv[1:])
    limit(memory_mb * 1024 * 1024, written=MOST_INFLATED)
    logging.disable()
    warnings.simplefilter("ignore")
    began_at = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    while head := sys.stdin.buffer.read(LENGTH.size):
        name = sys.stdin.buffer.read(*LENGTH.unpack(head)).decode()
        content = sys.stdin.buffer.read(*LENGTH.unpack(sys.stdin.buffer.read(LENGTH.size)))
        limit_time(seconds)
        told = answer_to(content, name)
        is_large = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - began_at > LARGE
        data = json.dumps({**told, "is_large": is_large}).encode()
        sys.stdout.buffer.write(LENGTH.pack(len(data)) + data)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
