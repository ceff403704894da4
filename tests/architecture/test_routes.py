"""Every address: who may call it, how it is written."""

import re

import pytest
from flask import Flask

from portal.people.rules import PERMISSION_LABELS, PERMISSIONS

# What anyone may call. A view that is not here must require a permission.
PUBLIC = {
    "theme": {"theme_show", "logo_show", "icon_show", "robots_show"},
    "ops": {"health_show", "ready_show"},
    "home": {"start_show", "accessibility_show", "privacy_show"},
    "people": {
        "session_new",
        "session_create",
        "session_delete",
        "link_show",
        "link_update",
    },
    "control": {
        "document_show",
        "version_show",
        "history_index",
        "difference_show",
        "print_show",
        "print_check",
        "attachment_show",
        "translation_show",
        "applied_show",
    },
    "handbook": {
        "start_index",
        "unit_index",
        "unit_show",
        "area_show",
        "type_show",
        "letter_index",
        "change_index",
        "applied_index",
    },
    "printing": {"document_show", "document_word", "version_show", "version_word"},
    "search": {"search_index", "suggestion_index", "opening_create"},
    "notices": {"handbook_feed", "unit_feed", "feed_show", "calendar_show"},
    "services": {"service_index", "service_show", "promise_index", "promise_show", "broken_feed"},
}
PUBLIC_NAMES = {f"{feature}.{view}" for feature, views in PUBLIC.items() for view in views}


def test_every_view_says_who_may_call_it(bare_app: Flask) -> None:
    unmarked = [name for name, view in bare_app.view_functions.items() if not hasattr(view, "access")]
    assert not unmarked, "mark them @public or @requires(…), nearest the function"


def test_what_is_public_is_named_here(bare_app: Flask) -> None:
    found = {name for name, view in bare_app.view_functions.items() if view.access is None}
    assert found == PUBLIC_NAMES, "a view became public or ceased to be: was that meant?"


def test_every_permission_is_in_the_table(bare_app: Flask) -> None:
    asked = {view.access for view in bare_app.view_functions.values() if view.access}
    assert asked <= set(PERMISSIONS)
    assert set(PERMISSION_LABELS) == set(PERMISSIONS)


def test_addresses_are_kebab_case_and_typed(bare_app: Flask) -> None:
    for rule in bare_app.url_map.iter_rules():
        bare = re.sub(r"<[^>]+>", "x", rule.rule)
        assert re.fullmatch(r"[a-z0-9./-]+", bare), rule.rule
        for converter, name in re.findall(r"<(?:([^:>]+):)?([^>]+)>", rule.rule):
            assert not name.endswith(("_id", "_no")) or converter, f"{rule.rule}: say what {name} is"


def test_a_view_without_a_mark_is_refused(bare_app: Flask) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bare_app, "_got_first_request", False)
        bare_app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    response = bare_app.test_client().get("/forgotten")
    assert response.status_code == 403
    assert b"secret" not in response.data
