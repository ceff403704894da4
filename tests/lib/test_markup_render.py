"""Markdown as handbook texts use it, and what is made of hostile texts."""

import pytest
from hypothesis import example, given

from portal.lib.markup.guard import MarkupError
from portal.lib.markup.render import render
from portal.lib.markup.rendered import Heading, Link, Rendered, fill
from tests.lib.hostile import SOURCES, faults


def html_of(source: str) -> str:
    return fill(render(source).segments, lambda link: f"⟨{link.number}|{link.text}⟩")


def test_headings_begin_at_level_two_and_skip_none():
    rendered = render("# Syfte\n\n## Ansvar\n\n#### Vem gör *vad*?\n\n## Ansvar\n")
    assert rendered.toc == (
        Heading(2, "avsnitt-syfte", "Syfte"),
        Heading(2, "avsnitt-ansvar", "Ansvar"),
        Heading(3, "avsnitt-vem-gor-vad", "Vem gör vad?"),
        Heading(2, "avsnitt-ansvar-2", "Ansvar"),
    )
    assert '<h3 id="avsnitt-vem-gor-vad">Vem gör <em>vad</em>?</h3>' in rendered.segments[0]
    assert "<h1" not in rendered.segments[0]


def test_ids_stay_unique_when_a_heading_looks_like_a_numbered_one():
    headings = render("## A\n\n## A 2\n\n## A\n\n## ★\n\n## ★\n").toc
    assert [heading.id for heading in headings] == [
        "avsnitt-a",
        "avsnitt-a-2",
        "avsnitt-a-3",
        "avsnitt-rubrik",
        "avsnitt-rubrik-2",
    ]


def test_an_empty_heading_is_no_heading():
    rendered = render("##\n\ntext\n")
    assert rendered.toc == ()
    assert "<h" not in rendered.segments[0]


def test_a_heading_that_links_is_listed_by_what_it_says():
    assert [
        heading.text for heading in render("## Se [[SOC-RUT-0017]] och [[A-B-1|den andra]][^1]\n\n[^1]: x\n").toc
    ] == ["Se SOC-RUT-0017 och den andra"]


def test_a_link_within_the_text_finds_its_heading():
    assert '<a href="#avsnitt-ansvar">ovan</a>' in html_of("## Ansvar\n\n[ovan](#ansvar)\n")
    assert '<a href="#annat">ovan</a>' in html_of("## Ansvar\n\n[ovan](#annat)\n")


def test_document_links_are_holes_that_are_filled_when_read():
    rendered = render(
        "Se [[SOC-RUT-0017]] och [[ soc-rut-0001 | rutinen för\n<nycklar> & `lås` ]] samt [[SOC-RUT-0017]].\n"
    )
    assert rendered.segments == (
        "<p>Se ",
        Link("SOC-RUT-0017", ""),
        " och ",
        Link("SOC-RUT-0001", "rutinen för <nycklar> & lås"),
        " samt ",
        Link("SOC-RUT-0017", ""),
        ".</p>",
    )
    assert rendered.links == ("SOC-RUT-0017", "SOC-RUT-0001")
    assert fill(rendered.segments, lambda link: f"<a>{link.number}</a>").count("<a>SOC-RUT-0017</a>") == 2


def test_a_document_link_with_text_stays_in_its_table_cell():
    html = html_of("| Rutin | Vem |\n|---|---|\n| [[SOC-RUT-0017|nycklar]] | alla |\n")
    assert "<td>⟨SOC-RUT-0017|nycklar⟩</td>\n<td>alla</td>" in html


@pytest.mark.parametrize("source", ["`[[A-B-1|x]]`", "    [[A-B-1|x]]", "```\n[[A-B-1|x]]\n```"])
def test_a_document_link_in_code_is_code(source):
    rendered = render(source)
    assert rendered.links == ()
    assert rendered.plain == "[[A-B-1|x]]"


