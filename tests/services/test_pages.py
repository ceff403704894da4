from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from tests.services.commitments import commitment, law
from tests.support.browser import client_for
from tests.support.documents import make_valid
from tests.support.queries import counted_queries
from tests.support.services import declare, explain, make_service, measure

BAD, GOOD = {"2026-Q2": (95, 100), "2026-Q3": (1836, 2183)}, {"2026-Q3": (95, 100)}
ATOM = "{http://www.w3.org/2005/Atom}"


def words(response):
    return response.get_data(as_text=True).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def broken(bygglov):
    """Return the municipality when one promise is broken, one kept, one replaced."""
    declare(bygglov, [commitment(), commitment(key="gammalt", text="Vi hälsar alltid."), kept_one()])
    declare(
        bygglov,
        [commitment(threshold=2, statutory=law(4, commitment().clock)), kept_one()],
        valid_from=date(2026, 7, 1),
    )
    measure(bygglov, BAD)
    measure(bygglov, GOOD, key="hallet-andel")
    return bygglov


def kept_one():
    return commitment(key="hallet", indicator="hallet-andel", text="Vi ringer upp inom 2 arbetsdagar.")


def test_services_are_listed_with_how_they_keep_what_they_promise(broken, visit):
    page = words(visit(None, "/tjanster/"))
    assert 'href="/tjanster/bygglov"' in page
    assert "1 av 2 löften höll vi" in page


def test_services_are_listed_by_life_situation(bygglov, visit):
    make_service(bygglov, "lekplatser")
    page = words(visit(None, "/tjanster/?visa=livssituation"))
    assert "Bygga och bo" in page
    assert "/tjanster/lekplatser" not in page


def test_an_empty_portal_says_what_will_come(organisation, visit):
    assert "Här finns inga tjänster ännu" in words(visit(None, "/tjanster/"))
    assert "Inga löften stämmer med valet" in words(visit(None, "/loften/"))


def test_a_service_tells_what_it_does_promises_and_keeps(broken, visit):
    page = words(visit(None, "/tjanster/bygglov"))
    for expected in (
        "Det här gör vi inte",
        "Så når du oss",
        "0555-10 10 00",
        "84,1 %",
        "minst 90 %",
        "kvartal 3 2026",
        "1 836 av 2 183",
        "Ej uppfyllt",
        "Bättre än lagen",
        "Förklaring saknas sedan 30 oktober 2026.",
        "Borttaget",
        "Vi hälsar alltid.",
        "Beslutat av Cleo Åkerlund, Beslut 8.",
    ):
        assert expected in page, expected


def test_a_service_tells_what_happened(broken, visit):
    explain(broken, correct_by=date(2026, 12, 24))
    page = words(visit(None, "/tjanster/bygglov"))
    assert "Två handläggare var sjuka samtidigt." in page
    assert "Klart senast 24 december 2026." in page
    assert "Förklaring saknas" not in page


def test_a_service_without_a_declaration_says_so(bygglov, visit):
    assert "ingen beslutad servicedeklaration" in words(visit(None, "/tjanster/bygglov"))


def test_documents_that_a_service_rests_on_are_for_those_who_may_read_them(broken, visit):
    make_valid(broken, "SBF-RUT-0001", title="Rutin för bygglov", unit="SOC-AO")
    assert "Rutin för bygglov" not in words(visit(None, "/tjanster/bygglov"))
    page = words(visit("asta", "/tjanster/bygglov"))
    assert 'href="/d/SBF-RUT-0001">Rutin för bygglov' in page


def test_an_unknown_service_or_promise_answers_with_what_was_meant(broken, visit):
    response = visit(None, "/tjanster/byglov")
    assert (response.status_code, 'href="/tjanster/bygglov"' in words(response)) == (404, True)
    response = visit(None, "/loften/kc-epos")
    assert (response.status_code, 'href="/loften/kc-epost"' in words(response)) == (404, True)


