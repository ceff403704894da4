"""Templates: they compile, partials declare what they use, macros are imported only where used."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2 import meta, nodes

from portal.app import create_app
from portal.config import RESOURCES, Config
from portal.store import database

FOLDER = RESOURCES / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.*") if path.is_file())
PARTIALS = [name for name in NAMES if name.rsplit("/", 1)[-1].startswith("_")]


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return an application to render with; it asks its database nothing."""
    yield create_app(Config(data_dir=tmp_path_factory.mktemp("templates"), secret_key="only for tests"))
    database.database.close()


def parsed(app: Flask, name: str) -> nodes.Template:
    """Return the template's syntax tree."""
    return app.jinja_env.parse((FOLDER / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles(templates: Flask, name: str) -> None:
    assert templates.jinja_env.get_template(name).name == name


@pytest.mark.parametrize("name", PARTIALS)
def test_a_partial_declares_what_it_uses(templates: Flask, name: str) -> None:
    first = (FOLDER / name).read_text(encoding="utf-8").split("\n", 1)[0]
    match = re.fullmatch(r"\{# Vars: (.*?) ?#\}", first)
    assert match, f"{name}: its first line must be {{# Vars: a, b #}}"
    declared = {word.strip() for word in match[1].split(",") if word.strip() and word.strip() != "none"}
    used = meta.find_undeclared_variables(parsed(templates, name)) - set(templates.jinja_env.globals)
    assert used - SHARED == declared - SHARED, name


SHARED = {
    "site",
    "reader",
    "navigation",
    "feeds",
    "today",
    "can",
    "icon_url",
    "g",
    "request",
    "session",
    "_",
    "csrf_token",
}


@pytest.mark.parametrize("name", NAMES)
def test_every_imported_macro_is_used(templates: Flask, name: str) -> None:
    tree = parsed(templates, name)
    source = (FOLDER / name).read_text(encoding="utf-8")
    for imported in tree.find_all(nodes.FromImport):
        for entry in imported.names:
            macro = entry[1] if isinstance(entry, tuple) else entry
            assert len(re.findall(rf"\b{macro}\b", source)) > 1, f"{name} imports {macro} and does not use it"


@pytest.mark.parametrize("name", NAMES)
def test_it_holds_neither_style_nor_script(name: str) -> None:
    source = (FOLDER / name).read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", source), f"{name}: the CSP forbids it"
    assert not re.search(r"\shx-", source), f"{name}: write data-hx-…"
