"""A document's history is replayed, and a changed file becomes what it may become."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.control.models.decisions import Submission
from portal.control.models.documents import Document
from portal.control.models.versions import Contribution, Version
from portal.control.queries.documents import History, get_history
from portal.control.rules.status import Status
from portal.exchange.outcome import Report
from portal.journal.models import Entry
from portal.journal.record import head
from portal.people import rules
from tests.exchange.conftest import BODY, DOCUMENT, SUBMISSION, Content, version_text
from tests.support.clock import Clock

Import = Callable[..., Report]
Refused = Callable[..., list[str]]
V1 = "documents/SOC-RUT-0001/v1.md"
V2 = "documents/SOC-RUT-0001/v2.md"
META = "documents/SOC-RUT-0001/document.yaml"
ALL = frozenset({"public", "internal", "person:bo", "person:cleo", "role:quality_lead@SOC-AO"})
SECOND = {"created": "T-60d", "change_note": "Ny larmväg.", "title": "Rutin vid hot"}
SUBMITTED = "submission: {by: bo, on: T-50d, approvers: [cleo]}\n"
RETURNED = "return: {by: cleo, on: T-45d, reason: För tunt.}\n"
SCHEDULED = SUBMITTED + "approval: {by: cleo, on: T-40d, valid_from: T+10d, review_by: T+300d, reference: Beslut 7}\n"
REVOKED = SCHEDULED + "revocation: {by: cleo, on: T-30d, reason: För tidigt.}\n"
NOW_VALID = SUBMITTED + "approval: {by: cleo, on: T-40d, valid_from: T-30d, review_by: T+300d}\n"
AGAIN = """\
submission:
  - {by: bo, on: T-50d, approvers: [cleo]}
  - {by: bo, on: T-44d, approvers: [cleo]}
return:
  - {by: cleo, on: T-45d, reason: För tunt.}
"""


@pytest.fixture
def history(clock: Clock, within: Flask) -> Callable[[], History]:
    """Return a call that reads the document's history today."""
    return lambda: get_history("SOC-RUT-0001", ALL, clock().date())


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        ("", Status.VALID, Status.DRAFT),
        (SUBMITTED, Status.VALID, Status.IN_REVIEW),
        (SUBMITTED + RETURNED, Status.VALID, Status.RETURNED),
        (AGAIN, Status.VALID, Status.IN_REVIEW),
        (SCHEDULED, Status.VALID, Status.SCHEDULED),
        (REVOKED, Status.VALID, Status.REVOKED),
        (NOW_VALID, Status.SUPERSEDED, Status.VALID),
        (NOW_VALID.replace("T+300d", "T-1d"), Status.SUPERSEDED, Status.OVERDUE),
    ],
)
def test_every_status_can_be_brought_in(
    content: Content, bring_in: Import, history: Callable[[], History], head: str, first: Status, second: Status
) -> None:
    content.write(V2, version_text(2, head=head, **SECOND))
    bring_in(content)
    assert [history().get(number).status for number in (1, 2)] == [first, second]
    assert bring_in(content).lines()[-1].startswith("Inget ändrades")


def test_who_reviews_and_how_approvers_decide_come_along(content: Content, bring_in: Import) -> None:
    asked = "submission: {by: bo, on: T-50d, approvers: [cleo, bo], reviewers: [bo], mode: in_order}\n"
    bring_in(content.write(V2, version_text(2, head=asked, **SECOND)))
    last = Submission.select().order_by(Submission.id.desc()).get()
    assert (last.approvers, last.reviewers, last.mode) == ("cleo bo", "bo", "in_order")
    assert bring_in(content).lines()[-1].startswith("Inget ändrades")


def test_a_document_is_withdrawn_and_confirmed(
    content: Content, bring_in: Import, history: Callable[[], History]
) -> None:
    told = "confirmations: [{on: T-60d, by: cleo, note: Gäller., review_by: T+500d}]\n"
    bring_in(content.write(META, DOCUMENT + told))
    assert history().get(1).fact.review_by.isoformat() == "2028-04-03"
    content.write(META, DOCUMENT + told + "withdrawal: {on: T-5d, by: cleo, reason: Behövs inte.}\n")
    assert bring_in(content).lines()[0] == f"ändrad: {META}"
    assert history().get(1).status is Status.WITHDRAWN
    assert bring_in(content).lines()[-1].startswith("Inget ändrades")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("confirmations: [{on: T-75d, by: cleo, review_by: T+9d}]", "Bara det som gäller kan bekräftas"),
        ("confirmations: [{on: T-60d, by: cleo, review_by: T-60d}]", "Nästa översyn måste ligga framåt"),
        ("withdrawal: {on: T-5d, by: cleo, reason: Slut., replaced_by: SOC-RUT-9999}", "Dokumentet SOC-RUT-9999 finns"),
    ],
)
def test_what_cannot_have_happened_is_refused(content: Content, refused: Refused, told: str, reason: str) -> None:
    [line] = refused(content.write(META, f"{DOCUMENT}{told}\n"))
    assert line.startswith(f"{META}:8: {reason}")


