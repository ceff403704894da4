"""axe: what stands in the way of readers on a page that is open in a browser."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NO_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# The page's policy forbids a script of ours in it, so the browser is asked to evaluate it beside the page.
RUN = """(some) => axe.run(document, {preload: false, resultTypes: ["violations"], ...some}).then(found =>
  found.violations.map(rule => ({id: rule.id, help: rule.help, nodes: rule.nodes.map(node => ({
    where: node.target.join(" "), html: node.html.slice(0, 200), why: node.failureSummary}))})))"""


@cache
def source() -> str:
    """Return axe itself. Raises FileNotFoundError when it is not installed."""
    if not SOURCE.exists():
        raise FileNotFoundError(f"{SOURCE} is missing: `make test` and `make audit` install it")
    return SOURCE.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Return everything that axe finds on the page, one line each."""
    return found_by(page, {})


def violations_but_colours(page: Page) -> list[str]:
    """Return what axe finds on the page when it does not look at colours, which takes as long as all else."""
    return found_by(page, NO_COLOURS)


def violations_in_both_schemes(page: Page) -> list[str]:
    """Return what axe finds on a light page, and what it finds of its colours when it is dark.

    Nothing but colours follows the scheme: the document and where its parts stand are the same.
    """
    light = violations(page)
    page.emulate_media(color_scheme="dark")
    dark = found_by(page, COLOURS)
    page.emulate_media(color_scheme="light")
    return [*light, *(f"in the dark: {fault}" for fault in dark)]


def found_by(page: Page, some: dict[str, Any]) -> list[str]:
    """Return what axe finds by some of its rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(source())
    return [line(rule, node) for rule in page.evaluate(RUN, some) for node in rule["nodes"]]


def line(rule: dict[str, Any], node: dict[str, str]) -> str:
    """Return one finding in words."""
    why = " ".join(node["why"].split())
    return f"{rule['id']} ({rule['help']}): {node['where']}: {node['html']}: {why}"
