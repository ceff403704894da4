"""`portal import` of a file share: the table out, the table in, killed and gone on with, nothing twice."""

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.example import CONTENT, settings
from tests.support.fileshare import few, many, word, write

PORTAL = [sys.executable, "-m", "portal"]
UNITS = {
    "units/EKV.yaml": b"code: EKV\nname: Ekvik kommun\nkind: municipality\n",
    "units/SOC.yaml": "code: SOC\nname: Socialförvaltningen\nkind: administration\nparent: EKV\n".encode(),
    "units/SOC-AO.yaml": "code: SOC-AO\nname: Äldreomsorgen\nkind: department\nparent: SOC\n".encode(),
    "persons/cleo.yaml": (
        "key: cleo\nname: Cleo Åkerlund\nemail: cleo@ekvik.example\nroles: [{role: manager, unit: SOC}]\n".encode()
    ),
    "persons/egon.yaml": (
        "key: egon\nname: Egon Sjölin\nemail: egon@ekvik.example\nroles: [{role: administrator, unit: EKV}]\n".encode()
    ),
}


class Town:
    """A portal in a directory, with two persons and three units, and what is asked of it."""

    def __init__(self, directory: Path) -> None:
        """Make the portal."""
        self.home, self.share, self.table = directory / "var", directory / "filserver", directory / "tabell.csv"
        assert self.run(write(directory / "content", UNITS)).returncode == 0

    def run(self, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """Import a folder."""
        line = [*PORTAL, "import", str(folder), *words]
        return subprocess.run(line, env=settings(self.home), capture_output=True, text=True, check=False, timeout=600)

    def move_in(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Move the share in by the table."""
        return self.run(self.share, "--table", str(self.table), *words)

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """Ask the database."""
        with closing(sqlite3.connect(self.home / "portal.db")) as database:
            return database.execute(question).fetchall()

    def lines(self) -> list[dict[str, str]]:
        """Return the table's rows."""
        return list(csv.DictReader(io.StringIO(self.table.read_text(encoding="utf-8-sig")), delimiter=";"))

    def correct(self, **cells: str) -> None:
        """Give every row of the table these cells."""
        lines = self.lines()
        with self.table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, lines[0].keys(), delimiter=";")
            writer.writeheader()
            writer.writerows({**line, **cells} for line in lines)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Return a small portal."""
    return Town(tmp_path)


def told(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what was said on stderr, without the log."""
    return [line for line in done.stderr.splitlines() if not line.startswith("{")]


def test_the_table_is_written_then_read_and_then_there_is_nothing_left(town: Town) -> None:
    write(town.share, few())
    first = town.move_in()
    assert first.returncode == 0
    assert "Tabellen är skriven" in first.stdout
    assert "Läser filer: 5 av 5" in first.stderr
    lines = {line["fil"].rpartition("/")[2]: line for line in town.lines()}
    assert lines["Thumbs.db"]["blir"] == "Hoppa över"
    assert lines["Handlingsplan våld i nära relation.docx"]["att rätta"] == "Välj en enhet."
    assert lines["Rut_Hot och våld v1 2021-02-03.docx"]["blir"] == "Bilaga"
    assert town.rows("select count(*) from document") == [(0,)]
    second = town.move_in()
    assert second.returncode == 2, "some rows are not right"
    assert any("Välj en enhet." in line and "tabell.csv:" in line for line in told(second))
    made = town.rows("select number from document order by number")
    assert made
    town.correct(enhet="SOC")
    third = town.move_in()
    assert third.returncode == 0, third.stderr
    assert len(town.rows("select number from document")) == len(made) + 2
    fourth = town.move_in("--json")
    assert fourth.returncode == 0
    report = json.loads(fourth.stdout)
    assert (report["documents"], report["ready"], report["failed"]) == (len(made) + 2, 0, 0)
    assert len(town.rows("select number from document")) == len(made) + 2


def test_without_a_table_nothing_is_made_and_the_way_is_told(town: Town) -> None:
    write(town.share, {"SOC/Rutin a.docx": word("Rutin a")})
    done = town.run(town.share)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Kör igen med --table FIL.csv" in done.stderr
    tried = town.run(town.share, "--dry-run")
    assert tried.returncode == 0
    assert "1 klara att läsas in" in tried.stdout


def test_what_is_wrong_with_a_table_is_bad_input(town: Town) -> None:
    write(town.share, {"SOC/Rutin a.docx": word("Rutin a")})
    town.table.write_text("fil;titel\nfinns inte.docx;A\n", encoding="utf-8")
    done = town.move_in()
    assert done.returncode == 2
    assert "tabell.csv:2: filen ”finns inte.docx” finns inte i mappen." in done.stderr
    town.table.write_text("kolumn\nx\n", encoding="utf-8")
    assert "Första raden ska namnge kolumnerna" in town.move_in().stderr


def test_who_may_not_and_who_is_not_there(town: Town) -> None:
    write(town.share, {"SOC/Rutin a.docx": word("Rutin a")})
    assert town.move_in("--as", "cleo@ekvik.example").returncode == 1
    unknown = town.move_in("--as", "nobody@ekvik.example")
    assert unknown.returncode == 1
    assert "ingen person har adressen" in unknown.stderr


def test_a_content_folder_stays_what_it_is(town: Town) -> None:
    done = town.run(CONTENT, "--dry-run", "--json")
    assert done.returncode == 0
    assert {file["did"] for file in json.loads(done.stdout)["files"]} <= {"made", "changed", "left"}
    assert town.rows("select count(*) from move_in") == [(0,)]


def test_new_files_join_at_a_later_run(town: Town) -> None:
    write(town.share, {"SOC/Rutin a.docx": word("Rutin a")})
    town.move_in()
    town.move_in()
    write(town.share, {"SOC/Rutin b.docx": word("Rutin b"), "SOC/Kopia av Rutin a.docx": word("Rutin a")})
    town.table.unlink()
    assert town.move_in().returncode == 0
    assert [line["blir"] for line in town.lines()][-2:] == ["inläst", "Dokument"]
    assert town.move_in().returncode == 0
    assert town.rows("select count(*) from move_in") == [(1,)]
    titles = [title for (title,) in town.rows("select title from version order by title")]
    assert titles.count("Rutin b") == 1


def test_killed_in_the_middle_it_goes_on_with_nothing_half_and_nothing_twice(town: Town) -> None:
    count = 60
    write(town.share, dict(many(count)))
    environment = settings(town.home)
    line = [*PORTAL, "import", str(town.share), "--table", str(town.table)]

    def kill_when(question: str, enough: int) -> None:
        """Begin the command and kill it as soon as the database has so many."""
        with subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None:
                if town.rows(question)[0][0] >= enough:
                    os.kill(process.pid, signal.SIGKILL)
                    break
        assert process.wait() == -signal.SIGKILL, "it was quicker than the test"

    kill_when("select count(*) from moved_file where state != 'waiting'", 10)
    assert not town.table.exists()
    assert town.move_in().returncode == 0
    kill_when("select count(*) from document", 7)
    documents = town.rows("select count(*) from document")[0][0]
    done = "select count(distinct document_id) from moved_file where state = 'done'"
    has = "exists(select 1 from {0} where {0}.version_id = version.id)"
    parts = " and ".join(has.format(table) for table in ("attachment", "approval", "submission"))
    whole = f"select count(distinct document_id) from version where {parts}"
    assert 7 <= documents < count
    assert town.rows(done)[0][0] == town.rows(whole)[0][0] == documents, "every document is whole, and its row knows"
    last = town.move_in("--json")
    assert last.returncode == 0, last.stderr
    assert json.loads(last.stdout)["documents"] == count
    assert town.rows("select count(*), count(distinct number) from document") == [(count, count)]
    assert town.rows("select count(distinct title) from version") == [(count,)]
