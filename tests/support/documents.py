"""Documents for tests, made by the real verbs."""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from portal.control.actions.decisions import approve_version, return_version
from portal.control.actions.documents import create_document
from portal.control.actions.drafts import File, Text, create_draft
from portal.control.actions.submissions import submit_version
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.people.reader import MACHINE
from portal.store import blobs
from tests.support.organisation import Organisation

# All that a routine must tell, so that the gate lets it through.
BODY = "## Så gör du\n\n1. Ta skydd.\n2. Larma.\n\n## Ansvar\n\nAlla gör det direkt, utan undantag.\n"


def make_document(
    organisation: Organisation, number: str = "SOC-RUT-0001", *, unit: str = "SOC-AO", sort: str = "routine"
) -> Document:
    """Create a document without versions, owned by Cleo."""
    return create_document(
        organisation.deed("bo"),
        number=number,
        kind="handbook",
        type=sort,
        unit=organisation.units[unit],
        owner_role="manager",
        owner=organisation.people["cleo"],
    )


def make_draft(
    organisation: Organisation,
    document: Document,
    *,
    title: str = "Rutin vid hot och våld",
    body: str = BODY,
    audience: Iterable[str] = ("internal",),
    change_note: str = "Första versionen.",
    attachment: bytes | None = None,
) -> Version:
    """Begin a version by Bo, with an attachment when there are bytes for it."""
    files = ()
    if attachment is not None:
        blob = blobs.put(io.BytesIO(attachment), organisation.now)
        files = (File("mall.pdf", "Mall", "application/pdf", blob.sha256, blob.size),)
    text = Text(title, body.encode(), tuple(audience), change_note=change_note, files=files)
    return create_draft(organisation.deed("bo"), document, text)


def submit(organisation: Organisation, version: Version) -> Version:
    """Hand the version in to Cleo, as what is brought in: whatever the gate would say of its text."""
    told = replace(organisation.deed("bo"), reader=MACHINE, recorded_at=organisation.now)
    submit_version(told, version, approvers=[organisation.people["cleo"]])
    return version


def send_back(organisation: Organisation, version: Version, reason: str = "För tunt.") -> Version:
    """Let Cleo return the version."""
    return_version(organisation.deed("cleo"), version, reason=reason)
    return version


def approve(
    organisation: Organisation, version: Version, *, valid_from: date | None = None, months: int = 12
) -> Version:
    """Let Cleo decide that the version applies from today or the day."""
    start = valid_from or organisation.today
    review_by = start + timedelta(days=30 * months)
    approve_version(organisation.deed("cleo"), version, valid_from=start, review_by=review_by)
    return version


def make_valid(organisation: Organisation, number: str = "SOC-RUT-0001", **text: object) -> Version:
    """Create a document whose first version applies from today."""
    unit = str(text.pop("unit", "SOC-AO"))
    document = make_document(organisation, number, unit=unit)
    return approve(organisation, submit(organisation, make_draft(organisation, document, **text)))  # type: ignore[arg-type]
