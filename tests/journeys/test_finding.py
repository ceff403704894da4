"""The example's questions find their answers: how well, as a municipality would measure it."""

import json
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask

from portal.journal.record import head
from portal.people.queries.readers import reader_by_email
from portal.search.evaluation import Judged, ask, judged_in
from portal.search.measures import measured, measured_by_kind
from portal.search.searchers import searcher_for

QUESTIONS = Path(__file__).parents[2] / "content" / "search-queries.jsonl"
# What is found is rather better; a change that brings it below has broken something.
LEAST = {
    "natural": 0.72,
    "compound": 0.88,
    "synonym": 0.50,
    "keywords": 0.90,
    "description": 0.40,
    "inflected": 0.83,
    "misspelt": 0.92,
    "dotless": 0.93,
    "prefix": 0.92,
}


def test_the_questions_find_their_answers(portal: Flask) -> None:
    judged = judged_in(QUESTIONS)
    with portal.app_context():
        here = portal.extensions["portal"]
        searchers = {
            email: searcher_for(reader_by_email(email, here.today()).tokens, here.today(), head())
            for email in {one.email for one in judged}
        }
        asked = [ask(searchers[one.email], one) for one in judged]
    found = {kind: round(measures.mrr, 3) for kind, measures in measured_by_kind(asked).items()}
    assert {kind: mrr for kind, mrr in found.items() if mrr < LEAST[kind]} == {}
    assert measured(asked).mrr >= 0.79
    assert measured(asked).recall >= 0.85
    assert measured(asked).nothing <= 0.02


def test_there_are_questions_of_each_kind_half_of_them_held_out() -> None:
    lines = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    kinds = Counter(line["kind"] for line in lines)
    halves = Counter((line["kind"], line["half"]) for line in lines)
    assert set(kinds) == set(LEAST)
    assert len(lines) >= 150
    assert all(halves[kind, "tune"] == halves[kind, "hold"] == count / 2 for kind, count in kinds.items())
    assert len({line["query"] for line in lines}) == len(lines)


@pytest.mark.parametrize(
    ("typed", "who", "first"),
    [
        ("anmälan oro barn", "asta@ekvik.example", "SOC-RUT-0010"),
        ("hot våld hemtjänst", "asta@ekvik.example", "SOC-RUT-0001"),
        ("rutn medicin", "asta@ekvik.example", "SOC-RUT-0002"),
        ("egenkontrolplan", "asta@ekvik.example", "SOC-PLA-0001"),
        ("sjukskriven vad gör jag", "asta@ekvik.example", "KLF-RUT-0002"),
        ("snö", "", "gator-och-sno"),
        ("dagisplats", "", "BUF-RIK-0001"),
        ("klaga", "", "synpunkter"),
        ("soc rut 0042", "asta@ekvik.example", "SOC-RUT-0042"),
    ],
)
def test_what_people_type_finds_the_right_thing_first(portal: Flask, typed: str, who: str, first: str) -> None:
    with portal.app_context():
        here = portal.extensions["portal"]
        searcher = searcher_for(reader_by_email(who, here.today()).tokens, here.today(), head())
        assert ask(searcher, judged_of(typed)).found[0] == first.upper()


def judged_of(typed: str) -> Judged:
    """Return a question without an answer."""
    return Judged(typed, frozenset(), "")
