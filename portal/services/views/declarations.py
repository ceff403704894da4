"""A declaration as a controlled document: the same page by its number as by its service."""

from typing import Any


def declaration_page(*_: Any, **__: Any) -> Any:
    """Show one version of a declaration."""
    raise NotImplementedError
