"""Bo writes: the toolbar and the keys, links, files and the preview."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.desk import PICTURE, begin, choose, drop, own_site, press, typed
from tests.support.axe import violations
from tests.support.chromium import NARROW
from tests.support.site import Site


@pytest.fixture(scope="module")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the example that these tests write in."""
    with own_site(example, tmp_path_factory.mktemp("editor")) as running:
        yield running


@pytest.fixture(scope="module")
def keys() -> dict[str, Any]:
    """Return the cookies of those who have signed in there."""
    return {}


EMPTY_ROW = "|          |          |"
# What stands there, what is selected in it, the button, and what stands there afterwards.
MARKED = [
    ("ett ord till", "ord", "Fet", "ett **ord** till"),
    ("ett **ord** till", "ord", "Fet", "ett ord till"),
    ("ett **ord** till", "**ord**", "Fet", "ett ord till"),
    ("ett **ord** till", "ord", "Kursiv", "ett ***ord*** till"),
    ("ett ***ord*** till", "ord", "Kursiv", "ett **ord** till"),
    ("- ett\n- två", "- ett\n- två", "Kursiv", "- *ett*\n- *två*"),
    ("Syfte", "Syf", "Rubrik 2 (R2)", "## Syfte"),
    ("## Syfte", "Syf", "Rubrik 3 (R3)", "### Syfte"),
    ("### Syfte", "Syf", "Rubrik 3 (R3)", "Syfte"),
    ("Du gör så:\nett\ntvå\nSen klart", "ett\ntvå", "Punktlista", "Du gör så:\n\n- ett\n- två\n\nSen klart"),
    ("- ett\n- två", "- ett\n- två", "Numrerad lista", "1. ett\n2. två"),
    ("1. ett\n2. två", "1. ett\n2. två", "Checklista", "- [ ] ett\n- [ ] två"),
    ("- [ ] ett\n- [ ] två", "ett\n- [ ] två", "Checklista", "ett\ntvå"),
    ("Före", "Före", "Ruta: Obs", '!!! note "Obs"\n    Före'),
    ("A\n\nTänk på det\n\nB", "Tänk", "Ruta: Varning", 'A\n\n!!! warning "Varning"\n    Tänk på det\n\nB'),
    ("Före", "Före", "Tabell", f"Före\n\n| Rubrik 1 | Rubrik 2 |\n| -------- | -------- |\n{EMPTY_ROW}\n{EMPTY_ROW}"),
]  # fmt: skip


def test_a_button_marks_what_is_selected(visit: Visit) -> None:
    page = begin(visit, "SOC-RUT-0001").page
    for before, selected, button, after in MARKED:
        page.locator("#text").fill(before)
        choose(page, selected)
        press(page, button)
        assert typed(page) == after
        press(page, "Ångra")
        assert typed(page) == before
        press(page, "Gör om")
        assert typed(page) == after


def test_keys_write_lists_and_emphasis_and_tab_leaves(visit: Visit) -> None:
    page = begin(visit, "SOC-RUT-0002").page
    text = page.locator("#text")
    text.press_sequentially("1. ett\ntvå\n\nslut")
    assert typed(page) == "1. ett\n2. två\n\nslut"
    text.press_sequentially("\n- [x] klar\nkvar\n\n")
    assert typed(page).endswith("\n- [x] klar\n- [ ] kvar\n\n")
    page.keyboard.press("Control+b")
    page.keyboard.type("fet")
    assert typed(page).endswith("\n**fet**")
    page.keyboard.press("Tab")
    expect(text).not_to_be_focused()


def test_the_toolbar_is_one_stop_and_is_walked_with_arrows(visit: Visit) -> None:
    page = begin(visit, "SOC-BLA-0001").page
    bar = page.get_by_role("toolbar", name="Formatera texten")
    bar.get_by_role("button", name="Fet").focus()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Kursiv")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(bar.get_by_role("button", name="Gör om")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    assert not bar.evaluate("bar => bar.contains(document.activeElement)")
    page.keyboard.press("Shift+Tab")
    expect(bar.get_by_role("button", name="Fet")).to_be_focused()


def test_a_link_is_made_of_words_and_an_address(visit: Visit) -> None:
    page = begin(visit, "SOC-RUT-0005").page
    page.locator("#text").fill("Ring växeln idag")
    choose(page, "växeln")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Länk")
    expect(dialog.get_by_label("Text som visas")).to_have_value("växeln")
    address = dialog.get_by_label("Adress")
    expect(address).to_be_focused()
    address.fill("inte en adress")
    page.keyboard.press("Enter")
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(dialog.locator("#editor-link-address-error")).to_contain_text("https://")
    address.fill("www.ekvik.se/växel")
    page.keyboard.press("Enter")
    assert typed(page) == "Ring [växeln](https://www.ekvik.se/växel) idag"
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#text")).to_be_focused()


