"""The list's pages: plain, with htmx, refused, as an outsider, signed out, unknown, by the wrong method."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.people.reader import MACHINE
from portal.search.actions.synonyms import add_synonym, save_synonyms
from portal.search.models import Synonym
from portal.search.queries.synonyms import PAGE
from tests.search.conftest import Visit
from tests.support.browser import client_for
from tests.support.documents import make_valid
from tests.support.markup import Element, Markup
from tests.support.organisation import Organisation
from tests.support.pleased import PleasedClient
from tests.support.queries import counted_queries

HTMX = {"HX-Request": "true"}
LIST, NEW = "/sok/ordlista", "/sok/ordlista/dokument"
As = Callable[[str], FlaskClient]


@pytest.fixture
def browse(bare_app: Flask, organisation: Organisation) -> As:
    """Return a browser signed in as someone, or a citizen's when the key is empty."""
    bare_app.test_client_class = PleasedClient
    return lambda key: client_for(bare_app, organisation.people[key] if key else None)


@pytest.fixture
def one(organisation: Organisation) -> Synonym:
    """Return a pair that is there."""
    (row,) = add_synonym(MACHINE, "dagis", "förskola", both_ways=False, now=organisation.now)
    return row


def part(html: str, ident: str) -> Element:
    """Return the element of the id."""
    return next(element for element in Markup(html).elements if element.get("id") == ident)


def pairs() -> set[tuple[str, str]]:
    """Return the whole list."""
    return set(Synonym.select(Synonym.term, Synonym.meaning).tuples())


def test_an_empty_list_says_how_to_begin(browse: As) -> None:
    page = browse("disa").get(LIST).text
    assert "Ordlistan är tom" in page
    assert "Sökordlista" in page, "the way here, in the main navigation"


def test_a_pair_is_added(browse: As) -> None:
    client = browse("disa")
    answer = client.post(LIST, data={"term": "Dagis", "meaning": "förskola"})
    assert (answer.status_code, answer.location) == (303, "/sok/ordlista?q=dagis")
    page = client.get(answer.location).text
    assert "Den som söker ”dagis” får nu också träffar för ”förskola”." in page
    assert '<a href="/sok?q=dagis">dagis</a>' in page
    assert pairs() == {("dagis", "förskola")}


