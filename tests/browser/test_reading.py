"""Read and understood: forty are asked, one reads on the phone, and the manager sees who remains."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.control.actions.decisions import approve_version
from portal.control.actions.drafts import Text, create_draft
from portal.control.actions.submissions import submit_version
from portal.control.deed import Deed
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.journal.models import Entry
from portal.notices.sending import send_outbox
from portal.people.actions.organisation import place_person
from portal.people.actions.persons import save_person
from portal.people.models import Person, Unit
from portal.people.queries.readers import reader_of
from portal.people.reader import MACHINE
from tests.support.axe import violations
from tests.support.chromium import visiting
from tests.support.clock import Clock
from tests.support.example import copy_of
from tests.support.mailserver import Post, mail_server, text_of
from tests.support.moving import MovingSite, serving_from_here
from tests.support.personas import sign_in

NUMBER, TITLE = "SOC-RUT-0006", "Rutin för basal hygien och arbetskläder"
PHONE = {"width": 390, "height": 800}
FORTY = 40
SENTENCE = "Visir används vid stänk."


@pytest.fixture
def server() -> Iterator[tuple[Post, str]]:
    """Run a mail server."""
    with mail_server() as running:
        yield running


@pytest.fixture(scope="module")
def forty(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example with forty more in home care."""
    home, now = copy_of(example, tmp_path_factory.mktemp("forty") / "var"), datetime.now(UTC).replace(microsecond=0)
    with serving_from_here(home, Clock(now)) as site:
        with site.app.app_context():
            unit = Unit.get(Unit.code == "SOC-AO-HTN")
            for number in range(FORTY):
                key = f"underskoterska-{number}"
                email = f"{key}@ekvik.example"
                person, _ = save_person(MACHINE, key=key, name=f"Ulla Nummer {number:02d}", email=email, now=now)
                place_person(MACHINE, person, unit, role="", now=now, valid_from=now.date())
        site.let_pass(minutes=1)
    return home


@pytest.fixture
def moving(forty: Path, tmp_path: Path, server: tuple[Post, str]) -> Iterator[MovingSite]:
    """Serve a copy of it, with a mail server, at a clock that the test moves."""
    clock = Clock(datetime.now(UTC).replace(microsecond=0))
    with serving_from_here(copy_of(forty, tmp_path / "var"), clock, smtp_url=server[1]) as site:
        yield site


def decide_new_version(site: MovingSite) -> None:
    """Let Bo write and Folke decide a significant version that applies from today."""
    with site.app.app_context():
        now, today = site.clock(), site.app.extensions["portal"].today()

        def deed(key: str) -> Deed:
            person = Person.get(Person.key == key)
            return Deed(person, reader_of(person, today), now, today)

        document = Document.get(Document.number == NUMBER)
        before = Version.get(Version.document == document)
        body = bytes(before.body).decode() + f"\n{SENTENCE}\n"
        text = Text(before.title, body.encode(), ("internal",), change_note="Visir vid stänk.")
        version = create_draft(deed("bo"), document, text)
        submit_version(deed("bo"), version, approvers=[Person.get(Person.key == "folke")])
        approve_version(deed("folke"), Version.get_by_id(version.id), valid_from=today, significance="significant")


def reminded(site: MovingSite, subject: str) -> int:
    """Return how many reminders the journal tells of, of those whose reference begins so."""
    with site.app.app_context():
        told = Entry.select().where(Entry.verb == "reading-reminded", Entry.subject.startswith(subject))
        return int(told.count())


def mailed(site: MovingSite, post: Post, words: str) -> list[str]:
    """Send all that waits, and return to whom there is a message with these words since last time, in order."""
    post.taken.clear()
    with site.app.app_context():
        send_outbox(Event())
    return sorted(str(message["To"].addresses[0].addr_spec) for message in post.taken if words in text_of(message))


