"""Histories, lists, the thread and what waits for somebody: the same answers from both databases."""

from datetime import timedelta

import pytest

from portal.control.actions.areas import save_areas
from portal.control.actions.decisions import revoke_decision
from portal.control.actions.documents import place_document, withdraw_document
from portal.control.models.documents import Document, ProcessArea
from portal.control.queries import listing
from portal.control.queries.documents import find_alias, get_history
from portal.control.rules.status import Status
from portal.lib.errors import NotFoundError
from portal.people.reader import CITIZEN, MACHINE
from tests.support.documents import approve, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation


def test_a_history_tells_all_that_the_reader_may_know(organisation: Organisation) -> None:
    first, today = make_valid(organisation), organisation.today
    second = make_draft(organisation, first.document, title="Ny rutin", audience=["unit:SOC-AO", "role:manager@SOC"])
    submit(organisation, send_back(organisation, submit(organisation, second), "Mer."))
    whole = get_history("SOC-RUT-0001", organisation.reader("bo").tokens, today)
    assert [(line.number, line.status) for line in whole.versions] == [(2, Status.IN_REVIEW), (1, Status.VALID)]
    assert (whole.current, whole.in_force, whole.open) == (whole.versions[1], whole.versions[1], whole.versions[0])
    assert whole.open.grants == {"unit:SOC-AO", "role:manager@SOC"}
    assert (whole.open.author, whole.open.author_name) == ("bo", "Bo Ekström")
    assert (whole.open.submission.by, whole.open.submission.text, whole.open.returned) == ("Bo Ekström", "cleo", None)
    assert (whole.in_force.approval.by, whole.in_force.approval.at) == ("Cleo Åkerlund", organisation.now)
    part = get_history("SOC-RUT-0001", organisation.reader("asta").tokens, today)
    assert [line.number for line in part.versions] == [1]
    with pytest.raises(NotFoundError):
        part.get(2)
    with pytest.raises(NotFoundError):
        get_history("SOC-RUT-0001", CITIZEN.tokens, today)


def test_a_history_tells_of_what_was_sent_back_called_off_and_withdrawn(organisation: Organisation) -> None:
    document, today = make_valid(organisation).document, organisation.today
    second = submit(organisation, send_back(organisation, submit(organisation, make_draft(organisation, document))))
    approve(organisation, second, valid_from=today + timedelta(5))
    revoke_decision(organisation.deed("cleo"), second, reason="Fel.")
    send_back(organisation, submit(organisation, make_draft(organisation, document)), "Tunt.")
    withdraw_document(organisation.deed("cleo"), document, on=today + timedelta(1), reason="Slut.")
    history = get_history("SOC-RUT-0001", organisation.reader("cleo").tokens, today + timedelta(1))
    assert [line.status for line in history.versions] == [Status.RETURNED, Status.REVOKED, Status.WITHDRAWN]
    assert (history.versions[0].returned.by, history.versions[0].returned.text) == ("Cleo Åkerlund", "Tunt.")
    assert history.versions[1].revocation.text == "Fel."
    assert (history.withdrawal.reason, history.withdrawal.by.name) == ("Slut.", "Cleo Åkerlund")


def place(organisation: Organisation, document: Document, **facts: object) -> None:
    """Put the document in areas and under former numbers."""
    same = {name: getattr(document, name) for name in ("type", "unit", "owner_role", "owner", "process_lead")}
    place_document(organisation.deed("bo"), document, review_months=12, **{"areas": [], "aliases": [], **same, **facts})


def test_lists_are_of_what_applies_and_may_be_read(organisation: Organisation) -> None:
    today, internal = organisation.today, organisation.reader("ylva").tokens
    titles = ("Örat", "ändring", "Ål", "zon", "Zebra", "apa", "Apa b", "1 steg", "Éclair")
    for place_, title in enumerate(titles, start=1):
        make_valid(organisation, f"SOC-RUT-{place_:04d}", title=title)
    make_valid(organisation, "SOC-RUT-0020", title="Hemlig", audience=["unit:SOC-AO"])
    approve(
        organisation,
        submit(organisation, make_draft(organisation, make_document(organisation, "SOC-RUT-0021"))),
        valid_from=today + timedelta(1),
    )
    gone = make_valid(organisation, "SOC-RUT-0022").document
    withdraw_document(organisation.deed("cleo"), gone, on=today, reason="Slut.")
    rows = listing.lines(internal, today).order_by(listing.by_title(), Document.number)
    found, total = listing.page_of(rows, 1, today)
    in_order = ["1 steg", "apa", "Apa b", "Éclair", "Zebra", "zon", "Ål", "ändring", "Örat"]
    assert [line.title for line in found] == in_order
    assert total == len(titles)
    assert found[0].status is Status.VALID
    named = listing.titles_of(["SOC-RUT-0003", "SOC-RUT-0020", "SOC-RUT-0021"], internal, today)
    assert {number: line.title for number, line in named.items()} == {"SOC-RUT-0003": "Ål"}
    near = listing.nearest_documents("SOC-RUT-0030", internal, today)
    assert near[0].number == "SOC-RUT-0003"
    assert "SOC-RUT-0020" not in [line.number for line in near]


def test_areas_and_former_numbers_lead_to_the_document(organisation: Organisation) -> None:
    places = [("ledning", "Ledning", "steer"), ("omsorg", "Vård och omsorg", "operate")]
    save_areas(MACHINE, places, now=organisation.now)
    document = make_valid(organisation).document
    place(organisation, document, areas=[ProcessArea.get(key="omsorg")], aliases=["SOC-RUT-0099"])
    assert [area.key for area in listing.areas()] == ["ledning", "omsorg"]
    assert find_alias("SOC-RUT-0099") == "SOC-RUT-0001"
    assert find_alias("SOC-RUT-0098") is None


def test_the_thread_is_followed_both_ways(organisation: Organisation) -> None:
    today, tokens = organisation.today, organisation.reader("ylva").tokens
    make_valid(organisation, "SOC-RUT-0001", title="B")
    make_valid(organisation, "SOC-RUT-0002", title="A", body="Se [[SOC-RUT-0001]].\n")
    make_valid(organisation, "SOC-RUT-0003", title="C", body="Se [[SOC-RUT-0001]].\n", audience=["unit:SOC-AO"])
    gone = make_valid(organisation, "SOC-RUT-0004", title="D", body="Se [[SOC-RUT-0001]].\n").document
    withdraw_document(organisation.deed("cleo"), gone, on=today, reason="Slut.")
    thread = listing.thread_of("SOC-RUT-0001", ["SOC-RUT-0003", "SOC-RUT-0004", "SOC-RUT-0001"], tokens, today)
    assert [line.number for line in thread.linking] == ["SOC-RUT-0002"]
    assert {number: line.status for number, line in thread.named.items()} == {"SOC-RUT-0004": Status.WITHDRAWN}
    linking = listing.linking_to("SOC-RUT-0001", organisation.reader("bo").tokens, today)
    assert [line.number for line in linking] == ["SOC-RUT-0002", "SOC-RUT-0003"]
