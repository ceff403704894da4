"""What an import has to do with a document: its files held against what the portal has.

History is rehearsed by the same rules that the verbs go by, so that whatever the replay would be refused is told before
anything is written, with its file and line.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from portal.control.kinds import Reading
from portal.control.rules.status import Status, VersionFact, status_of, version_on
from portal.control.rules.verbs import (
    Decision,
    why_not_approve,
    why_not_confirm,
    why_not_return,
    why_not_revoke,
    why_not_submit,
    why_not_withdraw,
)
from portal.exchange import redactions, translations
from portal.exchange.documents import DocumentFile
from portal.exchange.events import Confirming, Event, What, Withdrawing
from portal.exchange.redactions import Redacting
from portal.exchange.stored import StoredDocument, StoredVersion, fact_of
from portal.exchange.translations import TranslationStep
from portal.exchange.versions import VersionFile
from portal.exchange.world import missing

DayOf = Callable[[datetime], date]
UNDECIDED = "du får inte läsa in beslut"


class Way(Enum):
    """How a version's file comes into the portal."""

    BEGIN = "a new version under its own number"
    SAVE = "another text for an open draft"
    RENEW = "a new draft beside the decided version"
    GO_ON = "the same text, more has happened"
    LEAVE = "nothing to do"


@dataclass(frozen=True, slots=True)
class Step:
    """What to do with a version's file: its text becomes version `number`, and then `events` happen."""

    file: VersionFile
    way: Way
    number: int
    events: tuple[Event, ...] = ()
    note: str = ""
    reading: Reading | None = None

    @property
    def writes_text(self) -> bool:
        """Whether the file's text is written."""
        return self.way in {Way.BEGIN, Way.SAVE, Way.RENEW}


@dataclass(slots=True)
class Plan:
    """All that is to be done with a document."""

    document: DocumentFile
    stored: StoredDocument | None
    steps: list[Step] = field(default_factory=list)
    withdrawal: Withdrawing | None = None
    confirmations: list[Confirming] = field(default_factory=list)
    translations: list[TranslationStep] = field(default_factory=list)
    redactions: list[Redacting] = field(default_factory=list)
    note: str = ""


