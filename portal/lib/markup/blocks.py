"""Markdown's preprocessing: fenced code, and links whose bar would otherwise split a table's cell."""

import re
from typing import TYPE_CHECKING

from markdown.preprocessors import Preprocessor
from markdown.util import code_escape

from portal.lib.markup.inline import DOCUMENT_LINK_IN_SOURCE, PIPE

if TYPE_CHECKING:
    from markdown import Markdown

FENCE = re.compile(r"(`{3,}|~{3,})[ ]*[\w.+#-]*[ ]*")


class _Fences(Preprocessor):
    """Takes fenced code out of the text, line by line; an open fence runs to the end."""

    def run(self, lines: list[str]) -> list[str]:
        kept: list[str] = []
        rest = iter(lines)
        for line in rest:
            opening = FENCE.fullmatch(line)
            if opening is None:
                kept.append(line)
                continue
            code: list[str] = []
            for inner in rest:
                if inner.rstrip() == opening[1]:
                    break
                code.append(inner)
            text = code_escape("\n".join(code).strip("\n"))
            kept += ["", self.md.htmlStash.store(f"<pre><code>{text}\n</code></pre>"), ""]
        return kept


class _Bars(Preprocessor):
    """Hides the bar in `[[NUMBER|text]]` from the tables."""

    def run(self, lines: list[str]) -> list[str]:
        return DOCUMENT_LINK_IN_SOURCE.sub(rf"\1{PIPE}", "\n".join(lines)).split("\n")


def install(md: "Markdown") -> None:
    """Add the preprocessors and take away raw HTML and reference definitions."""
    md.preprocessors.deregister("html_block")
    md.parser.blockprocessors.deregister("reference")
    md.preprocessors.register(_Fences(md), "fences", 25)
    md.preprocessors.register(_Bars(md), "bars", 20)
