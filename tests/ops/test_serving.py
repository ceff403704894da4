"""Serving for real: server and follower start and stop together."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from portal.config import Config
from portal.ops.commands import advice_on_proxies

SERVE = (sys.executable, "-m", "portal", "serve")


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def environment(directory: Path, bind: str) -> dict[str, str]:
    """Return the settings of a portal of the test's own."""
    return {**os.environ, "PORTAL_DATA_DIR": str(directory), "PORTAL_BIND": bind}


def portal(directory: Path, *words: str, bind: str = "127.0.0.1:8000") -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [sys.executable, "-m", "portal", *words]
    return subprocess.run(command, env=environment(directory, bind), capture_output=True, text=True, check=False)


def answer_of(address: str, process: subprocess.Popen[str]) -> bytes:
    """Return the answer as soon as the server gives one; fail when the process has ended."""
    pause = threading.Event()
    for _ in range(150):
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.read()
        except OSError:
            pause.wait(0.2)
    message = f"{address} never answered"
    raise AssertionError(message)


def children_of(pid: int) -> set[int]:
    """Return all processes below a process."""
    found: set[int] = set()
    waiting = [pid]
    while waiting:
        path = Path(f"/proc/{(parent := waiting.pop())}/task/{parent}/children")
        for child in map(int, path.read_text().split() if path.exists() else ()):
            found.add(child)
            waiting.append(child)
    return found


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_stops_clean(tmp_path: Path, stop: signal.Signals) -> None:
    port = free_port()
    process = subprocess.Popen(
        SERVE, env=environment(tmp_path, f"127.0.0.1:{port}"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert json.loads(answer_of(f"http://127.0.0.1:{port}/healthz", process)) == {"status": "ok"}
        assert json.loads(answer_of(f"http://127.0.0.1:{port}/readyz", process))["status"] == "ok"
        family = children_of(process.pid)
        assert len(family) >= 4, "gunicorn, its two workers and the follower"
        process.send_signal(stop)
        out, err = process.communicate(timeout=40)
        assert process.returncode == 0, err
        assert f"http://127.0.0.1:{port}" in out
        assert "gunicorn.error" in {json.loads(line)["logger"] for line in err.splitlines()}
        assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]
    finally:
        process.kill()


def test_no_header_sets_the_scheme_or_the_path_before_links(tmp_path: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        SERVE,
        env=environment(tmp_path, f"127.0.0.1:{port}"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        answer_of(f"http://127.0.0.1:{port}/healthz", process)
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        asking.request("GET", "//evil.example/logga-in", headers={"SCRIPT_NAME": "//evil.example"})
        answer = asking.getresponse()
        assert (answer.status, b"evil" in answer.read()) == (404, False)
        asking.request("GET", "/handbok", headers={"X-Forwarded-Proto": "https"})
        assert asking.getresponse().headers["Location"] == f"http://127.0.0.1:{port}/handbok/"
        asking.close()
        process.terminate()
        assert process.wait(40) == 0
    finally:
        process.kill()


@pytest.mark.parametrize(
    ("settings", "is_advised"),
    [
        ({"base_url": "https://handbok.ekvik.example"}, True),
        ({"base_url": "https://handbok.ekvik.example", "bind": "unix:/run/portal.sock"}, True),
        ({"base_url": "https://handbok.ekvik.example", "trusted_proxies": 1}, False),
        ({"base_url": "https://handbok.ekvik.example", "bind": "0.0.0.0:8000"}, False),
        ({"base_url": "http://localhost:8000"}, False),
        ({}, False),
    ],
)
def test_who_must_have_a_proxy_is_told_to_trust_it(settings: dict[str, Any], *, is_advised: bool) -> None:
    assert ("PORTAL_TRUSTED_PROXIES=1" in advice_on_proxies(Config(**settings))) is is_advised


def test_the_logs_are_json_off_a_terminal(tmp_path: Path) -> None:
    run = portal(tmp_path, "init")
    lines = [json.loads(line) for line in run.stderr.splitlines()]
    assert {"at", "level", "logger", "message"} <= set(lines[0])


def test_init_prints_a_link_and_no_password(tmp_path: Path) -> None:
    run = portal(tmp_path, "init", "--email", "it@ekvik.example")
    assert run.returncode == 0
    assert "http://127.0.0.1:8000/lank/" in run.stdout
    again = portal(tmp_path, "init")
    assert (again.returncode, again.stdout) == (1, "")
    assert "redan personer" in again.stderr


def test_a_setting_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "portal", "verify"],
        env={**environment(tmp_path, "127.0.0.1:8000"), "PORTAL_WORKERS": "två"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "PORTAL_WORKERS" in run.stderr
