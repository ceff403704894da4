"""Public pages kept in memory until something happens in the portal or the day turns.

A page for readers who are not signed in depends on its address, the date and what the journal has told; so the number
of the journal's last entry, read once per request, says whether a kept page, or the one in the citizen's browser, is
still right.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request

from portal import __version__
from portal.web.portal import journal_head

View = TypeVar("View", bound=Callable[..., Any])
KEPT_PAGES = 512
KEPT_SIZE = 200_000


class Shelf:
    """The pages that this process keeps, the least used thrown out first."""

    def __init__(self) -> None:
        """Begin empty."""
        self.pages: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self.lock = Lock()

    def find(self, tag: str) -> tuple[bytes, str] | None:
        """Return the kept body and content type, or None."""
        with self.lock:
            page = self.pages.get(tag)
            if page:
                self.pages.move_to_end(tag)
            return page

    def keep(self, tag: str, body: bytes, kind: str) -> None:
        """Keep a page."""
        with self.lock:
            self.pages[tag] = (body, kind)
            while len(self.pages) > KEPT_PAGES:
                self.pages.popitem(last=False)


def kept(view: View) -> View:
    """Mark a public view whose page may be kept for those who are not signed in."""
    view.kept = True  # type: ignore[attr-defined]
    return view


def tag_of_request() -> str | None:
    """Return what names this very page at this moment, or None when it may not be kept."""
    if request.method not in {"GET", "HEAD"} or request.cookies or request.endpoint is None:
        return None
    if not getattr(current_app.view_functions[request.endpoint], "kept", False):
        return None
    portal = current_app.extensions["portal"]
    parts = (
        __version__,
        portal.started,
        request.full_path,
        request.headers.get("HX-Request", ""),
        str(portal.today()),
        str(journal_head()),
    )
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def find_page() -> Response | None:
    """Before the view: answer 304 or the kept page when it is still right."""
    g.page_tag = tag = tag_of_request()
    if tag is None:
        return None
    if request.if_none_match.contains_weak(tag):
        return stamped(Response(status=304), tag)
    page = current_app.extensions["shelf"].find(tag)
    return stamped(Response(page[0], content_type=page[1]), tag) if page else None


def stamped(response: Response, tag: str) -> Response:
    """Add the tag; a browser asks again each time, and mostly hears 304."""
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.update(["HX-Request", "Cookie"])
    return response


def keep_page(response: Response) -> Response:
    """After the view: keep what may be kept."""
    tag = g.get("page_tag")
    if tag is None or response.status_code != 200 or "Set-Cookie" in response.headers or response.is_streamed:
        return response
    body = response.get_data()
    if len(body) <= KEPT_SIZE:
        current_app.extensions["shelf"].keep(tag, body, response.content_type or "text/html")
    return stamped(response, tag)


def register(app: Flask) -> None:
    """Keep public pages in this app."""
    app.extensions["shelf"] = Shelf()
    app.before_request(find_page)
    app.after_request(keep_page)
