"""Words are taken out of a promise as they are out of the text beside it."""

import pytest

from portal.control.actions.redactions import Cause, redact_words
from portal.control.models.versions import Version
from portal.lib.errors import RefusedError
from portal.services.models import CommitmentRow
from tests.services.commitments import commitment
from tests.support.services import TEXT, declare

CAUSE = Cause("gdpr", "artikel 17", "Den det gäller har begärt det.")
SECRET = "Lillemor Xylander"


def test_words_go_out_of_a_promise_and_all_that_is_made_of_it(bygglov):
    promise = commitment(text=f"{SECRET} svarar dig.")
    version = declare(bygglov, [promise], text=f"{TEXT}\n\nRing {SECRET}.")
    assert redact_words(bygglov.deed("egon"), version.document, SECRET, CAUSE) == [1]
    row = Version.get()
    for kept in (bytes(row.body).decode(), row.plain, row.rendered, CommitmentRow.get().terms):
        assert "Xylander" not in kept
    assert "[borttaget] svarar dig." in row.plain


@pytest.mark.parametrize("name", ["key", "owner_unit", "owner_role", "indicator"])
def test_what_is_no_words_stays_whole(bygglov, name):
    promise = commitment()
    version = declare(bygglov, [promise])
    with pytest.raises(RefusedError):
        redact_words(bygglov.deed("egon"), version.document, str(getattr(promise, name)), CAUSE)
    assert bytes(Version.get().body) == bytes(version.body)
