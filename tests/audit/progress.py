"""How far a long work has come, on a terminal; off one, a line for each stage."""

import sys
import time


class Progress:
    """One line that is written over."""

    def __init__(self, name: str) -> None:
        """Begin a stage."""
        self.name, self.count, self.began = name, 0, time.monotonic()
        self.is_terminal = sys.stdout.isatty()

    def step(self, what: str = "") -> None:
        """Tell of one more."""
        self.count += 1
        if self.is_terminal:
            sys.stdout.write(f"\r\033[K{self.name}: {self.count} {what[:90]}")
            sys.stdout.flush()

    def end(self, told: str) -> None:
        """Tell how it went."""
        seconds = time.monotonic() - self.began
        start = "\r\033[K" if self.is_terminal else ""
        sys.stdout.write(f"{start}{self.name}: {told} ({seconds:.0f} s)\n")
        sys.stdout.flush()
