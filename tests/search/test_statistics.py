"""What is searched for, as those see it who may."""

import re
from datetime import date

import pytest
from flask import Flask

from portal.people.rules import Role, permissions_held
from portal.search.log_rules import Span
from portal.search.models import Opened, Searched
from portal.search.views.statistics import days_of
from tests.search.conftest import Visit
from tests.support.browser import client_for
from tests.support.markup import Markup
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries

PAGE = "/sok/statistik"


@pytest.fixture
def counts(organisation: Organisation) -> None:
    rows = (("hot och våld", 1200, 4), ("parkering & <b>tillstånd</b>", 5, 0), ("anna svensson", 2, 0), ("lov", 4, 9))
    for words, count, hits in rows:
        Searched.create(day=organisation.today, words=words, count=count, hits=hits)
    Opened.create(day=organisation.today, words="hot och våld", ref="document:SOC-RUT-0001", rank=2, count=900)


def rows_of(text: str, section: str) -> list[str]:
    """Return the words of each row of a section's table."""
    part = text.partition(f'aria-labelledby="{section}"')[2].partition("</section>")[0]
    rows = re.findall(r"<tr.*?</tr>", part, re.DOTALL)[1:]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


@pytest.mark.usefixtures("counts")
def test_it_tells_what_is_searched_for_and_not_found(visit: Visit) -> None:
    page = visit("disa", PAGE).text
    assert rows_of(page, "top") == [
        "hot och våld 1 200 4 900 2,0",
        "parkering &amp; &lt;b&gt;tillstånd&lt;/b&gt; 5 0 0 –",
        "lov 4 9 0 –",
        "övriga 2",
    ]
    vain = "parkering &amp; &lt;b&gt;tillstånd&lt;/b&gt;"
    assert rows_of(page, "nothing") == [f"{vain} 5 Lägg till synonym för {vain}", "övriga 2"]
    (link,) = (link for link in Markup(page).all("a") if "Lägg till synonym" in link.text)
    begun = Markup(visit("disa", link.get("href")).text)
    assert "parkering & <b>tillstånd</b>" in {field.get("value") for field in begun.all("input")}
    assert rows_of(page, "unopened") == ["lov 4 9"]
    assert "svensson" not in page, "what few have searched for is not shown"
    assert "1\u202f211" in page
    assert '<span class="visually-hidden">' in page


@pytest.mark.usefixtures("counts")
def test_the_figures_are_drawn_and_written(visit: Visit, organisation: Organisation) -> None:
    page = visit("egon", f"{PAGE}?dagar=7").text
    figures = rows_of(page, "figures")
    assert len(figures) == 7
    assert figures[-1] == "20 november 1 211 7"
    assert figures[0] == "14 november 0 0"
    assert page.count('class="chart__bar') == 7
    assert len(rows_of(visit("egon", f"{PAGE}?dagar=90").text, "figures")) == 9


def test_an_empty_log_says_so(visit: Visit) -> None:
    page = visit("disa", f"{PAGE}?dagar=nonsense").text
    assert "Inga sökningar är räknade" in page
    assert '<a class="tabs__tab" href="/sok/statistik?dagar=30" aria-current="page">30 dagar</a>' in page
    assert "<table" not in page


def test_a_log_without_openings_says_so(visit: Visit, organisation: Organisation) -> None:
    Searched.create(day=organisation.today, words="lov", count=9, hits=3)
    page = visit("disa", PAGE).text
    assert "Alla sökningar gav någon träff." in page
    assert rows_of(page, "unopened") == ["lov 9 3"]


def test_few_openings_are_not_told(visit: Visit, organisation: Organisation) -> None:
    Searched.create(day=organisation.today, words="lov", count=9, hits=3)
    Opened.create(day=organisation.today, words="lov", ref="service:lov", rank=7, count=2)
    page = visit("disa", PAGE).text
    assert rows_of(page, "top") == ["lov 9 3 få –"]
    assert "Något öppnades efter alla sökningar som gav träffar." in page


def test_what_waits_in_memory_is_shown(bare_app: Flask, visit: Visit, organisation: Organisation) -> None:
    for _ in range(3):
        bare_app.extensions["search_log"].note_search(organisation.today, "semester", 1)
    assert rows_of(visit("disa", PAGE).text, "top") == ["semester 3 1 0 –"]


@pytest.mark.parametrize(("who", "status"), [("disa", 200), ("egon", 200), ("asta", 403), ("bo", 403), ("cleo", 403)])
def test_it_is_for_who_leads_the_quality(visit: Visit, who: str, status: int) -> None:
    response = visit(who, PAGE)
    assert response.status_code == status
    assert ("Söks mest" in response.text or "Inga sökningar är räknade" in response.text) is (status == 200)
    links = Markup(visit(who, "/").text).all("a")
    assert (PAGE in {link.get("href") for link in links}) is (status == 200)


def test_who_is_signed_out_signs_in_first(visit: Visit) -> None:
    response = visit(None, PAGE)
    assert (response.status_code, response.location) == (303, f"/logga-in?next={PAGE}")
    assert visit("disa", PAGE, method="POST").status_code == 405


def test_the_roles_that_hold_it() -> None:
    held = {role for role in Role if "search.read_log" in permissions_held(frozenset({f"role:{role}@X"}))}
    assert held == {Role.QUALITY_LEAD, Role.ADMINISTRATOR}


@pytest.mark.usefixtures("counts")
def test_it_asks_the_database_little(bare_app: Flask, organisation: Organisation) -> None:
    client = client_for(bare_app, organisation.people["disa"])
    with counted_queries() as queries:
        assert client.get(PAGE).status_code == 200
    assert len(queries) <= 8, queries


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), "20 november"),
        (date(2026, 11, 16), date(2026, 11, 20), "16–20 november"),
        (date(2026, 10, 28), date(2026, 11, 1), "28 oktober–1 november"),
    ],
)
def test_days_in_words(first: date, last: date, words: str) -> None:
    assert days_of(Span(first, last, 0, 0)) == words


def test_it_is_told_to_everyone_what_is_counted(visit: Visit) -> None:
    page = visit(None, "/personuppgifter").text
    for words in ("räknar sökorden", "personnummer", "färre än tre gånger", "90 dagar"):
        assert words in page
