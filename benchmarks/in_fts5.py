"""What the same searches cost in SQLite FTS5: run as `in_fts5 QUERIES DATABASE TARGET`."""

import sqlite3
import sys
import time

from benchmarks.timing import HITS, PHRASE, PREFIX, SEVERAL, measure, peak_mb, read_queries, tell, texts_in, words_of

TABLES = """
create virtual table page using fts5(title, body, tokenize='unicode61 remove_diacritics 2', prefix='2 3 4');
create table fact (id integer primary key, type text, unit text, status text);
pragma cache_size = -64000;
pragma mmap_size = 1073741824;
"""
BEST = f"""select title, snippet(page, 1, '<mark>', '</mark>', '…', 30) from page
where page match ? order by rank limit {HITS}"""  # noqa: S608 - fixed
COUNTS = [
    f"select {facet}, count(*) from page join fact on fact.id = page.rowid where page match ? group by 1"  # noqa: S608
    for facet in ("type", "unit", "status")
]


def build(source: str, target: str) -> sqlite3.Connection:
    """Index the texts of a portal's database and merge the index to one."""
    database = sqlite3.connect(target)
    database.executescript(TABLES)
    for number, (title, text, *facts) in enumerate(texts_in(source), start=1):
        database.execute("insert into page(rowid, title, body) values (?, ?, ?)", (number, title, text))
        database.execute("insert into fact values (?, ?, ?, ?)", (number, *facts))
    database.execute("insert into page(page) values ('optimize')")
    database.commit()
    return database


def match(kind: str, query: str) -> str:
    """Return the query as FTS5 takes it."""
    if kind == PREFIX:
        return f'"{query}"*'
    if kind == PHRASE:
        return f'"{query}"'
    return (" OR " if kind == SEVERAL else " ").join(f'"{word}"' for word in words_of(query))


def main(path: str, source: str, target: str) -> None:
    """Build, ask everything and tell what it cost."""
    before = time.process_time()
    database = build(source, target)
    built = time.process_time() - before

    def ask(kind: str, query: str) -> None:
        for sql in (BEST, *COUNTS):
            database.execute(sql, (match(kind, query),)).fetchall()

    tell(times=measure(ask, read_queries(path)), build=built, peak=peak_mb())


if __name__ == "__main__":
    main(*sys.argv[1:])
