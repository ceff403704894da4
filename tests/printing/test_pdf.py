"""The PDF itself: what PDF/UA-1 asks for, and that the check of it can fail."""

import io
from pathlib import Path

import pydyf
import pytest
from flask import Flask
from pypdf import PdfReader
from weasyprint import HTML

from portal.people.reader import CITIZEN
from portal.printing import mending
from portal.printing.pdf_press import FolderFetcher
from portal.printing.pressing import STATIC, manifest
from portal.printing.rules.books import Format
from tests.support.documents import make_valid
from tests.support.organisation import Organisation
from tests.support.pdf_ua import faults, flat
from tests.support.printing import pressed, words_of

RICH = """Ett stycke med **fet** [länk *här*](https://x.example/), `kod` och not[^1].

## Så gör du

1. Ta skydd.
    - Först du själv.
2. Larma.

### Vem

| Vem | När |
|---|--:|
| Alla | Nu |
| Chefen | Sedan |

- [x] Klart
- [ ] Inte klart

!!! warning "Tänk på"
    Läs [[SOC-RUT-0002]] och [[SOC-RUT-0002|den andra]].

> Citat.

```
rad 1
  rad 2
```

[^1]: En fotnot.
"""


def books(organisation: Organisation) -> None:
    """Let two documents apply, the first with all that a text can hold."""
    make_valid(organisation, "SOC-RUT-0001", body=RICH, audience=("public",), title="Den första")
    make_valid(organisation, "SOC-RUT-0002", audience=("public",), title="Den andra")


@pytest.mark.parametrize("numbers", [("SOC-RUT-0001",), ("SOC-RUT-0001", "SOC-RUT-0002")], ids=["one", "many"])
def test_all_that_a_text_can_hold_is_tagged(
    bare_app: Flask, organisation: Organisation, tmp_path: Path, numbers: tuple[str, ...]
) -> None:
    books(organisation)
    content = pressed(bare_app, CITIZEN, tmp_path / "book", Format.PDF, *numbers)
    assert faults(content) == []
    words = words_of(content)
    for told in (
        "Ett stycke med fet länk här, kod och not",
        "En fotnot.",
        "Tänk på",
        "Citat.",
        "rad 2",
        "Chefen Sedan",
    ):
        assert told in words, told


def test_links_within_the_collection_stay_within_it(
    bare_app: Flask, organisation: Organisation, tmp_path: Path
) -> None:
    books(organisation)
    pdf = PdfReader(io.BytesIO(pressed(bare_app, CITIZEN, tmp_path / "a", Format.PDF, "SOC-RUT-0001", "SOC-RUT-0002")))
    links = [link.get_object() for page in pdf.pages for link in page.get("/Annots", [])]
    inner = [str(link["/Dest"]) for link in links if "/Dest" in link]
    assert inner.count("SOC-RUT-0002") == 3, "the list of contents, and the text twice"
    alone = PdfReader(io.BytesIO(pressed(bare_app, CITIZEN, tmp_path / "b", Format.PDF, "SOC-RUT-0001")))
    outer = [str(link.get_object().get("/A", {}).get("/URI")) for p in alone.pages for link in p.get("/Annots", [])]
    assert outer.count("http://127.0.0.1:8000/d/SOC-RUT-0002") == 2


def test_the_list_of_contents_tells_the_pages(bare_app: Flask, organisation: Organisation, tmp_path: Path) -> None:
    books(organisation)
    content = pressed(bare_app, CITIZEN, tmp_path / "a", Format.PDF, "SOC-RUT-0001", "SOC-RUT-0002")
    pdf = PdfReader(io.BytesIO(content))
    contents = pdf.pages[1].extract_text().replace(" .", "")
    for mark in flat(pdf.outline):
        if mark.title in {"Den första", "Den andra"}:
            page = (pdf.get_destination_page_number(mark) or 0) + 1
            line = next(line for line in contents.splitlines() if mark.title in line)
            assert line.split()[-1] == str(page)


