"""What a form held whose page had been open for too long: it is shown, and can be sent again.

Where only the token was too old it is sent with a new one; who is signed out signs in first, and takes it along.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

from portal.web.access import current_reader, is_asked_by_script, page_before

# Fields by these names are never shown again; a form that has one is opened anew instead.
SECRET = re.compile(r"pass|secret|token|^(?:again|current)$", re.IGNORECASE)
LONGEST = 1_000_000
MOST_FIELDS = 1_000
LINE = 200


@dataclass(frozen=True)
class CarriedField:
    """A field by its name with what was typed or chosen; a longer text is shown, the rest only goes along."""

    name: str
    value: str

    @property
    def is_long(self) -> bool:
        """Whether it is a text that one may have worked on."""
        return "\n" in self.value or len(self.value) > LINE


@dataclass(frozen=True)
class Carried:
    """What can be sent again to the same address. Files cannot go along; `has_files` says that there were some."""

    action: str
    fields: tuple[CarriedField, ...]
    has_files: bool
    must_sign_in: bool

    def to_json(self) -> str:
        """Return the whole as JSON, to go along through the sign-in page."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Carried | None":
        """Read what `to_json` wrote; None for anything else, and for what may not be carried."""
        try:
            kept = json.loads(text)
            fields = tuple(CarriedField(str(field["name"]), str(field["value"])) for field in kept["fields"])
            found = cls(str(kept["action"]), fields, bool(kept["has_files"]), must_sign_in=False)
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        return found if may_be_carried(fields) else None


def find_carried() -> Carried | None:
    """Return what this request's form held; None when it has a secret, is too much or came from elsewhere.

    A page of somebody else's must not be able to put its own fields into a form that carries the reader's token.
    """
    fields = tuple(CarriedField(*field) for field in request.form.items(multi=True) if field[0] != "csrf_token")
    if not may_be_carried(fields) or not is_from_here():
        return None
    return Carried(
        action=request.full_path.rstrip("?"),
        fields=fields,
        has_files=any(file.filename for file in request.files.values()),
        must_sign_in=current_reader().key is None and access_of_view() is not None,
    )


def may_be_carried(fields: tuple[CarriedField, ...]) -> bool:
    """Whether the fields are neither too much nor secret."""
    length = sum(len(field.name) + len(field.value) for field in fields)
    too_much = length > LONGEST or len(fields) > MOST_FIELDS
    return not too_much and not any(SECRET.search(field.name) for field in fields)


def access_of_view() -> str | None:
    """Return the mark of the view that was asked for."""
    mark: str | None = getattr(current_app.view_functions[request.endpoint or ""], "access", "")
    return mark


def is_from_here() -> bool:
    """Whether the browser says that the form stood on a page of the portal's own."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    try:
        return urlsplit(request.origin or "").netloc == request.host
    except ValueError:
        return False


def place_to_reopen() -> str:
    """Return the address at which the form is opened anew: its own where that is a page, else the page before."""
    adapter = current_app.create_url_adapter(request)
    if adapter and adapter.test(method="GET"):
        return request.full_path.rstrip("?")
    return "/" + page_before().lstrip("/") if is_from_here() else "/"


def carry_to_sign_in(sign_in: Callable[[Carried], Response]) -> Response | None:
    """Before the guard: answer a form that is sent by who is signed out with the sign-in page, which takes it along.

    What a script sends, and a form that holds nothing, is left to the guard.
    """
    is_page = not is_asked_by_script() and "HX-Request" not in request.headers
    if request.method != "POST" or not is_page or request.headers.get("Sec-Fetch-Dest") == "empty":
        return None
    if access_of_view() is None or current_reader().key is not None:
        return None
    carried = find_carried()
    return sign_in(carried) if carried and carried.fields else None


def register(app: Flask, sign_in: Callable[[Carried], Response]) -> None:
    """Let `sign_in` answer forms of those who are signed out."""
    app.before_request(lambda: carry_to_sign_in(sign_in) if request.endpoint in app.view_functions else None)
