"""The example municipality: imported and indexed once, copied for whoever wants one to themselves."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.fileshare import few, write

CONTENT = Path(__file__).resolve().parents[2] / "content"
STEPS = (("import", str(CONTENT), "--demo"), ("reindex",), ("worker", "--once"))


def settings(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a portal that lives in a directory; what the caller has set for another is left out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return {**kept, "PORTAL_DATA_DIR": str(home), **{f"PORTAL_{name.upper()}": value for name, value in more.items()}}


def run(home: Path, *words: str, **more: str) -> str:
    """Run a command of the portal that lives in a directory and return what it said. Raises RuntimeError."""
    command = [sys.executable, "-m", "portal", *words]
    done = subprocess.run(command, env=settings(home, **more), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"portal {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def make_example(home: Path, **more: str) -> None:
    """Import content/ with its demo accounts into an empty directory and index it. Raises RuntimeError."""
    for words in STEPS:
        run(home, *words, **more)


def begin_moving_in(home: Path) -> None:
    """Let Egon have a small file share on its way in, with its table laid. Raises RuntimeError."""
    share = write(home.with_name("filserver"), few())
    run(home, "import", str(share), "--table", str(home.with_name("tabell.csv")), "--as", "egon@ekvik.example")


def shared_example(directory: Path) -> Path:
    """Return the example in a directory that several processes share: the first makes it, the others wait."""
    home, made = directory / "example", directory / "example-is-made"
    with (directory / "example-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(home, ignore_errors=True)
            make_example(home)
            begin_moving_in(home)
            made.touch()
    return home


def copy_of(example: Path, home: Path) -> Path:
    """Copy the example for someone who may change it."""
    shutil.copytree(example, home)
    return home
