"""Who may call a view: marked `public`, `signed_in` or `requires` a permission; anything unmarked is refused."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast
from urllib.parse import urlsplit

from flask import Response as Answer
from flask import abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

View = TypeVar("View", bound=Callable[..., Any])


class Reader(Protocol):
    """The one who reads or acts: a signed-in person, or the citizen who is not signed in."""

    key: str | None
    name: str
    tokens: frozenset[str]
    units: tuple[str, ...]

    def holds(self, permission: str) -> bool:
        """Whether the reader holds the permission anywhere."""


def public(view: View) -> View:
    """Mark a view that anyone may call; what it shows is still limited by the reader's tokens."""
    view.access = None  # type: ignore[attr-defined]
    return view


def requires(permission: str) -> Callable[[View], View]:
    """Mark a view that only those who hold the permission somewhere may call."""

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return mark


def signed_in(view: View) -> View:
    """Mark a view that everyone who is signed in may call: it shows or changes only what is their own."""
    view.access = ""  # type: ignore[attr-defined]
    return view


def asked_by_script(view: View) -> View:
    """Mark a view that a script asks: who is signed out gets a refusal that it can read, not the sign-in page."""
    view.asked_by_script = True  # type: ignore[attr-defined]
    return view


def current_reader() -> Reader:
    """Return this request's reader, found once."""
    if "reader" not in g:
        g.reader = current_app.extensions["portal"].find_reader()
    return cast("Reader", g.reader)


def guard() -> Response | None:
    """Before each request: deny unless the view's mark lets the reader in."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    view = current_app.view_functions[request.endpoint]
    if not hasattr(view, "access"):
        abort(403)
    if view.access is None:
        return None
    reader = current_reader()
    if reader.key is None:
        return refuse_script() if is_asked_by_script() else send_to_sign_in()
    if view.access and not reader.holds(view.access):
        abort(403)
    return None


def is_asked_by_script() -> bool:
    """Whether it is a script that asks, which is told of a refusal in JSON."""
    return hasattr(current_app.view_functions[request.endpoint or ""], "asked_by_script")


def refuse_script() -> Answer:
    """Answer a script that nobody is signed in."""
    return Answer('{"error":"signed-out"}', 401, mimetype="application/json")


def send_to_sign_in() -> Response:
    """Answer with the way to the sign-in page, and from there back: to this page, or to the one a form stood on."""
    if request.method in {"GET", "HEAD"} and "HX-Request" not in request.headers:
        return redirect(url_for("people.session_new", next=request.full_path.rstrip("?")), 303)
    place = url_for("people.session_new", next=page_before() or "/")
    if "HX-Request" in request.headers:
        return Response(headers={"HX-Redirect": place})
    return redirect(place, 303)


def page_before() -> str:
    """Return the path and query of the page that a form stood on, as the browser tells it; empty when it does not."""
    try:
        page = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    except ValueError:
        return ""
    return f"{page.path}?{page.query}".rstrip("?")
