"""Who may read what: every persona, audience and status, over pages, prints, differences and attachments."""

import pytest
from flask.testing import FlaskClient

from portal.control.rules.status import Status
from tests.support.matrix import AUDIENCES, CASES, DECIDED, NUMBERS, SECRET, clients, expected, matrix_app

__all__ = ["clients", "matrix_app"]


@pytest.mark.parametrize(("status", "audience"), CASES, ids=lambda value: getattr(value, "name", value))
def test_the_page_is_for_its_readers(clients: dict[str | None, FlaskClient], status: Status, audience: str) -> None:
    number = NUMBERS[status, audience]
    for path in (f"/d/{number}", f"/d/{number}/v/1"):
        answers = {who: client.get(path) for who, client in clients.items()}
        assert {who for who, page in answers.items() if page.status_code == 200} == expected(status, audience), path
        for who, page in answers.items():
            may = who in expected(status, audience)
            assert (SECRET in page.text) is may, (who, path)
            assert ("Om ekorrar" in page.text and page.status_code == 200) is may, (who, path)
            if may:
                assert status.label in page.text


@pytest.mark.parametrize(("status", "audience"), CASES, ids=lambda value: getattr(value, "name", value))
def test_the_attachment_is_for_the_same(clients: dict[str | None, FlaskClient], status: Status, audience: str) -> None:
    path = f"/d/{NUMBERS[status, audience]}/v/1/filer/mall.pdf"
    answers = {who: client.get(path) for who, client in clients.items()}
    assert {who for who, file in answers.items() if file.status_code == 200} == expected(status, audience)
    for who, file in answers.items():
        assert file.data.startswith(b"%PDF") is (who in expected(status, audience))


@pytest.mark.parametrize(("status", "audience"), CASES, ids=lambda value: getattr(value, "name", value))
@pytest.mark.parametrize("view", ["v/1/utskrift", "historik", "skillnad?fran=1&till=1"])
def test_so_are_print_history_and_difference(
    clients: dict[str | None, FlaskClient], status: Status, audience: str, view: str
) -> None:
    answers = {who: client.get(f"/d/{NUMBERS[status, audience]}/{view}") for who, client in clients.items()}
    assert {who for who, page in answers.items() if page.status_code == 200} == expected(status, audience)


@pytest.mark.parametrize(("status", "audience"), CASES, ids=lambda value: getattr(value, "name", value))
def test_anyone_hears_whether_a_print_holds_and_no_outsider_what_it_is(
    clients: dict[str | None, FlaskClient], status: Status, audience: str
) -> None:
    for who, client in clients.items():
        page = client.get(f"/d/{NUMBERS[status, audience]}/v/1/giltig")
        is_known = status in DECIDED or status is Status.REVOKED
        assert page.status_code == (200 if is_known else 404)
        assert ("Ja, utskriften gäller" in page.text) is status.in_force
        assert ("Nej, utskriften gäller inte" in page.text) is (is_known and not status.in_force)
        assert ("Vi känner inte igen utskriften" in page.text) is not is_known
        assert ("Om ekorrar" in page.text) is (is_known and who in expected(status, audience)), who


def test_a_list_shows_what_is_in_force_and_readable(clients: dict[str | None, FlaskClient]) -> None:
    for who, client in clients.items():
        page = client.get("/handbok/a-o").text
        for (status, audience), number in NUMBERS.items():
            is_listed = status.in_force and who in AUDIENCES[audience]
            assert (f'href="/d/{number}"' in page) is is_listed, (who, status, audience)
        many = sum(status.in_force and who in readers for status in DECIDED for readers in AUDIENCES.values())
        assert f"{many} dokument" in page
        assert f"{many // 2} dokument" in client.get("/handbok/enhet/SOC?status=forsenad").text


def test_a_page_that_is_not_found_offers_only_what_is_readable(clients: dict[str | None, FlaskClient]) -> None:
    for who, client in clients.items():
        page = client.get("/d/SOC-RUT-0999").text
        for (status, audience), number in NUMBERS.items():
            if not (status.in_force and who in AUDIENCES[audience]):
                assert number not in page, (who, number)
