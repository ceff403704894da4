"""What is typed is kept: saved by itself, in the browser while the network is gone, and for nobody else."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, LocatorAssertions, Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.desk import begin, own_site, typed
from tests.support.axe import violations
from tests.support.chromium import Visitor
from tests.support.personas import account_of
from tests.support.site import Site

AUTOSAVE = "**/autosparning"
PAUSE = 4_000
SAVED = re.compile(r"Sparat \d\d\.\d\d")
NO_CONTACT = "Ingen kontakt: texten finns kvar i webbläsaren"
KEPT = """() => Object.entries(localStorage)
  .filter(([key]) => key.startsWith("typed:")).map(([key, entry]) => JSON.parse(entry))"""


@pytest.fixture(scope="module")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the example that these tests write in."""
    with own_site(example, tmp_path_factory.mktemp("autosave")) as running:
        yield running


@pytest.fixture(scope="module")
def keys() -> dict[str, Any]:
    """Return the cookies of those who have signed in there."""
    return {}


def state(page: Page) -> Locator:
    """Return where the page says whether the text is saved."""
    return page.locator("#draft-state")


def expect_state(page: Page) -> LocatorAssertions:
    """Return what one expects of it once the pause is over in which the editor waits for the next key."""
    page.clock.fast_forward(PAUSE)
    return expect(state(page))


def expect_signed_out(visitor: Visitor) -> None:
    """Say that what is sent next is refused as nobody is signed in."""
    draft = visitor.page.url.removeprefix(visitor.site.url).removesuffix("andra")
    visitor.expect(f"{draft}autosparning", 401)
    visitor.expect(f"{draft}forhandsvisning", 400)
    visitor.expect(f"{draft}skribenter", 401)


def ask_who_writes(page: Page) -> None:
    """Ask who else writes, as the page does every ten seconds; wait for the answer."""
    with page.expect_response("**/skribenter*"):
        page.evaluate("""() => {
          const place = document.getElementById("draft-others");
          htmx.ajax("GET", place.dataset.hxGet, place);
        }""")


def forgive_no_network(visitor: Visitor) -> None:
    """Leave out what the browser says of the network that the test took away."""
    visitor.faults[:] = [fault for fault in visitor.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_it_saves_itself_and_leaves_nothing_in_the_browser_after_signing_out(
    visit: Visit, keys: dict[str, Any]
) -> None:
    page = begin(visit, "SOC-RUT-0010", own_clock=True).page
    page.locator("#text").press_sequentially("Nyckeln hänger i skåpet.")
    expect_state(page).to_have_text(SAVED)
    kept = page.evaluate(KEPT)
    assert [entry["isSaved"] for entry in kept] == [True]
    page.reload()
    assert typed(page) == "Nyckeln hänger i skåpet."
    expect(page.get_by_role("region", name="Text i webbläsaren")).to_have_count(0)
    page.locator("#text").fill("Nyckeln hänger i det andra skåpet.")
    expect(page.locator("#draft-preview")).to_contain_text("andra skåpet")
    page.locator(".menu__summary").click()
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url(lambda url: "andra" not in url)
    assert page.evaluate(KEPT) == []
    del keys["bo"]


def test_without_a_network_the_browser_keeps_it_and_sends_it_later(visit: Visit) -> None:
    visitor = begin(visit, "SOC-RUT-0011", own_clock=True)
    page = visitor.page
    expect_state(page).to_have_text(SAVED)
    page.route(AUTOSAVE, lambda route: route.abort("internetdisconnected"))
    page.locator("#text").fill("Skrivet i hissen.")
    expect_state(page).to_have_text(NO_CONTACT)
    assert [entry["isSaved"] for entry in page.evaluate(KEPT)] == [False]
    page.unroute(AUTOSAVE)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect_state(page).to_have_text(SAVED)
    forgive_no_network(visitor)


def test_a_text_that_only_the_browser_has_is_offered_again(visit: Visit) -> None:
    visitor = begin(visit, "SOC-BLA-0003", own_clock=True)
    page = visitor.page
    page.route(AUTOSAVE, lambda route: route.abort("internetdisconnected"))
    page.locator("#text").fill("Skrivet innan datorn dog.")
    expect_state(page).to_have_text(NO_CONTACT)
    address = page.url
    page.close()
    page = visitor.page = visitor.context.new_page()
    page.goto(address)
    offer = page.get_by_role("region", name="Text i webbläsaren")
    expect(offer).to_contain_text("25 tecken")
    assert typed(page) != "Skrivet innan datorn dog."
    assert not violations(page)
    offer.get_by_role("button", name="Återställ").click()
    assert typed(page) == "Skrivet innan datorn dog."
    expect(page.locator("#text")).to_be_focused()
    expect_state(page).to_have_text(SAVED)
    page.goto(address)
    expect(page.get_by_role("toolbar")).to_be_visible()
    assert typed(page) == "Skrivet innan datorn dog."
    expect(offer).to_have_count(0)
    forgive_no_network(visitor)


def test_who_is_signed_out_while_writing_signs_in_beside_and_loses_nothing(visit: Visit) -> None:
    visitor = begin(visit, "SOC-RUT-0042", own_clock=True)
    page = visitor.page
    expect_signed_out(visitor)
    expect_state(page).to_have_text(SAVED)
    visitor.context.clear_cookies()
    page.locator("#text").fill("Skrivet efter lunchen.")
    expect_state(page).to_have_text("Du är utloggad: logga in igen i en ny flik, texten finns kvar")
    ask_who_writes(page)
    assert typed(page) == "Skrivet efter lunchen."
    beside = visitor.context.new_page()
    beside.goto(visitor.site.at("/logga-in"))
    email, passphrase = account_of("bo")
    beside.get_by_label("E-post").fill(email)
    beside.get_by_label("Lösenfras").fill(passphrase)
    beside.get_by_role("button", name="Logga in", exact=True).click()
    beside.wait_for_url(visitor.site.at("/"))
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect_state(page).to_have_text(SAVED)
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.locator("#flash")).to_contain_text("Utkastet är sparat")
    assert typed(page).strip() == "Skrivet efter lunchen."
    assert page.evaluate(KEPT) == []


