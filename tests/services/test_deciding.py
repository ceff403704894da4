"""A declaration is discussed and decided as any document: its promises stand beside its text."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.control.actions.comments import make_comment, take_comment
from portal.control.actions.decisions import return_version
from portal.control.actions.drafts import Text, create_draft
from portal.control.actions.submissions import submit_version
from portal.control.models.versions import Version
from portal.lib.markup.paragraphs import digest_of
from portal.people.actions.organisation import place_person
from portal.people.reader import MACHINE
from portal.services import body
from portal.services.rules.reading import commitment_to
from tests.services.commitments import commitment
from tests.support.organisation import Organisation
from tests.support.services import TEXT, declare
from tests.support.visits import Visit

PLACE = "/d/SBF-SDK-0001/v/2"
HEADING = "## Det här gör vi\n\nText om det"


@pytest.fixture
def second(bygglov: Organisation) -> Version:
    """Return a second version in review, with a sentence and a promise changed."""
    first = declare(bygglov, [commitment()])
    front = {"service": "bygglov", "commitments": [commitment_to(commitment(threshold=1))]}
    written = TEXT.replace(HEADING, f"{HEADING} och mer")
    text = Text("Servicedeklaration för bygglov", body.read(front, written), ("public",), change_note="Fortare.")
    version = create_draft(bygglov.deed("bo"), first.document, text)
    handed = replace(bygglov.deed("bo"), reader=MACHINE, recorded_at=bygglov.now)
    submit_version(handed, version, approvers=[bygglov.people["cleo"]])
    return version


@pytest.fixture
def manager(bygglov: Organisation) -> Organisation:
    """Let Cleo decide for all of the administration that owns the declaration."""
    place_person(MACHINE, bygglov.people["cleo"], bygglov.units["SOC"], role="manager", now=bygglov.now)
    return bygglov


def test_its_promises_are_spoken_of(visit: Visit, bygglov: Organisation, second: Version) -> None:
    promise = body.parts(bytes(second.body))[0]
    comment = make_comment(
        bygglov.deed("cleo"), second, paragraph=digest_of(promise), text="Går det?", suggestion="Nej."
    )
    assert (comment.quote, comment.suggestion) == (promise, None)
    page = visit("cleo", f"{PLACE}/granskning").text
    assert "Löfte: Du får svar på e-post inom 2 arbetsdagar." in page
    assert "Går det?" in page
    assert "Texten har ändrats" not in page


def test_a_suggestion_is_taken_into_its_text(manager: Organisation, second: Version) -> None:
    words = "Text om det och mer, se [[SBF-RUT-0001]]."
    comment = make_comment(manager.deed("cleo"), second, paragraph=digest_of(words), suggestion="Kortare text.")
    return_version(manager.deed("cleo"), second, reason="Kortare.")
    take_comment(manager.deed("bo"), comment)
    kept = body.declaration_of(bytes(Version.get_by_id(second.id).body))
    assert "Kortare text." in kept.text
    assert kept.commitments == body.declaration_of(bytes(second.body)).commitments


def test_the_difference_shows_what_is_promised(
    bare_app: Flask, visit: Visit, manager: Organisation, second: Version
) -> None:
    page = visit("cleo", f"{PLACE}/beslut").text
    assert "<ins>" in page
    assert "Läs hela texten" in page
    assert "Det här ber vi dig om" in page
