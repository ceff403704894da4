"""What is read of services and promises, on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime

import pytest

from portal.control import kinds
from portal.journal.record import head
from portal.people.rules import PUBLIC
from portal.services.entries import PROMISES, SERVICES
from portal.services.feature import DECLARATION
from portal.services.queries.promises import promises
from portal.services.queries.services import get_service, resting_on, service_lines, situations
from portal.services.rules.verdict import State
from tests.services.commitments import commitment
from tests.support.organisation import make_organisation
from tests.support.services import declare, explain, make_service, make_situation, measure

CITIZEN = frozenset({PUBLIC})


@pytest.fixture
def ekvik(both):
    kinds.register((DECLARATION,))
    organisation = make_organisation(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    make_situation(organisation)
    make_service(
        organisation, life_situations=["bygga-och-bo"], documents=[f"SBF-RUT-{n:04}" for n in range(12, 0, -1)]
    )
    make_service(organisation, "aldreboende", name="Äldreboende")
    make_service(organisation, "ovrigt", name="Övrigt")
    declare(organisation, [commitment()])
    declare(organisation, [commitment(target_share=95)], valid_from=date(2026, 7, 1))
    measure(organisation, {"2026-Q2": (92, 100), "2026-Q3": (90, 100)})
    explain(organisation)
    return organisation


def test_promises_are_read_and_judged(ekvik):
    (promise,) = promises(CITIZEN, ekvik.today)
    assert [verdict.state for verdict in promise.verdicts][-2:] == [State.MET, State.MISSED]
    assert promise.explanation.by == "Ylva Brandt"
    assert promise.term.owner == "Samhällsbyggnad"


def test_services_are_read_in_swedish_order(ekvik):
    assert [line.name for line in service_lines()] == ["Bygglov", "Äldreboende", "Övrigt"]
    assert [(place.name, [line.key for line in place.services]) for place in situations()] == [
        ("Bygga och bo", ["bygglov"])
    ]


def test_a_service_keeps_the_order_of_its_documents(ekvik):
    assert get_service("bygglov").documents == tuple(f"SBF-RUT-{n:04}" for n in range(12, 0, -1))
    assert get_service("ovrigt").documents == ()


def test_what_rests_on_a_document_is_read(ekvik):
    assert [row["key"] for row in resting_on("SBF-RUT-0007", CITIZEN, ekvik.today, head())] == ["kc-epost"]


def test_what_is_searched_is_read(ekvik):
    assert [entry.number for entry in SERVICES.read(list(SERVICES.keys()))] == ["bygglov", "aldreboende", "ovrigt"]
    assert [entry.version for entry in PROMISES.read(list(PROMISES.keys()))] == [1, 2]
