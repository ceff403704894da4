"""Taking out a unit's handbook or all of it: the ladder, the worker, and what a person may fetch."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document as WordFile
from flask import Flask
from werkzeug.test import TestResponse

from portal.control.models.documents import Document
from portal.people.models import Person
from portal.printing import making, pressing
from portal.printing.actions import forget_old_takeouts
from portal.printing.models import Takeout, TakeoutFile
from portal.printing.rules import parts as rules
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.organisation import Organisation
from tests.support.pdf_ua import faults
from tests.support.printing import words_of
from tests.support.visits import Visit

Worker = Callable[[], bool]


@pytest.fixture(autouse=True)
def handbook(organisation: Organisation) -> None:
    """Let four documents apply: of two units, one for all and one for the unit alone."""
    make_valid(organisation, "SOC-RUT-0001", title="Rutin ett")
    make_valid(organisation, "SOC-RUT-0002", title="Rutin två", unit="SOC-AO-HTN")
    make_valid(organisation, "SOC-RUT-0003", title="Rutin tre", audience=("unit:SOC-AO",))
    make_valid(organisation, "SOC-RUT-0004", title="Bygga")
    Document.update(unit=organisation.units["SOC"]).where(Document.number == "SOC-RUT-0004").execute()


@pytest.fixture
def worker(bare_app: Flask) -> Worker:
    """Return the worker's job, done in a context of its own as the worker does."""

    def work() -> bool:
        with bare_app.app_context():
            return making.make_next_part()

    return work


def order(app: Flask, organisation: Organisation, who: str | None, **fields: str) -> TestResponse:
    """Ask for a collection."""
    told = {"unit": "SOC-AO", "below": "y", "format": "docx", **fields}
    return client_for(app, organisation.people[who] if who else None).post("/handbok/ta-ut", data=told)


def headings(content: bytes) -> list[str]:
    """Return the titles of the documents in a Word file."""
    return [each.text for each in WordFile(io.BytesIO(content)).paragraphs if each.style.name == "Heading 1"]  # type: ignore[union-attr]


def test_it_works_plain(bare_app: Flask, visit: Visit, organisation: Organisation, worker: Worker) -> None:
    answer = order(bare_app, organisation, "asta", format="pdf")
    assert (answer.status_code, answer.location) == (303, "/handbok/ta-ut/1")
    page = visit("asta", "/handbok/ta-ut/1").text
    assert "0 av 3 dokument är klara" in page
    assert 'data-hx-trigger="every 2s"' in page
    assert worker()
    assert not worker()
    page = visit("asta", "/handbok/ta-ut/1").text
    assert "Klart: 3 dokument." in page
    assert "every 2s" not in page
    file = visit("asta", "/handbok/ta-ut/1/0")
    assert file.headers["Content-Disposition"] == 'attachment; filename="aldreomsorgen.pdf"'
    assert faults(file.data) == []
    words = words_of(file.data)
    assert "Innehåll" in words
    assert all(title in words for title in ("Rutin ett", "Rutin två", "Rutin tre"))
    assert "Bygga" not in words


def test_its_progress_is_asked_for_alone(bare_app: Flask, visit: Visit, organisation: Organisation) -> None:
    order(bare_app, organisation, "asta")
    part = visit("asta", "/handbok/ta-ut/1", HX_Request="true").text
    assert part.lstrip().startswith('<div class="section" id="takeout-progress"')


@pytest.mark.parametrize(
    ("who", "fields", "titles"),
    [
        ("asta", {}, ["Rutin ett", "Rutin tre", "Rutin två"]),
        ("asta", {"below": ""}, ["Rutin ett", "Rutin tre"]),
        ("asta", {"unit": "*"}, ["Bygga", "Rutin ett", "Rutin tre", "Rutin två"]),
        ("ylva", {"unit": "*"}, ["Bygga", "Rutin ett", "Rutin två"]),
    ],
)
def test_everyone_gets_what_they_may_read(
    bare_app: Flask,
    visit: Visit,
    organisation: Organisation,
    worker: Worker,
    who: str,
    fields: dict[str, str],
    titles: list[str],
) -> None:
    given = {name: value for name, value in {"below": "y", **fields}.items() if value}
    told = {"unit": "SOC-AO", "format": "docx", **given}
    client_for(bare_app, organisation.people[who]).post("/handbok/ta-ut", data=told)
    worker()
    assert headings(visit(who, "/handbok/ta-ut/1/0").data) == titles


def test_rights_are_those_of_when_it_is_made(
    bare_app: Flask, visit: Visit, organisation: Organisation, worker: Worker
) -> None:
    order(bare_app, organisation, "asta")
    for place in organisation.people["asta"].places:
        place.delete_instance()
    worker()
    assert headings(visit("asta", "/handbok/ta-ut/1/0").data) == ["Rutin ett", "Rutin två"]


def test_it_is_for_who_asked_alone(bare_app: Flask, visit: Visit, organisation: Organisation, worker: Worker) -> None:
    order(bare_app, organisation, "asta")
    worker()
    for who in ("ylva", "egon", "disa"):
        assert visit(who, "/handbok/ta-ut/1").status_code == 404
        assert visit(who, "/handbok/ta-ut/1/0").status_code == 404
    for path in ("/handbok/ta-ut", "/handbok/ta-ut/1", "/handbok/ta-ut/1/0"):
        assert visit(None, path).location.startswith("/logga-in")
    assert order(bare_app, organisation, None).location.startswith("/logga-in")
    assert Takeout.select().count() == 1


