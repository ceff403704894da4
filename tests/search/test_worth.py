"""What makes one hit stand before another, and what is told of it."""

from collections.abc import Mapping

import pytest
from flask import Flask

from portal.journal.follow import catch_up
from portal.search.answers import Answer
from portal.search.follower import FOLLOWER
from portal.search.rules import Question
from portal.search.searching import Searcher
from tests.search.conftest import Ask, numbers
from tests.support.documents import make_valid
from tests.support.organisation import Organisation

SYNONYMS = {"dagis": ("förskola",), "orosanmalan": ("anmälan om oro för barn",), "jour": ("förskola", "beredskap")}


@pytest.fixture(autouse=True)
def pages(organisation: Organisation) -> None:
    texts = {
        "SOC-RUT-0001": ("Plats i förskolan", "Vårdnadshavaren ansöker."),
        "SOC-RUT-0002": ("Anmälan när du känner oro för ett barn", "Ring socialkontoret och anmäl."),
        "SOC-RUT-0003": ("Barn i kön", "Oro i magen är vanligt."),
    }
    for number, (title, body) in texts.items():
        make_valid(organisation, number, title=title, body=f"## Så gör du\n\n{body}\n\n## Ansvar\n\nChefen svarar.\n")


def asked(app: Flask, organisation: Organisation, text: str, who: str = "asta", **given: object) -> Answer:
    """Ask with synonyms, or with what was opened."""
    portal = app.extensions["portal"]
    with app.app_context():
        catch_up(FOLLOWER)
        tokens = organisation.reader(who).tokens
        return Searcher(portal.config.index_dir, tokens, portal.today(), **given).search(Question(text), reasons=True)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("dagis", "SOC-RUT-0001"),
        ("DAGIS plats", "SOC-RUT-0001"),
        ("orosanmälan", "SOC-RUT-0002"),
        ("göra en orosanmälan nu", "SOC-RUT-0002"),
        ("jour", "SOC-RUT-0001"),
    ],
)
def test_a_word_finds_what_it_means(bare_app: Flask, organisation: Organisation, typed: str, first: str) -> None:
    answer = asked(bare_app, organisation, typed, synonyms=SYNONYMS)
    assert numbers(answer)[0] == first
    assert (answer.corrected, answer.missing) == ("", tuple(word for word in answer.missing if word == "nu"))
    assert first not in numbers(asked(bare_app, organisation, "dagis"))


def test_the_meaning_is_marked(bare_app: Flask, organisation: Organisation) -> None:
    hit = asked(bare_app, organisation, "dagis", synonyms=SYNONYMS).hits[0]
    assert hit.marked_title == "Plats i <mark>förskolan</mark>"


def test_what_colleagues_opened_for_the_words_comes_first(bare_app: Flask, organisation: Organisation) -> None:
    def opened(words: str) -> Mapping[str, float]:
        return {"document:SOC-RUT-0003": 20.0} if words == "barn oro" else {}

    assert numbers(asked(bare_app, organisation, "barn oro"))[0] == "SOC-RUT-0002"
    assert numbers(asked(bare_app, organisation, "barn oro", opened=opened))[0] == "SOC-RUT-0003"
    assert numbers(asked(bare_app, organisation, "oro barn", opened=opened))[0] == "SOC-RUT-0002"


def test_my_own_unit_comes_first_among_equals(bare_app: Flask, organisation: Organisation) -> None:
    for number, unit in (("SOC-RUT-0012", "SOC-AO"), ("SOC-RUT-0013", "SOC-AO-HTN")):
        make_valid(organisation, number, unit=unit, title="Cykelregler", body="Cykla försiktigt.\n")
    nearest = ["SOC-RUT-0013", "SOC-RUT-0012"]
    assert numbers(asked(bare_app, organisation, "cykelregler")) == nearest
    assert numbers(asked(bare_app, organisation, "cykelregler", "ylva")) == nearest[::-1]


def test_the_passage_tells_its_heading_and_leads_there(ask: Ask) -> None:
    hit = ask("plats chefen svarar").hits[0]
    assert (hit.number, hit.heading) == ("SOC-RUT-0001", "Ansvar")
    assert hit.passage_url == "/d/SOC-RUT-0001#avsnitt-ansvar"
    assert ask("förskolan").hits[0].passage_url == ""


def test_it_is_told_why_a_hit_stands_where_it_does(bare_app: Flask, organisation: Organisation) -> None:
    hit = asked(bare_app, organisation, "förskola dagis", synonyms=SYNONYMS).hits[0]
    labels = [reason.label for reason in hit.reasons]
    assert labels[0].startswith("”forskola” som ”")
    assert labels[1] == "”dagis” genom synonym eller delar av ordet"
    words, factors = hit.reasons[:2], hit.reasons[2:]
    total = sum(reason.worth for reason in words)
    for reason in factors[:-2]:
        total *= reason.worth
    total *= 1 + sum(reason.worth - 1 for reason in factors[-2:])
    assert total == pytest.approx(hit.score, rel=1e-3)
    assert ask_plain(bare_app, organisation).reasons == ()


def ask_plain(app: Flask, organisation: Organisation) -> object:
    """Return the first hit of a search that asks for no reasons."""
    portal = app.extensions["portal"]
    with app.app_context():
        searcher = Searcher(portal.config.index_dir, organisation.reader("asta").tokens, portal.today())
        return searcher.search(Question("förskola")).hits[0]
