"""`make bench`: what pages and searches cost, beside bare ones and rivals, in one run; ratios of CPU count.

`BENCH_SIZES` names other numbers of documents to search among.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.generate import CONTENT, write_handbook
from benchmarks.searches import print_searches
from benchmarks.served import Cost, served

EXAMPLE = 88
# How many times the example the handbook grows to: an import replays history, so it takes its time.
GROWTH = (1, 10)
HANDBOOK_PAGE = "/d/SOC-RIK-0002"
SERVICE_PAGE = "/tjanster/bygglov"
SEARCH_PAGE = "/sok?q=hemtj%C3%A4nst"


def main() -> None:
    """Run every measurement and print its table."""
    with tempfile.TemporaryDirectory() as folder:
        example = load(Path(folder) / "example", CONTENT)
        print_import(Path(folder))
        print_pages(example)
        print_growth(Path(folder))
        print_searches(Path(folder))


def load(directory: Path, content: Path) -> Mapping[str, str]:
    """Import a content folder and index it; return the environment of the portal that has it."""
    environment = {"PORTAL_DATA_DIR": str(directory), "PORTAL_SECRET_KEY": "bench"}
    for command in (("import", str(content)), ("reindex",)):
        run = [sys.executable, "-m", "portal", *command]
        subprocess.run(run, env={**os.environ, **environment}, check=True, capture_output=True)
    return environment


def children_cpu() -> float:
    """Return the seconds of CPU that finished child processes have used."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def print_import(folder: Path) -> None:
    """Print what 1,000 documents cost to import and index."""
    (folder / "thousand").mkdir()
    write_handbook(folder / "thousand", 1000)
    before = children_cpu()
    load(folder / "thousand-data", folder / "thousand")
    print(f"1,000 documents imported and indexed: {children_cpu() - before:.1f} s CPU (aim: 25)\n")


def print_pages(environment: Mapping[str, str]) -> None:
    """Print what the pages cost beside the bare ones."""
    with served("portal.app:create_app()", environment) as portal:
        handbook = portal.measure(HANDBOOK_PAGE)
        rows = {
            "handbook page": handbook,
            "handbook page, made each time": portal.measure(HANDBOOK_PAGE, headers={"Cookie": "a=b"}),
            "service page": portal.measure(SERVICE_PAGE),
            "service page, made each time": portal.measure(SERVICE_PAGE, headers={"Cookie": "a=b"}),
            "search": portal.measure(SEARCH_PAGE, 100),
            "304": portal.measure(HANDBOOK_PAGE, headers={"If-None-Match": portal.tag(HANDBOOK_PAGE)}),
        }
    database = str(Path(environment["PORTAL_DATA_DIR"]) / "portal.db")
    bare_environment = {"BARE_SIZE": str(handbook.size), "BARE_DATABASE": database}
    with served("benchmarks.bare:create_app()", bare_environment) as bare:
        page, queries = bare.measure("/page"), bare.measure("/queries")
        unchanged = bare.measure("/unchanged", headers={"If-None-Match": 'W/"same"'})
    print(f"{'':32}{'CPU ms':>8}{'req/s':>8}{'bytes':>8}{'× bare':>8}{'× bare+3 queries':>18}{'× bare 304':>12}")
    costs = {"bare page": page, "bare page, three queries": queries, "bare 304": unchanged, **rows}
    for name, cost in costs.items():
        print_cost(name, cost, page, queries, unchanged)
    print()


def print_cost(name: str, cost: Cost, *rivals: Cost) -> None:
    """Print a row: the cost and its ratio to each rival's."""
    page, queries, unchanged = (cost.cpu_ms / rival.cpu_ms for rival in rivals)
    print(f"{name:32}{cost.cpu_ms:8.2f}{cost.per_second:8.0f}{cost.size:8}{page:8.2f}{queries:18.2f}{unchanged:12.2f}")


def print_growth(folder: Path) -> None:
    """Print what a page costs as the handbook grows."""
    print(row("documents", "page ms", "made ms", "list ms", "late ms", "search ms"))
    for times in GROWTH:
        size = EXAMPLE * times
        content = folder / f"content-{times}"
        content.mkdir()
        write_handbook(content, size)
        environment = load(folder / f"data-{times}", content)
        with served("portal.app:create_app()", environment) as portal:
            page = portal.measure("/d/GEN-RUT-0001")
            made = portal.measure("/d/GEN-RUT-0001", headers={"Cookie": "a=b"})
            listing = portal.measure("/handbok/typ/routine", 100, headers={"Cookie": "a=b"})
            late = portal.measure("/handbok/enhet/SOC-AO?status=forsenad", 100, headers={"Cookie": "a=b"})
            search = portal.measure(SEARCH_PAGE, 100)
        costs = (page, made, listing, late, search)
        print(row(str(size), *(f"{cost.cpu_ms:.2f}" for cost in costs)))
    print()


def row(*cells: str) -> str:
    """Return a row of the table of growth."""
    return "".join(f"{cell:>11}" for cell in cells)


if __name__ == "__main__":
    main()
