"""Egon lets someone new in."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.support.site import Site


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_new_person_gets_a_role_and_signs_in(visit: Visit, site: Site, scripts: bool) -> None:
    key = "saga-med-skript" if scripts else "saga-utan-skript"
    page = visit("egon", java_script_enabled=scripts).open("/personer/")
    page.get_by_role("link", name="Ny person").click()
    page.get_by_label("Namn").fill("Saga Lindmark")
    page.get_by_label(re.compile("^Nyckel")).fill(key)
    page.get_by_label("E-post").fill(f"{key}@ekvik.example")
    page.get_by_role("button", name="Lägg till", exact=True).click()
    page.wait_for_url(site.at(f"/personer/{key}"))

    page.locator("#person-places summary", has_text="Lägg till enhet eller roll").click()
    page.locator("#person-places").get_by_label("Enhet", exact=True).select_option("SOC")
    page.locator("#person-places").get_by_label(re.compile("^Roll")).select_option("quality_lead")
    page.locator("#person-places").get_by_role("button", name="Lägg till", exact=True).click()
    expect(page.locator("#person-places").get_by_role("row", name=re.compile("Kvalitetsledare"))).to_be_visible()
    expect(page.locator("#flash")).not_to_be_empty()

    page.get_by_role("button", name="Gör länk till ny lösenfras").click()
    link = page.get_by_label("Länken").input_value()
    assert link.startswith(site.at("/lank/"))

    hers = visit(java_script_enabled=scripts)
    door = hers.open(link.removeprefix(site.url))
    expect(door.locator("main")).to_contain_text("Hej Saga")
    door.get_by_label(re.compile("^Ny lösenfras")).fill("en lång väg till havet")
    door.get_by_label(re.compile("igen")).fill("en lång väg till havet")
    door.get_by_role("button", name="Spara och logga in").click()
    door.wait_for_url(site.at("/"))
    expect(door.get_by_role("heading", level=1)).to_have_text("Hej Saga!")
    hers.open("/personer/")
    hers.open("/personer/ny", 403)
    hers.open(link.removeprefix(site.url), 410)


def test_a_form_that_fails_keeps_what_was_typed(visit: Visit) -> None:
    visitor = visit("egon")
    page = visitor.open("/personer/ny")
    page.get_by_label("Namn").fill("Saga Lindmark")
    page.get_by_label("E-post").fill("det här är ingen adress")
    visitor.expect("/personer/ny", 422)
    page.get_by_role("button", name="Lägg till", exact=True).click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Namn")).to_have_value("Saga Lindmark")
    summary.get_by_role("link", name=re.compile("E-post")).click()
    expect(page.get_by_label("E-post")).to_be_focused()
    expect(page.get_by_label("E-post")).to_have_attribute("aria-invalid", "true")
