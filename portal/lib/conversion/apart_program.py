"""A program of its own: converts one file from its standard input, and writes what became of it as JSON."""

import json
import logging
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from portal.lib.conversion.apart import TOO_HEAVY, written
from portal.lib.conversion.convert import convert
from portal.lib.inspection.archive import MOST_INFLATED
from portal.lib.inspection.unfit import UnfitError


def limit(seconds: int, memory_mb: int) -> None:
    """Leave this process little time and memory, and files to write only for what is laid aside."""
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_INFLATED, MOST_INFLATED))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Convert, and tell."""
    name, seconds, memory_mb = sys.argv[1:]
    logging.disable()
    limit(int(seconds), int(memory_mb))
    try:
        told = json.dumps(written(convert(sys.stdin.buffer.read(), name)))
    except UnfitError as unfit:
        told = json.dumps({"unfit": str(unfit)})
    except MemoryError:
        told = json.dumps({"unfit": TOO_HEAVY})
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