def test_a_pair_is_added_both_ways_with_htmx(browse: As) -> None:
    answer = browse("egon").post(LIST, data={"term": "mobil", "meaning": "telefon", "both_ways": "y"}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "mobil → ger också träffar för telefon (åt båda hållen)" in part(answer.text, "synonyms").text
    assert "”mobil” och ”telefon” ger nu träffar för varandra." in part(answer.text, "flash").text
    assert pairs() == {("mobil", "telefon"), ("telefon", "mobil")}


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        ({"term": "", "meaning": "förskola"}, 422, "Skriv det ord som man söker med."),
        ({"term": "lekis", "meaning": " – "}, 422, "Skriv minst ett ord."),
        ({"term": "lekis", "meaning": "ö" * 61}, 422, "Texten är för lång: 61 tecken, högst 60."),
        ({"term": "lekis\x00", "meaning": "förskola"}, 422, "Radbrytningar och styrtecken"),
        ({"term": "lekis", "meaning": "soc rut 99"}, 422, "Inget dokument som gäller har numret SOC-RUT-0099."),
        ({"term": "lekis", "meaning": "LEKIS"}, 409, "är redan samma ord för sökningen."),
        ({"term": "Dagis", "meaning": "förskola"}, 409, "får redan träffar för ”förskola”."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_what_cannot_stand_there_is_told_and_kept(
    browse: As, one: Synonym, data: dict[str, str], status: int, words: str, headers: dict[str, str]
) -> None:
    answer = browse("disa").post(LIST, data=data, headers=headers)
    assert answer.status_code == status
    assert words in answer.text
    assert ("<html" in answer.text) is (headers == {})
    assert pairs() == {("dagis", "förskola")}


def test_a_documents_number_stands_for_its_title(browse: As, organisation: Organisation) -> None:
    make_valid(organisation, title="Rutin vid hot och våld")
    browse("disa").post(LIST, data={"term": "rånad", "meaning": "soc-rut-1"})
    assert pairs() == {("rånad", "rutin vid hot och våld")}


def test_the_list_is_narrowed(browse: As, one: Synonym, organisation: Organisation) -> None:
    add_synonym(MACHINE, "mobil", "telefon", both_ways=False, now=organisation.now)
    client = browse("disa")
    page = client.get(f"{LIST}?q=forskola").text
    assert ">dagis</a>" in page
    assert ">mobil</a>" not in page
    narrowed = client.get(f"{LIST}?q=telefon", headers=HTMX)
    assert narrowed.text.lstrip().startswith('<div class="section" id="synonym-list">')
    assert "HX-Request" in narrowed.vary
    assert "Inget ordpar har de orden" in client.get(f"{LIST}?q=xyzzy").text


def test_the_list_turns_its_pages_and_asks_little(browse: As, organisation: Organisation) -> None:
    save_synonyms(MACHINE, [(f"ord {number}", "text") for number in range(PAGE + 1)], now=organisation.now)
    client = browse("disa")
    assert "/sok/ordlista?q=text&amp;sida=2" in client.get(f"{LIST}?q=text").text
    with counted_queries() as queries:
        page = client.get(f"{LIST}?sida=2").text
    assert "51 ordpar" in page
    assert len(queries) <= 8


def test_the_address_begins_to_fill_the_form(browse: As) -> None:
    page = browse("disa").get(f"{LIST}?term=lekis&meaning=%22f%C3%B6rskola%22").text
    assert part(page, "term").get("value") == "lekis"
    assert part(page, "meaning").get("value") == '"förskola"'


def test_a_pair_is_changed(browse: As, one: Synonym) -> None:
    client = browse("disa")
    place = f"{LIST}/{one.id}/andra"
    assert part(client.get(place).text, "meaning").get("value") == "förskola"
    assert client.post(place, data={"term": "dagis", "meaning": ""}).status_code == 422
    refused = client.post(place, data={"term": "dagis", "meaning": "Dagis"})
    assert refused.status_code == 409
    assert "är redan samma ord för sökningen." in refused.text
    answer = client.post(place, data={"term": "lekis", "meaning": "förskola"})
    assert (answer.status_code, answer.location) == (303, "/sok/ordlista?q=lekis")
    assert pairs() == {("lekis", "förskola")}


def test_a_pair_is_removed_and_the_list_stays_narrowed(browse: As, one: Synonym) -> None:
    answer = browse("disa").post(f"{LIST}/{one.id}/borttagning?q=f%C3%B6rskola&sida=2")
    assert answer.status_code == 303
    assert answer.location == "/sok/ordlista?q=f%C3%B6rskola&sida=2"
    assert pairs() == set()


def test_a_pair_is_removed_with_htmx(browse: As, one: Synonym) -> None:
    answer = browse("disa").post(f"{LIST}/{one.id}/borttagning", headers=HTMX)
    assert answer.status_code == 200
    assert "”dagis” → ”förskola” är borttaget." in part(answer.text, "flash").text


def test_words_lead_to_a_document(browse: As, organisation: Organisation) -> None:
    make_valid(organisation, title="Rutin vid hot och våld")
    make_valid(organisation, "SOC-RUT-0002", title="Rutin vid fall")
    client = browse("disa")
    assert part(client.get(f"{NEW}?term=r%C3%A5nad").text, "term").get("value") == "rånad"
    unsure = client.post(NEW, data={"term": "rånad", "document": "rutin"})
    assert unsure.status_code == 422
    assert "Välj vilket dokument du menar." in unsure.text
    assert 'value="SOC-RUT-0002"' in unsure.text
    sure = client.post(NEW, data={"term": "rånad", "document": "rutin", "chosen": "SOC-RUT-0001"})
    assert (sure.status_code, sure.location) == (303, "/sok/ordlista?q=r%C3%A5nad")
    assert "Den som söker ”rånad” hittar nu ”Rutin vid hot och våld”." in client.get(sure.location).text
    for number, typed in enumerate(("soc rut 2", "rutin vid fall", "fall")):
        assert client.post(NEW, data={"term": f"ramlat {number}", "document": typed}).status_code == 303
    assert {meaning for term, meaning in pairs() if term != "rånad"} == {"rutin vid fall"}
    again = client.post(NEW, data={"term": "rånad", "document": "hot"})
    assert again.status_code == 409
    assert "får redan träffar för ”rutin vid hot och våld”." in again.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"term": "", "document": "SOC-RUT-0001"}, "Skriv det ord som man söker med."),
        ({"term": "rånad", "document": ""}, "Skriv dokumentets nummer, eller några ord ur titeln."),
        ({"term": "rånad", "document": "xyzzy"}, "Inget dokument som gäller passar in på det."),
        ({"term": "rånad", "document": "hot", "chosen": "SBF-RUT-0001"}, "Inget dokument som gäller"),
    ],
)
def test_a_faulty_way_to_a_document_keeps_every_word(
    browse: As, organisation: Organisation, data: dict[str, str], words: str
) -> None:
    make_valid(organisation, title="Rutin för nycklar")
    answer = browse("disa").post(NEW, data=data)
    assert answer.status_code == 422
    assert words in answer.text
    assert pairs() == set()


