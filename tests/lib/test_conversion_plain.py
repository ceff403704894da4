"""Markdown, plain text and PDF."""

import pytest

from portal.lib.conversion import UnfitError, convert
from portal.lib.conversion.losses import Losses
from portal.lib.conversion.pdf import NO_TEXT, _pieces, _without_furniture
from portal.lib.markup.render import render
from tests.support.files import pdf


def test_markdown_keeps_what_it_is_and_tells_its_front_matter():
    source = "---\ntitel: Rutin\nförfattare: Åsa\ntaggar: [a, b]\n---\n\n## Syfte\n\n- [ ] a\n- **b**\n"
    converted = convert(source.encode(), "rutin.md")
    assert converted.markdown == "## Syfte\n\n- [ ] a\n- **b**\n"
    assert converted.title == "Rutin"
    assert dict(converted.properties) == {"title": "Rutin", "author": "Åsa"}


@pytest.mark.parametrize(
    ("source", "markdown", "title"),
    [
        ("# Rutin\n\n## Syfte\n\nx", "## Syfte\n\nx\n", "Rutin"),
        ("# Syfte\n\nx\n\n# Ansvar\n\n## Chef", "## Syfte\n\nx\n\n## Ansvar\n\n### Chef\n", "Syfte"),
        ("x\r\n\r\n# Syfte\r\n", "x\n\n## Syfte\n", "Syfte"),
        ("```\n# kod\n```\n", "```\n# kod\n```\n", ""),
        ("---\ntrasig: [\n---\nx", "---\ntrasig: [\n---\nx\n", ""),
    ],
)
def test_the_first_heading_of_markdown_is_its_title_when_it_is_alone(source, markdown, title):
    converted = convert(source.encode(), "a.md")
    assert (converted.markdown, converted.title) == (markdown, title)


def test_what_markdown_of_others_has_more_is_named():
    converted = convert(b"a <br> b\n\n![x](bilder/x.png)\n\n<!-- note -->\nc\n", "a.md")
    assert set(converted.lost) == {
        "1 ställe med HTML (visas som text)",
        "1 bild som ligger utanför filen",
        "1 kommentar",
    }
    assert "note" not in converted.markdown


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_shows_the_same_text(coding):
    source = (
        "Åtgärder\r\n# inte rubrik\r\n\r\n- städa *nu*\r\n- låsa\r\n\r\n"
        "En lång rad som går vidare på nästa rad i filen, så att det\r\ninte är slut här.\r\n"
    )
    converted = convert(source.encode(coding), "a.txt")
    assert converted.markdown == (
        "Åtgärder  \n\\# inte rubrik\n\n- städa \\*nu\\*\n- låsa\n\n"
        "En lång rad som går vidare på nästa rad i filen, så att det\ninte är slut här.\n"
    ).replace("att det\n", "att det  \n")
    render(converted.markdown)


def test_a_pdf_gives_its_text_and_says_what_it_does_not_give():
    converted = convert(pdf(), "a.pdf")
    assert converted.markdown == "Hej\n"
    assert converted.lost == ("tabeller, bilder och länkar i pdf-filen (bara texten förs över)",)


def test_a_scanned_pdf_is_refused_with_the_way_out():
    with pytest.raises(UnfitError) as told:
        convert(pdf().replace(b"(Hej) Tj", b"        "), "a.pdf")
    assert str(told.value) == NO_TEXT


LINES = [
    "Syfte",
    "Rutinen ska se till att alla som arbetar i hemtjänsten vet hur de gör när",
    "någon har fallit.",
    "1.1 Ansvar",
    "Chefen ansvarar för att rutinen är känd av alla som arbetar på enheten och att",
    "den följs.",
    "1. Ring 112.",
    "2. Stanna kvar hos den som har fallit tills hjälpen kommer, och lugna den som",
    "är orolig.",
    "• Ta med *väskan*",
    "Dokumentation",
    "Signatur",
]


def test_lines_of_a_pdf_are_paragraphs_points_and_headings_where_that_is_certain():
    assert list(_pieces(LINES)) == [
        "## Syfte",
        "Rutinen ska se till att alla som arbetar i hemtjänsten vet hur de gör när någon har fallit.",
        "### 1.1 Ansvar",
        "Chefen ansvarar för att rutinen är känd av alla som arbetar på enheten och att den följs.",
        "1. Ring 112.",
        "2. Stanna kvar hos den som har fallit tills hjälpen kommer, och lugna den som är orolig.",
        "- Ta med \\*väskan\\*",
        "Dokumentation",
        "Signatur",
    ]


def test_lines_that_stand_on_every_page_are_taken_away_and_named():
    losses = Losses()
    pages = [
        ["Ekvik kommun", f"Text {word}", "mer", "ännu mer", f"Sida {n} (3)"] for n, word in enumerate("abc", start=1)
    ]
    assert _without_furniture(pages, losses) == ["Text a", "Text b", "Text c"]
    assert losses.sentences() == ("4 rader som upprepas på sidorna (sidhuvud eller sidfot)",)
