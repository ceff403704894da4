"""What searches cost in the portal of the environment, and its process: run as `in_portal QUERIES BEGUN`."""

import sys
import time

from benchmarks.drawn import FIRST_SEEN, TYPED
from benchmarks.timing import HITS, PHRASE, measure, own_mb, peak_mb, percentiles, read_queries, tell, timed
from portal.app import create_app
from portal.people.rules import PUBLIC
from portal.search.rules import Question
from portal.search.searching import Searcher
from portal.search.stand import standing
from portal.search.views.searches import SUGGESTED
from portal.web.portal import running


def main(path: str, begun: float) -> None:
    """Ask everything and tell what it cost; `begun` is when this process was started."""
    queries = read_queries(path)
    with create_app().app_context():
        searcher = Searcher(running().config.index_dir, frozenset({PUBLIC}), running().today())

        def ask(kind: str, query: str) -> None:
            searcher.search(Question(f'"{query}"' if kind == PHRASE else query), size=HITS)

        ask("", "rutin")
        cold, cold_cpu = time.time() - begun, time.process_time()
        seen = [timed(lambda: ask("", query)) for query in queries[FIRST_SEEN]]  # noqa: B023 - called at once
        typed = [
            timed(lambda: searcher.search(Question(query), size=SUGGESTED, passages=False))  # noqa: B023
            for query in queries[TYPED]
        ]
        again = measure(ask, queries)

        def ask_anew(kind: str, query: str) -> None:
            stand = standing(searcher.index_dir)
            stand.latest.found.clear()
            stand.passages.found.clear()
            ask(kind, query)

        times = measure(ask_anew, queries)
    seen_p95, typed_p95 = percentiles(seen)[1], percentiles(typed)[1]
    more = {"cold": cold, "cold_cpu": cold_cpu, "own": own_mb(), "peak": peak_mb()}
    tell(times=times, again=again, seen=seen_p95, typed=typed_p95, **more)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
