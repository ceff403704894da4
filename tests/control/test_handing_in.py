"""A draft is looked through, handed in to those who decide and review, and taken back: the pages."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.control.models.decisions import Return, Submission
from portal.control.models.versions import Version
from portal.journal.models import Entry
from portal.people.actions.organisation import appoint_deputy, place_person
from portal.people.actions.persons import disable_person, save_person
from portal.people.reader import MACHINE
from tests.support.browser import client_for
from tests.support.documents import BODY, approve, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries
from tests.support.visits import Visit

PAGE = "/d/SOC-RUT-0001/v/1"
FAULTY = f"# Titel\n\n{BODY}\nRing xx. Läs [[SOC-RUT-0099]].\n\n[här](https://ekvik.example)\n"
Send = Callable[..., TestResponse]


@pytest.fixture
def send(bare_app: Flask, organisation: Organisation, visit: Visit) -> Send:
    """Return what sends a form as a person; `headers` go along."""

    def post(who: str | None, path: str, headers: dict[str, str] | None = None, **fields: object) -> TestResponse:
        client = client_for(bare_app, organisation.people[who] if who else None)
        return client.post(path, data=fields, headers=headers)

    return post


@pytest.fixture
def draft(organisation: Organisation) -> Version:
    """Version 1 of SOC-RUT-0001, by Bo, without faults."""
    return make_draft(organisation, make_document(organisation))


def sound(draft: Version, **fields: object) -> dict[str, object]:
    """Return the fields of the form as they are sent for the draft."""
    return {"seen": draft.sha256, "approver": "cleo", **fields}


def test_the_gate_says_that_nothing_is_wrong(visit: Visit, draft: Version) -> None:
    page = visit("bo", f"{PAGE}/kontroll").text
    assert "Inget att rätta" in page
    assert f'href="{PAGE}/inlamning"' in page


def test_the_gate_names_each_fault_with_its_line_and_the_way_there(visit: Visit, organisation: Organisation) -> None:
    make_draft(organisation, make_document(organisation), body=FAULTY)
    page = visit("bo", f"{PAGE}/kontroll").text
    assert "3 saker att rätta" in page
    assert "2 råd" in page
    assert f'href="{PAGE}/andra?rad=12#text"' in page
    assert "Ring xx. Läs [[SOC-RUT-0099]]." in page
    assert "Länken till SOC-RUT-0099 är död" in page
    assert "Gå vidare och lämna in" not in page


def test_htmx_gets_the_report_alone(visit: Visit, draft: Version) -> None:
    page = visit("bo", f"{PAGE}/kontroll", HX_Request="true").text
    assert page.startswith('<div class="gate"')


@pytest.mark.parametrize("end", ["kontroll", "inlamning"])
def test_a_page_takes_few_questions(visit: Visit, organisation: Organisation, end: str) -> None:
    make_valid(organisation, "SOC-RUT-0002")
    links = " ".join(["[[SOC-RUT-0002]]"] * 5)
    make_draft(organisation, make_document(organisation), body=f"{BODY}\n{links}\n")
    visit("bo", "/personuppgifter")
    with counted_queries() as queries:
        assert visit("bo", f"{PAGE}/{end}").status_code == 200
    assert len(queries) <= 8, "\n".join(queries)


@pytest.mark.parametrize("end", ["kontroll", "inlamning", "atertagning"])
@pytest.mark.parametrize(("who", "status"), [(None, 303), ("asta", 403), ("ylva", 404), ("egon", 403)])
def test_only_those_who_work_on_it_see_it(visit: Visit, draft: Version, end: str, who: str | None, status: int) -> None:
    assert visit(who, f"{PAGE}/{end}").status_code == status


@pytest.mark.parametrize("path", ["/d/SOC-RUT-0099/v/1/kontroll", "/d/SOC-RUT-0001/v/9/inlamning"])
def test_what_is_not_there_is_not_found(visit: Visit, draft: Version, path: str) -> None:
    assert visit("bo", path).status_code == 404


def test_the_nearest_manager_is_suggested_with_who_stands_in(
    visit: Visit, organisation: Organisation, draft: Version
) -> None:
    appoint_deputy(MACHINE, organisation.people["cleo"], organisation.people["disa"], now=organisation.now)
    page = visit("bo", f"{PAGE}/inlamning").text
    assert "Cleo Åkerlund, chef för Äldreomsorgen. Ersättare: Disa Norén" in page
    assert "Ylva Brandt" not in page


def test_a_draft_is_handed_in_to_who_decides_and_who_reviews(send: Send, draft: Version) -> None:
    answer = send("bo", f"{PAGE}/inlamning", **sound(draft, reviewers=["asta", "disa"]))
    assert (answer.status_code, answer.location) == (303, PAGE)
    row = Submission.get()
    assert (row.by.key, row.approvers, row.reviewers, row.mode) == ("bo", "cleo", "asta disa", "one")
    entry = Entry.select().order_by(Entry.number.desc()).get()
    assert entry.verb == "version-submitted"


def test_who_is_asked_to_review_may_read_it(send: Send, visit: Visit, draft: Version) -> None:
    assert visit("asta", PAGE).status_code == 404
    send("bo", f"{PAGE}/inlamning", **sound(draft, reviewers="asta"))
    assert visit("asta", PAGE).status_code == 200


def test_who_reviewed_before_is_chosen_when_it_is_handed_in_again(
    send: Send, visit: Visit, draft: Version, organisation: Organisation
) -> None:
    send("bo", f"{PAGE}/inlamning", **sound(draft, reviewers=["asta", "disa"]))
    send_back(organisation, draft, "Vem larmar?")
    disable_person(MACHINE, organisation.people["asta"], now=organisation.now)
    page = visit("bo", f"{PAGE}/inlamning").text
    assert 'value="disa" checked' in page
    page = visit("cleo", f"{PAGE}/inlamning").text
    assert 'value="disa" checked' in page
    assert 'value="cleo"' not in page, "who was to decide was not asked to review"
    assert 'value="asta"' not in page


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_reviewers_are_found_by_name_and_what_was_chosen_stays(
    send: Send, draft: Version, headers: dict[str, str]
) -> None:
    fields = sound(draft, reviewers="disa", do="sok", person="asta lind")
    answer = send("bo", f"{PAGE}/inlamning", headers, **fields)
    assert answer.status_code == 200
    assert 'id="reviewer-asta"' in answer.text
    assert 'value="disa" checked' in answer.text
    assert "1 person hittades" in answer.text
    assert ("<h1>" in answer.text) is not headers
    assert Submission.select().count() == 0


def test_nobody_found_says_so(send: Send, draft: Version) -> None:
    answer = send("bo", f"{PAGE}/inlamning", **sound(draft, do="sok", person="xyzzy"))
    assert "Ingen mer person hittades" in answer.text


@pytest.mark.parametrize(
    ("approver", "words"),
    [("", "Välj vem som ska besluta."), ("ylva", "Välj bland dem som kan besluta."), ("finns-inte", "Välj bland dem")],
)
def test_who_may_not_decide_cannot_be_chosen(send: Send, draft: Version, approver: str, words: str) -> None:
    answer = send("bo", f"{PAGE}/inlamning", **sound(draft, approver=approver, reviewers="asta"))
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="asta" checked' in answer.text
    assert Submission.select().count() == 0


def test_what_changed_since_it_was_seen_is_not_handed_in(send: Send, draft: Version) -> None:
    answer = send("bo", f"{PAGE}/inlamning", **sound(draft, seen="0" * 64, reviewers="asta"))
    assert answer.status_code == 409
    assert "har ändrats sedan du läste den" in answer.text
    assert draft.sha256 in answer.text
    assert 'value="asta" checked' in answer.text
    assert Submission.select().count() == 0


def test_the_page_is_not_believed(send: Send, organisation: Organisation) -> None:
    faulty = make_draft(organisation, make_document(organisation), body=FAULTY)
    answer = send("bo", f"{PAGE}/inlamning", **sound(faulty))
    assert answer.status_code == 409
    assert "Något behöver rättas innan versionen lämnas in (2 till)" in answer.text
    assert "3 saker att rätta" in answer.text
    assert Submission.select().count() == 0


def test_what_is_handed_in_is_not_handed_in_again(send: Send, visit: Visit, draft: Version) -> None:
    assert send("bo", f"{PAGE}/inlamning", **sound(draft)).status_code == 303
    assert send("bo", f"{PAGE}/inlamning", **sound(draft)).status_code == 409
    assert visit("bo", f"{PAGE}/inlamning").status_code == 409
    assert "Bara ett utkast kan lämnas till granskning" in visit("bo", f"{PAGE}/kontroll").text
    assert Submission.select().count() == 1


def test_who_has_written_is_not_offered_but_the_manager_above(
    visit: Visit, send: Send, organisation: Organisation, draft: Version
) -> None:
    head, _ = save_person(MACHINE, key="hans", name="Hans Ek", email="hans@ekvik.example", now=organisation.now)
    place_person(MACHINE, head, organisation.units["SOC"], role="manager", now=organisation.now)
    page = visit("cleo", f"{PAGE}/inlamning").text
    assert "Hans Ek, chef för Socialförvaltningen" in page
    assert 'value="cleo"' not in page
    assert send("cleo", f"{PAGE}/inlamning", **sound(draft)).status_code == 422
    assert send("cleo", f"{PAGE}/inlamning", **sound(draft, approver="hans")).status_code == 303


def test_nobody_who_can_decide_is_told(visit: Visit, send: Send, draft: Version) -> None:
    assert "Det finns ingen chef som kan besluta" in visit("cleo", f"{PAGE}/inlamning").text
    assert send("cleo", f"{PAGE}/inlamning", **sound(draft)).status_code == 422


def test_a_policy_is_decided_by_several_in_order(visit: Visit, send: Send, organisation: Organisation) -> None:
    head, _ = save_person(MACHINE, key="hans", name="Hans Ek", email="hans@ekvik.example", now=organisation.now)
    place_person(MACHINE, head, organisation.units["SOC"], role="manager", now=organisation.now)
    draft = make_draft(organisation, make_document(organisation, "SOC-POL-0001", sort="policy"))
    address = "/d/SOC-POL-0001/v/1/inlamning"
    page = visit("bo", address).text
    assert page.count("checked") == 2
    assert "i den ordning som de står här" in page
    few = send("bo", address, seen=draft.sha256, approvers="hans")
    assert few.status_code == 422
    assert "Välj minst 2" in few.text
    assert send("bo", address, seen=draft.sha256, approvers=["hans", "cleo"]).status_code == 303
    assert (Submission.get().approvers, Submission.get().mode) == ("cleo hans", "in_order")


@pytest.mark.parametrize(("who", "status"), [(None, 303), ("asta", 403), ("egon", 403), ("ylva", 404)])
def test_only_writers_hand_in(send: Send, draft: Version, who: str | None, status: int) -> None:
    assert send(who, f"{PAGE}/inlamning", **sound(draft)).status_code == status
    assert Submission.select().count() == 0


def test_a_version_is_taken_back_with_a_reason(
    visit: Visit, send: Send, organisation: Organisation, draft: Version
) -> None:
    submit(organisation, draft)
    assert f'href="{PAGE}/atertagning"' in visit("bo", PAGE).text
    assert visit("bo", f"{PAGE}/atertagning").status_code == 200
    answer = send("bo", f"{PAGE}/atertagning", seen=draft.sha256, reason=" ")
    assert answer.status_code == 422
    assert "Skriv varför du tar tillbaka" in answer.text
    answer = send("bo", f"{PAGE}/atertagning", seen=draft.sha256, reason="Fel bilaga.")
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert (Return.get().by.key, Return.get().reason) == ("bo", "Fel bilaga.")
    assert f'href="{PAGE}/inlamning"' in visit("bo", PAGE).text
    assert send("bo", f"{PAGE}/atertagning", seen=draft.sha256, reason="Igen.").status_code == 409


def test_only_who_wrote_or_handed_in_takes_back(
    visit: Visit, send: Send, organisation: Organisation, draft: Version
) -> None:
    submit(organisation, draft)
    assert "atertagning" not in visit("cleo", PAGE).text
    answer = send("cleo", f"{PAGE}/atertagning", seen=draft.sha256, reason="Min.")
    assert answer.status_code == 409
    assert "Bara den som har skrivit eller lämnat in" in answer.text
    assert "Min.</textarea>" in answer.text
    assert Return.select().count() == 0


def test_what_is_decided_is_not_taken_back(send: Send, organisation: Organisation, draft: Version) -> None:
    approve(organisation, submit(organisation, draft))
    answer = send("bo", f"{PAGE}/atertagning", seen=draft.sha256, reason="För sent.")
    assert answer.status_code == 409
    assert "Bara en version som granskas" in answer.text
