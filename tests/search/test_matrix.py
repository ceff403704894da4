"""Who may find what: every persona, audience and status, over hits, counts, facets, suggestions and the command."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.control.rules.status import Status
from portal.journal.follow import catch_up
from portal.search.follower import FOLLOWER
from tests.support.matrix import AUDIENCES, CASES, NUMBERS, clients, expected, matrix_app

__all__ = ["clients", "matrix_app"]

Clients = dict[str | None, FlaskClient]
# What stands in the list unasked: what applies or will, and the work that is open for those who work on it.
LISTED = {Status.SCHEDULED, Status.VALID, Status.OVERDUE, Status.DRAFT, Status.IN_REVIEW, Status.RETURNED}
FACETS = {
    Status.VALID: "Gäller",
    Status.OVERDUE: "Översyn försenad",
    Status.SCHEDULED: "Beslutad",
    Status.DRAFT: "Utkast",
    Status.IN_REVIEW: "Granskas",
    Status.RETURNED: "Återsänd",
}


@pytest.fixture(scope="module")
def indexed(matrix_app: Flask, clients: Clients) -> Clients:
    """Return the clients once the index has caught up."""
    with matrix_app.app_context():
        catch_up(FOLLOWER)
    return clients


def found_by(client: FlaskClient, path: str) -> set[str]:
    """Return the numbers that an answer leads to, from all of its pages."""
    numbers: set[str] = set()
    for page in range(1, 6):
        text = client.get(f"{path}&sida={page}").text
        numbers |= set(re.findall(r'href="/d/(SOC-RUT-\d{4})', text))
    return numbers


def findable(who: str | None, statuses: set[Status]) -> set[str]:
    """Return what a person should find among documents with these statuses."""
    return {NUMBERS[case] for case in CASES if case[0] in statuses and who in expected(*case)}


def test_hits_are_for_their_readers(indexed: Clients) -> None:
    for who, client in indexed.items():
        assert found_by(client, "/sok?q=ekorrar") == findable(who, LISTED), who


def test_older_versions_are_for_their_readers_when_asked_for(indexed: Clients) -> None:
    statuses = set(Status) - {Status.REVOKED}
    for who, client in indexed.items():
        assert found_by(client, "/sok?q=ekorrar&alla=1") == findable(who, statuses), who


def test_the_number_of_hits_counts_nothing_hidden(indexed: Clients) -> None:
    for who, client in indexed.items():
        count = len(findable(who, LISTED))
        text = client.get("/sok?q=ekorrar").text
        assert (f"{count} träffar" in text) is (count > 1), who
        assert ("Inga träffar" in text or "inget" in text.lower()) or count, who


def test_facets_count_nothing_hidden(indexed: Clients) -> None:
    for who, client in indexed.items():
        text = client.get("/sok?q=ekorrar").text
        shown = dict(re.findall(r'facet__label">([^<]+)</span>\s*<span class="count">(\d+)', text))
        for status, label in FACETS.items():
            if label in shown:
                assert int(shown[label]) == len(findable(who, {status})), (who, status)
        assert FACETS[Status.VALID] in shown


@pytest.mark.parametrize(("status", "audience"), CASES, ids=lambda value: getattr(value, "name", value))
def test_a_suggestion_is_for_its_readers(indexed: Clients, status: Status, audience: str) -> None:
    number = NUMBERS[status, audience]
    for who, client in indexed.items():
        may = status in LISTED and who in expected(status, audience)
        assert (f"/d/{number}" in client.get(f"/sok/forslag?q={number}").text) is may, who


def test_a_misspelt_word_is_corrected_only_for_those_who_may_read_it(indexed: Clients) -> None:
    for who, client in indexed.items():
        text = client.get("/sok?q=ekorar").text
        assert ("ekorrar" in text) is bool(findable(who, LISTED)), who


def test_everyone_finds_something_of_what_is_theirs(indexed: Clients) -> None:
    assert {who for who in indexed if findable(who, LISTED)} == AUDIENCES["public"]
