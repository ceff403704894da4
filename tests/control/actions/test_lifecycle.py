"""Whatever people do, and in whatever order: what has been decided stands, and the journal tells all of it."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from portal.control import kinds
from portal.control.actions import daily, decisions, documents, submissions
from portal.control.actions.drafts import Text, continue_document, create_draft, save_draft
from portal.control.actions.moves import move_documents
from portal.control.actions.rewording import text_of
from portal.control.actions.writing import invite_writer
from portal.control.deed import Deed
from portal.control.models.decisions import Approval, Consent, Return, Revocation, Submission
from portal.control.models.documents import Confirmation, Document, Reminder, Withdrawal
from portal.control.models.versions import Version
from portal.control.queries.facts import facts_of
from portal.control.queries.moves import Selection, placed_by
from portal.control.rules.moving import Goal, plan_of
from portal.control.rules.status import Status, status_of, version_on
from portal.control.rules.types import Mode
from portal.handbook.feature import PAGE
from portal.journal.models import Entry
from portal.journal.record import broken_entries, head
from portal.lib.errors import PortalError
from portal.ops.decided import document_faults
from portal.people.actions.organisation import appoint_deputy, place_person
from portal.people.models import Person
from portal.people.queries.readers import reader_of
from portal.people.reader import MACHINE
from portal.store import database, schema
from tests.support.both import NOW
from tests.support.documents import BODY
from tests.support.organisation import make_organisation

NUMBERS = ("SOC-RUT-0001", "SOC-RUT-0002", "SOC-RUT-0003")
DAY = timedelta(1)
# Every table of what happens, and the verbs by which the journal tells of its rows.
TOLD = {
    Document: {"document-created"},
    Version: {"version-drafted"},
    Submission: {"version-submitted"},
    Return: {"version-returned", "submission-recalled"},
    Consent: {"version-consented", "version-approved"},
    Approval: {"version-approved"},
    Revocation: {"decision-revoked"},
    Confirmation: {"document-confirmed"},
    Withdrawal: {"document-withdrawn"},
    Reminder: {"review-reminded"},
}
# Bo and Disa write; Cleo decides, and Disa in her place; Egon decides above; Asta and Ylva may do nothing here.
writers = st.sampled_from(["bo", "bo", "disa", "cleo", "asta"])
deciders = st.sampled_from(["cleo", "cleo", "disa", "egon", "bo", "ylva"])
numbers = st.sampled_from(NUMBERS)
days = st.sampled_from([0, 0, 0, 1, 3, 10, -1])
words = st.sampled_from(["Ett.", "Två.", "Tre."])
circles = st.sampled_from([(), ("cleo",), ("cleo",), ("cleo", "egon"), ("egon", "cleo")])
modes = st.sampled_from(list(Mode))


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with the small municipality, to be copied."""
    path = tmp_path_factory.mktemp("lifecycle") / "beginning.db"
    database.connect(f"sqlite:///{path}")
    schema.migrate()
    kinds.register((PAGE,))
    organisation = make_organisation(NOW)
    persons, units = organisation.people, organisation.units
    appoint_deputy(MACHINE, persons["cleo"], persons["disa"], valid_from=None, valid_to=None, now=NOW)
    place_person(MACHINE, persons["egon"], units["EKV"], role="manager", now=NOW)
    database.database.close()
    return path


