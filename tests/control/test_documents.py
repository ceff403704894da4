"""A document's page: the ladder, the ways to it, what it says of itself."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.control.actions.decisions import revoke_decision
from portal.control.actions.documents import confirm_document, place_document, withdraw_document
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import approve, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries
from tests.support.visits import Visit

TITLE = "Rutin vid hot och våld"


def second(organisation: Organisation, document: Document, **text: object) -> Version:
    """Begin version 2."""
    return make_draft(organisation, document, **{"change_note": "Skarpare.", **text})  # type: ignore[arg-type]


def test_it_works_plain(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    page = visit("asta", "/d/SOC-RUT-0001")
    assert page.status_code == 200
    assert f"<h1>{TITLE}</h1>" in page.text
    for words in ("Gäller", "SOC-RUT-0001", "20 november 2026", "Äldreomsorgen", "Cleo Åkerlund", "Ta skydd."):
        assert words in page.text


def test_it_is_whole_under_htmx_too(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    assert f"<h1>{TITLE}</h1>" in visit("asta", "/d/SOC-RUT-0001", HX_Request="true").text


def test_an_outsider_hears_that_it_is_not_there(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, audience=["unit:SOC-AO"])
    page = visit("ylva", "/d/SOC-RUT-0001")
    assert page.status_code == 404
    assert TITLE not in page.text


def test_the_citizen_reads_what_is_public_alone(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    make_valid(organisation, "SOC-RUT-0002", audience=["public"], title="Rutin för alla")
    assert visit(None, "/d/SOC-RUT-0001").status_code == 404
    page = visit(None, "/d/SOC-RUT-0002")
    assert "<h1>Rutin för alla</h1>" in page.text
    assert "Cleo Åkerlund" not in page.text
    assert "Set-Cookie" not in page.headers


def test_a_public_page_is_kept_until_something_happens(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, audience=["public"])
    tag = visit(None, "/d/SOC-RUT-0001").headers["ETag"]
    assert visit(None, "/d/SOC-RUT-0001", If_None_Match=tag).status_code == 304
    text = second(organisation, Document.get(), audience=["public"])
    assert visit(None, "/d/SOC-RUT-0001", If_None_Match=tag).status_code == 304
    approve(organisation, submit(organisation, text), valid_from=organisation.today + timedelta(1))
    assert visit(None, "/d/SOC-RUT-0001", If_None_Match=tag).status_code == 200


@pytest.mark.parametrize("path", ["/d/SOC-RUT-0001", "/d/SOC-RUT-0001/v/1", "/d/SOC-RUT-0001/historik"])
def test_another_method_is_refused(visit: Visit, organisation: Organisation, path: str) -> None:
    make_valid(organisation)
    page = visit("asta", path, "POST")
    assert page.status_code == 405
    assert "Så kan sidan inte användas" in page.text


def test_an_unknown_number_is_met_with_the_nearest(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    make_valid(organisation, "SOC-RUT-0002", audience=["unit:SBF"], title="Hemlig rutin")
    page = visit("asta", "/d/SOC-RUT-0009")
    assert page.status_code == 404
    assert f'href="/d/SOC-RUT-0001">{TITLE} (SOC-RUT-0001)</a>' in page.text
    assert "Hemlig rutin" not in page.text


def test_words_are_met_with_titles(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    assert TITLE in visit("asta", "/d/hot-och-våld").text
    assert TITLE in visit("asta", "/d/rutin vid hoot och våld").text


@pytest.mark.parametrize("typed", ["soc-rut-0001", "SOC rut 1", "socrut1"])
def test_a_number_is_understood_as_typed(visit: Visit, organisation: Organisation, typed: str) -> None:
    make_valid(organisation)
    page = visit("asta", f"/d/{typed}/skillnad?fran=1")
    assert page.status_code == 301
    assert page.headers["Location"] == "/d/SOC-RUT-0001/skillnad?fran=1"


@pytest.mark.parametrize("asked", ["_external=1&_scheme=gopher", "endpoint=x", "_method=POST", "_anchor=x", "number=x"])
def test_what_is_asked_for_goes_along_as_it_stands(visit: Visit, organisation: Organisation, asked: str) -> None:
    make_valid(organisation)
    page = visit("asta", f"/d/soc-rut-0001?{asked}")
    assert page.headers["Location"] == f"/d/SOC-RUT-0001?{asked}"


def test_a_former_number_leads_on_for_those_who_may_read(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, audience=["unit:SOC-AO"])
    document = Document.get()
    place_document(
        organisation.deed("bo"),
        document,
        type="routine",
        unit=document.unit,
        owner_role="manager",
        owner=document.owner,
        process_lead=None,
        review_months=12,
        areas=[],
        aliases=["SOC-RUT-0777"],
    )
    page = visit("asta", "/d/SOC-RUT-0777/v/1")
    assert (page.status_code, page.headers["Location"]) == (302, "/d/SOC-RUT-0001/v/1")
    assert visit("ylva", "/d/SOC-RUT-0777").status_code == 404


@pytest.mark.parametrize("number", ["0", "100000", "99999999999999999999", "x", "1.5", "-1"])
def test_a_version_that_cannot_be_is_not_there(visit: Visit, organisation: Organisation, number: str) -> None:
    make_valid(organisation)
    assert visit("asta", f"/d/SOC-RUT-0001/v/{number}").status_code == 404


def test_a_version_that_is_not_there_says_so(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    assert "Version 7 av SOC-RUT-0001 finns inte." in visit("asta", "/d/SOC-RUT-0001/v/7").text


def test_what_simply_applies_is_not_interrupted(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    assert 'class="banner"' not in visit("asta", "/d/SOC-RUT-0001").text


def test_a_replaced_version_leads_to_what_applies(visit: Visit, organisation: Organisation, clock: Clock) -> None:
    make_valid(organisation)
    later = organisation.today + timedelta(10)
    approve(
        organisation, submit(organisation, second(organisation, Document.get(), title="Ny rutin")), valid_from=later
    )
    before = visit("asta", "/d/SOC-RUT-0001")
    assert "Version 2 är beslutad" in before.text
    assert "Beslutad, gäller från 30 november 2026" in before.text
    assert "Gäller inte än" in visit("asta", "/d/SOC-RUT-0001/v/2").text
    clock.go(days=10)
    old = visit("asta", "/d/SOC-RUT-0001/v/1")
    assert "Version 1 är ersatt och gäller inte längre" in old.text
    assert "Den gällde från 20 november 2026 till och med 29 november 2026." in old.text
    assert 'href="/d/SOC-RUT-0001">Läs version 2, som gäller nu</a>' in old.text
    assert "<dt>Gällde till och med</dt><dd>29 november 2026</dd>" in old.text
    assert "Nästa översyn" not in old.text
    assert "<h1>Ny rutin</h1>" in visit("asta", "/d/SOC-RUT-0001").text


def test_a_newer_version_that_one_may_not_read_is_not_offered(
    visit: Visit, organisation: Organisation, clock: Clock
) -> None:
    make_valid(organisation, audience=["public"])
    later = organisation.today + timedelta(10)
    text = second(organisation, Document.get(), title="Sluten rutin", audience=["internal"])
    approve(organisation, submit(organisation, text), valid_from=later)
    clock.go(days=10)
    page = visit(None, "/d/SOC-RUT-0001")
    assert "ersatt och gäller inte längre" in page.text
    assert "En nyare version gäller, men du får inte läsa den." in page.text
    assert "Sluten rutin" not in page.text


def test_open_work_is_seen_by_those_who_work_on_it(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    version = second(organisation, Document.get(), body="## Så gör du\n\nHemligt utkast.\n")
    assert "Version 2 skrivs" in visit("bo", "/d/SOC-RUT-0001").text
    assert "Version 2" not in visit("asta", "/d/SOC-RUT-0001").text
    submit(organisation, version)
    assert "Version 2 granskas" in visit("cleo", "/d/SOC-RUT-0001").text
    draft = visit("cleo", "/d/SOC-RUT-0001/v/2")
    assert "Granskas: inte beslutad än" in draft.text
    assert "Bo Ekström lämnade in den." in draft.text
    assert 'href="/d/SOC-RUT-0001">Läs version 1, som gäller nu</a>' in draft.text
    send_back(organisation, version, "Säg vem som larmar.")
    assert "Cleo Åkerlund skrev: ”Säg vem som larmar.”" in visit("bo", "/d/SOC-RUT-0001/v/2").text
    assert visit("asta", "/d/SOC-RUT-0001/v/2").status_code == 404


def test_a_decision_called_off_says_why(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    later = organisation.today + timedelta(10)
    version = approve(organisation, submit(organisation, second(organisation, Document.get())), valid_from=later)
    revoke_decision(organisation.deed("cleo"), version, reason="Lagen ändrades.")
    page = visit("bo", "/d/SOC-RUT-0001/v/2")
    assert "börjar aldrig gälla" in page.text
    assert "Lagen ändrades." in page.text
    assert visit("asta", "/d/SOC-RUT-0001/v/2").status_code == 404


def test_an_overdue_review_is_told(visit: Visit, organisation: Organisation, clock: Clock) -> None:
    make_valid(organisation)
    clock.go(days=361)
    page = visit("asta", "/d/SOC-RUT-0001")
    assert "Gäller, men översynen är försenad" in page.text
    assert "senast 15 november 2027" in page.text


def test_a_confirmation_renews_the_review(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    until = organisation.today + timedelta(500)
    confirm_document(organisation.deed("cleo"), Document.get(), review_by=until, note="Stämmer.")
    assert "3 april 2028" in visit("asta", "/d/SOC-RUT-0001").text


def test_a_withdrawn_document_says_so_and_what_replaced_it(
    visit: Visit, organisation: Organisation, clock: Clock
) -> None:
    make_valid(organisation)
    make_valid(organisation, "SOC-RUT-0002", title="Rutin som ersätter")
    day = organisation.today + timedelta(5)
    document = Document.get(Document.number == "SOC-RUT-0001")
    withdraw_document(organisation.deed("cleo"), document, on=day, reason="Slogs ihop.", replaced_by="SOC-RUT-0002")
    assert "Upphör att gälla 25 november 2026" in visit("asta", "/d/SOC-RUT-0001").text
    clock.go(days=5)
    page = visit("asta", "/d/SOC-RUT-0001")
    for words in ("Upphävd", "gäller inte sedan 25 november 2026", "Slogs ihop."):
        assert words in page.text
    assert 'href="/d/SOC-RUT-0002">Rutin som ersätter</a>' in page.text


@pytest.mark.parametrize("who", [None, "asta"])
def test_a_page_takes_few_questions(bare_app: Flask, visit: Visit, organisation: Organisation, who: str | None) -> None:
    body = "## Länkar\n\n" + "\n".join(f"- [[SOC-RUT-{number:04d}]]" for number in range(2, 12))
    make_valid(organisation, audience=["public"], body=body)
    for number in range(2, 12):
        make_valid(organisation, f"SOC-RUT-{number:04d}", audience=["public"], body="Se [[SOC-RUT-0001]].\n")
    client = client_for(bare_app, organisation.people[who] if who else None)
    client.get("/handbok/")
    with counted_queries() as asked:
        page = client.get("/d/SOC-RUT-0001")
    assert page.text.count('href="/d/SOC-RUT-0005"') == 3
    assert len(asked) <= 8, "\n".join(asked)
    with counted_queries() as asked_again:
        client.get("/d/SOC-RUT-0001/v/1")
    assert len(asked_again) < len(asked)


def test_a_draft_that_no_person_owns_is_read_by_the_manager_whose_it_is(
    visit: Visit, organisation: Organisation
) -> None:
    document = make_document(organisation)
    Document.update(owner=None).execute()
    make_draft(organisation, document)
    assert visit("cleo", "/d/SOC-RUT-0001/v/1").status_code == 200
    assert visit("asta", "/d/SOC-RUT-0001/v/1").status_code == 404


def test_a_draft_that_another_owns_is_not_read_by_the_manager_before_it_is_handed_in(
    visit: Visit, organisation: Organisation
) -> None:
    document = make_document(organisation)
    Document.update(owner=organisation.people["asta"]).execute()
    make_draft(organisation, document)
    assert visit("asta", "/d/SOC-RUT-0001/v/1").status_code == 200
    assert visit("cleo", "/d/SOC-RUT-0001/v/1").status_code == 404