@dataclass(slots=True)
class Planner:
    """Plans one document; problems are told to the files' sources."""

    document: DocumentFile
    stored: StoredDocument | None
    may_decide: bool
    today: date
    day_of: DayOf
    numbers: frozenset[str]
    facts: dict[int, VersionFact] = field(default_factory=dict)

    @property
    def kept(self) -> dict[int, StoredVersion]:
        """The versions that the portal has."""
        return self.stored.versions if self.stored else {}

    def plan(self) -> Plan:
        """Return what is to be done."""
        self.facts = {number: version.fact for number, version in self.kept.items()}
        plan = Plan(self.document, self.stored)
        if self.stored is None and not self.document.versions:
            self.document.source.fail(0, "Dokumentet har ingen version. Skriv den första i v1.md.")
        plan.steps = [self.read(self.step(file)) for file in self.document.versions]
        self.withdraw(plan)
        self.confirm(plan)
        self.add(plan)
        return plan

    def add(self, plan: Plan) -> None:
        """Plan the translations, and what was taken out by law."""
        document, versions = self.document, set(self.facts)
        plan.translations = translations.plan(
            document.translations, document.number, versions, may_decide=self.may_decide
        )
        new = redactions.missing(document.redactions, document.number, versions, document.fields)
        if self.may_decide:
            plan.redactions = new
        elif new:
            plan.note = f"uppgifter om vad som tagits bort är utelämnade: {UNDECIDED}"

    def read(self, step: Step) -> Step:
        """Return the step with its text read; tell of each link in it that leads to nothing."""
        if not step.writes_text:
            return step
        reading = self.document.kind.reading(step.file.text.body)
        for number in reading.links:
            if number not in self.numbers and not step.file.source.is_hopeless:
                step.file.source.fail(line_of_link(step.file, number), missing("number", number, self.numbers))
        return replace(step, reading=reading)

    def step(self, file: VersionFile) -> Step:
        """Return what is to be done with a version's file, and rehearse it."""
        stored = self.kept.get(file.number)
        if stored is None:
            return self.begin(file)
        if stored.digest == file.digest:
            return self.go_on(file, stored, Way.GO_ON)
        status = status_of(stored.fact, self.today)
        if status in {Status.DRAFT, Status.RETURNED}:
            return self.go_on(file, stored, Way.SAVE)
        if status is Status.IN_REVIEW:
            file.source.fail(
                file.body_line,
                f"Version {file.number} granskas i portalen och kan inte ändras. Vänta tills den är beslutad.",
            )
            return Step(file, Way.LEAVE, file.number)
        return self.renew(file)

    def begin(self, file: VersionFile) -> Step:
        """Plan a version that the portal does not have."""
        decided = any(event.what.is_decision for event in file.events)
        if decided and not self.may_decide and file is not self.document.versions[-1]:
            return Step(file, Way.LEAVE, file.number, note=f"utelämnad: {UNDECIDED}")
        newer = max(self.kept, default=0)
        if newer > file.number:
            file.source.fail(
                0, f"Portalen har redan version {newer}: version {file.number} kan inte läggas in före den."
            )
        blocking = self.open_number()
        if blocking:
            file.source.fail(
                0,
                f"Version {blocking} är under arbete och version {file.number} kan inte börjas förrän den är beslutad.",
            )
        self.facts[file.number] = VersionFact(file.number)
        return self.go_through(file, Way.BEGIN, (), file.events)

    def go_on(self, file: VersionFile, stored: StoredVersion, way: Way) -> Step:
        """Plan a version that the portal has, undecided or with the same text."""
        told, happened = file.events, stored.events
        if (file.author, file.created) != (stored.author, stored.created):
            file.source.fail(
                file.author_line, f"Vem som skrev version {file.number} och när ändras inte. Återställ det."
            )
        if told == happened[: len(told)]:
            return Step(file, way if way is Way.SAVE else Way.LEAVE, file.number)
        if happened != told[: len(happened)]:
            odd = next(event for event, kept in zip(told, happened, strict=False) if event != kept)
            reason = f"”{odd.what.value}” är redan gjort i portalen med andra uppgifter och ändras inte i efterhand."
            file.source.fail(odd.line, f"{reason} Återställ uppgifterna, eller hämta hem dem med portal export.")
            return Step(file, Way.LEAVE, file.number)
        return self.go_through(file, way, happened, told[len(happened) :])

    def go_through(self, file: VersionFile, way: Way, before: Sequence[Event], events: tuple[Event, ...]) -> Step:
        """Rehearse the events that are to happen; an importer who may not decide stops before the first decision."""
        if not self.may_decide and any(event.what.is_decision for event in events):
            way = Way.LEAVE if way is Way.GO_ON else way
            return Step(file, way, file.number, note=f"utkast: {UNDECIDED}")
        happened, at = list(before), before[-1].at if before else file.created
        for event in events:
            fact = fact_of(file.number, happened)
            reason = self.why_not(file, fact, event, happened)
            if not reason and event.at < at:
                reason = f"”{event.what.value}” ligger före det som ska ha hänt innan. Rätta datumen."
            if reason:
                file.source.fail(event.line, reason)
                break
            happened.append(event)
            at = event.at
        self.facts[file.number] = fact_of(file.number, happened)
        return Step(file, way, file.number, events)

    def why_not(self, file: VersionFile, fact: VersionFact, event: Event, happened: Sequence[Event]) -> str | None:
        """Return why the event may not happen now, or None."""
        day = self.day_of(event.at)
        if event.what is What.SUBMITTED:
            return why_not_submit(fact, file.text.change_note, day)
        if event.what is What.RETURNED:
            return why_not_return(fact, event.reason, day)
        if event.what is What.REVOKED:
            return why_not_revoke(fact, event.reason, day)
        if event.valid_from is None or event.review_by is None:
            return "Beslutet är inte fullständigt."
        submitter = next((done.by for done in reversed(happened) if done.what is What.SUBMITTED), "")
        decision = Decision(event.by, file.author, submitter, event.valid_from, event.review_by, None)
        others = [other for number, other in self.facts.items() if number != file.number]
        return why_not_approve(fact, decision, others) or self.document.kind.why_not_decide(file.text.body)

    def renew(self, file: VersionFile) -> Step:
        """Plan another text of a decided version: a new draft, if this is the newest and no other work is under way."""
        later = [version for number, version in self.kept.items() if number > file.number]
        if any(version.digest == file.digest for version in later):
            return Step(file, Way.LEAVE, file.number)
        if self.stored and file.digest in self.stored.redacted:
            return Step(file, Way.LEAVE, file.number, note="utelämnad: texten är borttagen i portalen med stöd i lag")
        newer = [version.number for version in later if not status_of(version.fact, self.today).is_open]
        newer += [other.number for other in self.document.versions if other.number > file.number]
        blocking = self.open_number()
        withdrawal = self.stored.withdrawal if self.stored else None
        if newer:
            reason = f"Version {max(newer)} är nyare: gör ändringen i den."
        elif blocking and status_of(self.facts[blocking], self.today) is Status.IN_REVIEW:
            reason = f"Version {blocking} granskas: vänta tills den är klar."
        elif withdrawal:
            reason = f"Dokumentet är upphävt från {withdrawal.on}."
        else:
            number = blocking or max(self.kept) + 1
            note = f"version {file.number} är beslutad: texten blir utkast till version {number}"
            return Step(file, Way.SAVE if blocking else Way.RENEW, number, note=note)
        file.source.fail(file.body_line, f"Version {file.number} är beslutad och kan inte ändras. {reason}")
        return Step(file, Way.LEAVE, file.number)

    def open_number(self) -> int | None:
        """Return the number of the version that is being worked on, or None."""
        return next((number for number, fact in self.facts.items() if status_of(fact, self.today).is_open), None)

    def withdraw(self, plan: Plan) -> None:
        """Plan the withdrawal."""
        wanted, kept = self.document.withdrawal, self.stored.withdrawal if self.stored else None
        if wanted is None or wanted == kept:
            return
        if kept:
            self.document.source.fail(wanted.line, "Dokumentet är redan upphävt med andra uppgifter. Återställ dem.")
        elif not self.may_decide:
            plan.note = f"inte upphävt: {UNDECIDED}"
        elif reason := why_not_withdraw(self.facts.values(), None, wanted.reason):
            self.document.source.fail(wanted.line, reason)
        else:
            plan.withdrawal = wanted

    def confirm(self, plan: Plan) -> None:
        """Plan the confirmations that the portal does not have."""
        kept = self.stored.confirmations if self.stored else []
        for wanted in self.document.confirmations:
            if wanted in kept:
                continue
            day = self.day_of(wanted.at)
            reason = why_not_confirm(version_on(reversed(self.facts.values()), day), wanted.review_by, day)
            if any(confirming.at == wanted.at for confirming in kept):
                reason = "Bekräftelsen finns redan i portalen med andra uppgifter. Återställ dem."
            if reason:
                self.document.source.fail(wanted.line, reason)
            elif self.may_decide:
                plan.confirmations.append(wanted)
            else:
                plan.note = f"inte bekräftat: {UNDECIDED}"


def line_of_link(file: VersionFile, number: str) -> int:
    """Return the line of the file on which a link to the number stands."""
    text = file.source.text() or ""
    link = re.search(rf"\[\[\s*{number}", text, re.IGNORECASE)
    return text.count("\n", 0, link.start()) + 1 if link else file.body_line
