"""Drafts are begun and saved, one at a time, and by nobody once they are decided."""

import io
from typing import Any

import pytest

from portal.control.actions.decisions import revoke_decision
from portal.control.actions.drafts import File, Text, create_draft, save_draft
from portal.control.models.documents import Document
from portal.control.models.versions import Contribution, Version
from portal.lib.errors import ForbiddenError, RefusedError
from portal.ops.checks import faults
from portal.store import blobs
from tests.support.documents import BODY, approve, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation
from tests.support.traces import journalled, refused, unchanged

SUBJECT = "document:SOC-RUT-0001"


@pytest.fixture
def document(organisation: Organisation) -> Document:
    """SOC-RUT-0001, without versions."""
    return make_document(organisation)


def text(**changes: Any) -> Text:
    """Return a text that names another document and has all else that is decided."""
    whole = {"title": "Rutin vid hot", "body": b"Se [[SOC-RUT-0002]].\n", "audience": ("internal", "unit:SOC")}
    return Text(**{**whole, **changes})


def test_a_draft_is_begun_with_all_that_will_be_decided(organisation: Organisation, document: Document) -> None:
    blob = blobs.put(io.BytesIO(b"%PDF"), organisation.now)
    files = tuple(File(f"{name}.pdf", name, "application/pdf", blob.sha256, 4) for name in ("b", "a"))
    with journalled("version-drafted", "bo", SUBJECT) as facts:
        version = create_draft(organisation.deed("bo"), document, text(files=files))
    assert facts == {"version": 1, "sha256": version.sha256}
    kept = Version.get()
    assert (kept.number, kept.title, kept.author.key, kept.created_at) == (1, "Rutin vid hot", "bo", organisation.now)
    assert bytes(kept.body) == b"Se [[SOC-RUT-0002]].\n"
    assert "SOC-RUT-0002" in kept.plain
    assert {grant.token for grant in kept.grants} == {"internal", "unit:SOC"}
    assert [link.target for link in kept.links] == ["SOC-RUT-0002"]
    assert [(file.position, file.filename) for file in kept.attachments.order_by("position")] == [
        (0, "b.pdf"),
        (1, "a.pdf"),
    ]
    assert (kept.decided, kept.valid_from, kept.review_by) == (False, None, None)
    assert list(faults()) == []


def test_the_digest_covers_everything_that_is_decided() -> None:
    files = (File("a.pdf", "A", "application/pdf", "0" * 64, 4),)
    whole = text(files=files)
    others = [
        text(files=files, title="Annat"),
        text(files=files, body=b"Annat"),
        text(files=files, audience=("public",)),
        text(files=files, change_note="Annat"),
        text(files=files, significance="minor"),
        text(files=files, language="en"),
        text(files=()),
        text(files=(File("b.pdf", "A", "application/pdf", "0" * 64, 4),)),
        text(files=(File("a.pdf", "B", "application/pdf", "0" * 64, 4),)),
        text(files=(File("a.pdf", "A", "application/pdf", "1" * 64, 4),)),
    ]
    digests = {other.digest("text/markdown") for other in others} | {whole.digest("text/plain")}
    assert len(digests - {whole.digest("text/markdown")}) == len(others) + 1


def test_one_version_is_open_at_a_time(organisation: Organisation, document: Document) -> None:
    version = make_draft(organisation, document)
    for step in (lambda _: None, submit, send_back):
        step(*([organisation, version] if step in {submit, send_back} else [version]))
        with refused(RefusedError, "Version 1 är redan under arbete"):
            make_draft(organisation, document)
    approve(organisation, submit(organisation, version))
    assert make_draft(organisation, document).number == 2


def test_a_versions_number_is_never_used_again(organisation: Organisation) -> None:
    document = make_valid(organisation).document
    second = submit(organisation, make_draft(organisation, document))
    approve(organisation, second, valid_from=organisation.today.replace(year=2027))
    revoke_decision(organisation.deed("cleo"), second, reason="Fel text.")
    assert make_draft(organisation, document).number == 3


@pytest.mark.parametrize("who", ["asta", "ylva", "egon"])
def test_writing_is_forbidden_for_others(organisation: Organisation, document: Document, who: str) -> None:
    with refused(ForbiddenError, "Skriva och ändra utkast"):
        create_draft(organisation.deed(who), document, text())
    version = make_draft(organisation, document)
    with refused(ForbiddenError, "Skriva och ändra utkast"):
        save_draft(organisation.deed(who), version, text())


def test_a_draft_is_saved_whole(organisation: Organisation, document: Document) -> None:
    version = make_draft(organisation, document, attachment=b"%PDF")
    with journalled("version-saved", "bo", SUBJECT) as facts:
        assert save_draft(organisation.deed("bo"), version, text())
    assert facts == {"version": 1, "sha256": text().digest("text/markdown")}
    kept = Version.get()
    assert (kept.title, kept.author.key) == ("Rutin vid hot", "bo")
    assert {grant.token for grant in kept.grants} == {"internal", "unit:SOC"}
    assert [link.target for link in kept.links] == ["SOC-RUT-0002"]
    assert not kept.attachments.exists()
    assert list(faults()) == []
    with unchanged():
        assert not save_draft(organisation.deed("bo"), version, text())


def test_what_has_been_sent_back_can_be_saved(organisation: Organisation, document: Document) -> None:
    version = send_back(organisation, submit(organisation, make_draft(organisation, document)))
    assert save_draft(organisation.deed("bo"), version, text())


def test_what_is_reviewed_or_decided_cannot(organisation: Organisation, document: Document) -> None:
    version = submit(organisation, make_draft(organisation, document))
    with refused(RefusedError, "granskas och kan inte ändras"):
        save_draft(organisation.deed("bo"), version, text())
    approve(organisation, version)
    with refused(RefusedError, "beslutad version ändras aldrig"):
        save_draft(organisation.deed("bo"), version, text())


def test_nobody_writes_over_what_they_have_not_read(organisation: Organisation, document: Document) -> None:
    make_draft(organisation, document)
    mine, yours = Version.get(), Version.get()
    save_draft(organisation.deed("bo"), mine, text())
    with refused(RefusedError, "har ändrats sedan du läste den"):
        save_draft(organisation.deed("disa"), yours, text(title="Annat"))


def test_who_else_writes_in_it_is_kept(organisation: Organisation, document: Document) -> None:
    version = make_draft(organisation, document)
    for who, title in (("disa", "Ett"), ("cleo", "Två"), ("disa", "Tre"), ("bo", "Fyra")):
        save_draft(organisation.deed(who), version, text(title=title))
    assert [row.by.key for row in Contribution.select().order_by(Contribution.id)] == ["disa", "cleo"]
    assert Version.get().author.key == "bo"
    assert bytes(version.body) != BODY.encode()
