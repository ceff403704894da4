"""”Vad gällde?”: what applied on a day, for a document, a unit and the whole handbook."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.control import kinds
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.facts import facts_of
from portal.control.queries.listing import lines, lines_from
from portal.control.rules.status import VersionFact, version_on, windows_of
from portal.handbook.feature import PAGE
from portal.people.rules import INTERNAL, PUBLIC
from portal.store import database, schema
from tests.support.both import NOW
from tests.support.documents import approve, make_draft, make_valid, submit
from tests.support.organisation import Organisation, make_organisation
from tests.support.visits import Visit

FIRST = date(2026, 1, 1)
BASE = {"document": 1, "author": 1, "created_at": NOW, "media_type": "text/markdown", "body": b"x", "sha256": "0" * 64}


@pytest.fixture
def two_versions(organisation: Organisation) -> Document:
    """Return a document whose second version, for everyone, takes over in ten days from the first, for employees."""
    document = make_valid(organisation, title="Rutin vid hot").document
    newer = make_draft(organisation, document, title="Rutin vid våld", audience=["public"])
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(10))
    return document


@pytest.mark.parametrize(
    ("day", "words", "url"),
    [
        ("2026-11-19", "ingen version", ""),
        ("2026-11-20", "version 1", "/d/SOC-RUT-0001/v/1"),
        ("2026-11-29", "version 1", "/d/SOC-RUT-0001/v/1"),
        ("2026-11-30", "version 2", "/d/SOC-RUT-0001/v/2"),
        ("2030-01-01", "version 2", "/d/SOC-RUT-0001/v/2"),
    ],
)
@pytest.mark.usefixtures("two_versions")
def test_a_document_says_what_applied(visit: Visit, day: str, words: str, url: str) -> None:
    page = visit("asta", f"/d/SOC-RUT-0001/gallde?datum={day}").text
    assert words in page
    assert not url or f'href="{url}"' in page
    part = visit("asta", f"/d/SOC-RUT-0001/gallde?datum={day}", HX_Request="true").text
    assert words in part
    assert "<h1" not in part


@pytest.mark.usefixtures("two_versions")
def test_each_version_has_its_own_readers(visit: Visit) -> None:
    assert "version 2" in visit(None, "/d/SOC-RUT-0001/gallde?datum=2026-11-30").text
    page = visit(None, "/d/SOC-RUT-0001/gallde?datum=2026-11-25").text
    assert "Ingen version som du får läsa" in page
    assert "Rutin vid hot" not in page
    assert "Rutin vid hot" not in visit(None, "/handbok/gallde?datum=2026-11-25").text
    assert "Rutin vid hot" in visit("asta", "/handbok/gallde?datum=2026-11-25").text


@pytest.mark.usefixtures("two_versions")
def test_the_handbook_lists_what_applied_in_a_unit(visit: Visit) -> None:
    page = visit("asta", "/handbok/gallde?datum=2026-11-30&enhet=SOC").text
    assert "Rutin vid våld" in page
    assert 'href="/d/SOC-RUT-0001/v/2"' in page
    assert "Rutin vid hot" not in page
    assert "Inget gällde då" in visit("asta", "/handbok/gallde?datum=2026-11-30&enhet=SBF").text
    assert visit("asta", "/handbok/gallde?enhet=NIX").status_code == 404


@pytest.mark.parametrize("path", ["/d/SOC-RUT-0001/gallde", "/handbok/gallde"])
@pytest.mark.usefixtures("two_versions")
def test_what_is_no_day_is_told(visit: Visit, path: str) -> None:
    answer = visit("asta", f"{path}?datum=ig%C3%A5r")
    assert answer.status_code == 422
    assert "Det är inget datum" in answer.text
    assert 'value="igår"' in answer.text
    assert visit("asta", f"{path}?datum=").status_code == 200


dates = st.integers(0, 40).map(lambda days: FIRST + timedelta(days))


@pytest.fixture(scope="module")
def unit_of_documents(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Bind the tables to a database with one document and no versions."""
    path: Path = tmp_path_factory.mktemp("applied") / "test.db"
    database.connect(f"sqlite:///{path}")
    schema.migrate()
    kinds.register((PAGE,))
    organisation = make_organisation(NOW)
    Document.create(
        number="SOC-RUT-0001",
        kind="handbook",
        type="routine",
        unit=organisation.units["SOC"],
        owner_role="manager",
        created_at=NOW,
    )
    yield organisation
    database.database.close()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(dates, unique=True, max_size=6), st.none() | dates, st.lists(st.booleans(), min_size=6, max_size=6))
def test_the_list_of_any_day_is_what_the_rule_says(
    unit_of_documents: Organisation, starts: list[date], withdrawn_on: date | None, public: list[bool]
) -> None:
    facts = [VersionFact(number, True, valid_from=start) for number, start in enumerate(sorted(starts), 1)]
    with database.database.atomic() as transaction:
        for window, is_public in zip(windows_of(facts, withdrawn_on), public, strict=False):
            row = {"valid_from": window.valid_from, "valid_until": window.valid_until, "withdrawn": window.withdrawn}
            version = Version.create(**BASE, **row, number=window.number, title="Rutin", decided=True)
            version.grants.model.create(version=version, token=PUBLIC if is_public else INTERNAL)
        for days in range(-1, 43):
            day = FIRST + timedelta(days)
            listed = lines_from(lines(frozenset({PUBLIC, INTERNAL}), day), NOW.date())
            found = version_on(facts_of(Document.get()), day)
            assert [line.version for line in listed] == ([found.number] if found else [])
            seen = lines_from(lines(frozenset({PUBLIC}), day), NOW.date())
            assert [line.version for line in seen] == ([found.number] if found and public[found.number - 1] else [])
        transaction.rollback()