@pytest.mark.parametrize("source", ["\\[[A-B-1]]", "[[inget nummer]]", "[[A-B-1", "[[A|x]]"])
def test_what_is_no_document_link_is_text(source):
    assert render(source).links == ()


def test_a_document_link_is_never_inside_another_link():
    html = html_of("[se [[SOC-RUT-0017]] här](https://a.se)")
    assert "⟨SOC-RUT-0017|⟩" in html
    assert "<a " not in html


def test_tables_scroll_by_themselves_and_are_aligned_by_class():
    html = html_of("| A | B |   |\n|:--|--:|:-:|\n| 1 | 2 | 3 |\n\n| C |\n|---|\n| 4 |\n")
    assert '<div aria-label="Tabell 1" class="table-scroll" role="region" tabindex="0"><table>' in html
    assert 'aria-label="Tabell 2"' in html
    assert '<th class="align-left" scope="col">A</th>' in html
    assert '<th class="align-right" scope="col">B</th>' in html
    assert '<td class="align-center"></td>\n</tr>\n</thead>' in html
    assert '<td class="align-right">2</td>' in html


def test_a_checklist_to_be_ticked_on_paper_has_empty_boxes_and_no_noise():
    assert (
        '<li class="task"><span aria-hidden="true" class="task-box"></span>Lås <strong>dörren</strong></li>'
        in html_of("- [ ] Lås **dörren**\n- [ ] Släck\n")
    )


def test_a_checklist_with_ticks_says_which():
    html = html_of("- [x] Lås\n\n- [ ] Släck\n")
    assert '<span class="visually-hidden">Ikryssad: </span>Lås' in html
    assert '<span class="visually-hidden">Ej ikryssad: </span>Släck' in html
    assert 'class="task task-done"' in html
    assert render("- [x] Lås\n- [ ] Släck\n").plain == "Lås\nSläck"


def test_boxes_are_notes_or_warnings_with_swedish_headings():
    assert (
        '<div class="admonition note" role="note">\n<p class="admonition-title">Tänk på</p>\n<p>Text</p>\n</div>'
        in html_of('!!! note "Tänk på"\n    Text\n')
    )
    assert '<p class="admonition-title">Varning</p>' in html_of("!!! warning\n    Text\n")
    assert '<div class="admonition note" role="note">\n<p class="admonition-title">Obs</p>' in html_of(
        "!!! ds-button x\n    Text\n"
    )
    assert "admonition-title" not in html_of('!!! note ""\n    Text\n')


def test_emphasis_code_and_lists():
    assert html_of("**fet** *kursiv* ***båda*** __fet__ _kursiv_ `kod <b>` snake_case_ord 3 * 4 * 5\n") == (
        "<p><strong>fet</strong> <em>kursiv</em> <strong><em>båda</em></strong> <strong>fet</strong> <em>kursiv</em> "
        "<code>kod &lt;b&gt;</code> snake_case_ord 3 * 4 * 5</p>"
    )
    assert html_of("**a *b* c** *a **b** c*") == (
        "<p><strong>a <em>b</em> c</strong> <em>a <strong>b</strong> c</em></p>"
    )
    assert html_of("3. tre\n4. fyra\n") == '<ol start="3">\n<li>tre</li>\n<li>fyra</li>\n</ol>'
    assert html_of("``a`b`` \\*a\\* &copy; &lt;b&gt;") == "<p><code>a`b</code> *a* © &lt;b&gt;</p>"
    assert (
        html_of("```python\n<b>\n\n[a](b)\n```\nefter") == "<pre><code>&lt;b&gt;\n\n[a](b)\n</code></pre>\n<p>efter</p>"
    )


