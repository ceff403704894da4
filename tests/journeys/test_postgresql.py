"""The whole portal on PostgreSQL: it takes in, gives out, finds and shows the same as on SQLite."""

import filecmp
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from portal.app import create_app
from portal.config import Config
from portal.lib import clock
from portal.people.models import Person
from portal.store import database
from tests.journeys.samples import PAGES
from tests.support.browser import client_for
from tests.support.databases import fresh_postgres
from tests.support.example import CONTENT, copy_of, make_example, run
from tests.support.landmarks import landmarks_of
from tests.support.postgres import running_postgres, stopped

QUERIES = ("hot och våld", "sjukanmälan", "hur får jag hemtjänst", "SOC-RUT-0001", "xyzzyqwv")
READERS = ("", "disa")
# Each form's token against forgery is a new one.
TOKEN = re.compile(rb'(?<=csrf)[-_]token" (?:content|value)="[^"]+"')
# The two were imported one after the other, perhaps in different minutes.
MINUTE = re.compile(rb"(?<=kl\. )\d\d\.\d\d")


@dataclass(frozen=True)
class Twin:
    """A portal over the example: where it lives, and the address of its database, empty for SQLite."""

    home: Path
    url: str = ""

    def run(self, *words: str) -> str:
        """Run one of its commands."""
        return run(self.home, *words, **({"database_url": self.url} if self.url else {}))

    def app(self) -> Flask:
        """Return the application."""
        now = clock.now()
        app = create_app(
            Config(data_dir=self.home, database_url=self.url, secret_key="only for tests", clock=lambda: now)
        )
        app.config.update(WTF_CSRF_ENABLED=False)
        return app


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_postgres() as url:
        yield url


@pytest.fixture(scope="module")
def twins(example: Path, server: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Twin, Twin]:
    """Return the example on SQLite and on PostgreSQL."""
    directory = tmp_path_factory.mktemp("twins")
    make_example(directory / "postgresql", database_url=server)
    shuffle(server)
    return Twin(copy_of(example, directory / "sqlite")), Twin(directory / "postgresql", server)


def shuffle(url: str) -> None:
    """Let the rows lie in another order than they came in, as they do when they have been changed for some time."""
    with psycopg.connect(url, autocommit=True) as connection:
        for (table,) in connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall():
            if table != "schema_migration":
                for part in (2, 3):
                    connection.execute(f'update "{table}" set id = id where mod(id, {part}) = 0')


def differences(one: Path, other: Path) -> list[str]:
    """Return the files that are not the same, byte for byte, in two folders."""
    names = {path.relative_to(root) for root in (one, other) for path in root.rglob("*") if path.is_file()}
    assert names
    _, different, missing = filecmp.cmpfiles(one, other, [str(name) for name in sorted(names)], shallow=False)
    return different + missing


def test_export_is_the_same_byte_for_byte(twins: tuple[Twin, Twin], tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]
    for twin, folder in zip(twins, folders, strict=True):
        twin.run("export", str(folder))
    assert differences(*folders) == []


def test_a_second_import_changes_nothing_and_all_is_whole(twins: tuple[Twin, Twin]) -> None:
    _, twin = twins
    assert "Inget ändrades" in twin.run("import", str(CONTENT))
    assert "Allt är helt" in twin.run("verify")


def test_search_finds_the_same(twins: tuple[Twin, Twin]) -> None:
    answers = [[json.loads(twin.run("search", "--json", query)) for query in QUERIES[:2]] for twin in twins]
    assert answers[0] == answers[1]
    assert answers[0][0]["total"] > 0


def test_a_backup_comes_back_and_overwrites_nothing(twins: tuple[Twin, Twin], server: str, tmp_path: Path) -> None:
    twins[1].run("backup", str(tmp_path / "copy"))
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    with pytest.raises(RuntimeError, match="ended with 2:\nportal: Databasen innehåller redan en portal"):
        twins[1].run("restore", str(tmp_path / "copy"))
    with fresh_postgres(server) as url:
        other = Twin(tmp_path / "other", url)
        with pytest.raises(RuntimeError, match="ingen säkerhetskopia av en portal på PostgreSQL"):
            other.run("restore", str(twins[0].home / "portal.db"))
        other.run("restore", str(tmp_path / "copy"))
        assert "Allt är helt" in other.run("verify")
        assert "Inget ändrades" in other.run("import", str(CONTENT))


def pages_of(twin: Twin) -> dict[tuple[str, str], tuple[int, bytes]]:
    """Return what the portal answers at every sample address, to a citizen and to Disa."""
    app = twin.app()
    marks = landmarks_of(app)
    paths = [path for sample in PAGES.values() for path in sample(marks)]
    pages = {}
    for who in READERS:
        with app.app_context():
            client = client_for(app, Person.get(key=who) if who else None)
        for path in (*paths, *(f"/sok?q={query}" for query in QUERIES)):
            answer = client.get(path)
            pages[who, path] = (answer.status_code, MINUTE.sub(b"", TOKEN.sub(b"", answer.data)))
    database.database.close()
    return pages


def test_every_page_is_the_same(twins: tuple[Twin, Twin]) -> None:
    one, other = (pages_of(twin) for twin in twins)
    assert set(one) == set(other)
    assert len(one) > 60
    # How far each has come in its journal is its own: one of them has had a moving in. A file says when it was made.
    own = ("/readyz", "/pdf", "/docx")
    differing = [address for address in one if one[address] != other[address] and not address[1].endswith(own)]
    assert differing == []


@pytest.mark.parametrize("who", READERS)
def test_the_portal_outlives_a_restart_of_the_server(twins: tuple[Twin, Twin], server: str, who: str) -> None:
    app = twins[1].app()
    with app.app_context():
        client = client_for(app, Person.get(key=who) if who else None)
    assert "EKV-POL-0001" in client.get("/d/EKV-POL-0001").text
    with stopped(server):
        pass
    client.get("/d/EKV-POL-0001")
    assert "EKV-POL-0001" in client.get("/d/EKV-POL-0001").text
    with stopped(server):
        answer = client.get("/d/EKV-POL-0001")
        assert answer.status_code == 503
        assert "Portalen är tillfälligt stängd" in answer.text
        assert client.get("/healthz").json == {"status": "ok"}
        assert client.get("/readyz").json["status"] == "unavailable"
    assert "EKV-POL-0001" in client.get("/d/EKV-POL-0001").text
    assert client.get("/readyz").json["status"] == "ok"
    database.database.close()
