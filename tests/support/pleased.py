"""A test browser that is hard to please: every page that it gets must be well made, or the test fails."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from portal.web.security import POLICY
from tests.support.markup import Element, Markup

SENT_BY = {f"data-hx-{method}": method.upper() for method in ("get", "post", "put", "patch", "delete")}
NAMED_BY = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns", "for", "popovertarget")
RESOURCES = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "embed": ("src",),
    "object": ("data",),
    "use": ("href", "xlink:href"),
    "form": ("action",),
    "input": ("src",),
}
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
RELATIVE_TARGETS = ("this", "closest ", "find ", "next ", "previous ", "body")


def has_one_heading(page: Markup, _app: Flask) -> Iterator[str]:
    """One h1, with words in it; levels do not skip downwards."""
    headings = page.all("h1", "h2", "h3", "h4", "h5", "h6")
    ones = [heading.text for heading in headings if heading.tag == "h1"]
    if len(ones) != 1 or not ones[0]:
        yield f"it should have one h1, with words: {ones}"
    for before, after in pairwise(headings):
        if int(after.tag[1]) > int(before.tag[1]) + 1:
            yield f"{after.tag} ”{after.text}” skips a level after {before.tag} ”{before.text}”"


def words_of(text: str) -> set[str]:
    """Return the words that carry something."""
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2}


def has_a_title(page: Markup, _app: Flask) -> Iterator[str]:
    """The title says which page of which site this is, in the heading's words; the start page greets instead."""
    title, heading = page.one("title"), page.one("h1")
    name, dash, site = title.text.rpartition(" – ") if title else ("", "", "")
    if not (name and dash and site):
        yield f"its title should be ”what – site”: {title.text if title else 'none'}"
    elif heading and name != "Start" and heading.text not in name and not words_of(name) & words_of(heading.text):
        yield f"its title ”{name}” says something else than its heading ”{heading.text}”"


def names_its_language(page: Markup, _app: Flask) -> Iterator[str]:
    """The page says its language."""
    root = page.one("html")
    if root is None or not root.get("lang"):
        yield "its language should be told by <html lang>"


def has_unique_ids(page: Markup, _app: Flask) -> Iterator[str]:
    """No id stands twice, none has a space, and what names an id finds it."""
    ids = Counter(element.get("id") for element in page.elements if element.has("id"))
    yield from (f"the id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    yield from (f"{name!r} is no id" for name in ids if not name or re.search(r"\s", name))
    for element in page.elements:
        for attribute in NAMED_BY:
            missing = set(element.get(attribute).split()) - ids.keys()
            if missing:
                yield f"{attribute} of <{element.tag}> names {', '.join(sorted(missing))}, which is not on the page"


def is_labelled(control: Element, labelled: set[str]) -> bool:
    """Whether a control has a name that is read aloud."""
    return bool(
        control.get("id") in labelled
        or control.get("aria-label").strip()
        or control.get("aria-labelledby").strip()
        or control.within("label")
    )


def labels_its_controls(page: Markup, _app: Flask) -> Iterator[str]:
    """Every control has a label with words."""
    labelled = {label.get("for") for label in page.all("label") if label.text}
    for control in page.all("input", "select", "textarea"):
        if control.get("type") not in UNLABELLED and not is_labelled(control, labelled):
            yield f"<{control.tag} name={control.get('name')!r}> has no label"


def why_not_routed(app: Flask, address: str, method: str) -> str | None:
    """Return why the portal has no view for an address of its own, or None."""
    adapter = app.url_map.bind("localhost")
    try:
        adapter.match(urlsplit(address).path, method=method)
    except RequestRedirect:
        return f"{address} is redirected; write what it leads to"
    except MethodNotAllowed:
        return f"{address} does not answer {method}"
    except HTTPException:
        return f"{address} is nowhere"
    return None


def leads_somewhere(page: Markup, app: Flask) -> Iterator[str]:
    """What htmx sends, what forms send and what links lead to is routed; htmx's targets are on the page."""
    ids = page.ids
    for element in page.elements:
        asked = [(element.get(name), method) for name, method in SENT_BY.items() if element.has(name)]
        if element.tag == "form" and element.get("method") != "dialog":
            asked.append((element.get("action"), element.get("method", "get").upper()))
        if element.tag == "a" and element.get("href").startswith("/"):
            asked.append((element.get("href"), "GET"))
        for address, method in asked:
            if address.startswith("/static/"):
                continue
            reason = why_not_routed(app, address, method)
            if reason:
                yield f"<{element.tag}>: {reason}"
        target = element.get("data-hx-target")
        if target and not target.startswith(RELATIVE_TARGETS) and target.removeprefix("#") not in ids:
            yield f"data-hx-target {target} is not on the page"
        link = element.get("href")
        if element.tag == "a" and link.startswith("#") and link.removeprefix("#") not in ids:
            yield f"the link {link} leads nowhere on the page"


def guards_its_forms(page: Markup, _app: Flask) -> Iterator[str]:
    """A form that changes something carries the token against forgery."""
    for form in page.all("form"):
        tokens = [field for field in page.all("input") if field.get("name") == "csrf_token"]
        if form.get("method").lower() == "post" and not any(field.within("form") is form for field in tokens):
            yield f"the form to {form.get('action')} has no csrf_token"


def keeps_to_the_policy(page: Markup, _app: Flask) -> Iterator[str]:
    """No inline style or script, no plain hx-."""
    for element in page.elements:
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"<{element.tag}> stands in the page"
        for name in element.attrs:
            if name == "style" or re.fullmatch(r"on[a-z]+", name) or name.startswith("hx-"):
                yield f"<{element.tag}> has the attribute {name}"


def loads_only_its_own(page: Markup, _app: Flask) -> Iterator[str]:
    """Nothing is loaded from or sent to another host."""
    for element in page.elements:
        for name in RESOURCES.get(element.tag, ()):
            address = element.get(name)
            if urlsplit(address).netloc and element.get("rel") != "canonical":
                yield f"<{element.tag} {name}> is {address}"


DEMANDS: tuple[Callable[[Markup, Flask], Iterator[str]], ...] = (
    has_one_heading,
    has_a_title,
    names_its_language,
    has_unique_ids,
    labels_its_controls,
    leads_somewhere,
    guards_its_forms,
    keeps_to_the_policy,
    loads_only_its_own,
)


def complaints(html: str, app: Flask) -> list[str]:
    """Return all that is wrong with a whole page."""
    page = Markup(html)
    return [complaint for demand in DEMANDS for complaint in demand(page, app)]


def is_whole_page(response: TestResponse) -> bool:
    """Whether the answer is a page, not a part of one, a way on or something else."""
    return (
        not 300 <= response.status_code < 400 and response.mimetype == "text/html" and b"<html" in response.data[:200]
    )


class PleasedClient(FlaskClient):
    """Opens addresses as Flask's own test client does, and looks at every page that it gets."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Answer the request. Raises AssertionError when the page is not well made."""
        response = super().open(*args, **kwargs)
        if is_whole_page(response):
            asked = response.request
            wrong = complaints(response.get_data(as_text=True), self.application)
            if response.headers.get("Content-Security-Policy") != POLICY:
                wrong.append("it does not carry the content security policy")
            assert not wrong, "\n".join([f"{asked.method} {asked.path} is not well made:", *wrong])
        return response