def remaining(page: Page) -> str:
    """Return what the tab of those who remain says."""
    return page.get_by_role("link", name=re.compile("^Återstår")).inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_forty_are_asked_and_one_reads_on_the_phone(
    chromium: Browser, moving: MovingSite, server: tuple[Post, str], scripts: bool
) -> None:
    ullas = sorted(f"underskoterska-{number}@ekvik.example" for number in range(FORTY))
    with visiting(chromium, moving, java_script_enabled=scripts, viewport=PHONE) as asta:
        sign_in(asta, "asta")
        page = asta.open(f"/d/{NUMBER}")
        page.get_by_role("link", name="Kvittera när du har läst").click()
        page.get_by_role("button", name="Jag har läst och förstått").click()
        expect(page.locator("#flash")).to_contain_text(f"Du har läst och förstått {NUMBER}, version 1")

        moving.let_pass(days=1)
        decide_new_version(moving)
        moving.let_pass(minutes=1)
        with moving.app.app_context():
            asked = Entry.select().where(Entry.verb == "reading-asked").order_by(Entry.number.desc()).get()
        assert asked.facts.count("undersk") == FORTY
        assert set(ullas) < set(mailed(moving, server[0], "Läs och kvittera version 2."))

        sign_in(asta, "asta")
        page = asta.open("/vantar")
        page.get_by_role("link", name=TITLE).click()
        notice = page.locator(".reading-ask")
        expect(notice).to_contain_text("Du har läst version 1.")
        notice.get_by_role("link", name="Se vad som har ändrats sedan dess").click()
        expect(page.locator("ins", has_text=SENTENCE)).to_be_visible()
        page.go_back()
        if scripts:
            assert violations(page) == []
        page.get_by_role("link", name="Kvittera när du har läst").click()
        page.get_by_role("button", name="Jag har läst och förstått").click()
        expect(page.get_by_text("Du har läst och förstått version 2.")).to_be_visible()

        before = reminded(moving, "person:asta")
        moving.let_pass(days=15)
        assert reminded(moving, "person:undersk") == FORTY
        assert reminded(moving, "person:asta") == before
        to = mailed(moving, server[0], "Påminnelse: läs och kvittera senast")
        assert [address for address in to if address.startswith("undersk")] == ullas
        assert "asta@ekvik.example" not in to

    with visiting(chromium, moving, java_script_enabled=scripts) as cleo:
        sign_in(cleo, "cleo")
        page = cleo.open("/lasning/enheter/SOC-AO")
        row = page.get_by_role("row", name=re.compile(TITLE))
        expect(row).to_contain_text("försenade")
        row.get_by_role("link", name=TITLE).click()
        assert remaining(page).split()[-1] == str(FORTY + 7)
        expect(page.get_by_role("row", name=re.compile("Ulla Nummer 00"))).to_contain_text("Försenad")
        page.get_by_role("link", name=re.compile("^Har läst")).click()
        expect(page.get_by_role("row", name=re.compile("Asta Lindqvist"))).to_contain_text("Version 2")
        if scripts:
            assert violations(page) == []


def test_a_manager_asks_with_a_form(chromium: Browser, moving: MovingSite) -> None:
    with visiting(chromium, moving) as cleo:
        sign_in(cleo, "cleo")
        page = cleo.open("/d/SOC-RUT-0004")
        page.get_by_role("link", name="Vilka ska läsa?").click()
        page.get_by_label("Enhet, med allt under").select_option("SOC-AO-HTN")
        page.get_by_label("Dagar att läsa").fill("7")
        page.get_by_label("Varför?").fill("Det hände i våras.")
        page.get_by_role("button", name="Be dem läsa").click()
        expect(page.get_by_role("row", name=re.compile("Hemtjänst Norr"))).to_contain_text("Det hände i våras.")
        moving.let_pass(minutes=1)
        page.reload()
        expect(page.get_by_role("row", name=re.compile("Hemtjänst Norr"))).to_contain_text(f"0 av {FORTY + 3}")
