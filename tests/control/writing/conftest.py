"""A small municipality with a draft by Bo, and browsers of those who write in it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.control.models.versions import Version
from tests.support.browser import client_for
from tests.support.documents import make_document, make_draft
from tests.support.markup import Markup
from tests.support.organisation import Organisation

As = Callable[[str], FlaskClient]
EDIT = "/d/SOC-RUT-0001/v/1/andra"


@pytest.fixture
def browse(bare_app: Flask, organisation: Organisation) -> As:
    """Return a browser signed in as someone, or a citizen's when the key is empty."""
    return lambda key: client_for(bare_app, organisation.people[key] if key else None)


@pytest.fixture
def draft(organisation: Organisation) -> Version:
    """SOC-RUT-0001, version 1, by Bo."""
    return make_draft(organisation, make_document(organisation))


@pytest.fixture
def bo(browse: As, draft: Version) -> FlaskClient:
    return browse("bo")


@pytest.fixture
def disa(browse: As, draft: Version) -> FlaskClient:
    """Disa leads quality, reads drafts and may write."""
    return browse("disa")


def fields_of(page: str, form_id: str = "draft-form") -> dict[str, Any]:
    """Return what the form would send if nothing were typed, as a browser would."""
    markup = Markup(page)
    form = next(form for form in markup.all("form") if form.get("id") == form_id)
    data: dict[str, Any] = {}
    for field in markup.all("input", "textarea", "select"):
        if field.within("form") is not form and field.get("form") != form_id:
            continue
        kind, name = field.get("type"), field.get("name")
        if not name or kind == "file" or (kind in {"checkbox", "radio"} and not field.has("checked")):
            continue
        if field.tag == "select":
            continue
        value = field.words.removeprefix("\r\n") if field.tag == "textarea" else field.get("value")
        if name in {"audience", "file_name", "file_title"}:
            data.setdefault(name, []).append(value)
        else:
            data[name] = value
    return data


def opened(client: FlaskClient, path: str = EDIT) -> dict[str, Any]:
    """Open the draft and return its form's fields."""
    answer = client.get(path)
    assert answer.status_code == 200
    return fields_of(answer.text)