def test_footnotes_lead_there_and_back():
    rendered = render("Text[^1].\n\n[^1]: Förklaring.\n")
    html = rendered.segments[0]
    assert '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>' in html
    assert 'title="Tillbaka till hänvisning 1"' in html
    assert rendered.plain == "Text.\nFörklaring."


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[a](https://a.se/b_c)", '<a href="https://a.se/b_c" rel="noopener noreferrer">a</a>'),
        ('[a](https://a.se "titel")', '<a href="https://a.se" rel="noopener noreferrer">a</a>'),
        ("[a](https://a.se/x_(y))", '<a href="https://a.se/x_(y)" rel="noopener noreferrer">a</a>'),
        ("[a](<https://a.se/x y>)", "<span>a</span>"),
        (
            "[a](https://a.se/å?b=1&copy=2)",
            '<a href="https://a.se/%C3%A5?b=1&amp;copy=2" rel="noopener noreferrer">a</a>',
        ),
        ("[a](mailto:a@b.se)", '<a href="mailto:a@b.se">a</a>'),
        ("[a](tel:+46555)", '<a href="tel:+46555">a</a>'),
        ("[a](/tjanster/)", '<a href="/tjanster/">a</a>'),
        ("<https://a.se>", '<a href="https://a.se" rel="noopener noreferrer">https://a.se</a>'),
        ("<a@b.se>", '<a href="mailto:a@b.se">a@b.se</a>'),
        ("[a](//a.se)", "<span>a</span>"),
        ("[a](/\\a.se)", "<span>a</span>"),
        ("[a](javascript:alert%281%29)", "<span>a</span>"),
        ("[a](JAVASCRIPT&#58;x)", "<span>a</span>"),
        ("[a](java&Tab;script:x)", "<span>a</span>"),
        ("[a](javascript&amp;#58;x)", "<span>a</span>"),
        ("[a](data:text/html,x)", "<span>a</span>"),
        ("[a](vbscript:x)", "<span>a</span>"),
        ("[a](file:///etc/passwd)", "<span>a</span>"),
        ("![b](files/a.png)", '<img alt="b" src="files/a.png">'),
        ("![b](https://a.se/a.png)", "<span>b</span>"),
        ("![b](//a.se/a.png)", "<span>b</span>"),
        ("![b](../../a.png)", "<span>b</span>"),
        ("![b](data:image/svg+xml,x)", "<span>b</span>"),
    ],
)
def test_only_harmless_addresses_are_kept(source, html):
    assert html_of(source) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "a <b onclick=x>b</b>",
        "<!-- dold -->",
        "<div>\n\n*a*\n\n</div>",
        "<style>*{}</style>",
    ],
)
def test_raw_html_is_shown_as_text(source):
    html = html_of(source)
    assert faults(html) == []
    assert "&lt;" in html
    assert render(source).plain.startswith(source[:5])


@given(SOURCES)
@example("[a](javascript&#58;alert(1))")
@example("<img src=x onerror=alert(1)>")
@example('!!! note" onclick="x\n    a')
@example("\x02wzxhzdk:0\x03")
def test_nothing_harmful_comes_out_of_any_text(source):
    try:
        rendered = render(source)
    except MarkupError:
        return
    assert faults(fill(rendered.segments, lambda _: "x")) == []


@given(SOURCES)
def test_what_is_kept_as_json_is_read_back(source):
    try:
        rendered = render(source)
    except MarkupError:
        return
    assert Rendered.from_json(rendered.to_json()) == rendered
    assert [type(part) for part in rendered.segments] == [str, Link] * (len(rendered.segments) // 2) + [str]


def test_json_of_another_renderer_is_refused():
    with pytest.raises(ValueError, match="version 0"):
        Rendered.from_json(render("a").to_json().replace('"v":1', '"v":0'))


def test_plain_text_has_a_line_for_each_block_and_numbers_for_links():
    text = "## Så\n\nEtt **två** [tre](/d) [[SOC-RUT-0001]] [[A-B-1|fyra]] &amp; 1 < 2\n\n- a\n- b\n\n"
    source = text + "| c | d |\n|---|---|\n| e | f |\n"
    assert render(source).plain == "Så\nEtt två tre SOC-RUT-0001 fyra & 1 < 2\na\nb\nc\nd\ne\nf"
