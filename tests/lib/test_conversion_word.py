# ruff: noqa: E501 - XML reads best on long lines
"""What Word files hold beside plain text: each kind is carried over, or named as lost."""

import pytest

from portal.lib.conversion import Converted, convert
from portal.lib.markup.render import render
from portal.lib.markup.rendered import fill
from tests.lib.strict import as_strict
from tests.support.files import office, png
from tests.support.makers import WordLike
from tests.support.markup import Markup
from tests.support.ooxml import NAMESPACES
from tests.support.papers import Block, Run, h, p, ul


def made(
    more: str, *blocks: Block, parts: dict[str, str | bytes] | None = None, maker: WordLike | None = None
) -> Converted:
    return convert((maker or WordLike()).file(blocks, more, parts), "rutin.docx")


def page_of(converted: Converted) -> Markup:
    return Markup(fill(render(converted.markdown).segments, lambda link: f"<a>{link.number}</a>"))


def run(words: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def para(*runs: str, style: str = "") -> str:
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{told}{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"


def field(instruction: str, words: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{marks[1]}{run(words)}{marks[2]}"


TEXT_BOX = "<w:txbxContent><w:p><w:r><w:t>Ring 0555-10 50 00</w:t></w:r></w:p></w:txbxContent>"
SHAPE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="Textruta"/><a:graphic>'
    "<a:graphicData><wps:wsp>{choice}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape>{fallback}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
DRAWN = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData>{}</a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)

# What stands in the file's text, what stands in the Markdown, and what is named as lost.
CASES = {
    "tracked changes": (
        para("Ring ", f"<w:ins w:id=\"1\">{run('chefen')}</w:ins>", '<w:del w:id="2"><w:r><w:delText>vakten</w:delText></w:r></w:del>', " genast."),
        "Ring chefen genast.\n",
        ("2 spårade ändringar (texten står som om de godkänts)",),
    ),
    "moved text": (
        para("Först. ", f"<w:moveFrom w:id=\"1\">{run('Flyttat.')}</w:moveFrom>") + para(f"<w:moveTo w:id=\"2\">{run('Flyttat.')}</w:moveTo>"),
        "Först.\n\nFlyttat.\n",
        ("2 spårade ändringar (texten står som om de godkänts)",),
    ),
    "comment": (
        para("Text", '<w:r><w:commentReference w:id="0"/></w:r>'),
        "Text\n",
        ("1 kommentar",),
    ),
    "hidden": (para("Syns", run(" syns inte", "<w:vanish/>")), "Syns\n", ("1 ställe med dold text",)),
    "struck": (
        para("Gäller ", run("inte", "<w:strike/>"), " nu"),
        "Gäller inte nu\n",
        ("1 ställe med överstruken text (visas som vanlig text)",),
    ),
    "underlined in two pieces": (
        para(run("Obs", '<w:u w:val="single"/>'), run("erverat", '<w:u w:val="single"/>')),
        "Observerat\n",
        ("1 understrykning",),
    ),
    "coloured": (
        para(run("rött", '<w:color w:val="FF0000"/>'), " och ", run("gult", '<w:highlight w:val="yellow"/>')),
        "rött och gult\n",
        ("2 ställen med färgad eller färgmarkerad text",),
    ),
    "raised digits": (para("25 m", run("2", '<w:vertAlign w:val="superscript"/>'), " H", run("2", '<w:vertAlign w:val="subscript"/>'), "O"), "25 m² H₂O\n", ()),
    "raised words": (
        para("1", run(":a", '<w:vertAlign w:val="superscript"/>')),
        "1:a\n",
        ("1 ställe med upphöjd eller nedsänkt text",),
    ),
    "text box": (
        para("Text", SHAPE.format(choice=f"<wps:txbx>{TEXT_BOX}</wps:txbx>", fallback=f"<v:textbox>{TEXT_BOX}</v:textbox>")),
        "Text\n\n## Ur textrutor och bilder\n\nRing 0555-10 50 00\n",
        ("1 textruta (texten finns sist i dokumentet)",),
    ),
    "drawn shape": (para("Text", SHAPE.format(choice="<wps:spPr/>", fallback="")), "Text\n", ("1 ritning",)),
    "chart": (para("Text", DRAWN.format('<c:chart r:id="rId9"/>')), "Text\n", ("1 diagram",)),
    "object": (para("Text", "<w:r><w:object><v:shape/></w:object></w:r>"), "Text\n", ("1 inbäddat objekt",)),
    "formula": (
        para("Risk: ", "<m:oMath><m:r><m:t>S·K</m:t></m:r><m:r><m:t>=R</m:t></m:r></m:oMath>"),
        "Risk: S·K=R\n",
        ("1 formel (står som text)",),
    ),
    "checkbox controls": (
        "".join(
            para(f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{ticked}"/></w14:checkbox></w:sdtPr><w:sdtContent>{run("☐")}</w:sdtContent></w:sdt>', " ", words)
            for ticked, words in ((0, "Nyckel"), (1, "Larm"))
        ),
        "- [ ] Nyckel\n- [x] Larm\n",
        (),
    ),
    "boxes of an old form": (
        para('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>', " Klar"),
        "- [x] Klar\n",
        (),
    ),
    "content control": (
        para("Enhet: ", f"<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{run('Hemtjänst')}</w:sdtContent></w:sdt>"),
        "Enhet: Hemtjänst\n",
        (),
    ),
    "fields": (
        para("Sida ", f'<w:fldSimple w:instr=" PAGE ">{run("3")}</w:fldSimple>', " av ", field(" NUMPAGES ", "7")),
        "Sida 3 av 7\n",
        (),
    ),
    "link as a field": (
        para("Se ", field(' HYPERLINK "https://x.example/a" ', "sidan"), "."),
        "Se [sidan](https://x.example/a).\n",
        (),
    ),
    "link to an anchor": (
        para('<w:bookmarkStart w:id="1" w:name="_Ref1"/>', "Ansvar", style="Rubrik1") + para("Text") + para("Se ", f'<w:hyperlink w:anchor="_Ref1">{run("ovan")}</w:hyperlink>'),
        "## Ansvar\n\nText\n\nSe [ovan](#ansvar)\n",
        (),
    ),
    "link to a place below a heading": (
        para("Ansvar", style="Rubrik1") + para('<w:bookmarkStart w:id="1" w:name="_Ref1"/>', "Text") + para(f'<w:hyperlink w:anchor="_Ref1">{run("ovan")}</w:hyperlink>'),
        "## Ansvar\n\nText\n\n[ovan](#ansvar)\n",
        ("1 hänvisning till ett ställe i texten (den leder till närmaste rubrik)",),
    ),
    "link to nothing": (
        para(f'<w:hyperlink w:anchor="borta">{run("ovan")}</w:hyperlink>'),
        "ovan\n",
        ("1 hänvisning till ett ställe som inte finns (texten står kvar)",),
    ),
    "table of contents in a control": (
        ('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
        f'{para("Innehåll")}{para("Syfte 1")}</w:sdtContent></w:sdt>{para("Text")}'),
        "Text\n",
        ("innehållsförteckningen (portalen gör en egen)",),
    ),
    "table of contents as a field": (
        para("Innehåll")
        + para('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>', "Syfte 1", style="Innehll1")
        + para("Ansvar 2", style="Innehll1") + para('<w:r><w:fldChar w:fldCharType="end"/></w:r>') + para("Text"),
        "Text\n",
        ("innehållsförteckningen (portalen gör en egen)",),
    ),
    "line breaks": (
        para("Storgatan 1", "<w:r><w:br/></w:r>", "# 123 45", "<w:r><w:br/></w:r>", "- Ekvik"),
        "Storgatan 1  \n\\# 123 45  \n\\- Ekvik\n",
        (),
    ),
    "soft hyphens and symbols": (
        para("arbets", "<w:r><w:softHyphen/></w:r>", "miljö", '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "x\u00ady\uf0a8"),
        "arbetsmiljö→xy☐\n",
        (),
    ),
    "unknown symbol": (
        para("x", '<w:r><w:sym w:font="Webdings" w:char="F099"/></w:r>'),
        "x\n",
        ("1 tecken ur ett symboltypsnitt",),
    ),
    "columns": (
        para("Text") + '<w:p><w:pPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr></w:p>',
        "Text\n",
        ("1 avsnitt med spalter (texten står i en spalt)",),
    ),
    "nested bold and italic": (
        para(run("fet ", "<w:b/>"), run("båda", "<w:b/><w:i/>"), run(" kursiv", "<w:i/>"), run(".", '<w:b w:val="0"/>')),
        "**fet** ***båda*** *kursiv*.\n",
        (),
    ),
    "frame": (
        f"<w:tbl><w:tr><w:tc><w:tcPr/>{para('Viktigt')}{para('Ring 112')}</w:tc></w:tr></w:tbl>",
        "Viktigt\n\nRing 112\n",
        ("1 ram runt text (texten står utan ram)",),
    ),
    "row heads": (
        "<w:tbl>" + "".join(f"<w:tr><w:tc>{para(run(name, '<w:b/>'))}</w:tc><w:tc>{para(value)}</w:tc></w:tr>" for name, value in (("Ägare", "Chef"), ("Typ", "Rutin"))) + "</w:tbl>",
        "|  |  |\n| --- | --- |\n| **Ägare** | Chef |\n| **Typ** | Rutin |\n",
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("xml", "markdown", "lost"), CASES.values(), ids=CASES.keys())
def test_it_is_carried_over_or_named(xml, markdown, lost):
    converted = made(xml)
    assert converted.markdown == markdown
    assert converted.lost == lost
    render(converted.markdown)


def cell(words: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{para(words) if not words.startswith('<') else words}</w:tc>"


def test_merged_cells_are_divided_and_say_the_same_in_each_row():
    across, first, next_ = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('Vem')}{cell('Vad')}{cell('När')}</w:tr>"
        f"<w:tr>{cell('Chef', first)}{cell('Leder', '')}{cell('Alltid')}</w:tr>"
        f"<w:tr>{cell('', next_)}{cell('Följer upp och rapporterar', across)}</w:tr>"
    )
    converted = made(f"<w:tbl>{rows}</w:tbl>")
    assert converted.markdown.split("\n")[2:4] == [
        "| Chef | Leder | Alltid |",
        "| Chef | Följer upp och rapporterar |  |",
    ]
    assert converted.lost == ("2 sammanslagna rutor i tabeller (de är delade)",)


def test_a_cell_holds_one_line_and_a_table_in_it_is_words():
    inner = f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr></w:tbl>"
    rows = f"<w:tr>{cell(para('Ett') + para('Två'))}{cell(inner + para(''))}</w:tr><w:tr>{cell('x')}{cell('y')}</w:tr>"
    converted = made(f"<w:tbl>{rows}</w:tbl>")
    assert "| Ett Två | a b |" in converted.markdown
    assert set(converted.lost) == {
        "1 tabellruta med flera stycken (de står efter varandra)",
        "1 tabell i en tabell (dess text står i rutan)",
    }


def test_lists_in_cells_keep_their_signs():
    points = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr>' + run("{}") + "</w:p>"
    maker = WordLike()
    maker.lists = 1
    content = points.format(1, "städa") + points.format(2, "låsa")
    converted = made(f"<w:tbl><w:tr>{cell(content)}{cell('x')}</w:tr></w:tbl>", maker=maker)
    assert "| • städa 1. låsa | x |" in converted.markdown


class Levels(WordLike):
    """Word with lists of letters, lists that begin at 4, boxes as bullets, and numbered headings."""

    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0a8"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Kapitel"/><w:lvlText w:val="%1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Avsnitt"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(4))
    )

    def __init__(self) -> None:
        super().__init__()
        style = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="{1}"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        self.styles += style.format("Kapitel", "Rubrik1") + style.format("Avsnitt", "Rubrik2")


def point(number: int, words: str) -> str:
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{run(words)}</w:p>'


@pytest.mark.parametrize(
    ("number", "markdown", "lost"),
    [
        (1, "1. x\n2. y\n", ("2 punkter med bokstav eller sammansatt nummer (a, 1.1; numreras 1, 2, 3)",)),
        (2, "4. x\n5. y\n", ()),
        (3, "- [ ] x\n- [ ] y\n", ()),
        (9, "x\n\ny\n", ()),
    ],
)
def test_lists_begin_where_they_begin_and_boxes_are_tasks(number, markdown, lost):
    converted = made(point(number, "x") + point(number, "y"), maker=Levels())
    assert (converted.markdown, converted.lost) == (markdown, lost)


def test_a_list_that_follows_on_another_is_named():
    converted = made(point(2, "x") + point(1, "y"), maker=Levels())
    assert "1 numrerad lista som följer direkt på en annan (numreringen fortsätter)" in converted.lost


def test_headings_of_own_styles_have_their_levels_and_numbers():
    text = (
        para("Mål", style="Kapitel")
        + para("Syfte", style="Avsnitt")
        + para("Medel", style="Avsnitt")
        + para("Slut", style="Kapitel")
    )
    assert made(text, maker=Levels()).markdown == "## 1 Mål\n\n### 1.1 Syfte\n\n### 1.2 Medel\n\n## 2 Slut\n"


def test_a_paragraph_with_a_level_of_its_own_is_a_heading():
    own = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>' + run("Ansvar") + "</w:p>"
    assert (
        made(para("Syfte", style="Rubrik1") + own + para("Text"), p("Först")).markdown
        == "Först\n\n## Syfte\n\n### Ansvar\n\nText\n"
    )


def test_endnotes_are_notes_after_the_footnotes():
    maker = WordLike()
    maker.relate("endnotes", "endnotes.xml")
    part = f'<w:endnotes {NAMESPACES}><w:endnote w:id="5">{para("Sist.")}{para("1. Mer.")}</w:endnote></w:endnotes>'
    blocks = (p("Ett", Run("", note="Fot.")),)
    converted = made(
        para("Två", '<w:r><w:endnoteReference w:id="5"/></w:r>'),
        *blocks,
        parts={"word/endnotes.xml": part},
        maker=maker,
    )
    assert converted.markdown == "Ett[^1]\n\nTvå[^2]\n\n[^1]: Fot.\n\n[^2]: Sist.\n\n    1\\. Mer.\n"
    assert [each.text for each in page_of(converted).all("p")][-1].startswith("1. Mer.")


def test_references_to_what_is_not_there_are_passed_over():
    missing = DRAWN.format('<pic:pic><pic:blipFill><a:blip r:embed="rId77"/></pic:blipFill></pic:pic>')
    text = para(
        "Text",
        '<w:r><w:footnoteReference w:id="99"/></w:r>',
        f'<w:hyperlink r:id="rId88">{run(" länk")}</w:hyperlink>',
        missing,
    )
    converted = made(text)
    assert converted.markdown == "Text länk\n"
    assert converted.lost == ("1 bild som är skadad eller saknas i filen",)


@pytest.mark.parametrize(
    "target", ["file:///G:/Rutiner/a.docx", "..\\Rutin.docx", "javascript:alert(1)", "/etc/passwd"]
)
def test_links_that_lead_nowhere_from_here_are_named(target):
    converted = made("", p("Se ", Run("rutinen", link=target), "."))
    assert converted.markdown == "Se rutinen.\n"
    assert converted.lost == ("1 länk till en fil eller plats som inte nås härifrån (texten står kvar)",)


def pictured(data: bytes, name: str) -> Converted:
    maker = WordLike()
    id = maker.relate("image", f"media/{name}")
    blip = DRAWN.format(f'<pic:pic><pic:blipFill><a:blip r:embed="{id}"/></pic:blipFill></pic:pic>')
    return made(para("Text") + para(blip) + para(blip), parts={f"word/media/{name}": data}, maker=maker)


def test_a_picture_that_stands_twice_is_kept_once():
    converted = pictured(png(), "logo.png")
    assert [picture.name for picture in converted.pictures] == ["bild-1.png"]
    assert converted.markdown.count("![](bild-1.png)") == 2


@pytest.mark.parametrize(
    ("data", "lost"),
    [
        (b"\x01\x00\x00\x00l\x00\x00\x00 EMF", "2 bilder i format som inte kan visas (emf, wmf eller liknande)"),
        (b"GIF89a\x01\x00\x01\x00", "2 bilder i format som inte kan visas (emf, wmf eller liknande)"),
        (png(0, 0), "2 bilder som är skadade eller saknas i filen"),
        (png() + b"<html>", "2 bilder som är skadade eller saknas i filen"),
    ],
)
def test_pictures_that_cannot_be_shown_are_named(data, lost):
    converted = pictured(data, "bild.emf")
    assert (converted.markdown, converted.pictures, converted.lost) == ("Text\n", (), (lost,))


@pytest.mark.parametrize(
    ("told", "alt"),
    [
        ("En karta\nAutomatiskt genererad beskrivning", "En karta"),
        ("C:\\bilder\\IMG_1.jpg", ""),
        ("Skylt [A] med *stjärna*", "Skylt [A] med *stjärna*"),
    ],
)
def test_a_picture_says_what_people_have_said_of_it(told, alt):
    converted = made("", Block("picture", (Run(told),)))
    assert converted.pictures[0].alt == alt
    assert page_of(converted).one("img").get("alt") == alt


def test_diagrams_leave_their_words():
    maker = WordLike()
    id = maker.relate("diagramData", "diagrams/data1.xml")
    data = f"<dgm:dataModel {NAMESPACES}><a:p><a:r><a:t>Anmäl</a:t></a:r></a:p><a:p><a:r><a:t>Utred</a:t></a:r></a:p></dgm:dataModel>"
    text = para("Text", DRAWN.format(f'<dgm:relIds r:dm="{id}"/>'))
    converted = made(text, parts={"word/diagrams/data1.xml": data}, maker=maker)
    assert converted.markdown == "Text\n\n## Ur textrutor och bilder\n\nAnmäl\n\nUtred\n"
    assert converted.lost == ("1 SmartArt-bild (texten finns sist i dokumentet)",)


def test_heads_and_feet_stand_only_on_the_first_page():
    head = f"<w:hdr {NAMESPACES}>{para('Dnr KS 2025/12')}</w:hdr>"
    foot = f"<w:ftr {NAMESPACES}>{para('Version 3')}</w:ftr>"
    converted = made(para("Text"), parts={"word/header1.xml": head, "word/footer1.xml": foot})
    assert converted.first_page == "Dnr KS 2025/12\nVersion 3\nText"
    assert converted.markdown == "Text\n"
    assert converted.lost == ("sidhuvudet", "sidfoten")


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{}</dc:title><dc:creator>Åsa Öberg</dc:creator><dcterms:created>2024-02-03T10:11:12Z</dcterms:created>'
    "<cp:revision>7</cp:revision><cp:keywords>hot, våld</cp:keywords></cp:coreProperties>"
)  # fmt: skip
CUSTOM = '<Properties xmlns="c" xmlns:vt="v"><property name="Dokumentnummer"><vt:lpwstr>SOC-12</vt:lpwstr></property></Properties>'


def test_properties_are_told_by_name():
    converted = made(para("Text"), parts={"docProps/core.xml": CORE.format("Rutin"), "docProps/custom.xml": CUSTOM})
    assert converted.properties == {
        "title": "Rutin",
        "author": "Åsa Öberg",
        "created": "2024-02-03",
        "revision": "7",
        "keywords": "hot, våld",
        "dokumentnummer": "SOC-12",
    }


@pytest.mark.parametrize(
    ("core", "blocks", "title", "beginning"),
    [
        ("Rutin vid hot", (h(1, "Syfte"), p("x")), "Rutin vid hot", "## Syfte"),
        ("Rutin vid hot", (h(1, "Rutin vid hot"), h(2, "Syfte")), "Rutin vid hot", "## Syfte"),
        ("Microsoft Word - Dokument1", (h(1, "Rutin"), h(2, "Syfte")), "Rutin", "## Syfte"),
        ("", (h(1, "Syfte"), h(1, "Ansvar")), "Syfte", "## Syfte"),
        ("", (p("Först"), h(1, "Syfte"), h(2, "Ansvar")), "Syfte", "Först"),
        ("Gammal mall", (Block("title", (Run("Rutin"),)), p("x"), Block("title", (Run("Del 2"),))), "Rutin", "x"),
        ("", (p("Bara text"),), "", "Bara text"),
    ],
)
def test_the_title_is_what_people_see_or_what_the_file_says(core, blocks, title, beginning):
    converted = made("", *blocks, parts={"docProps/core.xml": CORE.format(core)})
    assert converted.title == title
    assert converted.markdown.startswith(beginning)


def test_what_is_more_than_a_text_may_hold_is_cut_off_and_named():
    converted = made("", *(p("Ett stycke som är rätt så långt. " * 40) for _ in range(300)))
    render(converted.markdown)
    assert len(converted.markdown) > 150_000
    (lost,) = converted.lost
    assert lost.endswith("stycken i slutet (dokumentet är större än vad en text i portalen får vara)")


@pytest.mark.parametrize("key", ["Id", "Type", "Target"])
def test_a_relation_that_does_not_tell_all_is_passed_over(key):
    relations = {"Id": "rId9", "Type": "hyperlink", "Target": "sida.htm"}
    told = " ".join(f'{name}="{value}"' for name, value in relations.items() if name != key)
    part = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship {told}/></Relationships>'
    content = office(
        parts={
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{para('Text')}</w:body></w:document>",
            "word/_rels/document.xml.rels": part,
        }
    )
    assert convert(content, "a.docx").markdown == "Text\n"


def test_points_at_odd_levels_lie_in_each_other():
    converted = made("", *ul((2, "a"), (2, "b"), (0, "c"), (3, "d"), (1, "e")))
    assert converted.markdown == "- a\n- b\n- c\n    - d\n    - e\n"


def test_the_strict_form_is_read_like_the_other():
    content = WordLike().file((h(1, "Syfte"), p("Se ", Run("sidan", link="https://x.example/"), "."), h(1, "Ansvar")))
    assert convert(as_strict(content), "a.docx").markdown == convert(content, "a.docx").markdown
