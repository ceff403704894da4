"""Doing what was planned for a document: its history is replayed through the verbs that people use."""

from portal.control.actions.decisions import approve_version, return_version, revoke_decision
from portal.control.actions.documents import confirm_document, create_document, place_document, withdraw_document
from portal.control.actions.drafts import create_draft, save_draft
from portal.control.actions.submissions import submit_version
from portal.control.deed import Deed
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.rules.types import Mode
from portal.exchange import redactions, translations
from portal.exchange.documents import DocumentFile
from portal.exchange.errand import Errand
from portal.exchange.events import Event, What
from portal.exchange.outcome import Did, Outcome
from portal.exchange.plan import Plan, Step, Way


def take(errand: Errand, plan: Plan) -> list[Outcome]:
    """Bring the document in; return what was done with each of its files."""
    file = plan.document
    if plan.stored is None:
        deed = errand.deed(file.versions[0].author, file.versions[0].created)
        document = create(errand, deed, file)
    else:
        deed = errand.own_deed()
        document = Document.get(Document.number == file.number)
    changed = place(errand, deed, document, file)
    outcomes = [take_step(errand, document, step) for step in plan.steps]
    outcomes += [translations.take(errand, document, step) for step in plan.translations]
    changed |= close(errand, document, plan)
    changed |= redactions.take(errand, document, plan.redactions)
    did = Did.MADE if plan.stored is None else Did.CHANGED if changed else Did.LEFT
    return [Outcome(file.source.name, did, plan.note), *outcomes]


def create(errand: Errand, deed: Deed, file: DocumentFile) -> Document:
    """Create the document."""
    return create_document(
        deed,
        number=file.number,
        kind=file.kind.name,
        type=file.type,
        unit=errand.unit(file.unit),
        owner_role=file.owner_role,
        owner=errand.person(file.owner) if file.owner else None,
        process_lead=errand.person(file.process_lead) if file.process_lead else None,
        review_months=file.review_months,
    )


def place(errand: Errand, deed: Deed, document: Document, file: DocumentFile) -> bool:
    """Set what does not change with the versions; return whether anything changed."""
    return place_document(
        deed,
        document,
        type=file.type,
        unit=errand.unit(file.unit),
        owner_role=file.owner_role,
        owner=errand.person(file.owner) if file.owner else None,
        process_lead=errand.person(file.process_lead) if file.process_lead else None,
        review_months=file.review_months,
        areas=[errand.area(key) for key in file.areas],
        aliases=file.aliases,
    )


def take_step(errand: Errand, document: Document, step: Step) -> Outcome:
    """Bring a version in, as planned."""
    file = step.file
    if step.way is Way.LEAVE:
        return Outcome(file.source.name, Did.LEFT, step.note)
    if step.way is Way.BEGIN:
        version = create_draft(
            errand.deed(file.author, file.created), document, file.text, number=step.number, reading=step.reading
        )
    elif step.way is Way.RENEW:
        deed = errand.deed(file.author, errand.now) if errand.reader.is_machine else errand.own_deed()
        version = create_draft(deed, document, file.text, number=step.number, reading=step.reading)
    else:
        version = Version.get((Version.document == document) & (Version.number == step.number))
    if step.way is Way.SAVE:
        save_draft(errand.own_deed(), version, file.text, reading=step.reading)
    for event in step.events:
        happen(errand, version, event)
    return Outcome(file.source.name, Did.MADE if step.way is Way.BEGIN else Did.CHANGED, step.note)


def happen(errand: Errand, version: Version, event: Event) -> None:
    """Let something happen to a version that once did."""
    deed = errand.deed(event.by, event.at)
    if event.what is What.SUBMITTED:
        asked = [[errand.person(key) for key in keys] for keys in (event.approvers, event.reviewers)]
        submit_version(deed, version, approvers=asked[0], reviewers=asked[1], mode=Mode(event.mode))
    elif event.what is What.RETURNED:
        return_version(deed, version, reason=event.reason)
    elif event.what is What.REVOKED:
        revoke_decision(deed, version, reason=event.reason)
    elif event.valid_from and event.review_by:
        approve_version(
            deed, version, valid_from=event.valid_from, review_by=event.review_by, reference=event.reference
        )


def close(errand: Errand, document: Document, plan: Plan) -> bool:
    """Let the document be confirmed and withdrawn, as planned; return whether it was."""
    for confirming in plan.confirmations:
        deed = errand.deed(confirming.by, confirming.at)
        confirm_document(deed, document, review_by=confirming.review_by, note=confirming.note)
    if plan.withdrawal:
        told = plan.withdrawal
        deed = errand.deed(told.by, told.at)
        withdraw_document(deed, document, on=told.on, reason=told.reason, replaced_by=told.replaced_by)
    return bool(plan.confirmations or plan.withdrawal)
