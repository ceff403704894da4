"""Bo tries a promise with last year's cases before anyone decides it, at a desk and on a phone."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.support.axe import violations
from tests.support.chromium import NARROW, WIDE

FIRST = date(2026, 1, 12)


def pasted(count: int) -> str:
    """Return cases as a spreadsheet gives them, one a week: every fourth takes a week, the others two days."""
    lines = ["Inkom\tBesvarad"]
    for number in range(count):
        arrived = FIRST + timedelta(weeks=number)
        done = arrived + timedelta(days=7 if number % 4 == 3 else 2)
        lines.append(f"{arrived}\t{done}")
    return "\n".join(lines)


@pytest.mark.parametrize(("scripts", "width"), [(True, WIDE), (False, NARROW)], ids=["desk", "phone without scripts"])
def test_a_promise_is_tried_before_it_is_made(visit: Visit, scripts: bool, width: int) -> None:
    bo = visit("bo", java_script_enabled=scripts, width=width)
    page = bo.open("/loften/bib-inkop")
    page.get_by_role("link", name="Pröva en annan gräns").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pröva en gräns")
    expect(page.get_by_label("Gränsen räknas i")).to_have_value("working_days")

    # One line is not as the others: it is told by its number, and all that was pasted is still there.
    bo.expect("/loften/prova-en-grans", 422)
    page.get_by_label("Gräns", exact=True).fill("2")
    page.get_by_label("Ärenden", exact=True).fill(pasted(20) + "\nv. 12\t2026-06-02")
    page.get_by_role("button", name="Pröva gränsen").click()
    expect(page.get_by_role("alert")).to_contain_text("Rad 22: ”v. 12” är ingen tid.")
    expect(page.get_by_label("Ärenden", exact=True)).to_have_value(re.compile(r"v\. 12\t2026-06-02$"))

    page.get_by_label("Ärenden", exact=True).fill(pasted(20))
    page.get_by_role("button", name="Pröva gränsen").click()
    answer = page.get_by_role("region", name="Inom 2 arbetsdagar")
    expect(answer).to_contain_text("75 %")
    expect(answer).to_contain_text("15 av 20 ärenden")
    expect(answer.get_by_role("row", name=re.compile("^90 %"))).to_contain_text("5 arbetsdagar")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not scripts or violations(page) == []

    page.get_by_label("Gräns", exact=True).fill("5")
    page.get_by_role("button", name="Pröva gränsen").click()
    expect(page.get_by_role("region", name="Inom 5 arbetsdagar")).to_contain_text("20 av 20 ärenden")
