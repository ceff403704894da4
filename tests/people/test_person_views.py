"""The register of persons, and a person's page."""

import pytest

from portal.people.actions.organisation import appoint_deputy
from portal.people.actions.persons import save_person
from portal.people.models import Deputy, Membership, Person
from portal.people.reader import MACHINE
from tests.people.conftest import As
from tests.support.clock import Clock
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries

HTMX = {"HX-Request": "true"}
NEW = {"key": "zoe", "name": "Zoë Ek", "email": "zoe@ekvik.example", "title": "Lots", "phone": "", "unit": "SBF"}

READ = ["/personer/", "/personer/cleo", "/enheter/", "/enheter/SOC", "/behorigheter"]
MANAGE = ["/personer/ny", "/personer/import", "/personer/cleo/andra", "/enheter/ny", "/enheter/SOC/andra"]


@pytest.mark.parametrize("path", READ)
def test_whoever_has_a_role_reads_but_finds_no_forms(browse: As, path: str) -> None:
    page = browse("cleo").get(path)
    assert page.status_code == 200
    assert 'method="post" action="/personer' not in page.text
    assert 'method="post" action="/enheter' not in page.text


@pytest.mark.parametrize("path", [*READ, *MANAGE])
def test_pages_ask_little_of_the_database_and_are_well_made(browse: As, path: str) -> None:
    client = browse("egon")
    client.get(path)
    with counted_queries() as queries:
        assert client.get(path).status_code == 200
    assert len(queries) <= 8


@pytest.mark.parametrize("path", [*READ, *MANAGE])
def test_who_is_signed_out_signs_in_first(browse: As, path: str) -> None:
    answer = browse("").get(path)
    assert (answer.status_code, answer.location) == (303, f"/logga-in?next={path}")


@pytest.mark.parametrize(("key", "paths"), [("asta", READ + MANAGE), ("cleo", MANAGE)])
def test_who_lacks_the_permission_is_refused(browse: As, key: str, paths: list[str]) -> None:
    client = browse(key)
    for path in paths:
        assert client.get(path).status_code == 403


POSTS = [
    "/personer/ny",
    "/personer/import",
    "/personer/asta/andra",
    "/personer/asta/platser",
    "/personer/asta/platser/1/avslut",
    "/personer/asta/ersattare",
    "/personer/asta/ersattare/1/avslut",
    "/personer/asta/avstangning",
    "/personer/asta/avstangning/avslut",
    "/personer/asta/lank",
    "/enheter/ny",
    "/enheter/SOC/andra",
    "/enheter/SBF/avslut",
    "/enheter/SBF/avslut/upphav",
]


@pytest.mark.parametrize("path", POSTS)
def test_nothing_is_changed_by_who_may_not(browse: As, path: str) -> None:
    for key in ("asta", "cleo", "disa"):
        assert browse(key).post(path, data=NEW).status_code == 403
    assert browse("").post(path, data=NEW).status_code == 303
    assert browse("egon").delete(path).status_code == 405


@pytest.mark.parametrize("path", [post.replace("asta", "nobody") for post in POSTS if "asta" in post])
def test_an_unknown_person_is_not_found(browse: As, path: str) -> None:
    answer = browse("egon").post(path)
    assert answer.status_code == 404
    assert "nobody finns inte" in answer.text
    assert browse("egon").get("/personer/nobody").status_code == 404


def test_the_list_is_narrowed_and_answers_in_part(browse: As) -> None:
    client = browse("egon")
    page = client.get("/personer/?q=åker&enhet=SOC&roll=manager").text
    assert "1 person" in page
    assert "Cleo Åkerlund" in page
    assert "Asta" not in page
    assert 'value="åker"' in page
    part = client.get("/personer/?q=åker", headers=HTMX)
    assert "<html" not in part.text
    assert 'id="people-list"' in part.text
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize(
    "query", ["sida=99999999999999999999", "sida=-1", "sida=²", "sida=x", "enhet=MOON", "roll=king", "visa=x"]
)
def test_an_odd_query_is_no_error(browse: As, query: str) -> None:
    page = browse("egon").get(f"/personer/?{query}")
    assert page.status_code == 200
    assert "Personer" in page.text
    assert "Asta Lindqvist" in page.text


def test_a_long_list_has_pages(browse: As, town: Organisation) -> None:
    for number in range(120):
        save_person(MACHINE, key=f"p{number}", name=f"Person {number:03}", now=town.now)
    client = browse("egon")
    client.get("/personer/")
    with counted_queries() as queries:
        page = client.get("/personer/?q=person&sida=3").text
    assert len(queries) <= 8
    assert "120 personer" in page
    assert "Person 119" in page
    assert "Person 099" not in page
    assert "/personer/?q=person&amp;sida=2" in page


