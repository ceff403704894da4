"""Settings: read from the environment, and refused by name."""

import stat
from pathlib import Path

import pytest

from portal.config import from_environment
from portal.store import database


def test_they_are_read_and_typed(tmp_path: object) -> None:
    config = from_environment({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_WORKERS": "3", "PORTAL_ACCENT": "#804000"})
    assert (config.workers, config.accent) == (3, "#804000")


def test_the_secret_key_is_made_once_and_kept(tmp_path: object) -> None:
    first, second = (from_environment({"PORTAL_DATA_DIR": str(tmp_path)}) for _ in range(2))
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 64


@pytest.mark.parametrize("secret", ["", "given"])
def test_the_data_directory_is_made_for_the_portal_alone(tmp_path: Path, secret: str) -> None:
    home = tmp_path / "made" / "here"
    config = from_environment({"PORTAL_DATA_DIR": str(home), "PORTAL_SECRET_KEY": secret})
    database.connect(config.database)
    assert stat.S_IMODE(home.stat().st_mode) == stat.S_IRWXU


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_WORKERS", "två"),
        ("PORTAL_TIMEZONE", "Europa/Ekvik"),
        ("PORTAL_ACCENT", "red;}body{display:none"),
        ("PORTAL_ACCENT", "#9ad0e0"),
        ("PORTAL_ACCENT_DARK", "#112233"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(tmp_path: object, name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        from_environment({"PORTAL_DATA_DIR": str(tmp_path), name: value})
