"""What a press may use while it makes a file."""

from portal.lib.limits import limit, limit_time

MOST_MEMORY = 3 * 1024**3
MOST_WRITTEN = 1024**3


def limit_press(seconds: int) -> None:
    """Let this process use so much processor time, memory and disk."""
    limit(MOST_MEMORY, written=MOST_WRITTEN)
    limit_time(seconds)
