"""A draft, open for writing in the browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.chromium import Visitor
from tests.support.example import copy_of
from tests.support.site import Site, serving

# A PNG of one pixel, as base64.
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
# What a paste is to the page: the clipboard's content, by its types.
PASTE = """([field, content]) => {
  const clipboard = new DataTransfer();
  Object.entries(content).forEach(([type, text]) => clipboard.setData(type, text));
  field.focus();
  const event = new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true});
  return !field.dispatchEvent(event);
}"""
DROP = """([field, files]) => {
  const carried = new DataTransfer();
  files.forEach(([name, type, base64]) => {
    const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0));
    carried.items.add(new File([bytes], name, {type}));
  });
  for (const name of ["dragenter", "dragover", "drop"])
    field.dispatchEvent(new DragEvent(name, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@contextmanager
def own_site(example: Path, directory: Path) -> Iterator[Site]:
    """Serve a copy of the example for those who change it."""
    with serving(copy_of(example, directory / "var")) as running:
        yield running


def begin(visit: Visit, number: str, persona: str = "bo", *, own_clock: bool = False, **settings: Any) -> Visitor:
    """Let someone begin the next version of a document, and empty its text, perhaps by a clock that can be set."""
    visitor = visit(persona, **settings)
    if own_clock:
        visitor.context.clock.install()
    page = visitor.open(f"/d/{number}/versioner")
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_url("**/andra")
    if settings.get("java_script_enabled", True):
        expect(page.get_by_role("toolbar")).to_be_visible()
    page.locator("#text").fill("")
    return visitor


def typed(page: Page) -> str:
    """Return the text as it stands in the field."""
    return page.locator("#text").input_value()


def choose(page: Page, words: str) -> None:
    """Select words in the text."""
    place = typed(page).index(words)
    select = "(field, [from, to]) => { field.focus(); field.setSelectionRange(from, to); }"
    page.locator("#text").evaluate(select, [place, place + len(words)])


def press(page: Page, name: str) -> None:
    """Press a button of the toolbar."""
    page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


def paste(page: Page, **content: str) -> bool:
    """Paste `html` or `plain` text; return whether the editor took it, and not the browser."""
    field = page.locator("#text").element_handle()
    return bool(page.evaluate(PASTE, [field, {f"text/{kind}": text for kind, text in content.items()}]))


def drop(page: Page, *files: tuple[str, str, str]) -> None:
    """Drop files upon the text: each a name, a type and its bytes as base64."""
    page.evaluate(DROP, [page.locator("#text").element_handle(), [list(file) for file in files]])