def test_promises_are_counted_and_the_broken_come_first(broken, visit):
    page = words(visit(None, "/loften/"))
    assert "Av de 2 löften och garantier som gick att bedöma senast höll vi 1." in page
    assert page.index('id="lofte-kc-epost"') < page.index('id="promise-list"')
    assert page.index("/loften/kc-epost", page.index('id="promise-list"')) < page.rindex("/loften/hallet")
    assert "gammalt" not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("tjanst=bygglov", {"kc-epost", "hallet"}),
        ("utfall=ej-uppfyllt", {"kc-epost"}),
        ("utfall=uppfyllt", {"hallet"}),
        ("forvaltning=SBF", {"kc-epost", "hallet"}),
        ("forvaltning=SOC", set()),
        ("utfall=nonsens", set()),
        ("tjanst=&forvaltning=&utfall=", {"kc-epost", "hallet"}),
        ("sida=99", {"kc-epost", "hallet"}),
        ("sida=-1", {"kc-epost", "hallet"}),
        ("sida=x", {"kc-epost", "hallet"}),
    ],
)
def test_the_list_of_promises_is_narrowed_with_and_without_htmx(broken, visit, query, shown):
    for headers in ({}, {"HX_Request": "true"}):
        response = visit(None, f"/loften/?{query}", **headers)
        rows = words(response).split('id="promise-list"')[1]
        assert {key for key in ("kc-epost", "hallet") if f'href="/loften/{key}"' in rows} == shown
        assert ("<h1" in words(response)) is not bool(headers)
        assert "HX-Request" in response.headers["Vary"]


def test_a_long_list_has_pages(bygglov, visit):
    declare(bygglov, [commitment(key=f"k{n:02}", indicator=f"i{n}") for n in range(45)])
    first, second = words(visit(None, "/loften/")), words(visit(None, "/loften/?sida=2"))
    assert ("/loften/k39" in first, "/loften/k40" in first) == (True, False)
    assert ("/loften/k39" in second, "/loften/k44" in second) == (False, True)


def test_a_promise_is_told_through_all_its_periods(broken, visit):
    explain(broken, period="2026-Q2", what_happened="Kön växte under hela våren.")
    page = words(visit(None, "/loften/kc-epost"))
    for expected in (
        "kvartal 2 2026",
        "95 av 100",
        "Kön växte under hela våren.",
        "Brev besvarade i tid",
        "Oförändrat",
    ):
        assert expected in page, expected
    assert 'id="period-2026-Q3"' in page


def test_a_promise_that_was_taken_away_is_still_told(broken, visit):
    page = words(visit(None, "/loften/gammalt"))
    assert "Löftet gäller inte längre" in page
    assert "upphörde 1 juli 2026" in page


def test_a_declaration_is_a_document_with_its_promises(broken, visit):
    page = words(visit(None, "/d/SBF-SDK-0001"))
    assert "84,1 %" in page
    assert 'href="/tjanster/bygglov"' in page
    old = words(visit(None, "/d/SBF-SDK-0001/v/1"))
    assert "Det här lovade versionen" in old
    assert "Vi hälsar alltid." in old
    assert "84,1 %" not in old


def test_a_declaration_is_printed_with_what_it_promises(broken, visit):
    page = words(visit(None, "/d/SBF-SDK-0001/v/2/utskrift"))
    assert "Löfte: Du får svar på e-post inom 2 arbetsdagar." in page
    assert "Inom 2 arbetsdagar, målet är minst 90 % av fallen" in page


def test_what_changed_in_a_promise_is_seen_between_versions(bygglov, visit):
    declare(bygglov, [commitment()])
    declare(bygglov, [commitment(target_share=95)], valid_from=date(2026, 7, 1))
    page = words(visit(None, "/d/SBF-SDK-0001/skillnad"))
    assert "<del>90</del>" in page.replace(" %", "") or "90" in page.split("<del>")[1][:12]


def test_a_page_of_the_handbook_tells_which_promises_rest_on_it(broken, visit):
    make_valid(broken, "SOC-RUT-0001")
    page = words(visit("asta", "/d/SOC-RUT-0001"))
    assert "Löften som vilar på det här" in page
    assert 'href="/loften/kc-epost"' in page
    make_valid(broken, "SOC-RUT-0002")
    assert "Löften som vilar på det här" not in words(visit("asta", "/d/SOC-RUT-0002"))