def test_what_never_applied_is_not_withdrawn(content: Content, refused: Refused) -> None:
    content.write(META, DOCUMENT + "withdrawal: {on: T-5d, by: cleo, reason: Slut.}\n")
    [line] = refused(content.write(V1, version_text(head="")))
    assert line == f"{META}:8: Dokumentet har aldrig gällt och kan inte upphävas."


class TestAChangedTextOfADecidedVersion:
    def test_becomes_a_draft(self, content: Content, bring_in: Import, history: Callable[[], History]) -> None:
        bring_in(content)
        kept = Version.get()
        report = bring_in(content.change(V1, "Larma", "Larma alltid"))
        assert report.lines()[0] == f"ändrad: {V1} (version 1 är beslutad: texten blir utkast till version 2)"
        first, second = Version.select().order_by(Version.number)
        assert (bytes(first.body), first.sha256, first.plain) == (bytes(kept.body), kept.sha256, kept.plain)
        assert b"Larma alltid" in bytes(second.body)
        assert (history().get(2).status, second.author.key) == (Status.DRAFT, "bo")
        assert bring_in(content).lines()[-1].startswith("Inget ändrades")

    def test_replaces_the_draft_that_there_is(self, content: Content, bring_in: Import) -> None:
        bring_in(content)
        bring_in(content.change(V1, "Larma", "Larma alltid"))
        bring_in(content.change(V1, "Larma alltid", "Larma aldrig"))
        assert [version.number for version in Version.select()] == [1, 2]
        assert b"Larma aldrig" in bytes(Version.get(Version.number == 2).body)

    def test_waits_for_the_version_in_review(self, content: Content, bring_in: Import, refused: Refused) -> None:
        bring_in(content.write(V2, version_text(2, head=SUBMITTED, **SECOND)))
        before = head()
        content.remove(V2)
        [line] = refused(content.change(V1, "Larma", "Larma alltid"))
        assert line.startswith(V1)
        assert line.endswith("Version 1 är beslutad och kan inte ändras. Version 2 granskas: vänta tills den är klar.")
        assert head() == before

    def test_is_refused_when_the_document_is_withdrawn(
        self, content: Content, bring_in: Import, refused: Refused
    ) -> None:
        bring_in(content.write(META, DOCUMENT + "withdrawal: {on: T-5d, by: cleo, reason: Slut.}\n"))
        [line] = refused(content.change(V1, "Larma", "Larma alltid"))
        assert line.endswith("Version 1 är beslutad och kan inte ändras. Dokumentet är upphävt från 2026-11-15.")

    def test_is_refused_when_a_newer_one_is_there(self, content: Content, bring_in: Import, refused: Refused) -> None:
        bring_in(content.write(V2, version_text(2, head=NOW_VALID, **SECOND)))
        [line] = refused(content.change(V1, "Larma", "Larma alltid"))
        assert line.endswith("Version 2 är nyare: gör ändringen i den.")

    def test_is_decided_as_a_new_version_with_a_decision(
        self, content: Content, bring_in: Import, history: Callable[[], History]
    ) -> None:
        bring_in(content)
        bring_in(content.write(V2, version_text(2, head=NOW_VALID, **SECOND, body=f"{BODY}\n3. Stanna.\n")))
        assert [line.status for line in history().versions] == [Status.VALID, Status.SUPERSEDED]


