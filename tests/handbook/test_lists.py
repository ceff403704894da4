"""Browsing: the ladder for each list, what narrows it, and that it costs the same however long it is."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.control.actions.documents import place_document
from portal.control.models.documents import Document, ProcessArea
from portal.control.models.versions import Version
from portal.people.actions.organisation import save_unit
from portal.people.reader import MACHINE
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import approve, make_document, make_draft, make_valid, submit
from tests.support.markup import Markup
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries, forget_everything
from tests.support.visits import Visit

ADDRESSES = (
    "/handbok/",
    "/handbok/enheter/",
    "/handbok/enhet/SOC",
    "/handbok/omrade/aldreomsorg",
    "/handbok/typ/routine",
    "/handbok/a-o",
    "/handbok/nytt",
)
LISTS = ADDRESSES[2:]


@pytest.fixture
def area() -> ProcessArea:
    return ProcessArea.create(key="aldreomsorg", name="Äldreomsorg", band="operate", position=1)


def put_in(organisation: Organisation, number: str, area: ProcessArea) -> None:
    """Put the document in the process area."""
    document = Document.get(Document.number == number)
    place_document(
        organisation.deed("bo"),
        document,
        type=document.type,
        unit=document.unit,
        owner_role="manager",
        owner=document.owner,
        process_lead=None,
        review_months=12,
        areas=[area],
        aliases=[],
    )


@pytest.fixture
def handbook(organisation: Organisation, area: ProcessArea) -> None:
    """Three documents: a routine and a template of äldreomsorgen, and a public routine of the unit below."""
    make_valid(organisation, title="Rutin vid fall")
    template = make_document(organisation, "SOC-MAL-0001", sort="template")
    approve(organisation, submit(organisation, make_draft(organisation, template, title="Mall för plan")), months=1)
    make_valid(organisation, "SOC-RUT-0002", unit="SOC-AO-HTN", audience=["public"], title="Ångest och oro")
    for number in ("SOC-RUT-0001", "SOC-RUT-0002"):
        put_in(organisation, number, area)


@pytest.mark.parametrize("address", LISTS)
def test_it_works_plain(visit: Visit, handbook: None, address: str) -> None:
    page = visit("asta", address)
    assert page.status_code == 200
    assert 'href="/d/SOC-RUT-0001">Rutin vid fall</a>' in page.text


@pytest.mark.parametrize(
    ("address", "label", "mark"),
    [
        ("/handbok/", "Områden", "page"),
        ("/handbok/?status=forsenad", "Områden", "true"),
        ("/handbok/omrade/aldreomsorg", "Områden", "true"),
        ("/handbok/typ/routine?omrade=aldreomsorg", "Områden", "true"),
        ("/handbok/enhet/SOC?typ=routine", "Enheter", "true"),
        ("/handbok/enheter/", "Enheter", "page"),
        ("/handbok/a-o", "A–Ö", "page"),
    ],
)
def test_the_way_one_came_by_is_marked(visit: Visit, handbook: None, address: str, label: str, mark: str) -> None:
    tabs = [link for link in Markup(visit("asta", address).text).all("a") if "tabs__tab" in link.get("class")]
    assert [(tab.text, tab.get("aria-current")) for tab in tabs if tab.has("aria-current")] == [(label, mark)]


@pytest.mark.parametrize("address", LISTS)
def test_htmx_gets_the_list_alone(visit: Visit, handbook: None, address: str) -> None:
    part = visit("asta", address, HX_Request="true")
    assert part.text.lstrip().startswith('<section class="section" id="items"')
    assert "Rutin vid fall" in part.text
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_citizen_and_the_outsider_see_what_is_theirs(visit: Visit, handbook: None, address: str) -> None:
    for number in ("SOC-RUT-0001", "SOC-MAL-0001"):
        assert number not in visit(None, address).text
    assert "Rutin vid fall" not in visit(None, address).text
    outsider = visit("ylva", address)
    assert outsider.status_code == 200
    shown = {"/handbok/": "Äldreomsorg", "/handbok/enheter/": "Äldreomsorgen"}.get(address, "Rutin vid fall")
    assert shown in outsider.text, "what is internal is for all who are employed"


def test_the_citizen_finds_what_is_public(visit: Visit, handbook: None) -> None:
    assert "Ångest och oro" in visit(None, "/handbok/enhet/SOC").text
    assert "1 dokument" in visit(None, "/handbok/").text


def test_an_empty_handbook_says_what_to_do(visit: Visit) -> None:
    assert "Logga in för att läsa dem." in visit(None, "/handbok/").text
    assert "När ett dokument har beslutats för dig" in visit("asta", "/handbok/").text
    assert "Ingen enhet har något dokument" in visit("asta", "/handbok/enheter/").text
    assert "Inga dokument" in visit("asta", "/handbok/enhet/SOC").text
    assert "Inget har ändrats" in visit("asta", "/handbok/nytt").text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/handbok/enhet/XXX", "Enheten XXX finns inte."),
        ("/handbok/omrade/x", "Processområdet x finns inte."),
        ("/handbok/typ/x", "Dokumenttypen x finns inte."),
        ("/handbok/?enhet=XXX", "Enheten XXX finns inte."),
        ("/handbok/?typ=x", "Dokumenttypen x finns inte."),
        ("/handbok/enhet/SOC?sida=2", "Listan har 1 sidor."),
        ("/handbok/nytt?sida=2", "Listan har 1 sidor."),
    ],
)
def test_the_unknown_is_not_there(visit: Visit, handbook: None, address: str, words: str) -> None:
    page = visit("asta", address)
    assert page.status_code == 404
    assert words in page.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_method_is_refused(visit: Visit, handbook: None, address: str) -> None:
    assert visit("asta", address, "POST").status_code == 405


def test_the_doors_count_what_lies_behind_them(visit: Visit, handbook: None) -> None:
    page = visit("asta", "/handbok/").text
    assert "Göra för invånarna" in page
    assert "Stödja" not in page
    door = page.partition('href="/handbok/omrade/aldreomsorg"')[2].partition("</a>")[0]
    assert "2 dokument" in door
    assert 'href="/handbok/typ/routine">Rutiner</a> <span class="count">2</span>' in page


def test_a_unit_has_what_lies_below_it(visit: Visit, handbook: None) -> None:
    page = visit("asta", "/handbok/enheter/").text
    for name, count in (("Socialförvaltningen", 3), ("Äldreomsorgen", 3), ("Hemtjänst Norr", 1)):
        assert f'{name}</a> <span class="count">{count}</span>' in page
    assert "Samhällsbyggnad" not in page
    assert "3 dokument" in visit("asta", "/handbok/enhet/SOC").text
    assert "1 dokument" in visit("asta", "/handbok/enhet/SOC-AO-HTN").text


def test_a_merged_unit_leaves_its_documents_to_its_successor(
    visit: Visit, handbook: None, organisation: Organisation
) -> None:
    units, now = organisation.units, organisation.now
    new, _ = save_unit(MACHINE, code="SOC-AO-HT", name="Hemtjänsten", kind="unit", parent=units["SOC-AO"], now=now)
    yesterday = organisation.today - timedelta(1)
    old = units["SOC-AO-HTN"]
    save_unit(
        MACHINE,
        code=old.code,
        name=old.name,
        kind="unit",
        parent=units["SOC-AO"],
        now=now,
        valid_to=yesterday,
        successor=new,
    )
    page = visit("asta", "/handbok/enheter/").text
    assert 'Hemtjänsten</a> <span class="count">1</span>' in page
    assert "Hemtjänst Norr" not in page
    assert "Ångest och oro" in visit("asta", "/handbok/enhet/SOC-AO-HT").text


def test_choices_are_combined(visit: Visit, handbook: None, clock: Clock) -> None:
    page = visit("asta", "/handbok/?enhet=SOC-AO&typ=routine&omrade=aldreomsorg").text
    assert "2 dokument" in page
    assert "Mall för plan" not in page
    clock.go(days=31)
    late = visit("asta", "/handbok/enhet/SOC?status=forsenad").text
    assert "Mall för plan" in late
    assert "1 dokument" in late
    assert "Rutin vid fall" not in late
    none = visit("asta", "/handbok/enhet/SOC?status=forsenad&typ=routine").text
    assert "Ta bort valen" in none


def test_each_choice_tells_what_it_would_leave(visit: Visit, handbook: None, clock: Clock) -> None:
    clock.go(days=31)
    page = visit("asta", "/handbok/typ/routine").text
    for label, count in (("Mallar", 1), ("Rutiner", 2), ("Socialförvaltningen", 2), ("Äldreomsorg", 2)):
        assert f'<span class="facet__label">{label}</span> <span class="count">{count}</span>' in page
    assert "Översyn försenad" not in page
    assert 'href="/handbok/typ/routine?status=forsenad"' not in page


def test_a_choice_is_taken_away_by_its_own_link(visit: Visit, handbook: None) -> None:
    page = visit("asta", "/handbok/enhet/SOC-AO?typ=routine").text
    assert 'href="/handbok/enhet/SOC-AO" aria-current="true"' in page
    assert 'href="/handbok/enhet/SOC-AO?typ=template"' in page


def test_letters_lead_to_titles(visit: Visit, handbook: None) -> None:
    page = visit("asta", "/handbok/a-o").text
    assert 'href="/handbok/a-o?bokstav=%C3%85"' in page
    assert 'href="/handbok/a-o?bokstav=B"' not in page
    one = visit("asta", "/handbok/a-o?bokstav=å").text
    assert "Ångest och oro" in one
    assert "Rutin vid fall" not in one
    assert "Inget som du får läsa börjar så." in visit("asta", "/handbok/a-o?bokstav=B").text


def test_titles_stand_in_swedish_order(visit: Visit, organisation: Organisation) -> None:
    titles = ["zebra", "Åka", "ärenden", "Öppna", "Anka", "örn", "Älg", "ål"]
    for place, title in enumerate(titles, start=1):
        make_valid(organisation, f"SOC-RUT-{place:04d}", title=title)
    page = visit("asta", "/handbok/a-o").text
    order = ["Anka", "zebra", "Åka", "ål", "Älg", "ärenden", "Öppna", "örn"]
    found = sorted(order, key=lambda title: page.index(f">{title}</a>"))
    assert found == order


def test_what_changed_is_told_the_newest_first(visit: Visit, organisation: Organisation, clock: Clock) -> None:
    make_valid(organisation, title="Gammal", change_note="")
    make_valid(organisation, "SOC-RUT-0002", title="Som ändras")
    newer = make_draft(organisation, Document.get(Document.number == "SOC-RUT-0002"), change_note="Numret är nytt.")
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(20))
    assert "Numret är nytt." not in visit("asta", "/handbok/nytt").text
    clock.go(days=20)
    page = visit("asta", "/handbok/nytt").text
    assert page.index("Numret är nytt.") < page.index("Nytt dokument")
    assert "10 december 2026" in page
    clock.go(days=15)
    assert "Gammal" not in visit("asta", "/handbok/nytt").text
    assert "Gammal" in visit("asta", "/handbok/nytt?dagar=90").text


def fill(organisation: Organisation, count: int) -> None:
    """Let so many documents more apply, copied row by row."""
    pattern = Version.get()
    for place in range(count):
        document = Document.get_by_id(pattern.document_id)
        document.id, document.number = None, f"SOC-RUT-{place + 1000:04d}"
        document.save(force_insert=True)
        version = Version.get_by_id(pattern.id)
        version.id, version.document, version.title = None, document, f"Rutin {place}"
        version.save(force_insert=True)
        for grant in list(pattern.grants):
            grant.id, grant.version = None, version
            grant.save(force_insert=True)


@pytest.mark.parametrize("who", [None, "asta"])
def test_a_long_list_takes_no_more_questions_than_a_short_one(
    bare_app: Flask, visit: Visit, handbook: None, organisation: Organisation, who: str | None
) -> None:
    def questions() -> dict[str, int]:
        client = client_for(bare_app, organisation.people[who] if who else None)
        found = {}
        # What is filled in is not told of in the journal, which all that is kept goes by.
        forget_everything()
        for address in ADDRESSES:
            with counted_queries() as asked:
                assert client.get(address).status_code == 200
            found[address] = len(asked)
        return found

    few = questions()
    fill(organisation, 300)
    put_in(organisation, "SOC-RUT-1000", ProcessArea.get())
    many = questions()
    assert many == few
    assert max(many.values()) <= 8
    page = visit("asta", "/handbok/typ/routine").text
    assert "sida 1 av 7" in page
    assert 'href="/handbok/typ/routine?sida=2"' in page
    assert "sida 2 av 7" in visit("asta", "/handbok/typ/routine?sida=2&enhet=SOC", HX_Request="true").text
    strange = visit("asta", "/handbok/typ/routine?_external=1&_scheme=gopher&endpoint=x&_method=POST").text
    assert (
        'href="/handbok/typ/routine?_external=1&amp;_scheme=gopher&amp;endpoint=x&amp;_method=POST&amp;sida=2"'
        in strange
    )