def test_a_document_is_found_by_its_title_and_linked_by_its_number(visit: Visit) -> None:
    page = begin(visit, "SOC-RUT-0006").page
    page.locator("#text").fill("Se rutinen.")
    choose(page, "rutinen")
    press(page, "Länk till dokument")
    dialog = page.get_by_role("dialog", name="Länk till dokument")
    field = dialog.get_by_label("Dokumentets namn eller nummer")
    expect(field).to_be_focused()
    page.keyboard.type("hot och våld")
    hit = dialog.get_by_role("button", name="Rutin vid hot och våld")
    expect(hit).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text("1 dokument")
    page.keyboard.press("ArrowDown")
    expect(hit).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    assert not violations(page)
    page.keyboard.press("Enter")
    assert typed(page) == "Se [[SOC-RUT-0001|rutinen]]."
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#draft-preview").get_by_role("link", name="rutinen")).to_be_visible()
    press(page, "Länk till dokument")
    page.keyboard.type("finns inte alls")
    expect(dialog.get_by_role("status")).to_contain_text("Inget dokument")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#text")).to_be_focused()
    assert typed(page) == "Se [[SOC-RUT-0001|rutinen]]."


def test_a_dropped_picture_is_described_before_it_is_shown(visit: Visit) -> None:
    visitor = begin(visit, "SOC-BLA-0002")
    page = visitor.page
    page.locator("#text").fill("Så ser nyckeln ut:")
    drop(page, ("Min bild.png", "image/png", PICTURE))
    dialog = page.get_by_role("dialog", name="Beskriv bilden")
    words = dialog.get_by_label("Vad visar bilden?")
    expect(words).to_be_focused()
    assert not violations(page)
    page.keyboard.press("Enter")
    expect(words).to_have_attribute("aria-invalid", "true")
    words.fill("Min-bild.png")
    page.keyboard.press("Enter")
    expect(dialog.locator("#editor-picture-words-error")).to_contain_text("inte med filens namn")
    words.fill("En nyckel med röd bricka")
    page.keyboard.press("Enter")
    assert typed(page) == "Så ser nyckeln ut:\n\n![En nyckel med röd bricka](Min-bild.png)"
    expect(page.locator("#draft-files")).to_contain_text("Min-bild.png")
    expect(page.locator(".tools__note")).to_have_text("Min-bild.png är tillagd")
    expect(page.locator("#draft-preview img[alt='En nyckel med röd bricka']")).to_be_visible()
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.locator("#flash")).to_contain_text("Utkastet är sparat")
    assert "![En nyckel med röd bricka](Min-bild.png)" in typed(page)


def test_a_refused_file_leaves_the_text_alone(visit: Visit) -> None:
    visitor = begin(visit, "SOC-RUT-0008")
    page = visitor.page
    page.locator("#text").fill("Det här står kvar.")
    page.get_by_label(re.compile("^Titel på|^Titel$")).first.fill("Ny titel")
    visitor.expect(page.url.replace(visitor.site.url, "").replace("/andra", "/filer"), 422)
    drop(page, ("virus.exe", "application/octet-stream", PICTURE))
    expect(page.locator(".tools__note--trouble")).to_contain_text("virus.exe")
    assert typed(page) == "Det här står kvar."
    expect(page.locator("#draft-files")).not_to_contain_text("virus.exe")


def test_a_line_that_an_address_names_is_selected_and_seen(visit: Visit) -> None:
    page = begin(visit, "SOC-INS-0001").page
    page.locator("#text").fill("\n\n".join(f"Stycke {number}. {'Ord ' * 40}" for number in range(60)))
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator("#flash")).to_contain_text("Utkastet är sparat")
    page.goto(f"{page.url}?rad=81#text")
    expect(page.get_by_role("toolbar")).to_be_visible()
    field = page.locator("#text")
    expect(field).to_be_focused()
    begins, ends = field.evaluate("field => [field.selectionStart, field.selectionEnd]")
    assert typed(page)[begins:ends].startswith("Stycke 40. Ord")
    assert "\n" not in typed(page)[begins:ends]
    share = field.evaluate("field => (field.scrollTop + field.clientHeight / 2) / field.scrollHeight")
    assert 0.6 < share < 0.75, "the line is in the middle of the field"
    bottom = page.get_by_role("toolbar").evaluate("bar => bar.getBoundingClientRect().bottom")
    assert field.evaluate("field => field.getBoundingClientRect().top") >= bottom


def test_the_preview_follows_the_text_and_is_folded_on_a_phone(visit: Visit) -> None:
    page = begin(visit, "SOC-RUT-0009", width=NARROW).page
    preview = page.locator("#draft-preview")
    expect(preview).to_be_hidden()
    page.locator("#text").fill("## Syfte\n\nAtt **alla** vet.")
    page.get_by_role("button", name="Visa hur det blir").click()
    expect(preview.get_by_role("heading", name="Syfte")).to_be_visible()
    page.locator("#text").fill("## Ändrat")
    expect(preview.get_by_role("heading", name="Ändrat")).to_be_visible()
    sizes = (
        page.get_by_role("toolbar")
        .get_by_role("button")
        .evaluate_all("all => all.map(one => Math.min(one.offsetWidth, one.offsetHeight))")
    )
    assert min(sizes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not violations(page)
