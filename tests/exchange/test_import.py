"""A folder comes in whole, and once."""

import json
from collections.abc import Callable

import pytest

from portal.config import Config
from portal.control.models.documents import Document, ProcessArea
from portal.control.models.versions import Version
from portal.control.queries.documents import get_history
from portal.control.rules.status import Status
from portal.exchange.outcome import Report
from portal.journal.models import Entry
from portal.journal.record import broken_entries, head
from portal.lib.errors import ForbiddenError, RefusedError
from portal.people.models import Identity, Membership, Person, Unit
from portal.people.queries.readers import managers_of
from portal.store.settings import find_setting
from tests.exchange.conftest import BODY, DOCUMENT, Content, version_text
from tests.support.clock import Clock

Import = Callable[..., Report]
Refused = Callable[..., list[str]]
V1 = "documents/SOC-RUT-0001/v1.md"
V2 = "documents/SOC-RUT-0001/v2.md"
META = "documents/SOC-RUT-0001/document.yaml"
ALL = frozenset({"public", "internal", "person:bo", "person:cleo", "role:quality_lead@SOC-AO"})


def status(clock: Clock, number: int = 1) -> Status:
    """Return what a version of the document is today."""
    return get_history("SOC-RUT-0001", ALL, clock().date()).get(number).status


def test_everything_is_there_and_told(content: Content, bring_in: Import, clock: Clock) -> None:
    report = bring_in(content)
    assert f"ny: {V1}" in report.lines()
    assert report.lines()[-1] == "Klart: 10 nya, 0 ändrade, 0 orörda."
    document = Document.get()
    assert (document.unit.parent.parent.code, document.owner.name) == ("EKV", "Cleo Åkerlund")
    assert [row.area.name for row in document.areas] == ["Äldreomsorg"]
    assert status(clock) is Status.VALID
    assert managers_of("SOC-AO", clock().date()) == [Person.get(Person.key == "cleo")]
    assert list(broken_entries()) == []


def test_a_second_import_changes_nothing_and_says_so(content: Content, bring_in: Import, clock: Clock) -> None:
    bring_in(content)
    before = head()
    clock.go(days=40)
    assert bring_in(content).lines() == ["Inget ändrades: allt som står i mappen finns redan i portalen (10 filer)."]
    assert head() == before


def test_the_day_of_the_first_import_is_the_anchor(content: Content, bring_in: Import, clock: Clock) -> None:
    bring_in(content)
    clock.go(days=40)
    bring_in(content.write(V2, version_text(2, head="", created="T-1d", change_note="Nytt.")))
    assert find_setting("anchor") == "2026-11-20"
    assert Version.get(Version.number == 2).created_at.date().isoformat() == "2026-11-19"


def test_a_trial_says_what_would_happen_and_does_nothing(content: Content, bring_in: Import) -> None:
    report = bring_in(content, dry=True)
    assert f"skulle bli ny: {V1}" in report.lines()
    assert report.lines()[-1] == "Så skulle det bli: 10 nya, 0 ändrade, 0 orörda."
    assert (head(), Unit.select().count(), find_setting("anchor")) == (0, 0, None)


def test_the_journal_tells_who_brought_in_whose_decision(content: Content, bring_in: Import) -> None:
    bring_in(content)
    entry = Entry.get(Entry.verb == "version-approved")
    facts = json.loads(entry.facts)
    assert (entry.actor, entry.at.date().isoformat()) == ("system", "2026-11-20")
    assert (facts["imported"], facts["by"], facts["done"]) == (True, "cleo", "2026-09-01T10:00:00Z")


def test_units_come_in_whatever_their_names(content: Content, bring_in: Import) -> None:
    content.write("units/A.yaml", "code: A\nname: A\nkind: unit\nparent: SOC-AO\nsuccessor: Z\nvalid_to: T-1d\n")
    content.write("units/Z.yaml", "code: Z\nname: Z\nkind: unit\nparent: SOC-AO\n")
    bring_in(content)
    assert Unit.get(Unit.code == "A").successor.code == "Z"
    assert bring_in(content).lines()[-1].startswith("Inget ändrades")


def test_a_place_is_added_or_ended_and_never_taken_away(content: Content, bring_in: Import) -> None:
    bring_in(content)
    content.change("persons/cleo.yaml", "from: T-900d", "from: T-900d, to: T+9d}, {role: author, unit: SBF")
    report = bring_in(content)
    assert report.lines()[0] == "ändrad: persons/cleo.yaml"
    places = Membership.select().join(Person).where(Person.key == "cleo")
    assert {(row.unit.code, row.role, str(row.valid_to)) for row in places} == {
        ("SOC-AO", "manager", "2026-11-29"),
        ("SBF", "author", "None"),
    }
    bring_in(content.write("persons/cleo.yaml", "key: cleo\nname: Cleo Åkerlund\nemail: cleo@ekvik.example\n"))
    assert places.count() == 2


