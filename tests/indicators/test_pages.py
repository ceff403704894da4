"""The pages where figures are looked after."""

import io

import pytest

from portal.indicators.models import Measurement
from tests.support.browser import client_for
from tests.support.queries import counted_queries
from tests.support.services import measure

KEY, PAGE, SHEET = "kc-epost-andel", "/nyckeltal/", "/nyckeltal/lagg-in"


def words(response):
    return " ".join(response.text.replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.fixture
def town(organisation):
    measure(organisation, {"2026-Q1": (80, 100), "2026-Q2": (1836, 2183)})
    return organisation


@pytest.fixture
def send(bare_app, town):
    def post(who="disa", **fields):
        return client_for(bare_app, town.people[who]).post(SHEET, data=fields)

    return post


def test_they_are_for_those_who_measure(town, visit, send):
    for path in (PAGE, f"{PAGE}{KEY}", SHEET, f"{PAGE}saknas.csv"):
        assert visit("disa", path).status_code == 200
        assert visit("asta", path).status_code == 403
        assert visit(None, path).location.startswith("/logga-in")
    assert send("asta", text=f"{KEY};2026-Q3;1;2").status_code == 403


def test_what_is_missing_stands_first(town, visit, clock):
    measure(town, {"2026-Q3": (9, 10)}, key="annat")
    page = words(visit("disa", PAGE))
    assert "Kvartal 3 2026 saknas sedan 14 oktober 2026" in page
    assert page.index(f"/nyckeltal/{KEY}") < page.index("/nyckeltal/annat")
    assert '<p class="stat__value">1</p> <p class="stat__label">saknas</p>' in page
    clock.go(days=45)
    assert "Kvartal 4 2026 väntas senast 14 januari 2027" in words(visit("disa", PAGE))


def test_what_is_missing_is_taken_out_to_be_filled_in(town, visit):
    answer = visit("disa", f"{PAGE}saknas.csv")
    assert answer.data.decode() == f"\ufeffnyckeltal;period;täljare;nämnare;skäl\r\n{KEY};2026-Q3;;;\r\n"


def test_an_indicator_tells_all_that_was_entered(town, visit, send):
    send(text=f"{KEY};2026-Q2;1835;2183;Ett brev var ingens.", confirmed="1")
    page = words(visit("disa", f"{PAGE}{KEY}"))
    assert "<s>84,1 %</s>" in page
    assert "1 835 av 2 183" in page
    assert "Ett brev var ingens." in page
    assert "Disa Norén" in page
    assert f'href="{SHEET}?start={KEY};2026-Q3;"' in page.replace("%3B", ";")
    assert visit("disa", f"{PAGE}finns-inte").status_code == 404


def test_a_sheet_is_looked_through_and_then_saved(town, visit, send):
    text = f"{KEY};2026-Q3;70;100\n{KEY};2026-Q1;81;100;Ett till."
    page = words(send(text=text))
    assert "2 rader. Allt går att spara." in page
    assert '81 av 100<br><span class="muted">var 80 av 100</span>' in page
    assert Measurement.select().count() == 2
    answer = send(text=text, confirmed="1")
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert Measurement.select().count() == 4
    assert words(send(text=text)).count("Finns redan") == 2


def test_a_file_takes_the_place_of_what_was_pasted(town, send):
    file = (
        io.BytesIO("\ufeffnyckeltal;period;täljare;nämnare\r\nE-post besvarad i tid;kv 3 2026;7;9\r\n".encode()),
        "s.csv",
    )
    page = words(send(text="", file=file))
    assert "7 av 9" in page
    assert "E-post besvarad i tid;kv 3 2026;7;9" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": ""}, "Där finns inga siffror."),
        ({"text": f"{KEY};2026-Q3;=cmd;2"}, "”=cmd” är inget heltal"),
        ({"text": f"{KEY};2026-Q3;<b>;2"}, "”&lt;b&gt;” är inget heltal"),
        ({"text": f"{KEY};2026-Q3;1;2\n{KEY};2026-Q3;1;2", "confirmed": "1"}, "står på flera rader"),
        ({"file": (io.BytesIO(b"\xff\xfea\x00"), "s.csv")}, "UTF-16"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_saved(town, send, fields, told):
    answer = send(**fields)
    assert answer.status_code == 422
    assert told in words(answer)
    assert Measurement.select().count() == 2


def test_the_list_asks_as_much_of_many_as_of_few(town, bare_app):
    client = client_for(bare_app, town.people["disa"])
    counts = []
    for number in range(0, 40, 20):
        for each in range(number, number + 20):
            measure(town, {"2026-Q2": (1, 2)}, key=f"matt-{each}")
        client.get(PAGE)
        with counted_queries() as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8
