"""A new hire's first two weeks: the list appears by itself, is walked through, and the manager closes it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.introduction.follower import INTRODUCTIONS
from portal.journal.follow import catch_up
from portal.people.actions.demo import open_demo_account
from portal.people.models import Person
from tests.support.chromium import Visitor, visiting
from tests.support.clock import Clock
from tests.support.example import copy_of
from tests.support.moving import MovingSite, serving_from_here
from tests.support.personas import sign_in

PASSPHRASE = "tage kommer imorgon"
READ = "Rutin för behörigheter och passerkort"
NOTE = "Tage är igång och går egna pass."


@pytest.fixture
def moving(example: Path, tmp_path: Path) -> Iterator[MovingSite]:
    """Serve a copy of the example at a clock that the test moves."""
    clock = Clock(datetime.now(UTC).replace(hour=9, microsecond=0))
    with serving_from_here(copy_of(example, tmp_path / "var"), clock) as site:
        yield site


def hire(site: MovingSite, egon: Visitor) -> None:
    """Let the administrator add Tage, who begins in Hemtjänst Norr today; the portal's follower catches up."""
    page = egon.open("/personer/ny")
    for label, text in (("Namn", "Tage Ny"), ("E-postadress", "tage@ekvik.example"), ("Nyckel", "tage")):
        page.get_by_label(label).first.fill(text)
    page.get_by_label("Enhet").select_option("SOC-AO-HTN")
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tage Ny")
    with site.app.app_context():
        open_demo_account(Person.get(Person.key == "tage"), PASSPHRASE, now=site.clock(), actor="system")
        catch_up(INTRODUCTIONS)


def begin(site: MovingSite, visitor: Visitor) -> Page:
    """Sign Tage in."""
    page = visitor.open("/logga-in")
    page.get_by_label("E-post").fill("tage@ekvik.example")
    page.get_by_label("Lösenfras").fill(PASSPHRASE)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.wait_for_url(site.at("/"))
    return page


def do_next(page: Page, words: str) -> None:
    """Press the first button that is left, and wait for what is told of how far one has come."""
    page.locator(".step:not([data-done]) .step__deeds button").first.click()
    expect(page.locator(".way__words")).to_contain_text(words)


def lead(chromium: Browser, site: MovingSite, scripts: bool, sees: tuple[str, ...], field: str, text: str) -> None:
    """Let the manager see how it goes, open Tage's page, fill in a field and press the button under it."""
    with visiting(chromium, site, java_script_enabled=scripts) as cleo:
        sign_in(cleo, "cleo")
        page = cleo.open("/introduktion/enhet/SOC-AO-HTN")
        row = page.get_by_role("listitem").filter(has_text="Tage Ny")
        for words in sees:
            expect(row).to_contain_text(words)
        row.get_by_role("link", name="Tage Ny").click()
        form = page.locator("form", has=page.get_by_label(field))
        form.get_by_label(field).fill(text)
        form.get_by_role("button").click()
        expect(page.locator("#flash")).to_contain_text(
            ("Asta Lindqvist är fadder.", "är avslutad.")[field == "Anteckning"]
        )


def walk_the_first_day(site: MovingSite, tage: Visitor) -> None:
    """See the card, what to do and whom to ask; do a task, read and acknowledge, take back."""
    page = begin(site, tage)
    card = page.get_by_role("region", name="Din introduktion")
    expect(card).to_contain_text("0 av 26 är klart.")
    card.get_by_role("link", name="Börja introduktionen").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Första dagen")
    expect(page.get_by_role("progressbar")).to_have_attribute("max", "26")
    first = page.locator(".step").first
    expect(first).to_contain_text("Hämta passerkort och inloggning")
    expect(first).to_contain_text("Utan kort kommer du varken in")
    expect(first.get_by_role("link", name="dag@ekvik.example")).to_have_attribute("href", "mailto:dag@ekvik.example")
    do_next(page, "1 av 26 är klart.")
    page.get_by_role("link", name=READ).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(READ)
    page = tage.open("/introduktion/")
    page.get_by_role("button", name=f"Jag har läst och förstått {READ}").click()
    expect(page.locator("#flash")).to_contain_text("är läst och förstått")
    expect(page.locator(".way__words")).to_contain_text("2 av 26 är klart.")
    page.get_by_role("button", name="Ångra att Hämta passerkort").click()
    expect(page.locator(".way__words")).to_contain_text("1 av 26 är klart.")
    do_next(page, "2 av 26 är klart.")


def walk_the_rest(site: MovingSite, tage: Visitor) -> None:
    """Come back late, see the mentor, and do all that is left."""
    begin(site, tage)
    page = tage.open("/introduktion/")
    expect(page.get_by_text("Din fadder är")).to_contain_text("Asta Lindqvist")
    expect(page.locator(".way__words")).to_contain_text("2 avsnitt är försenade")
    for done in range(3, 26):
        do_next(page, f"{done} av 26 är klart.")
    do_next(page, "Allt är klart.")


def read_what_has_changed(site: MovingSite, tage: Visitor) -> None:
    """Read a document again whose new, significant version has begun to apply meanwhile."""
    begin(site, tage)
    page = tage.open("/introduktion/")
    expect(page.locator(".way__words")).to_contain_text("25 av 26 är klart.")
    expect(page.locator(".course__next")).to_contain_text("Rutin för läkemedelshantering i hemtjänst")
    do_next(page, "Allt är klart.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_first_two_weeks(chromium: Browser, moving: MovingSite, scripts: bool) -> None:
    with visiting(chromium, moving, java_script_enabled=scripts) as egon:
        sign_in(egon, "egon")
        hire(moving, egon)
    with visiting(chromium, moving, java_script_enabled=scripts, viewport={"width": 390, "height": 844}) as tage:
        walk_the_first_day(moving, tage)
        moving.let_pass(days=8)
        behind = ("2 avsnitt är försenade", "Inget har hänt sedan")
        lead(chromium, moving, scripts, behind, "Fadder", "Asta Lindqvist")
        walk_the_rest(moving, tage)
        moving.let_pass(days=6)
        read_what_has_changed(moving, tage)
        lead(chromium, moving, scripts, ("Kan avslutas.",), "Anteckning", NOTE)
        page = tage.open("/")
        expect(page.get_by_role("region", name="Din introduktion")).to_have_count(0)
        page = tage.open("/introduktion/")
        expect(page.get_by_role("main")).to_contain_text(NOTE)
        expect(page.get_by_role("button", name="Ångra")).to_have_count(0)
