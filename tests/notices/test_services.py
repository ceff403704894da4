"""Who follows a service is told of a promise that was broken, and of how that was explained."""

from typing import Any

import pytest

from portal.lib.refs import Ref
from portal.notices.actions.following import follow
from portal.notices.models import Notice
from tests.notices.conftest import Told
from tests.services.commitments import commitment
from tests.support.clock import Clock
from tests.support.organisation import Organisation
from tests.support.services import declare, explain, make_service, make_situation, measure
from tests.support.visits import Visit

PERIOD = "2026-Q3"


@pytest.fixture
def followed(organisation: Organisation, clock: Clock, tell: Told) -> Organisation:
    """Let Asta follow the service, whose promise is made to all."""
    make_situation(organisation)
    make_service(organisation)
    declare(organisation, [commitment()])
    follow(organisation.people["asta"], Ref("service", "bygglov"), now=clock())
    tell()
    return organisation


def told() -> list[tuple[str, str]]:
    """Return kind and thing of all notices."""
    return [(row.kind, row.ref) for row in Notice.select().order_by(Notice.entry)]


@pytest.mark.parametrize(("figure", "expected"), [((50, 100), [("broken", "service:bygglov")]), ((99, 100), [])])
def test_a_broken_promise_is_told(followed: Organisation, tell: Told, figure: tuple[int, int], expected: Any) -> None:
    measure(followed, {PERIOD: figure})
    tell()
    assert told() == expected


def test_a_promise_that_is_not_public_is_not_told(organisation: Organisation, clock: Clock, tell: Told) -> None:
    make_situation(organisation)
    make_service(organisation)
    declare(organisation, [commitment()], audience=["internal"])
    follow(organisation.people["asta"], Ref("service", "bygglov"), now=clock())
    measure(organisation, {PERIOD: (50, 100)})
    tell()
    assert told() == []


def test_an_explanation_is_told_in_words(followed: Organisation, tell: Told, visit: Visit) -> None:
    measure(followed, {PERIOD: (50, 100)})
    explain(followed, period=PERIOD)
    tell()
    assert told() == [("broken", "service:bygglov"), ("explained", "service:bygglov")]
    page = visit("asta", "/aviseringar/").text
    assert "Ett löfte som inte hölls är förklarat: kvartal 3 2026." in page
    assert "Ett löfte hölls inte: kvartal 3 2026." in page
    assert ">Bygglov</a>" in page
