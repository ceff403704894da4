"""What the same searches cost in tantivy: run as `in_tantivy QUERIES DATABASE TARGET`, by a Python that has it.

Facets are counted by its aggregations. Its queries for a prefix weigh all hits alike and mark nothing in passages.
"""

import sys
import time
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.timing import HITS, PHRASE, PREFIX, measure, peak_mb, read_queries, tell, texts_in

FIELDS = ("title", "body")
FACETS = ("type", "unit", "status")
COUNTS = {facet: {"terms": {"field": facet, "size": 100}} for facet in FACETS}
HEAP = 128_000_000
# A prefix is no word that the tokenizer folds.
FOLDS = str.maketrans("åäöéüà", "aaoeua")


def schema_of() -> Any:
    """Return the fields: two that are searched, three that are counted."""
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        builder.add_text_field(field, stored=True, tokenizer_name="folded")
    for facet in FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw")
    return builder.build()


def build(source: str, target: str) -> Any:
    """Index the texts of a portal's database and return the index."""
    Path(target).mkdir()
    index = tantivy.Index(schema_of(), target)
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    folded = analyzer.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    index.register_tokenizer("folded", folded.build())
    writer = index.writer(HEAP, 1)
    for row in texts_in(source):
        writer.add_document(tantivy.Document(**dict(zip((*FIELDS, *FACETS), row, strict=True))))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def query_of(index: Any, kind: str, query: str) -> Any:
    """Return the query as tantivy takes it: any of the words, a phrase, or what begins so in either field."""
    if kind != PREFIX:
        return index.parse_query(f'"{query}"' if kind == PHRASE else query, list(FIELDS))
    begins = query.translate(FOLDS) + ".*"
    parts = [(tantivy.Occur.Should, tantivy.Query.regex_query(index.schema, field, begins)) for field in FIELDS]
    return tantivy.Query.boolean_query(parts)


def main(path: str, source: str, target: str) -> None:
    """Build, ask everything and tell what it cost."""
    before = time.process_time()
    index = build(source, target)
    built = time.process_time() - before
    searcher = index.searcher()

    def ask(kind: str, text: str) -> None:
        query = query_of(index, kind, text)
        passages = tantivy.SnippetGenerator.create(searcher, query, index.schema, "body")
        passages.set_max_num_chars(230)
        for _, address in searcher.search(query, HITS).hits:
            passages.snippet_from_doc(searcher.doc(address)).to_html()
        searcher.aggregate(query, COUNTS)

    tell(times=measure(ask, read_queries(path)), build=built, peak=peak_mb())


if __name__ == "__main__":
    main(*sys.argv[1:])
