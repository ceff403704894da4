"""`portal search evaluate`: how well the portal finds what a municipality says are the right answers."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from portal.control.rules.types import normal_number
from portal.journal.follow import catch_up
from portal.journal.record import head
from portal.lib.errors import InvalidError
from portal.lib.text import format_number
from portal.people.queries.readers import reader_by_email
from portal.search.follower import FOLLOWER
from portal.search.measures import DEPTH, Asked, Measures, measured, measured_by_kind
from portal.search.rules import Question, cleaned
from portal.search.searchers import searcher_for
from portal.search.searching import Searcher
from portal.web.portal import running

NAME = "evaluate"
HEADINGS = ("frågor", "MRR@10", "recall@10", "inget", "p50 ms", "p95 ms")


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its right answers, and perhaps of what kind it is and who asks."""

    query: str
    relevant: frozenset[str]
    kind: str
    email: str = ""


def judged_in(file: Path) -> list[Judged]:
    """Read the questions. Raises InvalidError that tells of every line that cannot be read."""
    found, faults = [], []
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InvalidError(f"{file} är inte skriven i UTF-8: {error.reason}") from error
    for number, line in enumerate(lines, 1):
        try:
            found += [judged_of(line)] if line.strip() else []
        except ValueError as error:
            faults.append(f"{file}:{number}: {error}")
    if faults:
        raise InvalidError("\n".join(faults))
    if not found:
        raise InvalidError(f"{file}: här finns inga frågor")
    return found


def judged_of(line: str) -> Judged:
    """Read one line. Raises ValueError saying what is wrong with it."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("raden är inte JSON") from error
    if not isinstance(said, dict):
        raise ValueError('skriv ett objekt: {"query": …, "relevant": […]}')  # noqa: TRY004 - told as the others
    query, relevant, kind = said.get("query"), said.get("relevant"), said.get("kind", "")
    if not isinstance(query, str) or not cleaned(query):
        raise ValueError("”query” ska vara det man söker efter")
    if not isinstance(relevant, list) or not relevant or not all(isinstance(one, str) and one for one in relevant):
        raise ValueError("”relevant” ska vara en lista med ett eller flera nummer")
    if not isinstance(kind, str):
        raise ValueError("”kind” ska vara ett ord")  # noqa: TRY004
    if not isinstance(said.get("as", ""), str):
        raise ValueError("”as” ska vara en e-postadress")  # noqa: TRY004
    return Judged(query, frozenset(map(normal_number, relevant)), kind, said.get("as", ""))


def ask(searcher: Searcher, judged: Judged) -> Asked:
    """Ask the question as the page does, and tell what was found and how long it took."""
    began = time.perf_counter()
    answer = searcher.search(Question(cleaned(judged.query)), size=DEPTH)
    taken = 1000 * (time.perf_counter() - began)
    return Asked(judged.relevant, tuple(normal_number(hit.number) for hit in answer.hits), taken, judged.kind)


def as_object(measures: Measures) -> dict[str, Any]:
    """Return the figures as scripts read them."""
    return {
        "queries": measures.queries,
        "mrr@10": round(measures.mrr, 4),
        "recall@10": round(measures.recall, 4),
        "nothing": round(measures.nothing, 4),
        "p50_ms": round(measures.p50, 2),
        "p95_ms": round(measures.p95, 2),
    }


def as_cells(measures: Measures) -> list[str]:
    """Return the figures as people read them."""
    return [
        str(measures.queries),
        format_number(measures.mrr, 3),
        format_number(measures.recall, 3),
        f"{format_number(100 * measures.nothing, 1)} %",
        format_number(measures.p50, 1),
        format_number(measures.p95, 1),
    ]


def as_table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of words in columns, the first to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    sides = [str.ljust, *[str.rjust] * (len(widths) - 1)]
    return "\n".join(
        "  ".join(side(cell, width) for side, cell, width in zip(sides, row, widths, strict=True)) for row in rows
    )


@click.command(
    NAME,
    help="Mät hur väl sökningen hittar det som FIL säger är rätt. En rad per fråga: "
    '{"query": "ord", "relevant": ["SOC-RUT-0001"], "kind": "felstavat", "as": "e-post"}; '
    "”kind” och ”as” kan utelämnas.",
)
@click.argument("file", metavar="FIL", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Svara med ett JSON-objekt.")
@click.option(
    "--as", "email", default="", metavar="E-POST", help="Sök som personen med den e-postadressen, annars som invånare."
)
def evaluate_command(*, file: Path, as_json: bool, email: str) -> None:
    """Measure how well the search finds what FILE says is right."""
    judged = judged_in(file)
    portal = running()
    catch_up(FOLLOWER)
    searchers = {
        who: searcher_for(reader_by_email(who, portal.today()).tokens, portal.today(), head())
        for who in {one.email or email for one in judged}
    }
    for searcher in searchers.values():
        ask(searcher, judged[0])  # the index is read into memory once, before any time is taken
    asked = [ask(searchers[one.email or email], one) for one in judged]
    every, kinds = measured(asked), measured_by_kind(asked)
    if as_json:
        told = {"all": as_object(every), "kinds": {kind: as_object(measures) for kind, measures in kinds.items()}}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    rows = [["alla", *as_cells(every)], *([kind, *as_cells(measures)] for kind, measures in kinds.items())]
    click.echo(as_table([["", *HEADINGS], *rows]))


def positionals(arguments: Sequence[str], with_value: frozenset[str]) -> list[str]:
    """Return what is no option among the arguments; `with_value` are the options that the next word belongs to."""
    found: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            return [*found, *words]
        if word in with_value:
            next(words, None)
        elif word == "-" or not word.startswith("-"):
            found.append(word)
    return found


class SearchCommand(click.Command):
    """`search FRÅGA`, and `search evaluate FIL`: a search for the one word `evaluate` is a search."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the arguments as a search's, or as the measuring's when that is what they are."""
        valued = {name for option in self.params for name in option.opts if not getattr(option, "is_flag", True)}
        words = positionals(args, frozenset(valued))
        if len(words) != 2 or words[0] != NAME:
            return super().make_context(info_name, args, parent, **extra)
        place = args.index(NAME)
        rest = [*args[:place], *args[place + 1 :]]
        return evaluate_command.make_context(f"{info_name} {NAME}", rest, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run what the arguments were read as."""
        return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)
