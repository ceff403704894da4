"""A handbook page: its contents, its size."""

from portal.control.models.versions import Version
from portal.handbook.views.pages import contents_of
from portal.lib.markup.rendered import Heading
from tests.support.documents import make_valid
from tests.support.organisation import Organisation
from tests.support.visits import Visit

WORDS = "Den som upptäcker en brist säger till sin chef samma dag och skriver en kort rapport om vad som hände."


def test_the_contents_lead_to_the_headings(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, body="## Ansvar\n\nText.\n\n### Chefen\n\nText.\n\n## Undantag\n\nText.\n")
    page = visit("asta", "/d/SOC-RUT-0001").text
    assert "På den här sidan" in page
    for name in ("ansvar", "chefen", "undantag"):
        assert f'href="#avsnitt-{name}"' in page
        assert f'id="avsnitt-{name}"' in page


def test_a_heading_below_another_stands_below_it_in_the_contents() -> None:
    headings = [Heading(2, "a", "A"), Heading(3, "b", "B"), Heading(4, "c", "C"), Heading(2, "d", "D")]
    entries = contents_of(headings)
    assert [(entry.id, [child.id for child in entry.children]) for entry in entries] == [("a", ["b"]), ("d", [])]


def test_a_short_text_has_no_contents(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, body="Ta skydd.\n")
    assert "På den här sidan" not in visit("asta", "/d/SOC-RUT-0001").text


def test_what_was_written_in_html_is_shown_not_run(visit: Visit, organisation: Organisation) -> None:
    make_valid(
        organisation, body='<script>alert(1)</script>\n\n[klicka](javascript:alert(1)) <b onclick="x()">fet</b>\n'
    )
    page = visit("asta", "/d/SOC-RUT-0001").text
    assert "&lt;script&gt;" in page
    assert "javascript:" not in page


def test_a_page_of_a_thousand_words_is_small(visit: Visit, organisation: Organisation) -> None:
    parts = [
        f"## Del {number}\n\n{WORDS}\n\n- {WORDS}\n- {WORDS}\n\n| Vem | Vad |\n|---|---|\n| Chef | {WORDS} |\n"
        for number in range(13)
    ]
    version = make_valid(organisation, body="\n".join(parts))
    assert len(Version.get_by_id(version.id).plain.split()) >= 1000
    page = visit("asta", "/d/SOC-RUT-0001")
    assert len(page.data) <= 40_000