def test_an_empty_search_says_what_to_do(browse: As) -> None:
    assert "Prova ett kortare ord" in browse("egon").get("/personer/?q=finnsinte").text


def test_a_person_is_added_with_a_unit(browse: As) -> None:
    client = browse("egon")
    answer = client.post("/personer/ny", data={**NEW, "valid_from": "2026-12-01"})
    assert (answer.status_code, answer.location) == (303, "/personer/zoe")
    page = client.get("/personer/zoe").text
    assert "Zoë Ek finns nu i registret." in page
    assert "från 1 december 2026" in page
    assert "Börjar senare" in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("key", "", "Skriv en nyckel."),
        ("key", "Zoë!", "små bokstäver"),
        ("key", "import", "används av portalen"),
        ("key", "asta", "Nyckeln hör redan till Asta Lindqvist."),
        ("name", "", "Skriv personens namn."),
        ("name", "x" * 201, "Högst 200 tecken."),
        ("name", "a\nb", "Radbrytningar"),
        ("email", "zoe", "Det är ingen e-postadress."),
        ("email", "ASTA@ekvik.example", "hör redan till Asta Lindqvist"),
        ("valid_from", "igår", "Det är inget datum."),
        ("unit", "MOON", "Välj något som finns i listan."),
    ],
)
def test_a_faulty_form_keeps_every_word(browse: As, field: str, value: str, words: str) -> None:
    data = {**NEW, "valid_from": "2026-12-01", field: value}
    answer = browse("egon").post("/personer/ny", data=data)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Det du har skrivit är kvar." in answer.text
    for typed in ("Lots", "igår" if field == "valid_from" else "2026-12-01"):
        assert typed in answer.text
    assert Person.get_or_none(Person.key == "zoe") is None


def test_a_person_is_changed(browse: As) -> None:
    client = browse("egon")
    form = client.get("/personer/asta/andra").text
    assert 'value="Asta Lindqvist"' in form
    data = {"name": "Asta Lind", "title": "Sjuksköterska", "email": "asta.lind@ekvik.example", "phone": "0555"}
    assert client.post("/personer/asta/andra", data=data).location == "/personer/asta"
    assert "Asta Lind</h1>" in client.get("/personer/asta").text
    faulty = client.post("/personer/asta/andra", data={**data, "name": "", "phone": "0777"})
    assert faulty.status_code == 422
    assert "0777" in faulty.text


def test_markup_in_a_name_is_shown_as_text(browse: As) -> None:
    client = browse("egon")
    client.post("/personer/ny", data={**NEW, "name": "<script>alert(1)</script>"})
    assert "<script>alert" not in client.get("/personer/zoe").text
    assert "<script>alert" not in client.get("/personer/").text


def test_a_person_is_disabled_and_let_in_again(browse: As) -> None:
    client, asta = browse("egon"), browse("asta")
    assert asta.get("/mina-sessioner").status_code == 200
    client.post("/personer/asta/avstangning")
    assert asta.get("/mina-sessioner").status_code == 303
    page = client.get("/personer/asta").text
    assert "Asta Lindqvist kan inte logga in." in page
    assert "Gör länk" not in page
    assert "Asta" not in client.get("/personer/").text
    assert "Asta Lindqvist" in client.get("/personer/?visa=avstangda").text
    client.post("/personer/asta/avstangning/avslut")
    assert Person.get(Person.key == "asta").disabled is False


def test_one_is_refused_to_disable_oneself(browse: As) -> None:
    client = browse("egon")
    assert 'action="/personer/egon/avstangning"' not in client.get("/personer/egon").text
    answer = client.post("/personer/egon/avstangning")
    assert answer.status_code == 409
    assert "Be en annan administratör." in answer.text


def test_a_reset_link_is_shown_once_and_works(browse: As) -> None:
    answer = browse("egon").post("/personer/asta/lank")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    link = answer.text.split('value="http://127.0.0.1:8000')[1].split('"')[0]
    assert "Hej Asta Lindqvist" in browse("").get(link).text
    assert link not in browse("egon").get("/personer/asta").text


def test_an_administrator_of_a_part_is_told_what_is_beyond(browse: As) -> None:
    client = browse("sam")
    page = client.get("/personer/ylva").text
    assert "Du är inte administratör för SBF." in page
    assert "Ändra uppgifter" not in page
    assert client.post("/personer/ylva/lank").status_code == 403
    assert "Ändra uppgifter" in client.get("/personer/asta").text


