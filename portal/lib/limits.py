"""What a process of its own may use while it reads, or makes a file of, what somebody sent."""

import ctypes
import resource
import signal
from contextlib import suppress

SET_DEATH_SIGNAL = 1


def limit(memory: int, written: int = 0) -> None:
    """Leave this process so many bytes of memory, files of so many bytes at most, and let it end with its parent."""
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, written), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    # Linux alone can tell; elsewhere the time is the limit.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGKILL)


def limit_time(seconds: int) -> None:
    """Let the process use the processor for so long from now on: the system stops it then."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    (_, hardest) = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hardest))
