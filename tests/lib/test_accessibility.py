"""Whether a file can be read by those who do not see it."""

import io

import pytest

from portal.lib import accessibility
from portal.lib.accessibility import LONG, Accessibility, accessibility_of
from tests.support import files

TREE = "/StructTreeRoot <</Type /StructTreeRoot>>"
TAGGED = f"/MarkInfo <</Marked true>> {TREE}"
TITLE = {"objects": ("<</Title (Mall)>>",), "trailer": "/Info 5 0 R"}


def told(name: str, data: bytes) -> Accessibility:
    """Return how the bytes can be read."""
    return accessibility_of(io.BytesIO(data), name)


def test_a_pdf_that_everyone_can_read() -> None:
    assert told("a.pdf", files.pdf(f"{TAGGED} /Lang (sv)", **TITLE)) == Accessibility()


@pytest.mark.parametrize(
    ("catalog", "faults"),
    [
        (TAGGED, (accessibility.NO_LANGUAGE,)),
        (f"{TAGGED} /Lang ( )", (accessibility.NO_LANGUAGE,)),
        ("/Lang (sv)", (accessibility.NO_TAGS,)),
        (f"/Lang (sv) {TREE}", (accessibility.NO_TAGS,)),
        ("/Lang (sv) /MarkInfo <</Marked true>>", (accessibility.NO_TAGS,)),
        (f"/Lang (sv) /MarkInfo <</Marked false>> {TREE}", (accessibility.NO_TAGS,)),
        ("", (accessibility.NO_TAGS, accessibility.NO_LANGUAGE)),
    ],
)
def test_what_a_pdf_lacks(catalog: str, faults: tuple[str, ...]) -> None:
    assert told("a.pdf", files.pdf(catalog, **TITLE)) == Accessibility(faults)


def test_a_scanned_pdf_says_how_much_of_it_is() -> None:
    data = files.pdf(f"{TAGGED} /Lang (sv)", **TITLE).replace(b"/Font <</F", b"/Tnof <</F")
    assert told("a.pdf", data).faults == (accessibility.NO_TEXT.format(textless=1, pages=1),)


def test_a_title_is_advice() -> None:
    assert told("a.pdf", files.pdf(f"{TAGGED} /Lang (sv)")) == Accessibility((), (accessibility.NO_TITLE,))


def word(*paragraphs: str, styles: str = '<w:lang w:val="sv-SE"/>') -> bytes:
    """Return a Word file with these paragraphs and styles."""
    body = "".join(f"<w:p>{text}</w:p>" for text in paragraphs)
    parts = {
        "word/document.xml": f'<w:document xmlns:w="w" xmlns:a="a">{body}</w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="w">{styles}</w:styles>',
    }
    return files.office("docx", parts)


OUTLINED = '<w:lang w:val="sv-SE"/><w:style w:styleId="Avsnitt"><w:outlineLvl w:val="0"/></w:style>'


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (word(*[""] * LONG), ()),
        (word(*[""] * (LONG + 1)), (accessibility.NO_HEADINGS,)),
        (word(*[""] * LONG, '<w:pStyle w:val="Rubrik1"/>'), ()),
        (word(*[""] * LONG, '<w:pStyle w:val="Heading2"/>'), ()),
        (word(*[""] * LONG, '<w:pStyle w:val="Avsnitt"/>'), (accessibility.NO_HEADINGS,)),
        (word(*[""] * LONG, '<w:pStyle w:val="Avsnitt"/>', styles=OUTLINED), ()),
        (word("", styles=""), (accessibility.NO_LANGUAGE,)),
        (word("<w:docPr/><a:pic/>" * 2), (accessibility.NO_ALTERNATIVES.format(pictures=2),)),
        (word('<w:docPr descr="Karta"/><a:pic/><w:docPr/><a:wsp/>'), ()),
        (word('<w:docPr><a:decorative val="1"/></w:docPr><a:pic/>'), ()),
        (
            word('<w:docPr><a:decorative val="0"/></w:docPr><a:pic/>'),
            (accessibility.NO_ALTERNATIVES.format(pictures=1),),
        ),
    ],
)
def test_what_a_word_file_lacks(data: bytes, advice: tuple[str, ...]) -> None:
    assert told("a.docx", data) == Accessibility((), advice)


def test_an_open_text_is_read_too() -> None:
    style = '<o:s xmlns:o="o"><o:text-properties o:language="sv"/></o:s>'
    long = '<o:d xmlns:o="o">' + "<o:p/>" * (LONG + 1) + "{}</o:d>"
    data = files.opened("odt", {"styles.xml": style, "content.xml": long.format("")})
    assert told("a.odt", data).advice == (accessibility.NO_HEADINGS,)
    data = files.opened("odt", {"styles.xml": style, "content.xml": long.format("<o:h/>")})
    assert told("a.odt", data) == Accessibility()


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"%PDF-1.7"), ("a.docx", b"PK"), ("a.png", b""), ("a.xlsx", b"")])
def test_what_cannot_be_read_or_is_no_text_is_passed_over(name: str, data: bytes) -> None:
    assert told(name, data) == Accessibility()
