"""Every persona, audience and status: the documents there are, and by hand who may read them.

The expectation is a table written by hand, from the words of the domain; it asks no rule of the code.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.app import create_app
from portal.config import Config
from portal.control.actions.decisions import revoke_decision
from portal.control.actions.documents import withdraw_document
from portal.control.models.versions import Version
from portal.control.rules.status import Status
from portal.store import database, schema
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import approve, make_document, make_draft, send_back, submit
from tests.support.organisation import Organisation, make_organisation

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BEGINNING = NOW - timedelta(days=400)
TODAY = NOW.date()
EVERYONE = {None, "asta", "bo", "cleo", "disa", "egon", "ylva"}

# Bo wrote them and Cleo owns and decides them, both in äldreomsorgen, where Asta works too, in a unit below it. Disa
# leads quality in the administration above. Egon administers, Ylva is a manager elsewhere, None is a citizen.
AUDIENCES = {
    "public": EVERYONE,
    "internal": EVERYONE - {None},
    "unit:SOC-AO": {"asta", "bo", "cleo"},
    "role:manager@SOC-AO": {"cleo"},
    "unit:SBF": {"ylva"},
}
DECIDED = (Status.SCHEDULED, Status.VALID, Status.OVERDUE, Status.SUPERSEDED, Status.WITHDRAWN)
UNDECIDED = (Status.DRAFT, Status.IN_REVIEW, Status.RETURNED, Status.REVOKED)
WORKERS = {"bo", "cleo", "disa"}
CASES = [(status, audience) for status in (*DECIDED, *UNDECIDED) for audience in AUDIENCES]
NUMBERS = {case: f"SOC-RUT-{place:04d}" for place, case in enumerate(CASES, start=1)}
SECRET = "Lila ekorrar räknas varje fredag."


def expected(status: Status, audience: str) -> set[str | None]:
    """Return who may read: the audience once it is decided, before that those who work on it."""
    return AUDIENCES[audience] if status in DECIDED else WORKERS


def make(organisation: Organisation, status: Status, audience: str) -> None:
    """Make a document whose version 1 has the status today."""
    document = make_document(organisation, NUMBERS[status, audience])
    body = f"## Så gör du\n\n{SECRET}\n"
    title = f"Om ekorrar {document.number}"
    version = make_draft(
        organisation, document, title=title, body=body, audience=[audience], attachment=b"%PDF-1.7 " + title.encode()
    )
    if status is Status.DRAFT:
        return
    submit(organisation, version)
    if status is Status.RETURNED:
        send_back(organisation, version)
    elif status is not Status.IN_REVIEW:
        decide(organisation, version, status)


def decide(organisation: Organisation, version: Version, status: Status) -> None:
    """Decide the version, and let it come to the status."""
    later = TODAY + timedelta(30)
    is_ahead = status in {Status.SCHEDULED, Status.REVOKED}
    approve(
        organisation, version, valid_from=later if is_ahead else None, months=12 if status is Status.OVERDUE else 36
    )
    if status is Status.REVOKED:
        revoke_decision(organisation.deed("cleo"), version, reason="Fel.")
    elif status is Status.WITHDRAWN:
        day = TODAY - timedelta(5)
        withdraw_document(organisation.deed("cleo"), version.document, on=day, reason="Behövs inte.")
    elif status is Status.SUPERSEDED:
        newer = make_draft(organisation, version.document, audience=["role:process_lead@SBF"], change_note="Annat.")
        approve(organisation, submit(organisation, newer), valid_from=TODAY - timedelta(10), months=36)


@pytest.fixture(scope="module")
def matrix_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    home: Path = tmp_path_factory.mktemp("matrix")
    app = create_app(Config(data_dir=home, secret_key="only for tests", clock=Clock(NOW)))
    app.config.update(TESTING=True)
    schema.migrate()
    yield app
    database.database.close()


@pytest.fixture(scope="module")
def clients(matrix_app: Flask) -> dict[str | None, FlaskClient]:
    organisation = make_organisation(BEGINNING)
    for status, audience in CASES:
        make(organisation, status, audience)
    return {who: client_for(matrix_app, organisation.people[who] if who else None) for who in EVERYONE}
