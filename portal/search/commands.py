"""The commands of searching."""

import json
import sys
from collections.abc import Iterator

import click

from portal.journal.follow import catch_up
from portal.journal.record import head
from portal.lib.errors import InvalidError
from portal.people.queries.readers import reader_by_email
from portal.search.answers import Answer, Hit
from portal.search.evaluation import SearchCommand
from portal.search.follower import FOLLOWER, rebuild
from portal.search.rules import Question, cleaned
from portal.search.searchers import searcher_for
from portal.search.sources import sources
from portal.web.portal import running

MOST_HITS = 1000


@click.command("reindex", help="Gör sökregistret på nytt. Det gamla svarar under tiden.")
def reindex_command() -> None:
    """Make the search index anew; the old one answers meanwhile."""
    total = sum(1 for source in sources().values() for _key in source.keys())  # noqa: SIM118 - not a dict
    with click.progressbar(length=total, label="Sökregistret", file=sys.stderr) as bar:
        count = rebuild(bar.update)
    click.echo(f"Sökregistret är gjort på nytt: {count} poster.")


@click.command(
    "search",
    cls=SearchCommand,
    help="Sök efter FRÅGA. Skriv - för att läsa en fråga per rad. "
    "portal search evaluate FIL mäter hur väl sökningen hittar det som FIL säger är rätt.",
)
@click.argument("query", metavar="FRÅGA")
@click.option("--json", "as_json", is_flag=True, help="Svara i JSON, ett objekt för varje fråga.")
@click.option(
    "--limit", type=click.IntRange(1, MOST_HITS), default=10, show_default=True, help="Visa högst så många träffar."
)
@click.option(
    "--as", "email", default="", metavar="E-POST", help="Sök som personen med den e-postadressen, annars som invånare."
)
def search_command(*, query: str, as_json: bool, limit: int, email: str) -> None:
    """Search for QUERY; `-` reads one query a line."""
    portal = running()
    reader = reader_by_email(email, portal.today())
    catch_up(FOLLOWER)
    searcher = searcher_for(reader.tokens, portal.today(), head())
    for line in queries(query):
        answer = searcher.search(Question(cleaned(line)), size=limit, passages=False)
        click.echo(json.dumps(as_object(answer), ensure_ascii=False) if as_json else as_list(line, answer))


def queries(query: str) -> Iterator[str]:
    """Yield the query, or the lines of standard input. Raises InvalidError for what is not UTF-8."""
    if query != "-":
        yield query
        return
    try:
        for line in sys.stdin.buffer:
            yield line.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InvalidError(f"frågorna är inte skrivna i UTF-8: {error.reason}") from error


def as_object(answer: Answer) -> dict[str, object]:
    """Return the answer as scripts read it."""
    return {
        "total": answer.total,
        "hits": [object_of(hit) for hit in answer.hits],
        "suggestion": answer.corrected or None,
    }


def object_of(hit: Hit) -> dict[str, object]:
    """Return a hit as scripts read it."""
    return {
        "number": hit.number,
        "title": hit.title,
        "kind": hit.kind,
        "type": hit.type,
        "status": hit.status.code,
        "version": hit.version,
        "url": hit.url,
        "score": hit.score,
    }


def as_list(query: str, answer: Answer) -> str:
    """Return the answer as people read it."""
    lines = [f"{query}: {answer.total} {'träff' if answer.total == 1 else 'träffar'}"]
    if answer.corrected:
        lines.append(f"  Visar träffar för ”{answer.corrected}”.")
    lines += [f"  {hit.number:<14} {hit.status.label:<28} {hit.title}" for hit in answer.hits]
    return "\n".join(lines)