@pytest.mark.parametrize("path", ["/handbok/ta-ut/2", "/handbok/ta-ut/1/7", "/handbok/ta-ut?enhet=INGEN"])
def test_what_is_not_there(bare_app: Flask, visit: Visit, organisation: Organisation, path: str) -> None:
    order(bare_app, organisation, "asta")
    assert visit("asta", path).status_code == 404


def test_it_is_kept_a_day(
    bare_app: Flask, visit: Visit, organisation: Organisation, clock: Clock, worker: Worker
) -> None:
    order(bare_app, organisation, "asta")
    worker()
    clock.go(hours=24)
    assert visit("asta", "/handbok/ta-ut/1/0").status_code == 404
    clock.go(minutes=1)
    forget_old_takeouts(organisation.now + timedelta(days=1, minutes=1), organisation.today)
    assert (Takeout.select().count(), TakeoutFile.select().count()) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"unit": "INGEN"}, 422, "Välj något som finns i listan."),
        ({"format": "exe"}, 422, "Format:"),
        ({"unit": "EKV", "below": "y"}, 303, ""),
    ],
)
def test_what_is_chosen_is_looked_at(
    bare_app: Flask, organisation: Organisation, fields: dict[str, str], status: int, words: str
) -> None:
    answer = order(bare_app, organisation, "asta", **fields)
    assert answer.status_code == status
    assert words in answer.text


def test_a_unit_without_documents_is_refused_with_the_reason(bare_app: Flask, organisation: Organisation) -> None:
    told = {"unit": "EKV", "format": "pdf"}
    answer = client_for(bare_app, organisation.people["asta"]).post("/handbok/ta-ut", data=told)
    assert answer.status_code == 409
    assert "inga gällande dokument här som du får läsa" in answer.text


def test_a_fourth_waits_for_the_first(bare_app: Flask, organisation: Organisation) -> None:
    answers = [order(bare_app, organisation, "asta").status_code for _ in range(4)]
    assert answers == [303, 303, 303, 409]
    assert order(bare_app, organisation, "ylva").status_code == 303


def in_parts_of(size: int, patch: pytest.MonkeyPatch) -> None:
    """Let a part hold so many documents."""
    patch.setattr(rules, "MOST_DOCUMENTS", size)


def killed(*_: object, **__: object) -> None:
    """End the worker in the middle of its work."""
    raise KeyboardInterrupt


def test_what_was_made_stays_made_when_the_worker_is_killed(
    bare_app: Flask, visit: Visit, organisation: Organisation, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts_of(1, monkeypatch)
    order(bare_app, organisation, "asta")
    assert worker()
    first = TakeoutFile.get(position=0).sha256
    with monkeypatch.context() as patch:
        patch.setattr(pressing, "run", killed)
        with pytest.raises(KeyboardInterrupt):
            worker()
    assert "1 av 3 dokument är klara" in visit("asta", "/handbok/ta-ut/1").text
    while worker():
        pass
    assert TakeoutFile.get(position=0).sha256 == first
    made = [visit("asta", f"/handbok/ta-ut/1/{place}").data for place in range(3)]
    assert [headings(content) for content in made] == [["Rutin ett"], ["Rutin tre"], ["Rutin två"]]
    assert "aldreomsorgen-del-3-av-3.docx" in visit("asta", "/handbok/ta-ut/1").text


def test_one_that_cannot_be_made_is_left_out_and_named(
    bare_app: Flask, visit: Visit, organisation: Organisation, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = pressing.press

    def fails_on_two(folder: Path, *args: object, **kwargs: object) -> Path:
        if "SOC-RUT-0002" in [sheet["number"] for sheet in json.loads((folder / "book.json").read_text())["sheets"]]:
            raise pressing.PressError(pressing.TOO_HEAVY)
        return press(folder, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(pressing, "press", fails_on_two)
    order(bare_app, organisation, "asta")
    while worker():
        pass
    page = visit("asta", "/handbok/ta-ut/1").text
    assert "Klart: 2 dokument." in page
    assert "Det här kom inte med" in page
    assert "SOC-RUT-0002" in page
    assert headings(visit("asta", "/handbok/ta-ut/1/0").data) == ["Rutin ett", "Rutin tre"]


def test_nobody_else_makes_the_same_at_once(bare_app: Flask, organisation: Organisation, worker: Worker) -> None:
    order(bare_app, organisation, "asta")
    with bare_app.app_context(), making.turn() as mine:
        assert mine
        assert not worker()
    assert worker()


def test_who_has_left_gets_nothing(bare_app: Flask, organisation: Organisation, worker: Worker) -> None:
    order(bare_app, organisation, "asta")
    Person.update(disabled=True).where(Person.key == "asta").execute()
    worker()
    assert Takeout.get().failure == "Kontot är avstängt."
    assert not worker()


def test_the_lists_lead_there_for_who_is_signed_in(visit: Visit) -> None:
    way = "Ta ut som PDF eller Word"
    assert 'href="/handbok/ta-ut?enhet=SOC-AO"' in visit("asta", "/handbok/enhet/SOC-AO").text
    assert 'href="/handbok/ta-ut"' in visit("asta", "/handbok/").text
    assert way not in visit(None, "/handbok/enhet/SOC-AO").text
    assert "SOC-AO)" in visit("asta", "/handbok/ta-ut?enhet=SOC-AO").text