def test_what_one_writes_is_never_saved_as_someone_else(visit: Visit) -> None:
    visitor = begin(visit, "SOC-INS-0001", own_clock=True)
    page = visitor.page
    expect_state(page).to_have_text(SAVED)
    sent: list[str] = []

    def note(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.continue_()

    visitor.context.clear_cookies()
    expect_signed_out(visitor)
    page.locator("#text").fill("Bos egna ord.")
    expect_state(page).to_contain_text("Du är utloggad")
    visitor.context.add_cookies(visit("cleo").context.cookies())
    page.route(AUTOSAVE, note)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect_state(page).to_contain_text("Någon annan är inloggad i den här webbläsaren.")
    assert not sent
    assert typed(page) == "Bos egna ord."


def test_without_scripts_the_form_is_plain(visit: Visit) -> None:
    page = begin(visit, "SOC-INS-0002", java_script_enabled=False).page
    page.locator("#text").fill("Skrivet utan skript.")
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.locator("#flash")).to_contain_text("Utkastet är sparat")
    expect(page.get_by_role("toolbar")).to_have_count(0)
    assert typed(page).strip() == "Skrivet utan skript."


def test_who_is_behind_is_told_and_overwrites_nothing(visit: Visit) -> None:
    first = begin(visit, "SOC-RIK-0001", own_clock=True)
    address = first.page.url
    expect_state(first.page).to_have_text(SAVED)
    other = visit("bo")
    beside = other.page
    beside.goto(address)
    beside.locator("#text").fill("Sparat i den andra fliken.")
    beside.get_by_role("button", name="Spara", exact=True).last.click()
    expect(beside.locator("#flash")).to_contain_text("Utkastet är sparat")
    draft = address.removeprefix(first.site.url).removesuffix("andra")
    first.expect(f"{draft}autosparning", 409)
    first.page.locator("#text").fill("Skrivet i den första.")
    expect_state(first.page).to_contain_text("har sparat")
    first.expect(f"{draft}andra", 409)
    first.page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(first.page.get_by_role("main")).to_contain_text("Från den sparade texten till din")
    assert typed(first.page).strip() == "Skrivet i den första."
    expect(first.page.locator("del").first).to_be_visible()


def test_one_is_warned_only_when_neither_the_server_nor_the_browser_has_the_text(visit: Visit) -> None:
    visitor = begin(visit, "SOC-RIK-0002", own_clock=True)
    page = visitor.page
    expect_state(page).to_have_text(SAVED)
    warned: list[str] = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    page.route(AUTOSAVE, lambda route: route.abort("internetdisconnected"))
    page.locator("#text").press_sequentially("Kvar i webbläsaren.")
    page.reload()
    assert warned == []
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    page.locator("#text").press_sequentially("Kvar ingenstans.")
    expect_state(page).to_contain_text("webbläsaren kan inte spara texten")
    page.reload()
    assert warned == ["beforeunload"]
    forgive_no_network(visitor)


def test_what_is_a_month_old_goes(visit: Visit) -> None:
    page = visit("bo").open("/")
    page.evaluate("""() => {
      const day = 24 * 60 * 60 * 1000;
      const entry = (days) => JSON.stringify({at: Date.now() - days * day, isSaved: false, fields: []});
      localStorage.setItem("typed:SOC-RUT-0001/1/bo", entry(31));
      localStorage.setItem("typed:SOC-RUT-0002/1/bo", entry(29));
      localStorage.setItem("other", "stays");
    }""")
    page.reload()
    assert page.evaluate("Object.keys(localStorage).sort()") == ["other", "typed:SOC-RUT-0002/1/bo"]


def test_a_form_that_was_not_taken_is_kept_all_the_same(visit: Visit) -> None:
    visitor = begin(visit, "SOC-RIK-0003")
    page = visitor.page
    page.locator("#text").fill("Kvar efter felet.")
    page.get_by_label("Titel", exact=True).fill("")
    visitor.expect(page.url.removeprefix(visitor.site.url), 422)
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.get_by_role("alert").first).to_contain_text("Skriv en titel.")
    assert [entry["isSaved"] for entry in page.evaluate(KEPT)] == [False]
    expect(state(page)).to_have_text(SAVED)
    page.goto(page.url)
    assert typed(page).strip() == "Kvar efter felet."


def test_what_the_server_does_not_take_is_said_and_stays(visit: Visit) -> None:
    visitor = begin(visit, "SOC-PLA-0001", own_clock=True)
    page = visitor.page
    expect_state(page).to_have_text(SAVED)
    page.route(AUTOSAVE, lambda route: route.fulfill(status=409, json={"error": "Versionen är inlämnad."}))
    visitor.expect(f"{page.url.removeprefix(visitor.site.url).removesuffix('andra')}autosparning", 409)
    page.locator("#text").fill("Kvar i webbläsaren.")
    expect_state(page).to_have_text("Versionen är inlämnad.")
    assert [entry["isSaved"] for entry in page.evaluate(KEPT)] == [False]
