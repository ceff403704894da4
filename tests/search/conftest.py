"""A small municipality whose documents can be searched, by readers and through pages."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.journal.follow import catch_up
from portal.people.reader import CITIZEN
from portal.search.answers import Answer
from portal.search.follower import FOLLOWER
from portal.search.rules import Question
from portal.search.searching import Searcher
from tests.support.organisation import Organisation
from tests.support.visits import Visit, visits

__all__ = ["Ask", "Visit", "ask", "numbers", "visit"]
Ask = Callable[..., Answer]


@pytest.fixture
def ask(bare_app: Flask, organisation: Organisation) -> Ask:
    """Return what lets the index catch up and asks as a person, or as a citizen."""

    def answer(text: str, who: str | None = "asta", *, follow: bool = True, **question: object) -> Answer:
        portal = bare_app.extensions["portal"]
        with bare_app.app_context():
            if follow:
                catch_up(FOLLOWER)
            reader = organisation.reader(who) if who else CITIZEN
            searcher = Searcher(portal.config.index_dir, reader.tokens, portal.today())
            return searcher.search(Question(text, **question))  # type: ignore[arg-type]

    return answer


@pytest.fixture
def visit(bare_app: Flask, organisation: Organisation) -> Visit:
    """Return what opens an address as a person, or as a citizen, once the index has caught up."""
    visit_as = visits(bare_app, organisation)

    def open_as(who: str | None, path: str, **headers: str) -> TestResponse:
        with bare_app.app_context():
            catch_up(FOLLOWER)
        return visit_as(who, path, **headers)

    return open_as


def numbers(answer: Answer) -> list[str]:
    """Return the numbers of the hits, in order."""
    return [hit.number for hit in answer.hits]
