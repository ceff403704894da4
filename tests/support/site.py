"""A portal that really serves: gunicorn on a free port of this machine."""

import socket
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.ops.serve import SERVER
from tests.support.example import settings

LONGEST_START = 60


@dataclass(frozen=True)
class Site:
    """A running portal: its address, and the directory with its data."""

    url: str
    home: Path

    def at(self, path: str) -> str:
        """Return the whole address of a path."""
        return self.url + path


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the portal answers. Raises RuntimeError when it ends or never does."""
    pause = threading.Event()
    for _ in range(LONGEST_START * 10):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pause.wait(0.1)
    raise RuntimeError(f"the portal does not answer at {url}:\n{log.read_text(encoding='utf-8')}")


@contextmanager
def serving(home: Path, workers: int = 1) -> Iterator[Site]:
    """Serve the portal in a directory until the block ends; its log lies beside the directory."""
    port = free_port()
    url, log = f"http://127.0.0.1:{port}", home.with_suffix(".log")
    environment = settings(home, bind=f"127.0.0.1:{port}", workers=str(workers))
    with log.open("wb") as out, subprocess.Popen(SERVER, env=environment, stdout=out, stderr=out) as process:
        try:
            wait_for(url, process, log)
            yield Site(url, home)
        finally:
            process.terminate()
