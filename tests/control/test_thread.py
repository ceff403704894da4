"""What belongs together: links in the text and back, resolved for each reader."""

from datetime import timedelta

from flask import Flask

from portal.control.actions.documents import withdraw_document
from portal.control.addresses import find_way
from portal.control.feature import FEATURE
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from tests.support.clock import Clock
from tests.support.documents import make_document, make_draft, make_valid, submit
from tests.support.organisation import Organisation
from tests.support.visits import Visit

BODY = "## Se också\n\n[[SOC-RUT-0002]], [[SOC-RUT-0003|nyckelrutinen]] och [[SOC-RUT-0099]].\n"


def linked(organisation: Organisation, audience: str = "internal") -> None:
    """SOC-RUT-0001 names 0002 and 0003, both of the audience, and 0099, which is not there."""
    make_valid(organisation, audience=["public"], body=BODY, title="Rutin som pekar")
    make_valid(organisation, "SOC-RUT-0002", audience=[audience], title="Rutin för larm & lås", body="Text.\n")
    make_valid(organisation, "SOC-RUT-0003", audience=[audience], title="Rutin för nycklar", body="Text.\n")


def text_of(page: str) -> str:
    """Return the document's own text."""
    return page.partition('<div class="prose">')[2].partition("</div>")[0]


def test_a_link_bears_the_title_or_its_own_words(visit: Visit, organisation: Organisation) -> None:
    linked(organisation)
    text = text_of(visit("asta", "/d/SOC-RUT-0001").text)
    assert '<a href="/d/SOC-RUT-0002">Rutin för larm &amp; lås</a>' in text
    assert '<a href="/d/SOC-RUT-0003">nyckelrutinen</a>' in text
    assert "och SOC-RUT-0099." in text


def test_what_one_may_not_read_is_a_bare_number(visit: Visit, organisation: Organisation) -> None:
    linked(organisation)
    page = visit(None, "/d/SOC-RUT-0001").text
    assert "SOC-RUT-0002, nyckelrutinen (SOC-RUT-0003) och SOC-RUT-0099." in text_of(page)
    assert "larm &amp; lås" not in page
    assert "Rutin för nycklar" not in page


def test_the_thread_is_followed_both_ways(visit: Visit, organisation: Organisation) -> None:
    linked(organisation)
    out = visit("asta", "/d/SOC-RUT-0001").text
    assert "Hänvisar till" in out
    assert "Hänvisar hit" not in out
    back = visit("asta", "/d/SOC-RUT-0003").text
    assert "Hänvisar hit" in back
    assert '<a href="/d/SOC-RUT-0001">Rutin som pekar</a>' in back


def test_a_withdrawn_document_is_named_as_such(visit: Visit, organisation: Organisation, clock: Clock) -> None:
    linked(organisation)
    for number in ("SOC-RUT-0002", "SOC-RUT-0003"):
        document = Document.get(Document.number == number)
        withdraw_document(
            organisation.deed("cleo"), document, on=organisation.today + timedelta(1), reason="Behövs ej."
        )
    clock.go(days=1)
    page = visit("asta", "/d/SOC-RUT-0001").text
    assert '<a href="/d/SOC-RUT-0002">Rutin för larm &amp; lås</a> (upphävd)' in text_of(page)
    assert "Rutin för nycklar (upphävd)" in page


def test_a_draft_that_links_is_no_part_of_the_thread(visit: Visit, organisation: Organisation) -> None:
    linked(organisation)
    draft = make_draft(organisation, make_document(organisation, "SOC-RUT-0004"), body=BODY, title="Utkast som pekar")
    submit(organisation, draft)
    assert "Utkast som pekar" not in visit("bo", "/d/SOC-RUT-0002").text


def test_a_reference_is_resolved_for_the_reader(bare_app: Flask, organisation: Organisation) -> None:
    linked(organisation)
    with bare_app.test_request_context():
        way = find_way("SOC-RUT-0002", organisation.reader("asta"), organisation.today)
        assert way is not None
        assert (way.label, way.url) == ("Rutin för larm & lås", "/d/SOC-RUT-0002")
        assert find_way("SOC-RUT-0404", organisation.reader("asta"), organisation.today) is None
    assert FEATURE.refs["document"] is find_way


def test_an_old_rendering_is_made_anew_and_not_stored(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    Version.update(rendered="{}", renderer=0).execute()
    assert "<li>Ta skydd.</li>" in visit("asta", "/d/SOC-RUT-0001").text
    assert Version.get().rendered == "{}"


def test_a_picture_is_the_versions_own_attachment(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, body="Se ![kartan](karta.png) och ![plan](bilder/plan.png).\n")
    text = text_of(visit("asta", "/d/SOC-RUT-0001").text)
    assert 'src="/d/SOC-RUT-0001/v/1/filer/karta.png"' in text
