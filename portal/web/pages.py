"""Public pages kept in memory until something happens in the portal or the day turns.

A page for readers who are not signed in depends on its address, the date and what the journal has told. The number of
the journal's last entry, read once per request, says whether a kept page, or the one in the citizen's browser, is still
right: then it is answered before Flask is asked.

Kept pages are kept and sent compressed. Pages for those who are signed in are not: what is secret in them could be
guessed from how small they become.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, TypeVar
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, current_app, request
from peewee import InterfaceError, OperationalError

from portal.journal.record import head
from portal.store.database import drop_lost
from portal.web.portal import STAMP

View = TypeVar("View", bound=Callable[..., Any])
Stamp = tuple[date, int]
Key = tuple[str, str, tuple[bool, ...]]
# What decides between page and partial, see `web.htmx`.
VARIANT = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")
KEPT_PAGES = 512
KEPT_SIZE = 100_000
LEVEL = 6


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was answered, and when: the day and the number of the journal's last entry. `packed` is gzip."""

    stamp: Stamp
    tag: str
    headers: tuple[tuple[str, str], ...]
    packed: bytes

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer 304 to a browser that has the page, else the page as the browser takes it."""
        if self.tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", [item for item in self.headers if not item[0].startswith("Content-")])
            return []
        encoding = [("Content-Encoding", "gzip")] if takes_packed(environ) else []
        body = self.packed if encoding else gzip.decompress(self.packed)
        start_response("200 OK", [*self.headers, *encoding, ("Content-Length", str(len(body)))])
        return [body]


def takes_packed(environ: WSGIEnvironment) -> bool:
    """Whether the browser takes gzip (RFC 9110, 12.5.3); one that would rather not have it gets none."""
    offers = environ.get("HTTP_ACCEPT_ENCODING", "").replace(" ", "").split(",")
    return "gzip" in {offer.removesuffix(";q=1.0").removesuffix(";q=1") for offer in offers}


class Shelf:
    """The pages that this process keeps, the least used thrown out first."""

    def __init__(self) -> None:
        """Begin empty."""
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.lock = Lock()

    def find(self, key: Key, stamp: Stamp) -> Page | None:
        """Return the kept page if it is still right."""
        with self.lock:
            page = self.pages.get(key)
            if page is None or page.stamp != stamp:
                return None
            self.pages.move_to_end(key)
            return page

    def keep(self, key: Key, page: Page) -> None:
        """Keep a page in place of the one before."""
        with self.lock:
            self.pages[key] = page
            self.pages.move_to_end(key)
            while len(self.pages) > KEPT_PAGES:
                self.pages.popitem(last=False)


def kept(view: View) -> View:
    """Mark a public view whose page may be kept for those who are not signed in."""
    view.kept = True  # type: ignore[attr-defined]
    return view


def key_of(environ: WSGIEnvironment) -> Key | None:
    """Return what tells one page from another, or None for a request that no kept page answers."""
    if environ["REQUEST_METHOD"] != "GET" or environ.get("HTTP_COOKIE"):
        return None
    variant = (environ.get(f"HTTP_{name.upper().replace('-', '_')}") == "true" for name in VARIANT)
    return environ["PATH_INFO"], environ.get("QUERY_STRING", ""), tuple(variant)


class KeptPages:
    """Answers from the shelf in front of the application.

    The stamp is taken before the application is asked: a page made while something happens is kept under what was
    before, and so never shown.
    """

    def __init__(self, application: WSGIApplication, shelf: Shelf, today: Callable[[], date]) -> None:
        """Stand in front of the application."""
        self.application, self.shelf, self.today = application, shelf, today

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer 304, the kept page, or what the application says."""
        key = key_of(environ)
        stamp = self.stamp() if key else None
        if key is None or stamp is None:
            return self.application(environ, start_response)
        environ[STAMP] = stamp
        page = self.shelf.find(key, stamp)
        if page is None:
            return self.application(environ, start_response)
        return page.answer(environ, start_response)

    def stamp(self) -> Stamp | None:
        """Return the day and the journal's number; None when the database does not answer, which the application tells.

        A connection that was lost is dropped, so that the application opens another.
        """
        try:
            return self.today(), head()
        except (InterfaceError, OperationalError):
            drop_lost()
            return None


def keep_page(response: Response) -> Response:
    """Last of all: keep what may be kept, and let a browser ask with its tag, mostly to hear 304."""
    key, stamp = key_of(request.environ), request.environ.get(STAMP)
    view = current_app.view_functions.get(request.endpoint or "")
    if not (key and stamp and getattr(view, "kept", False)) or response.status_code != 200 or response.is_streamed:
        return response
    if "Set-Cookie" in response.headers:
        return response
    body = response.get_data()
    packed = gzip.compress(body, LEVEL, mtime=0)
    tag = hashlib.blake2b(body, digest_size=12).hexdigest()
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.update([*VARIANT, "Cookie", "Accept-Encoding"])
    response.headers.pop("Content-Length", None)
    if len(packed) <= KEPT_SIZE:
        headers = tuple(response.headers.to_wsgi_list())
        current_app.extensions["shelf"].keep(key, Page(stamp, tag, headers, packed))
    if takes_packed(request.environ):
        response.set_data(packed)
        response.content_encoding = "gzip"
    response.make_conditional(request)
    return response


def register(app: Flask, today: Callable[[], date]) -> None:
    """Keep public pages in this app. Its after-request step must be registered first, to run last."""
    shelf = app.extensions["shelf"] = Shelf()
    app.after_request(keep_page)
    app.wsgi_app = KeptPages(app.wsgi_app, shelf, today)  # type: ignore[method-assign]
