"""What a form held whose page had been open for too long: it is shown, and can be sent again with a new token."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, request

from portal.web.access import current_reader, page_before

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


def find_carried() -> Carried | None:
    """Return what this request's form held; None when it has a secret, is too much or came from elsewhere.

    A page of somebody else's must not be able to put its own fields into a form that carries the reader's token.
    """
    fields = tuple(CarriedField(*field) for field in request.form.items(multi=True) if field[0] != "csrf_token")
    length = sum(len(field.name) + len(field.value) for field in fields)
    too_much = length > LONGEST or len(fields) > MOST_FIELDS
    if too_much or any(SECRET.search(field.name) for field in fields) or not is_from_here():
        return None
    return Carried(
        action=request.full_path.rstrip("?"),
        fields=fields,
        has_files=any(file.filename for file in request.files.values()),
        must_sign_in=current_reader().key is None and access_of_view() is not None,
    )


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