class Lifecycle(RuleBasedStateMachine):
    """A few documents, six people and a calendar; remembers what must never change."""

    beginning: Path

    def __init__(self) -> None:
        """Begin with a municipality that has no documents."""
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        path = Path(self.home.name) / "portal.db"
        shutil.copyfile(self.beginning, path)
        database.connect(f"sqlite:///{path}")
        database.database.execute_sql("pragma synchronous = off")
        self.now: datetime = NOW
        self.entries = head()
        self.used: set[str] = set()
        self.newest = 0
        self.hands: dict[int, set[str]] = {}
        self.decided: dict[int, tuple[bytes, str]] = {}
        self.applied: dict[tuple[str, date], int | None] = {}

    @property
    def today(self) -> date:
        """The calendar's day."""
        return self.now.date()

    def deed(self, key: str) -> Deed:
        """Return a deed by the person now."""
        person = Person.get(Person.key == key)
        return Deed(person, reader_of(person, self.today), self.now, self.today)

    def attempt(self, verb: Callable[[], object], entries: int = 1) -> bool:
        """Do something if it is allowed, and return whether it was; the journal tells exactly what was done."""
        try:
            was_done = verb() is not False
        except PortalError:
            was_done = False
        self.entries += entries * was_done
        assert head() == self.entries
        return was_done

    def version(self) -> Version:
        """Return the first document's newest version."""
        return Version.get(Version.number == self.newest)

    def has_versions(self) -> bool:
        """Whether the first document has a version."""
        return self.newest > 0

    @rule(days=st.sampled_from([1, 2, 15, 400]))
    def pass_time(self, days: int) -> None:
        """Remember what applied on the days that pass."""
        for document in Document.select():
            facts = facts_of(document)
            for day in (self.today, self.today + timedelta(days - 1)):
                found = version_on(facts, day)
                self.applied[document.number, day] = found.number if found else None
        self.now += timedelta(days)

    @rule(who=writers, number=numbers)
    def create(self, who: str, number: str) -> None:
        """Create a document; never under a number that has been used."""
        unit = Person.get(Person.key == "bo").places[0].unit
        deed = self.deed(who)
        facts = {"kind": "handbook", "type": "routine", "unit": unit, "owner_role": "manager"}
        if self.attempt(lambda: documents.create_document(deed, number=number, **facts)):
            assert number not in self.used
            self.used.add(number)

    @initialize()
    def begin(self) -> None:
        """Let there be a document."""
        self.create("bo", NUMBERS[0])

    @rule(who=writers, text=words)
    def draft(self, who: str, text: str) -> None:
        """Begin a version; its number is above all before it."""
        document = Document.get(Document.number == NUMBERS[0])
        whole = Text("Rutin", f"{BODY}\n{text}\n".encode(), ("internal",), change_note=text)
        if self.attempt(lambda: create_draft(self.deed(who), document, whole)):
            self.newest += 1
            assert self.version().number == self.newest
            self.hands[self.newest] = {who}

    @rule(writer=writers, who=deciders, text=words, ahead=days)
    def carry_through(self, writer: str, who: str, text: str, ahead: int) -> None:
        """Begin a version, hand it in and decide it."""
        self.draft(writer, text)
        self.finish(who, ahead)

    @rule(writer=st.sampled_from(["bo", "disa"]), text=words, days=st.sampled_from([1, 90, 330, 460]))
    def live(self, writer: str, text: str, days: int) -> None:
        """Let a version be decided for tomorrow, and so many days go by."""
        self.carry_through(writer, "cleo", text, 1)
        self.pass_time(days)
        self.day_begins()

    @rule(who=deciders, ahead=days)
    def finish(self, who: str, ahead: int) -> None:
        """Hand in and decide whatever is open."""
        if self.newest:
            self.submit("bo", (), Mode.ONE)
            self.approve(who, ahead)
            self.approve("cleo", ahead)

    @rule(circle=circles, mode=modes, ahead=days, first=st.sampled_from(["cleo", "egon"]))
    def decide_together(self, circle: tuple[str, ...], mode: Mode, ahead: int, first: str) -> None:
        """Begin a version that one or two are asked to decide, and let one after the other do so."""
        self.draft("bo", "Ihop.")
        if self.newest:
            self.submit("bo", circle, mode)
            for who in (first, "cleo", "egon"):
                self.approve(who, ahead)

    @precondition(has_versions)
    @rule(who=writers, text=words)
    def save(self, who: str, text: str) -> None:
        """Write in the newest version."""
        version = self.version()
        whole = Text("Rutin", f"{BODY}\n{text}\n".encode(), ("internal",), change_note=text)
        if self.attempt(lambda: save_draft(self.deed(who), version, whole)):
            self.hands[version.number].add(who)

    @precondition(has_versions)
    @rule(who=writers, circle=circles, mode=modes)
    def submit(self, who: str, circle: tuple[str, ...], mode: Mode) -> None:
        """Hand the newest version in, to nobody in particular or to one or two who decide."""
        version, deed = self.version(), self.deed(who)
        asked = [Person.get(Person.key == key) for key in circle]
        if self.attempt(lambda: submissions.submit_version(deed, version, approvers=asked, mode=mode)):
            self.hands[version.number].add(who)

    @precondition(has_versions)
    @rule(who=writers)
    def recall(self, who: str) -> None:
        """Take the newest version back."""
        version = self.version()
        self.attempt(lambda: submissions.recall_version(self.deed(who), version, reason="Ett fel."))

    @precondition(has_versions)
    @rule(who=writers, guest=writers)
    def invite(self, who: str, guest: str) -> None:
        """Invite somebody to write in the newest version."""
        version, person = self.version(), Person.get(Person.key == guest)
        if self.attempt(lambda: invite_writer(self.deed(who), version, person)):
            self.hands[version.number].add(guest)

    @precondition(has_versions)
    @rule(who=writers, back=st.integers(0, 2))
    def restore(self, who: str, back: int) -> None:
        """Begin a new version as a copy of an earlier one."""
        document = Document.get(Document.number == NUMBERS[0])
        source = Version.get(Version.number == max(1, self.newest - back))
        deed = self.deed(who)
        if self.attempt(lambda: continue_document(deed, document, source, is_restored=True), entries=2):
            self.newest += 1
            assert bytes(self.version().body) == bytes(source.body)
            self.hands[self.newest] = {who}

    @precondition(has_versions)
    @rule(who=deciders)
    def send_back(self, who: str) -> None:
        """Send the newest version back."""
        version = self.version()
        self.attempt(lambda: decisions.return_version(self.deed(who), version, reason="Nej."))

    @precondition(has_versions)
    @rule(who=deciders, ahead=days)
    def approve(self, who: str, ahead: int) -> None:
        """Decide the newest version; nobody decides what they had a hand in."""
        version, start = self.version(), self.today + timedelta(ahead)
        review = start + timedelta(100)
        deed, answers = self.deed(who), []

        def say_yes(dates: dict[str, date]) -> Callable[[], None]:
            return lambda: answers.append(decisions.approve_version(deed, version, **dates))

        dates = {"valid_from": start, "review_by": review}
        if self.attempt(say_yes(dates)) or self.attempt(say_yes({})):
            assert who not in self.hands[version.number]
            assert who in {"cleo", "disa", "egon"}
            if answers == [True]:
                self.decided[version.id] = (bytes(version.body), version.sha256)

    @precondition(has_versions)
    @rule(who=deciders, back=st.integers(0, 1))
    def revoke(self, who: str, back: int) -> None:
        """Call off the decision about one of the newest versions."""
        version = Version.get(Version.number == max(1, self.newest - back))
        self.attempt(lambda: decisions.revoke_decision(self.deed(who), version, reason="Fel."))

    @precondition(has_versions)
    @rule(who=deciders, ahead=days)
    def confirm(self, who: str, ahead: int) -> None:
        """Confirm what applies."""
        document = Document.get(Document.number == NUMBERS[0])
        review = self.today + timedelta(30 * ahead)
        self.attempt(lambda: documents.confirm_document(self.deed(who), document, review_by=review))

    @precondition(has_versions)
    @rule(who=deciders, ahead=days, earnest=st.integers(0, 4))
    def withdraw(self, who: str, ahead: int, earnest: int) -> None:
        """Withdraw the document, now and then: nothing more happens to it."""
        document, day = Document.get(Document.number == NUMBERS[0]), self.today + timedelta(ahead)
        reason = "Slut." if earnest == 0 else ""
        self.attempt(lambda: documents.withdraw_document(self.deed(who), document, on=day, reason=reason))

    @rule(
        who=writers,
        unit=st.sampled_from(["SOC-AO", "SOC-AO-HTN", "SBF", ""]),
        owner=st.sampled_from(["", "bo", "cleo"]),
    )
    def move(self, who: str, unit: str, owner: str) -> None:
        """Move every document to another unit or owner."""
        deed, chosen, goal = self.deed(who), Selection(type="routine"), Goal(unit, owner)
        plan = plan_of(placed_by(chosen), goal, deed.reader.tokens)
        before = [(row.id, row.sha256) for row in Version.select().order_by(Version.id)]
        self.attempt(lambda: move_documents(deed, chosen, goal, seen=plan.digest), entries=len(plan.going))
        assert [(row.id, row.sha256) for row in Version.select().order_by(Version.id)] == before

    @rule(who=writers, number=numbers)
    def rename(self, who: str, number: str) -> None:
        """Let a former number lead to the first document; it is never anyone else's again."""
        document = Document.get(Document.number == NUMBERS[0])
        kept = {name: getattr(document, name) for name in ("type", "unit", "owner_role", "owner", "process_lead")}
        facts = {**kept, "review_months": document.review_months, "areas": (), "aliases": [number]}
        deed = self.deed(who)
        if self.attempt(lambda: documents.place_document(deed, document, **facts)):
            assert number not in self.used
            self.used.add(number)

    @rule()
    def day_begins(self) -> None:
        """Do the daily rounds: done again they change nothing."""
        for _ in range(2):
            before = head()
            daily.hand_over_documents(self.now, self.today)
            daily.tell_what_time_brought(self.now, self.today)
            daily.remind_of_reviews(self.now, self.today)
        assert head() == before
        self.entries = head()

    @invariant()
    def at_most_one_applies_and_one_is_open(self) -> None:
        """One version at most applies on any date, one is open and one is scheduled."""
        for document in Document.select():
            facts = facts_of(document)
            edges = {day for fact in facts for day in (fact.valid_from, fact.valid_until) if day}
            for day in {edge + step for edge in edges for step in (-DAY, DAY - DAY, DAY)} | {self.today}:
                assert sum(status_of(fact, day).in_force for fact in facts) <= 1
            now = [status_of(fact, self.today) for fact in facts]
            assert sum(status.is_open for status in now) <= 1
            assert now.count(Status.SCHEDULED) <= 1

    @invariant()
    def what_is_decided_stands(self) -> None:
        """Decided bytes are as they were, and so is what applied on days gone by."""
        for version in Version.select().where(Version.id.in_(list(self.decided))):
            assert (bytes(version.body), version.sha256) == self.decided[version.id]
            assert text_of(version).digest(version.media_type) == version.sha256
        for document in Document.select():
            facts = facts_of(document)
            for (number, day), applied in self.applied.items():
                if number == document.number:
                    found = version_on(facts, day)
                    assert (found.number if found else None) == applied

    def teardown(self) -> None:
        """Read the whole journal against what was done."""
        assert list(broken_entries()) == []
        assert list(document_faults()) == []
        assert Approval.select().count() == len(self.decided)
        for table, verbs in TOLD.items():
            assert table.select().count() == Entry.select().where(Entry.verb.in_(verbs)).count(), table
        for yes in [*Consent.select(), *Approval.select()]:
            number = yes.version.number if isinstance(yes, Approval) else yes.submission.version.number
            assert yes.by.key not in self.hands[number]
        database.database.close()
        self.home.cleanup()


def test_whatever_people_do_what_is_decided_stands(beginning: Path) -> None:
    Lifecycle.beginning = beginning
    run_state_machine_as_test(
        Lifecycle,
        settings=settings(
            max_examples=25, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