class TestAnUndecidedVersion:
    def test_gets_the_text_of_the_file(self, content: Content, bring_in: Import) -> None:
        bring_in(content.write(V1, version_text(head="")))
        report = bring_in(content.change(V1, "Larma", "Larma alltid"))
        assert report.lines()[0] == f"ändrad: {V1}"
        assert b"Larma alltid" in bytes(Version.get().body)

    def test_keeps_who_put_the_text_in(self, content: Content, bring_in: Import) -> None:
        bring_in(content.write(V1, version_text(head="")))
        bring_in(content.change(V1, "Larma", "Larma alltid"), email="egon@ekvik.example")
        assert [row.by.key for row in Contribution.select()] == ["egon"]

    def test_goes_on_to_what_the_file_says(
        self, content: Content, bring_in: Import, history: Callable[[], History]
    ) -> None:
        bring_in(content.write(V1, version_text(head="")))
        bring_in(content.write(V1, version_text(head=SUBMISSION)))
        assert history().get(1).status is Status.IN_REVIEW
        bring_in(content.write(V1, version_text()))
        assert history().get(1).status is Status.VALID

    def test_is_left_alone_when_the_portal_has_gone_further(self, content: Content, bring_in: Import) -> None:
        bring_in(content)
        assert bring_in(content.write(V1, version_text(head=""))).lines()[-1].startswith("Inget ändrades")

    def test_in_review_is_not_changed(self, content: Content, bring_in: Import, refused: Refused) -> None:
        bring_in(content.write(V1, version_text(head=SUBMISSION)))
        [line] = refused(content.change(V1, "Larma", "Larma alltid"))
        assert line.startswith(f"{V1}:9: Version 1 granskas i portalen och kan inte ändras")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("T+295d", "T+300d", "8: ”approval” är redan gjort i portalen med andra uppgifter"),
        ("created: T-100d", "created: T-99d", "4: Vem som skrev version 1 och när ändras inte"),
    ],
)
def test_history_is_not_rewritten(
    content: Content, bring_in: Import, refused: Refused, old: str, new: str, line: str
) -> None:
    bring_in(content)
    before = head()
    [told] = refused(content.change(V1, old, new))
    assert told.startswith(f"{V1}:{line}")
    assert head() == before


def test_an_older_version_does_not_come_in_before_a_newer(content: Content, bring_in: Import, refused: Refused) -> None:
    content.write(V2, version_text(2, head=NOW_VALID, **SECOND)).remove(V1)
    bring_in(content)
    assert refused(content.write(V1, version_text()))[0].startswith(f"{V1}: Portalen har redan version 2")


def test_a_document_needs_a_version(content: Content, refused: Refused) -> None:
    assert refused(content.remove(V1)) == [f"{META}: Dokumentet har ingen version. Skriv den första i v1.md."]


def test_a_document_may_come_without_the_versions_that_are_there(content: Content, bring_in: Import) -> None:
    bring_in(content)
    bring_in(content.remove(V1).change(META, "owner: cleo", "owner: bo"))
    assert Document.get().owner.key == "bo"


class TestByOneWhoMayNotDecide:
    """The permissions to bring in texts and to bring in decisions are two."""

    @pytest.fixture(autouse=True)
    def without_decisions(self, content: Content, bring_in: Import, monkeypatch: pytest.MonkeyPatch) -> None:
        documents = content.root / "documents"
        documents.rename(content.root / ".documents")
        bring_in(content)
        (content.root / ".documents").rename(documents)
        monkeypatch.setitem(rules.PERMISSIONS, "exchange.import_decisions", frozenset())

    def test_a_decision_comes_in_as_a_draft_and_that_is_told(
        self, content: Content, bring_in: Import, history: Callable[[], History]
    ) -> None:
        report = bring_in(content, email="egon@ekvik.example")
        assert f"ny: {V1} (utkast: du får inte läsa in beslut)" in report.lines()
        assert history().get(1).status is Status.DRAFT
        assert not Entry.select().where(Entry.verb == "version-approved").exists()
        again = bring_in(content, email="egon@ekvik.example").lines()
        assert again[-1].startswith("Inget ändrades")

    def test_only_the_last_version_does(self, content: Content, bring_in: Import) -> None:
        content.write(V2, version_text(2, head=NOW_VALID, **SECOND))
        content.write(META, DOCUMENT + "withdrawal: {on: T-5d, by: cleo, reason: Slut.}\n")
        report = bring_in(content, email="egon@ekvik.example")
        assert f"orörd: {V1} (utelämnad: du får inte läsa in beslut)" in report.lines()
        assert f"ny: {META} (inte upphävt: du får inte läsa in beslut)" in report.lines()
        assert [version.number for version in Version.select()] == [2]

    def test_one_who_may_decide_completes_it(
        self, content: Content, bring_in: Import, history: Callable[[], History]
    ) -> None:
        bring_in(content, email="egon@ekvik.example")
        assert f"ändrad: {V1}" in bring_in(content).lines()
        assert history().get(1).status is Status.VALID