FAULTS = {
    "artifacts": ("set_aside_margins", "belongs to no element"),
    "scope": ("scope_headers", "has no scope"),
    "printed": ("describe_links", "hidden or not printed"),
    "items": ("wrap_items", "P stands in LI"),
    "once": ("link_once", "belongs to no element for links"),
}


@pytest.mark.parametrize(("step", "fault"), FAULTS.values(), ids=FAULTS)
def test_the_check_finds_what_is_not_mended(tmp_path: Path, step: str, fault: str) -> None:
    html = (
        "<html lang=sv><title>T</title><style>@page{@bottom-left{content:'fot'}}</style>"
        "<h1>T</h1><ol><li><p>a</p></ol><table><tr><th>A</th></tr><tr><td>b</td></tr></table>"
        "<a href='https://x.example/'>x <em>y</em></a>"
    )
    steps = [
        mending.describe_links,
        mending.scope_headers,
        mending.wrap_items,
        mending.prune,
        mending.set_aside_margins,
    ]

    def mend(document: object, pdf: pydyf.PDF) -> None:
        for each in steps:
            if each.__name__ != step:
                each(document if each is mending.describe_links else pdf)

    book = HTML(string=html).render(pdf_variant="pdf/ua-1")
    if step != "link_once":
        mending.link_once(book)
    content = book.write_pdf(finisher=mend, pdf_variant="pdf/ua-1")
    assert any(fault in found for found in faults(content)), faults(content)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"/MarkInfo", b"/MarkInfx", "not marked as tagged"),
        (b"/DisplayDocTitle true", b"/DisplayDocTitlX true", "title is not shown"),
        (b"/S /H2", b"/S /H4", "H4 comes after H1"),
        (b"/S /LBody", b"/S /LBodx", "no standard element"),
        (b"/S /TR", b"/S /P ", "P stands in"),
        (b"/Alt", b"/Alx", "a figure says nothing"),
        (b"/ToUnicode", b"/ToUnicodx", "does not say its letters"),
        (b"/Tabs /S", b"/Tabs /R", "tab order"),
        (b"/Lang ", b"/Lanx ", "no language"),
        (b"/FontFile", b"/FontFilx", "is not embedded"),
        (b"/Outlines", b"/Outlinex", "no bookmarks"),
    ],
)
def test_the_check_can_fail(broken: bytes, old: bytes, new: bytes, fault: str) -> None:
    assert old in broken
    assert any(fault in found for found in faults(broken.replace(old, new)))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a PDF without fault, not compressed, to be broken."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "inter.woff2").write_bytes((STATIC / manifest()["inter-latin.woff2"]).read_bytes())
    (folder / "a.png").write_bytes(PNG)
    html = (
        "<html lang=sv><title>T</title><style>@font-face{font-family:I;src:url(book:inter.woff2)} body{font-family:I}"
        "</style><h1>T</h1><h2>U</h2><ul><li>a</li></ul><table><tr><th>A</th></tr><tr><td>b</td></tr></table>"
        "<img src='book:a.png' alt='En punkt'>"
    )
    book = HTML(string=html, base_url="book:", url_fetcher=FolderFetcher(folder)).render(pdf_variant="pdf/ua-1")
    mending.link_once(book)
    content = book.write_pdf(finisher=mending.mend, pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    assert faults(content) == []
    return content


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://x.example/x.png",
        "data:text/css,a{}",
        "book:../secret.png",
        "book:/etc/passwd",
        "book:notes.txt",
        "book:",
        "BOOK:a.png",
    ],
)
def test_nothing_is_fetched_but_what_lies_in_the_book(tmp_path: Path, address: str) -> None:
    (tmp_path / "notes.txt").write_text("hemligt", encoding="utf-8")
    (tmp_path / "a.png").write_bytes(PNG)
    fetcher = FolderFetcher(tmp_path)
    assert fetcher.fetch("book:a.png").read() == PNG
    with pytest.raises(ValueError, match="not in the book"):
        fetcher.fetch(address)
