"""Addresses that are compiled once: nearly every test has an application of its own, with the same addresses."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

builders: dict[str, Callable[..., tuple[str, str]]] = {}


class OnceCompiled(Rule):
    """A rule whose builder of addresses is shared by all rules that are written alike."""

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        key = repr((self._trace, self.defaults, append_unknown))
        if key not in builders:
            builders[key] = super()._compile_builder(append_unknown)
        return builders[key]