def test_the_same_person_may_have_had_a_place_twice(content: Content, bring_in: Import) -> None:
    roles = "{role: author, unit: SBF, from: T-90d, to: T-80d}, {role: author, unit: SBF, from: T-90d, to: T-70d}"
    bring_in(content.change("persons/bo.yaml", "unit: SOC}]", f"unit: SOC}}, {roles}]"))
    assert bring_in(content).lines()[-1].startswith("Inget ändrades")


def test_what_stands_beside_the_document_can_be_changed(content: Content, bring_in: Import) -> None:
    bring_in(content)
    content.change(META, "[aldreomsorg]", "[kvalitet]\nreview_months: 24\naliases: [AO-RUT-0007]")
    report = bring_in(content.change(META, "unit: SOC-AO", "unit: SOC").change(META, "type: routine", "type: plan"))
    assert report.lines() == [f"ändrad: {META}", "Klart: 0 nya, 1 ändrade, 9 orörda."]
    document = Document.get()
    assert (document.type, document.unit.code, document.review_months) == ("plan", "SOC", 24)
    assert [row.number for row in document.aliases] == ["AO-RUT-0007"]


def test_areas_keep_the_order_of_the_file_and_those_beside_it_stay(content: Content, bring_in: Import) -> None:
    bring_in(content)
    bring_in(content.write("process-areas.yaml", "- {key: it, name: It, band: support}\n"))
    areas = ProcessArea.select().order_by(ProcessArea.position)
    assert [area.key for area in areas] == ["it", "aldreomsorg", "kvalitet"]


def test_demo_accounts_are_made_when_asked_for_and_only_once(content: Content, bring_in: Import) -> None:
    content.change("persons/bo.yaml", "name:", "demo_passphrase: bo skriver rutinen\nname:")
    bring_in(content)
    assert not Identity.select().exists()
    assert bring_in(content, with_demo=True).lines()[0] == "ändrad: persons/bo.yaml"
    secret = Identity.get().secret
    assert Person.get(Person.key == "bo").is_demo
    assert bring_in(content, with_demo=True).lines()[-1].startswith("Inget ändrades")
    assert Identity.get().secret == secret


class TestOnAnOpenServer:
    @pytest.fixture
    def config(self, config: Config) -> Config:
        return Config(**{**config.__dict__, "bind": "0.0.0.0:8000"})

    def test_demo_accounts_are_refused(self, content: Content, bring_in: Import) -> None:
        with pytest.raises(RefusedError, match="Demokonton"):
            bring_in(content, with_demo=True)
        assert head() == 0


class TestByAPerson:
    """An import by somebody rather than by the portal itself."""

    def test_an_administrator_brings_in_decisions(self, content: Content, bring_in: Import, clock: Clock) -> None:
        bring_in(content)
        content.write("units/SOC-NY.yaml", "code: SOC-NY\nname: Ny\nkind: unit\nparent: SOC\n")
        content.write("documents/SOC-RUT-0002/document.yaml", DOCUMENT.replace("0001", "0002").replace("-AO", "-NY"))
        content.write("documents/SOC-RUT-0002/v1.md", version_text())
        bring_in(content, email="egon@ekvik.example")
        entry = Entry.get((Entry.verb == "version-approved") & (Entry.subject == "document:SOC-RUT-0002"))
        assert (entry.actor, json.loads(entry.facts)["by"]) == ("egon", "cleo")

    def test_others_may_not_import(self, content: Content, bring_in: Import) -> None:
        bring_in(content)
        with pytest.raises(ForbiddenError):
            bring_in(content, email="cleo@ekvik.example")

    def test_an_administrator_elsewhere_may_not(self, content: Content, bring_in: Import, refused: Refused) -> None:
        content.change("persons/egon.yaml", "unit: EKV", "unit: SBF")
        bring_in(content)
        content.write(V2, version_text(2, head="", change_note="Nytt."))
        told = f"{META}:4: unit: du får inte läsa in dokument för SOC-AO."
        assert refused(content, email="egon@ekvik.example") == [told]


def test_the_text_is_the_canonical_one(content: Content, bring_in: Import) -> None:
    bring_in(content)
    assert bytes(Version.get().body) == BODY.encode()
