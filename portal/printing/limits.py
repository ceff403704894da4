"""What a press may use, set by itself before it begins."""

import ctypes
import resource
import signal
from contextlib import suppress

MOST_MEMORY = 3 * 1024**3
MOST_WRITTEN = 1024**3
SET_DEATH_SIGNAL = 1


def limit(seconds: int) -> None:
    """Let this process use so much processor time, memory and disk, and end when who started it does."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    # Linux alone can tell; elsewhere the processor time is the limit.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGKILL)
