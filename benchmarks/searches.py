"""Search beside SQLite FTS5 on the same texts: the ten best with marked passages."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from portal.app import create_app
from portal.people.rules import PUBLIC
from portal.search.rules import Question
from portal.search.searching import Searcher
from portal.web.portal import running

QUERIES = (
    "hemtjänst",
    "nyckel",
    "hot våld",
    "anmälan om oro",
    "rutin för avvikelser",
    "snö",
    "medarbetare chef ansvar",
)
ROUNDS = 20


def compare_searches(environment: Mapping[str, str], rival: Path) -> tuple[float, float]:
    """Return the milliseconds of CPU that a search costs in the portal and in FTS5."""
    command = [sys.executable, "-m", "benchmarks.searches"]
    run = subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True, text=True)
    return json.loads(run.stdout.splitlines()[-1]), fts5(Path(environment["PORTAL_DATA_DIR"]) / "portal.db", rival)


def fts5(source: Path, target: Path) -> float:
    """Index the same texts with FTS5 and return the milliseconds of CPU a query costs."""
    rows = sqlite3.connect(source).execute("select title, plain from version where decided").fetchall()
    database = sqlite3.connect(target)
    database.execute("create virtual table page using fts5(title, body, tokenize='unicode61 remove_diacritics 2')")
    database.executemany("insert into page values (?, ?)", rows)
    database.execute("insert into page(page) values ('optimize')")
    database.commit()
    passage = "snippet(page, 1, '<mark>', '</mark>', '…', 30)"
    ask = f"select title, {passage} from page where page match ? order by rank limit 10"  # noqa: S608 - fixed
    before = time.process_time()
    for _ in range(ROUNDS):
        for query in QUERIES:
            words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
            database.execute(ask, (words,)).fetchall()
    return (time.process_time() - before) * 1000 / (ROUNDS * len(QUERIES))


def ours() -> float:
    """Return the milliseconds of CPU that a search costs in this process's portal, a page of hits with passages."""
    with create_app().app_context():
        portal = running()
        searcher = Searcher(portal.config.index_dir, frozenset({PUBLIC}), portal.today())
        for query in QUERIES:
            searcher.search(Question(query), size=10)
        before = time.process_time()
        for _ in range(ROUNDS):
            for query in QUERIES:
                searcher.search(Question(query), size=10)
        return (time.process_time() - before) * 1000 / (ROUNDS * len(QUERIES))


if __name__ == "__main__":
    print(json.dumps(ours()))
