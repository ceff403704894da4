"""Read and understood, on pages: the reader's, the manager's, and the document's own."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.control.models.documents import Document
from portal.journal.follow import catch_up
from portal.people.actions.persons import save_person
from portal.people.reader import MACHINE
from portal.reading.actions.demands import demand_reading
from portal.reading.follower import READING
from portal.reading.models import Acknowledgement, Duty, ReadingDemand
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import approve, make_draft, make_valid, submit
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries
from tests.support.visits import Visit

PAGE, DEMANDS = "/d/SOC-RUT-0001", "/d/SOC-RUT-0001/laskrav"
ASK = "Jag har läst och förstått"
DAY = timedelta(1)
Send = Callable[..., TestResponse]


@pytest.fixture
def send(bare_app: Flask, organisation: Organisation, visit: Visit) -> Send:
    """Return what sends a form as a person."""

    def post(who: str | None, path: str, headers: dict[str, str] | None = None, **fields: str) -> TestResponse:
        client = client_for(bare_app, organisation.people[who] if who else None)
        return client.post(path, data=fields, headers=headers)

    return post


@pytest.fixture
def document(organisation: Organisation) -> Document:
    return make_valid(organisation).document


@pytest.fixture
def follow(bare_app: Flask) -> Callable[[], None]:
    """Return what lets the follower catch up."""

    def caught_up() -> None:
        with bare_app.app_context():
            catch_up(READING)

    return caught_up


@pytest.fixture
def demanded(organisation: Organisation, document: Document, follow: Callable[[], None]) -> ReadingDemand:
    """Let all of the social administration be asked to read the routine within a fortnight."""
    unit = organisation.units["SOC"]
    row = demand_reading(
        organisation.deed("disa"), document, unit=unit, role="", days=14, why="Larmet har nytt nummer."
    )
    follow()
    return row


def test_the_document_asks_who_is_to_read_and_nobody_else(visit: Visit, demanded: ReadingDemand) -> None:
    page = visit("asta", PAGE).text
    assert "Läs det här senast 4 december 2026" in page
    assert "Larmet har nytt nummer." in page
    assert ASK in page
    for who in ("egon", None):
        answer = visit(who, PAGE)
        assert ASK not in answer.text


def test_reading_is_acknowledged_and_said_so(send: Send, visit: Visit, demanded: ReadingDemand) -> None:
    answer = send("asta", f"{PAGE}/v/1/last")
    assert (answer.status_code, answer.location) == (303, PAGE)
    page = visit("asta", PAGE).text
    assert ASK not in page
    assert "Du har läst och förstått version 1." in page
    assert Acknowledgement.select().count() == 1
    assert send("asta", f"{PAGE}/v/1/last", back="/vantar").location == "/vantar"
    assert Acknowledgement.select().count() == 1
    assert send("asta", f"{PAGE}/v/1/last", back="https://example.org/").location == PAGE


def test_reading_is_not_acknowledged_by_who_may_not_read(send: Send, organisation: Organisation) -> None:
    make_valid(organisation, audience=("unit:SOC-AO",))
    assert send("ylva", f"{PAGE}/v/1/last").status_code == 404
    assert send(None, f"{PAGE}/v/1/last").status_code == 303
    assert send("asta", f"{PAGE}/v/2/last").status_code == 404
    assert Acknowledgement.select().count() == 0


def test_a_language_that_is_not_there_is_refused(send: Send, demanded: ReadingDemand) -> None:
    answer = send("asta", f"{PAGE}/v/1/last", language="<script>")
    assert answer.status_code == 409
    assert "Språket finns inte" in answer.text
    assert Acknowledgement.select().count() == 0


def test_a_new_version_asks_again_and_shows_what_changed(
    send: Send, visit: Visit, organisation: Organisation, document: Document, demanded: ReadingDemand
) -> None:
    send("asta", f"{PAGE}/v/1/last")
    approve(
        organisation,
        submit(organisation, make_draft(organisation, document, change_note="Nytt larm.")),
        valid_from=organisation.today + DAY,
    )
    ahead = visit("asta", f"{PAGE}/v/2").text
    assert "Börjar gälla 21 november 2026. Du kan läsa och kvittera redan nu" in ahead
    assert ASK in ahead
    assert "Du har läst och förstått version 1." in visit("asta", PAGE).text
    Duty.update(wanted=2, done=0).execute()
    ahead = visit("asta", f"{PAGE}/v/2").text
    assert "Du har läst version 1." in ahead
    assert "/d/SOC-RUT-0001/skillnad?fran=1&amp;till=2" in ahead
    assert ASK not in visit("asta", f"{PAGE}/v/1").text, "the older one is not enough"


def test_what_i_am_to_read_is_listed(visit: Visit, send: Send, demanded: ReadingDemand) -> None:
    assert "Rutin vid hot och våld" in visit("asta", "/vantar").text
    mine = visit("asta", "/lasning/").text
    assert "Du har 1 dokument kvar att läsa och kvittera." in mine
    assert "Senast 4 december 2026" in mine
    send("asta", f"{PAGE}/v/1/last")
    assert "Du har läst allt" in visit("asta", "/lasning/").text
    assert "Rutin vid hot och våld" in visit("asta", "/lasning/?visa=last").text
    assert "inte ombedd att läsa något" in visit("egon", "/lasning/").text
    assert visit(None, "/lasning/").status_code == 303


def test_what_is_late_says_so(visit: Visit, demanded: ReadingDemand, clock: Clock) -> None:
    assert "4 försenade" not in visit("disa", "/lasning/enheter/SOC").text
    clock.go(days=demanded.days + 3)
    assert "Du skulle ha läst det här senast 4 december 2026" in visit("asta", PAGE).text
    assert "Försenad 3 dagar" in visit("asta", "/lasning/").text
    assert "4 försenade" in visit("disa", "/lasning/enheter/SOC").text


def test_a_demand_is_made_on_the_page(send: Send, visit: Visit, document: Document) -> None:
    form = visit("cleo", DEMANDS).text
    assert "Äldreomsorgen (SOC-AO)" in form
    assert "Samhällsbyggnad" not in form
    answer = send("cleo", DEMANDS, unit="SOC-AO", role="", days="10", why="Nytt.")
    assert (answer.status_code, answer.location) == (303, DEMANDS)
    page = visit("cleo", DEMANDS).text
    assert "Cleo Åkerlund" in page
    row = ReadingDemand.get()
    assert (row.days, row.why, row.unit.code) == (10, "Nytt.", "SOC-AO")
    assert send("cleo", f"{DEMANDS}/{row.id}/avsluta").status_code == 303
    assert "Ingen är ombedd" in visit("cleo", DEMANDS).text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"unit": "", "days": "10"}, 422, "Välj en enhet."),
        ({"unit": "SBF", "days": "10"}, 422, "Välj något som finns i listan."),
        ({"unit": "SOC-AO", "days": "tio"}, 409, "hur många dagar"),
        ({"unit": "SOC-AO", "days": "400"}, 409, "hur många dagar"),
        ({"unit": "SOC-AO", "days": "10", "role": "kung"}, 422, "Välj något som finns i listan."),
        ({"unit": "SOC-AO", "days": "10", "why": "x" * 501}, 422, "Högst 500 tecken."),
        ({"unit": "SOC-AO", "days": "10", "why": "a\x00b"}, 422, "tecken som inte går att spara"),
    ],
)
def test_a_faulty_demand_is_told_and_kept(
    send: Send, document: Document, fields: dict[str, str], status: int, words: str
) -> None:
    answer = send("cleo", DEMANDS, **{"role": "", "why": "Skälet", **fields})
    assert answer.status_code == status
    assert words in answer.text
    assert f'value="{fields["days"]}"' in answer.text
    assert ReadingDemand.select().count() == 0


def test_nobody_else_asks_or_ends(send: Send, visit: Visit, demanded: ReadingDemand) -> None:
    for who, status in (("asta", 403), ("bo", 403), (None, 303)):
        assert visit(who, DEMANDS).status_code == status
        assert send(who, DEMANDS, unit="SOC-AO", days="10").status_code == status
        assert send(who, f"{DEMANDS}/{demanded.id}/avsluta").status_code == status
    assert send("ylva", f"{DEMANDS}/{demanded.id}/avsluta").status_code == 403
    assert send("disa", f"{DEMANDS}/999/avsluta").status_code == 404
    assert ReadingDemand.get().until is None


def test_the_manager_sees_who_remains(send: Send, visit: Visit, demanded: ReadingDemand) -> None:
    send("asta", f"{PAGE}/v/1/last")
    page = visit("cleo", "/lasning/enheter/").text
    assert "<h1>Äldreomsorgen</h1>" in page
    assert "<h1>Äldreomsorgen</h1>" in visit("cleo", "/lasning/enheter/SOC-AO").text
    assert "2 kvar" in page
    assert "Alla har läst" in page, "in Hemtjänst Norr"
    assert "Bo Ekström" in page
    readers = visit("cleo", "/lasning/enheter/SOC-AO/SOC-RUT-0001").text
    assert "Bo Ekström" in readers
    assert "Asta Lindqvist" not in readers
    done = visit("cleo", "/lasning/enheter/SOC-AO/SOC-RUT-0001?visa=last").text
    assert "Asta Lindqvist" in done
    assert "Bo Ekström" not in done


def test_others_units_are_not_followed(visit: Visit, demanded: ReadingDemand) -> None:
    for path in ("SOC", "SOC.csv", "SOC/SOC-RUT-0001", "SBF"):
        assert visit("cleo", f"/lasning/enheter/{path}").status_code == 403
        assert visit("asta", f"/lasning/enheter/{path}").status_code == 403
    assert visit("cleo", "/lasning/enheter/FINNS-INTE").status_code == 404
    assert visit("ylva", "/lasning/enheter/SBF").status_code == 200
    assert visit(None, "/lasning/enheter/SOC").status_code == 303


def test_the_list_is_taken_out(send: Send, visit: Visit, organisation: Organisation, demanded: ReadingDemand) -> None:
    send("asta", f"{PAGE}/v/1/last")
    save_person(MACHINE, key="bo", name="=Bo", now=organisation.now)
    answer = visit("disa", "/lasning/enheter/SOC.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lasning-soc.csv"'
    lines = answer.text.removeprefix("\ufeff").split("\r\n")
    assert lines[0] == "Enhet;Namn;Dokument;Titel;Version;Ombedd;Senast;Kvitterat;Läge"
    routine = "SOC-RUT-0001;Rutin vid hot och våld;1;2026-11-20;2026-12-04"
    assert f"Hemtjänst Norr;Asta Lindqvist;{routine};2026-11-20;Läst" in lines
    assert f"Äldreomsorgen;'=Bo;{routine};;Väntar" in lines
    assert len(lines) == 6


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("asta", "/lasning/"),
        ("disa", "/lasning/enheter/SOC"),
        ("cleo", "/lasning/enheter/SOC-AO/SOC-RUT-0001"),
        ("disa", DEMANDS),
        ("disa", PAGE),
        ("disa", "/vantar"),
    ],
)
def test_pages_ask_few_questions(visit: Visit, demanded: ReadingDemand, who: str, path: str) -> None:
    visit(who, path)
    with counted_queries() as asked:
        assert visit(who, path).status_code == 200
    assert len(asked) <= 8, "\n".join(asked)