def test_what_has_been_promised_inside_only_is_not_told_outside(bygglov, visit):
    declare(bygglov, [commitment(text="Hemligt löfte.")], audience=["internal"])
    for path in ("/tjanster/bygglov", "/loften/", "/loften/kc-epost", "/loften/brutna.atom", "/d/SBF-SDK-0001"):
        assert "Hemligt löfte" not in words(visit(None, path)), path
    assert "Hemligt löfte" in words(visit("asta", "/tjanster/bygglov"))


def entries(visit):
    response = visit(None, "/loften/brutna.atom")
    assert response.content_type == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.data).findall(f"{ATOM}entry")


def test_broken_promises_are_followed_by_feed(broken, visit):
    (entry,) = entries(visit)
    assert entry.findtext(f"{ATOM}id") == "http://127.0.0.1:8000/loften/kc-epost#2026-Q3"
    assert entry.find(f"{ATOM}link").get("href") == "http://127.0.0.1:8000/loften/kc-epost#period-2026-Q3"
    assert "utfall 84,1 %, mål minst 90 %".replace(" %", "\u00a0%") in entry.findtext(f"{ATOM}summary")


def test_an_explanation_makes_the_entry_anew_under_the_same_id(broken, visit, clock):
    (before,) = entries(visit)
    clock.go(days=3)
    explanation = explain(broken)
    type(explanation).update(published_at=clock()).execute()
    (after,) = entries(visit)
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}updated") > before.findtext(f"{ATOM}updated")
    assert "Två handläggare" in after.findtext(f"{ATOM}summary")


def test_a_promise_stays_in_the_feed_when_it_has_been_taken_away(broken, visit):
    declare(broken, [kept_one()], valid_from=date(2026, 11, 1))
    assert len(entries(visit)) == 1


def test_the_feed_is_named_in_the_head_of_the_pages(broken, visit):
    assert 'type="application/atom+xml" title="Brutna löften" href="/loften/brutna.atom"' in words(
        visit(None, "/loften/")
    )


def test_an_empty_feed_is_a_feed(organisation, visit):
    assert entries(visit) == []


@pytest.mark.parametrize(
    "path", ["/tjanster/", "/tjanster/bygglov", "/loften/", "/loften/kc-epost", "/loften/brutna.atom"]
)
def test_pages_only_show(broken, visit, path):
    assert visit(None, path, method="POST").status_code == 405


@pytest.mark.parametrize("who", [None, "asta"])
@pytest.mark.parametrize(
    "path",
    [
        "/tjanster/",
        "/tjanster/?visa=livssituation",
        "/tjanster/bygglov",
        "/loften/",
        "/loften/kc-epost",
        "/loften/brutna.atom",
        "/d/SBF-SDK-0001",
    ],
)
def test_a_page_asks_few_questions(broken, bare_app, visit, path, who):
    make_valid(broken, "SOC-RUT-0002", audience=["public"])
    visit(who, "/d/SOC-RUT-0002")
    client = client_for(bare_app, broken.people[who] if who else None)
    with counted_queries() as asked:
        assert client.get(path).status_code == 200
    # A declaration asks besides what its reader is to read.
    most = 9 if who and path.startswith("/d/") else 8
    assert 1 < len(asked) <= most, "\n".join(asked)


def test_a_page_is_right_again_as_soon_as_something_is_measured(broken, visit):
    assert "84,1 %" in words(visit(None, "/loften/kc-epost"))
    measure(broken, {"2026-Q3": (99, 100)})
    page = words(visit(None, "/loften/kc-epost"))
    assert ("99 %" in page, "84,1 %" in page) == (True, False)


def test_what_is_missing_is_told_from_the_day_it_is_late(broken, visit, clock):
    clock.moment -= timedelta(days=21)
    assert "Förklaringen ska vara här senast 30 oktober 2026." in words(visit(None, "/tjanster/bygglov"))
    clock.go(days=1)
    assert "Förklaring saknas sedan 30 oktober 2026." in words(visit(None, "/tjanster/bygglov"))
