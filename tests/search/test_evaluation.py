"""`portal search evaluate`, and that a search is what it was."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portal.lib.errors import InvalidError, NotFoundError
from portal.search import commands
from portal.search.evaluation import judged_in
from tests.support.documents import make_valid
from tests.support.organisation import Organisation, make_organisation

QUESTIONS = (
    {"query": "hot våld", "relevant": ["soc rut 1"], "kind": "plain"},
    {"query": "rutin nycklar", "relevant": ["SOC-RUT-0002", "SOC-RUT-9999"], "kind": "plain"},
    {"query": "xqzwxq", "relevant": ["SOC-RUT-0001"], "kind": "nonsense"},
    {"query": "evaluate", "relevant": ["SOC-RUT-0003"]},
)


@pytest.fixture
def organisation(bare_app: Flask) -> Iterator[Organisation]:
    """Run what follows as a command does: within the application."""
    with bare_app.app_context():
        yield make_organisation(bare_app.extensions["portal"].now())


@pytest.fixture(autouse=True)
def pages(organisation: Organisation) -> None:
    make_valid(organisation, title="Rutin vid hot och våld", audience=["public"])
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för nycklar och lås")
    make_valid(organisation, "SOC-RUT-0003", title="How we evaluate", audience=["public"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "frågor.jsonl"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in QUESTIONS) + "\n\n", encoding="utf-8")
    return path


def run(*words: str) -> Result:
    """Run `portal search` with these words."""
    return CliRunner().invoke(commands.search_command, [str(word) for word in words], prog_name="search")


def test_it_measures_all_and_each_kind(file: Path) -> None:
    result = run("evaluate", file, "--json", "--as", "asta@ekvik.example")
    assert (result.exit_code, result.stderr) == (0, "")
    told = json.loads(result.stdout)
    every = told["all"]
    assert every.pop("p50_ms") > 0
    assert every.pop("p95_ms") > 0
    assert every == {"queries": 4, "mrr@10": 0.75, "recall@10": 0.625, "nothing": 0.25}
    assert {kind: (one["queries"], one["mrr@10"], one["nothing"]) for kind, one in told["kinds"].items()} == {
        "plain": (2, 1.0, 0.0),
        "nonsense": (1, 0.0, 1.0),
    }


def test_a_citizen_finds_what_a_citizen_may_read(file: Path) -> None:
    told = json.loads(run("--json", "evaluate", file).stdout)
    assert told["all"]["recall@10"] == 0.5


def test_people_get_a_table(file: Path) -> None:
    lines = run("evaluate", file, "--as", "asta@ekvik.example").stdout.splitlines()
    assert lines[0].split() == ["frågor", "MRR@10", "recall@10", "inget", "p50", "ms", "p95", "ms"]
    assert lines[1].split()[:6] == ["alla", "4", "0,750", "0,625", "25,0", "%"]
    assert [line.split()[0] for line in lines[2:]] == ["plain", "nonsense"]
    assert len({len(line) for line in lines}) == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "raden är inte JSON"),
        ("[" * 100_000, "raden är inte JSON"),
        ("[]", "skriv ett objekt"),
        ("{}", "”query”"),
        ('{"query": " ", "relevant": ["A"]}', "”query”"),
        ('{"query": 1, "relevant": ["A"]}', "”query”"),
        ('{"query": "a"}', "”relevant”"),
        ('{"query": "a", "relevant": []}', "”relevant”"),
        ('{"query": "a", "relevant": "A"}', "”relevant”"),
        ('{"query": "a", "relevant": ["A", 1]}', "”relevant”"),
        ('{"query": "a", "relevant": ["A"], "kind": 1}', "”kind”"),
    ],
)
def test_every_line_that_cannot_be_read_is_told(file: Path, line: str, told: str) -> None:
    whole = file.read_text(encoding="utf-8").rstrip()
    file.write_text(f"{whole}\n{line}\n{whole}\n{line}\n", encoding="utf-8")
    result = run("evaluate", file, "--json")
    assert isinstance(result.exception, InvalidError)
    faults = str(result.exception).splitlines()
    assert [fault.startswith(f"{file}:{number}: ") for fault, number in zip(faults, (5, 10), strict=True)] == [True] * 2
    assert all(told in fault for fault in faults)
    assert result.stdout == ""


def test_a_file_without_questions_is_refused(file: Path) -> None:
    file.write_text("\n\n", encoding="utf-8")
    with pytest.raises(InvalidError, match="inga frågor"):
        judged_in(file)
    file.write_bytes("våld".encode("latin-1"))
    with pytest.raises(InvalidError, match="UTF-8"):
        judged_in(file)


def test_a_byte_order_mark_is_passed_over(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert len(judged_in(file)) == 4


def test_what_is_no_file_or_nobody_is_refused(file: Path) -> None:
    for words in (("evaluate", "finns-inte.jsonl"), ("evaluate", file.parent), ("evaluate", file, "--limit", "3")):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Usage: search evaluate" in result.stderr
    assert isinstance(run("evaluate", file, "--as", "nobody@ekvik.example").exception, NotFoundError)


@pytest.mark.parametrize(
    "words",
    [
        ("--json", "evaluate"),
        ("evaluate", "--json"),
        ("--json", "--", "evaluate"),
        ("--as", "asta@ekvik.example", "--json", "evaluate"),
        ("evaluate", "--limit", "3", "--json"),
    ],
)
def test_the_word_itself_is_searched_for(words: tuple[str, ...]) -> None:
    told = json.loads(run(*words).stdout)
    assert [hit["number"] for hit in told["hits"]] == ["SOC-RUT-0003"]


@pytest.mark.parametrize("words", [("hot", "våld"), ("evaluate", "this", "now"), ()])
def test_a_search_takes_one_argument(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")


def test_help_tells_of_both(file: Path) -> None:
    assert "portal search evaluate FIL" in " ".join(run("--help").stdout.split())
    assert "--limit" in run("--help").stdout
    told = run("evaluate", file, "--help").stdout
    assert "recall" in told or "Mät hur väl" in told


def test_it_is_found_beneath_a_group(file: Path) -> None:
    group = click.Group("portal", commands=[commands.search_command])
    result = CliRunner().invoke(group, ["search", "evaluate", str(file), "--json"])
    assert json.loads(result.stdout)["all"]["queries"] == 4
    assert json.loads(CliRunner().invoke(group, ["search", "--json", "evaluate"]).stdout)["total"] == 1
