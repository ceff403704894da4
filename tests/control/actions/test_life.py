"""A document's life in three questions, on both databases."""

from datetime import timedelta

from portal.control.actions.comments import answer_comment, leave_comment, make_comment
from portal.control.actions.documents import confirm_document
from portal.control.actions.redactions import Cause, redact_part
from portal.control.actions.translations import Wording, approve_translation, hand_in_translation, write_translation
from portal.control.queries.life import life_of
from tests.support.documents import approve, make_document, make_draft, send_back, submit
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries


def test_every_step_is_told_once_by_who_did_it(organisation: Organisation) -> None:
    version = submit(organisation, make_draft(organisation, make_document(organisation)))
    comment = make_comment(organisation.deed("cleo"), version, text="Vem?")
    answer_comment(organisation.deed("bo"), comment, text="Skiftledaren.")
    leave_comment(organisation.deed("bo"), comment)
    send_back(organisation, version, "Vem larmar?")
    approve(organisation, submit(organisation, version))
    document = version.document
    review_by = organisation.today + timedelta(99)
    confirm_document(organisation.deed("cleo"), document, review_by=review_by, note="Gäller.")
    row = write_translation(organisation.deed("bo"), version, "en", Wording("Threats", "Take cover."))
    hand_in_translation(organisation.deed("bo"), row)
    approve_translation(organisation.deed("cleo"), row)
    redact_part(organisation.deed("egon"), version, "note", Cause("gdpr", "artikel 17", "Begäran."))
    with counted_queries() as statements:
        life = life_of(document)
    assert len(statements) <= 3
    told = sorted((step.sort, step.version, step.who, step.words) for step in life.steps if step.version)
    assert told == [
        ("agreed", version.id, "Cleo Åkerlund", ""),
        ("answered", version.id, "Bo Ekström", "Skiftledaren."),
        ("commented", version.id, "Cleo Åkerlund", "Vem?"),
        ("resolved", version.id, "Bo Ekström", ""),
        ("returned", version.id, "Cleo Åkerlund", "Vem larmar?"),
        ("submitted", version.id, "Bo Ekström", ""),
        ("submitted", version.id, "Bo Ekström", ""),
        ("translated", version.id, "Bo Ekström", "Cleo Åkerlund"),
    ]
    rest = {step.sort: (step.who, step.words, step.more) for step in life.steps if step.version is None}
    assert rest["confirmed"] == ("Cleo Åkerlund", "Gäller.", f"{organisation.today} {review_by}")
    assert rest["redacted"][2] == "SOC-RUT-0001/v1/note"
    about = {step.sort: step.more for step in life.steps if step.sort in {"commented", "answered", "resolved"}}
    assert about == {"commented": f"{comment.id}", "answered": f"{comment.id}", "resolved": f"{comment.id} left"}
    assert all(step.at == organisation.now for step in life.steps)
