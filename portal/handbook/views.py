"""The handbook's pages."""

from typing import Any


def page_show(*_: Any, **__: Any) -> Any:
    """Show one version of a page."""
    raise NotImplementedError
