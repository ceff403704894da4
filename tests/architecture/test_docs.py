"""The documents name all that there is."""

from pathlib import Path

import pytest

from portal.cli import main
from portal.config import Config

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PACKAGES = sorted(path.parent.name for path in (ROOT / "portal").glob("*/__init__.py"))
SETTINGS = [f"PORTAL_{name.upper()}" for name in Config.__dataclass_fields__ if name != "clock"]


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_described(name: str) -> None:
    assert f"`{name}`" in (DOCS / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_described(name: str) -> None:
    assert f"`portal {name}" in (DOCS / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PACKAGES)
def test_every_package_has_its_line(name: str) -> None:
    assert f"`{name}/`" in (DOCS / "architecture.md").read_text(encoding="utf-8")


def test_every_decision_says_why() -> None:
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    assert records
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert all(f"## {part}" in text for part in ("Context", "Decision", "Consequences")), record.name
