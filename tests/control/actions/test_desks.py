"""A draft as its writers have it before them, in either database: one question."""

from datetime import timedelta

from portal.control.actions.writing import forget_typed, keep_typed, note_presence, open_writing
from portal.control.models.versions import Attachment, Version, Writing
from portal.control.queries.writing import numbers_under, read_desk
from portal.control.rules.writing import Written
from tests.support.documents import make_document, make_draft
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries
from tests.support.traces import unchanged


def test_it_has_the_text_the_files_and_who_writes(organisation: Organisation) -> None:
    draft = make_draft(organisation, make_document(organisation), attachment=b"%PDF-1.7")
    Attachment.create(
        version=draft, position=1, filename="a|b,c.csv", title="Å", media_type="text/csv", sha256="0" * 64, size=7
    )
    for key in ("bo", "disa"):
        open_writing(organisation.deed(key), draft, Written(text="Som den var."))
    keep_typed(organisation.deed("bo"), draft, Written(text="Å ä ö."), base=draft.sha256)
    with counted_queries() as statements:
        content, desk = read_desk(draft.id, "SOC-RUT-0001", "bo", organisation.now)
    assert len(statements) == 1
    kept = Version.get_by_id(draft.id)
    assert all(getattr(content.version, name) == getattr(kept, name) for name in ("title", "sha256", "created_at"))
    assert bytes(content.version.body) == bytes(kept.body)
    assert [(file.filename, file.title, file.size) for file in content.attachments] == [
        ("mall.pdf", "Mall", 8),
        ("a|b,c.csv", "Å", 7),
    ]
    assert (desk.saved_by, desk.saved_at) == ("Bo Ekström", organisation.now)
    assert desk.others == ("Disa Norén",)
    assert desk.opened == Written(text="Som den var.")
    assert desk.typed is not None
    assert (desk.typed.written.text, desk.typed.base) == ("Å ä ö.", draft.sha256)


def test_presence_and_what_is_typed_pass(organisation: Organisation) -> None:
    draft = make_draft(organisation, make_document(organisation))
    with unchanged():
        note_presence(organisation.deed("disa"), draft)
    keep_typed(organisation.deed("disa"), draft, Written(text="x"), base="")
    forget_typed(organisation.deed("disa"), draft)
    assert (Writing.get().typed, Writing.get().typed_at) == ("", None)
    later = organisation.now + timedelta(seconds=61)
    assert read_desk(draft.id, "SOC-RUT-0001", "bo", later)[1].others == ()
    note_presence(organisation.deed("disa", later), draft)
    assert read_desk(draft.id, "SOC-RUT-0001", "bo", later)[1].others == ("Disa Norén",)


def test_numbers_are_found_by_their_prefix(organisation: Organisation) -> None:
    for number in ("SOC-RUT-0001", "SOC-RUT-0002", "SOC-INS-0001"):
        make_document(organisation, number)
    assert numbers_under("SOC-RUT") == {"SOC-RUT-0001", "SOC-RUT-0002"}
