"""The page where a promise is tried before it is made."""

import pytest

from tests.services.commitments import commitment
from tests.support.browser import client_for
from tests.support.services import declare

PAGE = "/loften/prova-en-grans"
CASES = "Inkom\tKlart\n2026-10-01\t2026-10-02\n2026-10-01\t2026-10-05\n2026-10-01\t2026-10-06\n2026-10-01\t2026-10-20\n"


@pytest.fixture
def attempt(bare_app, organisation):
    """Return what sends the form as a person and gives status and words."""

    def send(who="bo", **fields):
        sent = {"length": "2", "clock": "working_days", "hours": "kontorstid", "cases": CASES, **fields}
        answer = client_for(bare_app, organisation.people[who]).post(PAGE, data=sent)
        return answer.status_code, " ".join(answer.text.replace("\u00a0", " ").replace("\u202f", " ").split())

    return send


@pytest.fixture
def promised(bygglov):
    """Return the municipality when it promises an answer within four working days."""
    declare(bygglov, [commitment(threshold=4)])
    return bygglov


def test_it_is_for_those_who_write(visit):
    assert visit("bo", PAGE).status_code == 200
    assert visit("asta", PAGE).status_code == 403
    assert visit(None, PAGE).location.startswith("/logga-in")


def test_a_threshold_is_held_against_what_was_pasted(attempt):
    status, page = attempt()
    assert status == 200
    assert "Inom 2 arbetsdagar" in page
    assert '<p class="stat__value">50 %</p>' in page
    assert "2 av 4 ärenden" in page
    assert '<th scope="row">80 %</th><td>13 arbetsdagar</td>' in page
    assert '<th scope="row">3 arbetsdagar</th><td class="align-right number">3</td>' in page
    assert '<td class="align-right number">75 %</td>' in page
    assert "Färre än fem ärenden säger nästan ingenting." in page


def test_what_is_not_done_is_told_apart(attempt):
    _, page = attempt(cases="2026-10-01;2026-10-02\n2026-10-01;\n2026-11-20;\n")
    assert "1 av 2 ärenden" in page
    assert "är inte klara och inte sena" in page
    assert "går inte att säga: för många är inte klara" in page


@pytest.mark.parametrize(("hours", "share"), [("kontorstid", "100 %"), ("vardagar", "0 %"), ("alltid", "0 %")])
def test_hours_are_those_that_were_chosen(attempt, hours, share):
    # From Friday afternoon to Monday morning: two hours of the office, eighteen of working days, sixty-six of all.
    _, page = attempt(length="4", clock="hours", hours=hours, cases="2026-11-13 15:30;2026-11-16 09:00")
    assert f'<p class="stat__value">{share}</p>' in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"length": ""}, "Skriv gränsen som ett helt tal."),
        ({"length": "-1"}, "Skriv ett helt tal från 0 till 4000."),
        ({"length": "1,5"}, "Skriv ett helt tal från 0 till 4000."),
        ({"length": "9999"}, "Skriv ett helt tal från 0 till 4000."),
        ({"clock": "share"}, "Välj något som finns i listan."),
        ({"hours": "natt"}, "Välj något som finns i listan."),
        ({"cases": ""}, "Klistra in minst ett ärende."),
        ({"cases": "Inkom;Klart"}, "Där finns inga ärenden."),
        ({"cases": "2026-10-01;i morgon"}, "Rad 1: ”i morgon” är ingen tid."),
        (
            {"cases": "<script>alert(1)</script>1;2026-10-01"},
            "Rad 1: ”&lt;script&gt;alert(1)&lt;/script&gt;1” är ingen tid.",
        ),
        ({"cases": "2026-10-01;2026-09-01"}, "Rad 1: ärendet är klart innan det kom in."),
        ({"cases": "2026-10-01;9999-12-31"}, "Rad 1: ”9999-12-31” har inte varit än."),
        ({"cases": "2026-10-01\n" * 20_001}, "Högst 20 000 rader på en gång."),
        ({"cases": "2026-10-01;\x00"}, "tecken som inte går att spara"),
        ({"clock": "hours"}, "Rad 2: ”2026-10-01” saknar klockslag."),
    ],
)
def test_what_cannot_be_is_told_and_kept(attempt, fields, words):
    status, page = attempt(**fields)
    assert status == 422
    assert words in page
    assert "Något behöver rättas. Det du har skrivit är kvar." in page
    assert 'value="-1"' in page or fields.get("length") != "-1"


def test_a_promise_leads_there_with_its_own_threshold(promised, visit):
    address = f"{PAGE}?klocka=working_days&amp;grans=4"
    assert address in visit("bo", "/loften/kc-epost").text
    assert PAGE not in visit("asta", "/loften/kc-epost").text
    assert "/nyckeltal/kc-epost-andel" in visit("bo", "/loften/kc-epost").text
    assert "/nyckeltal/" not in visit("asta", "/loften/kc-epost").text
    form = visit("bo", address.replace("&amp;", "&")).text
    assert 'value="4"' in form
    assert '<option selected value="working_days">' in form


@pytest.mark.parametrize("query", ["?klocka=share&grans=70", "?klocka=<b>&grans=" + "9" * 500])
def test_an_absurd_way_there_gives_the_form(visit, query):
    assert '<option selected value="working_days">' in visit("bo", PAGE + query).text
