"""A server with one worker, and what its requests cost in CPU."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What a request cost: milliseconds of the worker's CPU, and how many were answered a second."""

    cpu_ms: float
    per_second: float
    size: int


class Server:
    """A gunicorn with one worker."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        """Know where it listens."""
        self.port, self.process = port, process

    def worker(self) -> int:
        """Return the worker's process id."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(path.read_text().split()[0])

    def cpu(self) -> float:
        """Return the seconds of CPU that the worker has used."""
        fields = Path(f"/proc/{self.worker()}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def measure(self, path: str, count: int = 400, headers: Mapping[str, str] | None = None) -> Cost:
        """Ask for the path again and again over one connection and return what a request cost."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        size = 0
        for _ in range(20):
            size = self.ask(connection, path, headers or {})
        before, start = self.cpu(), time.perf_counter()
        for _ in range(count):
            self.ask(connection, path, headers or {})
        took = time.perf_counter() - start
        return Cost((self.cpu() - before) * 1000 / count, count / took, size)

    def ask(self, connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> int:
        """Ask once and return the answer's size. Raises RuntimeError for an error page."""
        connection.request("GET", path, headers=dict(headers))
        response = connection.getresponse()
        body = response.read()
        if response.status not in {200, 304}:
            message = f"{path}: {response.status}"
            raise RuntimeError(message)
        return len(body)

    def tag(self, path: str) -> str:
        """Return the ETag of the path's answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.headers["ETag"]


@contextmanager
def served(application: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Serve the application with one worker until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--workers=1",
        "--worker-class=gthread",
        "--threads=2",
        "--keep-alive=60",
    ]
    command += ["--no-control-socket", "--log-level=warning", f"--bind=127.0.0.1:{port}", application]
    process = subprocess.Popen(command, env={**os.environ, **environment, "PORTAL_LOG_LEVEL": "WARNING"})
    try:
        wait_for(port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(30)


def wait_for(port: int) -> None:
    """Wait until something listens. Raises TimeoutError."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = "the server did not start"
    raise TimeoutError(message)
