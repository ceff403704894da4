"""Styles, script, font and icons: built once, named by their content, served for ever."""

import json
from functools import cache
from pathlib import Path
from typing import cast

from flask import Flask
from whitenoise import WhiteNoise

from portal.config import RESOURCES
from portal.web.security import add_headers_to_file

STATIC = RESOURCES / "static"


@cache
def manifest() -> dict[str, str]:
    """Return the built file for each asset's name. Raises FileNotFoundError before the first build."""
    return cast("dict[str, str]", json.loads((STATIC / "vendor" / "manifest.json").read_text(encoding="utf-8")))


def static_url(name: str) -> str:
    """Return the address of a built asset, e.g. `app.css`."""
    return f"/static/{manifest()[name]}"


def is_immutable(path: str, _url: str) -> bool:
    """Whether a file's name tells its content."""
    return f"vendor/{Path(path).name}" in manifest().values()


def serve(app: Flask) -> None:
    """Let WhiteNoise serve the built assets, compressed beforehand, outside Flask."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(STATIC / "vendor"),
        prefix="static/vendor/",
        immutable_file_test=is_immutable,
        allow_all_origins=False,
        add_headers_function=add_headers_to_file,
    )
