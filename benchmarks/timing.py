"""What the engines that are compared share: the texts, the rounds and the percentiles. Only the standard library."""

import json
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ONE, SEVERAL, PREFIX, PHRASE = KINDS = ("one word", "several", "prefix", "phrase")
ROUNDS = 8
HITS = 10
# What the portal says of each document on the day, in the words of its own statuses.
STATUS = """case when v.valid_from > date() then 'scheduled' when v.review_by < date() then 'overdue'
else 'valid' end"""
TEXTS = f"""select v.title, v.plain, d.type, u.code, {STATUS} from version v join document d on d.id = v.document_id
join unit u on u.id = d.unit_id where v.decided order by v.id"""  # noqa: S608 - fixed
Queries = Mapping[str, list[str]]
Times = dict[str, tuple[float, float]]


def texts_in(database: str) -> list[tuple[str, str, str, str, str]]:
    """Return title, text, type, unit and status of each document in a portal's database."""
    return sqlite3.connect(database).execute(TEXTS).fetchall()


def words_of(text: str) -> list[str]:
    """Return the words of a query or text."""
    return re.findall(r"[^\W_]+", text.lower())


def read_queries(path: str) -> dict[str, list[str]]:
    """Return the queries of each kind that were written to the file."""
    found: dict[str, list[str]] = json.loads(Path(path).read_text(encoding="utf-8"))
    return found


def timed(ask: Callable[[], object]) -> float:
    """Return the milliseconds of CPU that it takes."""
    before = time.process_time()
    ask()
    return (time.process_time() - before) * 1000


def measure(ask: Callable[[str, str], object], queries: Queries) -> Times:
    """Return for each kind of query the p50 and p95 of all its queries' times, all rounds but a first taken."""
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for round_ in range(ROUNDS + 1):
        for kind in KINDS:
            took = [timed(lambda: ask(kind, query)) for query in queries[kind]]  # noqa: B023 - called at once
            times[kind] += took if round_ else []
    return {kind: percentiles(some) for kind, some in times.items()}


def percentiles(times: Iterable[float]) -> tuple[float, float]:
    """Return p50 and p95."""
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)]


def peak_mb() -> float:
    """Return the most memory that this process has had; `getrusage` would count its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def own_mb() -> float:
    """Return the memory that is this process's own: the database's pages are mapped, and shared by all processes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def tell(**found: object) -> None:
    """Tell the process that started this one what was found."""
    sys.stdout.write(json.dumps(found) + "\n")