def test_a_place_is_begun_and_ended_from_the_page(browse: As) -> None:
    client = browse("egon")
    data = {"unit": "SOC-AO", "role": "author", "valid_from": "2026-11-20", "valid_to": ""}
    part = client.post("/personer/asta/platser", data=data, headers=HTMX)
    assert part.status_code == 200
    assert "<html" not in part.text
    assert 'id="person-places"' in part.text
    assert "Författare" in part.text
    assert "Placeringen är sparad." in part.text
    row = Membership.get((Membership.role == "author") & (Membership.valid_from.is_null(False)))
    end = {f"membership-{row.id}-last_day": "2026-11-30"}
    assert client.post(f"/personer/asta/platser/{row.id}/avslut", data=end).location == "/personer/asta"
    assert "20 november 2026 – 30 november 2026" in client.get("/personer/asta").text


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"unit": "", "role": ""}, "Välj en enhet."),
        ({"unit": "SOC", "role": "king"}, "Välj något som finns i listan."),
        ({"unit": "SOC", "role": "", "valid_from": "2026-12-02", "valid_to": "2026-12-01"}, "före den första"),
        ({"unit": "SOC", "role": "", "valid_from": "snart"}, "Det är inget datum."),
    ],
)
def test_a_faulty_place_keeps_what_was_typed(
    browse: As, headers: dict[str, str], data: dict[str, str], words: str
) -> None:
    answer = browse("egon").post("/personer/asta/platser", data=data, headers=headers)
    assert answer.status_code == 422
    assert words in answer.text
    assert ("<html" in answer.text) is not bool(headers)
    for typed in (data.get("valid_from"), data.get("valid_to")):
        assert not typed or f'value="{typed}"' in answer.text
    assert not data["unit"] or '<option selected value="SOC">' in answer.text


def test_a_place_of_someone_else_is_not_found(browse: As, town: Organisation) -> None:
    row = Membership.get((Membership.person == town.people["bo"]) & (Membership.role == "author"))
    data = {f"membership-{row.id}-last_day": "2026-11-20"}
    assert browse("egon").post(f"/personer/asta/platser/{row.id}/avslut", data=data).status_code == 404
    assert browse("egon").post("/personer/asta/platser/99999999999/avslut").status_code == 404


def test_a_last_day_that_cannot_be_read_stays_at_its_row(browse: As, town: Organisation) -> None:
    row = Membership.get((Membership.person == town.people["bo"]) & (Membership.role == "author"))
    data = {f"membership-{row.id}-last_day": "snart"}
    answer = browse("egon").post(f"/personer/bo/platser/{row.id}/avslut", data=data)
    assert answer.status_code == 422
    assert 'value="snart"' in answer.text
    assert f'href="#membership-{row.id}-last_day"' in answer.text


def test_ones_own_administration_is_not_ended(browse: As, town: Organisation) -> None:
    row = Membership.get((Membership.person == town.people["egon"]) & (Membership.role == "administrator"))
    data = {f"membership-{row.id}-last_day": "2026-11-20"}
    answer = browse("egon").post(f"/personer/egon/platser/{row.id}/avslut", data=data)
    assert answer.status_code == 409
    assert "Be en annan administratör." in answer.text


@pytest.mark.parametrize("who", ["asta", "asta@ekvik.example", " ASTA@ekvik.example "])
def test_a_deputy_is_appointed_by_key_or_address_and_ended(browse: As, who: str) -> None:
    client = browse("egon")
    part = client.post("/personer/cleo/ersattare", data={"deputy": who, "deputy_from": "2026-11-20"}, headers=HTMX)
    assert 'id="person-deputies"' in part.text
    assert "Asta Lindqvist är ersättare för Cleo Åkerlund." in part.text
    row = Deputy.get()
    data = {f"deputy-{row.id}-last_day": "2026-11-25"}
    assert client.post(f"/personer/cleo/ersattare/{row.id}/avslut", data=data).location == "/personer/cleo"
    assert "20 november 2026 – 25 november 2026" in client.get("/personer/asta").text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"deputy": ""}, "Skriv vem"),
        ({"deputy": "ingen@ekvik.example"}, "ingen@ekvik.example"),
        ({"deputy": "asta", "deputy_from": "2026-12-02", "deputy_to": "2026-12-01"}, "före den första"),
    ],
)
def test_a_faulty_deputy_keeps_what_was_typed(browse: As, data: dict[str, str], words: str) -> None:
    answer = browse("egon").post("/personer/cleo/ersattare", data=data)
    assert answer.status_code == 422
    assert words in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in data.values() if typed)


def test_nobody_stands_in_for_themselves(browse: As) -> None:
    answer = browse("egon").post("/personer/cleo/ersattare", data={"deputy": "cleo"})
    assert answer.status_code == 409


def test_a_deputys_end_is_checked(browse: As, town: Organisation, clock: Clock) -> None:
    row = appoint_deputy(MACHINE, town.people["cleo"], town.people["asta"], now=clock())
    answer = browse("egon").post(f"/personer/cleo/ersattare/{row.id}/avslut", data={f"deputy-{row.id}-last_day": ""})
    assert answer.status_code == 422
    assert "Skriv sista dagen." in answer.text
    assert browse("egon").post(f"/personer/bo/ersattare/{row.id}/avslut").status_code == 404
