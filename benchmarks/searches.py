"""Search beside SQLite FTS5 and, where it can be had, tantivy: the same texts and queries, in one run.

Each answers with the ten best, their passages marked, and how many hits there are of each type, unit and status, in a
process of its own. `BENCH_TANTIVY_PYTHON` names a Python that has tantivy; without it the portal's own is tried.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.drawn import queries_from
from benchmarks.timing import KINDS, texts_in

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "1000 5000 20000").split())
TANTIVY_PYTHON = os.environ.get("BENCH_TANTIVY_PYTHON", sys.executable if find_spec("tantivy") else "")
# At most so many times FTS5's p50, at 20,000 documents; its p95 once, and tantivy's p50 one and a half times.
AIMS = dict(zip(KINDS, (1.0, 2.0, 0.25, 2.0), strict=True))
WIDTHS = (10, 9, *(8,) * 6, *(9,) * 3)
HEADS = ("kind", "", "ours", "", "FTS5", "", "tantivy", "", "× FTS5", "", "×tantivy")
LEGEND = ("", "", "p50 ms", "p95 ms") + ("p50", "p95") * 2 + ("p50", "p95", "p50")
Found = Mapping[str, Any]


def print_searches(folder: Path) -> None:
    """Print what searches cost, at each size."""
    for size in SIZES:
        print(f"{size:,} documents; milliseconds of CPU, page of ten hits with passages and counts")
        place = folder / f"searched-{size}"
        environment = {"PORTAL_DATA_DIR": str(place), "PORTAL_SECRET_KEY": "bench"}
        ours = run("filled", str(size), environment=environment)
        database, queries = str(place / "portal.db"), str(place / "queries.json")
        drawn = queries_from([text for _, text, *_ in texts_in(database)])
        Path(queries).write_text(json.dumps(drawn), encoding="utf-8")
        ours |= run("in_portal", queries, str(time.time()), environment=environment)
        fts5 = run("in_fts5", queries, database, str(place / "fts5.db"))
        arguments = (queries, database, str(place / "tantivy"))
        tantivy = run("in_tantivy", *arguments, python=TANTIVY_PYTHON) if TANTIVY_PYTHON else {}
        print_times(ours, fts5, tantivy)
        print_process(ours, fts5, tantivy)


def run(
    module: str, *arguments: str, python: str = sys.executable, environment: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Run one of the measurements in a process of its own and return what it told."""
    command = [python, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, env={**os.environ, **(environment or {})}, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def print_times(ours: Found, fts5: Found, tantivy: Found) -> None:
    """Print a row for each kind of query: the times, and the ratios beside what is aimed at."""
    print(row(*HEADS), row(*LEGEND), sep="\n")
    for kind in KINDS:
        mine, theirs = ours["times"][kind], fts5["times"][kind]
        fast = tantivy["times"][kind] if tantivy else (0.0, 0.0)
        ratios = [mine[0] / theirs[0], mine[1] / theirs[1], mine[0] / fast[0] if tantivy else 0.0]
        cells = [f"{cell:.2f}" if cell else "–" for cell in (*mine, *theirs, *fast, *ratios)]
        print(row(kind, "", *cells))
        print(row("", "aim", *[""] * 6, f"≤ {AIMS[kind]:g}", "≤ 1", "≤ 1.5"))


def print_process(ours: Found, fts5: Found, tantivy: Found) -> None:
    """Print what the indexes cost to make, and what the portal's process needs."""
    others = f", tantivy {tantivy['build']:.1f} s" if tantivy else ""
    ratio = ours["build"] / fts5["build"]
    print(f"index made: {ours['build']:.1f} s, FTS5 {fts5['build']:.1f} s{others}: × FTS5 {ratio:.1f} (aim: 30)")
    print(f"first answer of a new process: {ours['cold']:.2f} s, {ours['cold_cpu']:.2f} s CPU (aim: 3)")
    print(f"memory of its own: {ours['own']:.0f} MB (aim: 300), with the mapped database {ours['peak']:.0f} MB")
    print(f"memory while making the index: {ours['build_peak']:.0f} MB")
    said = ", ".join(f"{kind} {ours['again'][kind][0]:.2f}" for kind in KINDS)
    print(f"p50 of what was just asked (ms; above, what was found before is forgotten): {said}")
    print(f"p95 of a prefix seen for the first time: {ours['seen']:.2f} ms (aim: 40)")
    print(f"p95 of a keystroke's suggestions: {ours['typed']:.2f} ms (aim: 5)\n")


def row(*cells: str) -> str:
    """Return a row of the table."""
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True))
