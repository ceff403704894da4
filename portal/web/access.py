"""Who may call a view: every view is marked `public` or `requires` a permission; anything unmarked is refused."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from flask import abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

View = TypeVar("View", bound=Callable[..., Any])


class Reader(Protocol):
    """The one who reads or acts: a signed-in person, or the citizen who is not signed in."""

    key: str | None
    name: str
    tokens: frozenset[str]

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
        return redirect(url_for("people.session_new", next=request.full_path.rstrip("?")), 303)
    if not reader.holds(view.access):
        abort(403)
    return None
