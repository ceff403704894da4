"""`portal import` and `portal export` as they are typed: lines on stdout, faults on stderr, exit codes."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange.conftest import Content, version_text

V1 = "documents/SOC-RUT-0001/v1.md"
COMMAND = [sys.executable, "-c", "from portal.cli import main; main()"]


@pytest.fixture
def portal(tmp_path: Path):
    """Return a call that runs the command in a portal of the test's own."""

    def run(*words: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        environ = {**os.environ, "PORTAL_DATA_DIR": str(tmp_path / "var")}
        line = [*COMMAND, *map(str, words)]
        streams = options or {"capture_output": True}
        return subprocess.run(line, env=environ, text=True, check=False, timeout=60, **streams)

    return run


def test_import_tells_what_it_did_and_then_that_it_did_nothing(portal, content: Content) -> None:
    first = portal("import", content.root)
    assert (first.returncode, first.stdout.splitlines()[-1]) == (0, "Klart: 10 nya, 0 ändrade, 0 orörda.")
    assert f"ny: {V1}" in first.stdout.splitlines()
    second = portal("import", content.root)
    assert second.stdout == "Inget ändrades: allt som står i mappen finns redan i portalen (10 filer).\n"


def test_faults_go_to_stderr_one_line_each_with_exit_code_2(portal, content: Content, tmp_path: Path) -> None:
    content.write(V1, version_text(author="ingen")).write("units/X.yaml", "[" * 10_000)
    done = portal("import", content.root)
    assert (done.returncode, done.stdout) == (2, "")
    told = [line for line in done.stderr.splitlines() if not line.startswith("{")]
    assert [line.split(": ")[0] for line in told[:-1]] == ["units/X.yaml:1", f"{V1}:4"]
    assert told[-1] == "2 fel. Ingenting har lästs in."
    assert portal("export", tmp_path / "out").stdout.startswith("0 filer")


def test_a_trial_and_who_may_not(portal, content: Content) -> None:
    assert "skulle bli ny" in portal("import", "--dry-run", content.root).stdout
    portal("import", content.root)
    refused = portal("import", content.root, "--as", "bo@ekvik.example")
    assert refused.returncode == 1
    assert "Du saknar behörigheten ”Läsa in innehåll”" in refused.stderr
    unknown = portal("import", content.root, "--as", "nobody@ekvik.example")
    assert unknown.returncode == 1
    assert "Ingen person har adressen" in unknown.stderr


def test_a_folder_that_is_not_there_is_bad_input(portal, tmp_path: Path) -> None:
    done = portal("import", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "finns inte" in done.stderr


def test_export_writes_a_new_folder_and_leaves_an_old_one(portal, content: Content, tmp_path: Path) -> None:
    portal("import", content.root)
    assert portal("export", tmp_path / "out").stdout == f"10 filer skrevs till {tmp_path / 'out'}.\n"
    again = portal("export", tmp_path / "out")
    assert again.returncode == 1
    assert "inte en tom mapp" in again.stderr


def test_a_terminal_sees_how_far_it_has_come(portal, content: Content) -> None:
    ours, theirs = pty.openpty()
    done = portal("import", content.root, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    seen = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "Läser in" in seen
    assert "100%" in seen