def test_documents_are_offered_while_one_types(browse: As, organisation: Organisation) -> None:
    make_valid(organisation, title="Rutin vid hot och våld")
    offered = browse("disa").get(f"{NEW}/forslag?document=v%C3%A5ld", headers=HTMX).text
    assert "<html" not in offered
    assert "Rutin vid hot och våld (SOC-RUT-0001)" in offered
    assert "SOC-RUT" not in browse("disa").get(f"{NEW}/forslag?document=v", headers=HTMX).text


def test_a_document_that_one_may_not_read_is_no_target(browse: As, organisation: Organisation) -> None:
    make_valid(organisation, "SOC-RUT-0009", title="Hemligheter", audience=["role:author@SOC"])
    client = browse("disa")
    assert "Hemligheter" not in client.get(f"{NEW}/forslag?document=hemlig", headers=HTMX).text
    for data in ({"document": "SOC-RUT-0009"}, {"document": "hemligheter", "chosen": "SOC-RUT-0009"}):
        assert client.post(NEW, data={"term": "rånad", **data}).status_code == 422
    assert client.post(LIST, data={"term": "rånad", "meaning": "SOC-RUT-0009"}).status_code == 422


def test_a_search_that_found_nothing_is_one_click_away(visit: Visit) -> None:
    page = visit("disa", "/sok?q=xyzzy+%26+b").text
    assert 'href="/sok/ordlista?term=xyzzy+%26+b"' in page
    assert 'href="/sok/ordlista/dokument?term=xyzzy+%26+b"' in page
    for who in (None, "asta", "cleo"):
        assert "/sok/ordlista" not in visit(who, "/sok?q=xyzzy").text


WAYS = [
    ("GET", LIST),
    ("POST", LIST),
    ("GET", f"{LIST}/1/andra"),
    ("POST", f"{LIST}/1/andra"),
    ("POST", f"{LIST}/1/borttagning"),
    ("GET", NEW),
    ("POST", NEW),
    ("GET", f"{NEW}/forslag"),
]


@pytest.mark.parametrize(("method", "path"), WAYS)
def test_outsiders_are_refused_and_the_signed_out_sent_to_sign_in(
    browse: As, one: Synonym, method: str, path: str
) -> None:
    data = {"term": "a", "meaning": "b", "document": "SOC-RUT-0001"} if method == "POST" else None
    for who in ("asta", "bo", "cleo"):
        assert browse(who).open(path, method=method, data=data).status_code == 403
    answer = browse("").open(path, method=method, data=data)
    assert (method, answer.status_code) == (method, 303)
    assert "/logga-in" in (answer.location or answer.text)
    assert pairs() == {("dagis", "förskola")}


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", f"{LIST}/999/andra"), ("POST", f"{LIST}/999/andra"), ("POST", f"{LIST}/999/borttagning")],
)
def test_an_unknown_pair_is_not_found(browse: As, method: str, path: str) -> None:
    answer = browse("disa").open(path, method=method, data={"term": "a", "meaning": "b"} if method == "POST" else None)
    assert answer.status_code == 404
    assert "Synonymen finns inte längre." in answer.text


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", LIST), ("GET", f"{LIST}/1/borttagning"), ("PUT", NEW), ("POST", f"{NEW}/forslag")]
)
def test_other_methods_are_refused(browse: As, method: str, path: str) -> None:
    assert browse("disa").open(path, method=method).status_code == 405
