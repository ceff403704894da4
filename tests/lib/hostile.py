"""Markdown as somebody with bad intentions writes it, for properties."""

from html.parser import HTMLParser

from hypothesis import strategies as st

PIECES = (
    "[", "]", "](", "[a](", "[a](b)", "![a](b.png)", "[^", "[^a]", "[^a]: b\n", "*[", "!", "*", "**", "***",
    "_", "__", "`", "``", "```\n", "~~~\n", "<", ">", "> ", "&", "&#106;", "&amp;", "&lt;", "&#x2;", "\\",
    "|", "a|b\n-|-\n", ":-:|", "#", "## a\n", "- ", "- [ ] ", "- [x] ", "1. ", "    ", "\t", "\n", "\n\n",
    "  \n", "---\n", "===\n", "!!! note\n    ", '!!! x y "z"\n    ', "[[SOC-RUT-0001]]", "[[SOC-RUT-0001|",
    "|text]]", "]]", "å", "ord", " ", '"', "'", "(", ")", "=", "/", "//", "javascript:alert(1)",
    "JaVaScRiPt&colon;x", "data:text/html,x", "vbscript:x", "http://a.se/", "https://", "mailto:a@b.se",
    "<script>", "</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:x'>", "<svg/onload=x>",
    "<!--", "-->", "<style>", " onclick=x ", ' style="x" ', "<http://a.se>", "<javascript:x>", "<a@b.se>",
    "{: onclick=x }", "wzxhzdk:0", "klzzwxh:0000",
)  # fmt: skip

SOURCES = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join)

ALLOWED = {
    "a": {"href", "rel", "class", "title"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "img": {"src", "alt"},
    "li": {"class", "id"},
    "ol": {"start"},
    "p": {"class"},
    "span": {"class", "aria-hidden"},
    "sup": {"id"},
    "td": {"class"},
    "th": {"class", "scope"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    **{tag: set() for tag in ("blockquote", "br", "code", "em", "hr", "pre", "strong")},
    **{tag: set() for tag in ("table", "tbody", "thead", "tr", "ul")},
}
SCHEMES = ("https://", "http://", "mailto:", "tel:", "#", "/")


class Inspector(HTMLParser):
    """Notes everything in a piece of HTML that must not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in ALLOWED:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ALLOWED.get(tag, set()):
                self.faults.append(f"<{tag} {name}>")
            if name == "href" and (not value.lower().startswith(SCHEMES) or value.startswith("//")):
                self.faults.append(f"href={value}")
            if name == "src" and (":" in value or value.startswith(("/", "\\"))):
                self.faults.append(f"src={value}")
            if name == "id":
                self.ids.append(value)

    def handle_comment(self, data):
        self.faults.append(f"<!--{data}")

    def handle_decl(self, decl):
        self.faults.append(f"<!{decl}")

    def handle_pi(self, data):
        self.faults.append(f"<?{data}")


def faults(html: str) -> list[str]:
    """Return what is wrong with the HTML: unknown elements, attributes, addresses, and ids used twice."""
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.faults + sorted({f"id={name}" for name in inspector.ids if inspector.ids.count(name) > 1})
