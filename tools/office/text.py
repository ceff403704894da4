"""OpenDocument texts (.odt), written as XML: content, styles and properties."""

from xml.sax.saxutils import escape, quoteattr

from tools.office.archive import EPOCH, packed
from tools.office.spec import MUNICIPALITY, Attachment, Checks, Fields, Part, Table, is_long

MIMETYPE = "application/vnd.oasis.opendocument.text"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 21.0, 29.7, 2.0
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
# name, its parent, its properties as a paragraph and as text
PARAGRAPH_STYLES = (
    ("Title", "Standard", 'fo:margin-bottom="0.3cm"', 'fo:font-size="20pt" fo:font-weight="bold"'),
    ("Subtitle", "Standard", 'fo:margin-bottom="0cm"', 'fo:font-size="10pt" fo:color="#0b5c6b"'),
    ("Check", "Standard", 'fo:margin-bottom="0.1cm"', ""),
    ("Cell", "Standard", 'fo:margin-bottom="0cm"', 'fo:font-size="9.5pt"'),
    ("Header_20_cell", "Cell", "", 'fo:font-weight="bold"'),
    ("Footer", "Standard", "", 'fo:font-size="8pt"'),
)


def document(attachment: Attachment) -> bytes:
    """Return the attachment as an OpenDocument text; the format wants the media type first and uncompressed."""
    entries = {
        "mimetype": MIMETYPE,
        "content.xml": content(attachment),
        "styles.xml": styles(attachment),
        "meta.xml": properties(attachment),
        "META-INF/manifest.xml": MANIFEST,
    }
    return packed({name: text.encode() for name, text in entries.items()}, stored=("mimetype",))


def part_of_archive(root: str, inside: str) -> str:
    """Return one of the archive's XML files."""
    opening = f'<office:{root} {NAMESPACES} office:version="1.3">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}{inside}</office:{root}>\n'


def properties(attachment: Attachment) -> str:
    """Return the document's properties."""
    moment = f"{EPOCH:%Y-%m-%dT%H:%M:%SZ}"
    return part_of_archive(
        "document-meta",
        f"<office:meta><dc:title>{escape(attachment.title)}</dc:title><dc:subject>{attachment.number}</dc:subject>"
        f"<meta:initial-creator>{MUNICIPALITY}</meta:initial-creator><dc:creator>{MUNICIPALITY}</dc:creator>"
        f"<meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date>"
        f"<dc:language>sv-SE</dc:language></office:meta>",
    )


def styles(attachment: Attachment) -> str:
    """Return the named styles, the page and its foot."""
    width, height = (PAGE_HEIGHT, PAGE_WIDTH) if attachment.is_wide else (PAGE_WIDTH, PAGE_HEIGHT)
    named = "".join(
        f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" style:family="paragraph" '
        f'style:parent-style-name="{parent}"><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {text}/></style:style>"
        for name, parent, paragraph, text in PARAGRAPH_STYLES
    )
    return part_of_archive(
        "document-styles",
        '<office:font-face-decls><style:font-face style:name="Arial" svg:font-family="Arial" '
        'style:font-family-generic="swiss"/></office:font-face-decls>'
        '<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="Arial" '
        'fo:font-size="10.5pt" fo:language="sv" fo:country="SE" fo:color="#1a2b33"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph">'
        '<style:paragraph-properties fo:margin-bottom="0.2cm"/></style:style>'
        '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" '
        'style:parent-style-name="Standard" style:default-outline-level="1">'
        '<style:paragraph-properties fo:margin-top="0.55cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>'
        '<style:text-properties fo:font-size="13pt" fo:font-weight="bold" fo:color="#0b5c6b"/></style:style>'
        f"{named}</office:styles>"
        f'<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties '
        f'fo:page-width="{width}cm" fo:page-height="{height}cm" fo:margin="{MARGIN}cm" '
        f'style:print-orientation="{"landscape" if attachment.is_wide else "portrait"}"/>'
        '<style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style>'
        "</style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"><style:footer>'
        f'<text:p text:style-name="Footer">{escape(attachment.footer)} · sida '
        "<text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>",
    )


def content(attachment: Attachment) -> str:
    """Return the text itself with the styles of its tables."""
    width = (PAGE_HEIGHT if attachment.is_wide else PAGE_WIDTH) - 2 * MARGIN
    body = [paragraph(MUNICIPALITY, "Subtitle"), paragraph(attachment.title, "Title"), paragraph(attachment.intro)]
    for section in attachment.sections:
        body.append(f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{escape(section.heading)}</text:h>')
        body.extend(drawn(part, section.heading) for part in section.parts)
    return part_of_archive(
        "document-content",
        f"<office:automatic-styles>{table_styles(width)}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body>",
    )


def table_styles(width: float) -> str:
    """Return the styles of tables, for a line of `width` centimetres."""
    border = 'fo:border="0.5pt solid #7a8a91" fo:padding="0.12cm"'
    columns = {"Label": width * 0.34, "Answer": width * 0.66}
    heights = {"Row": 0.85, "Long": 2.2}
    return (
        f'<style:style style:name="Full" style:family="table"><style:table-properties style:width="{width:.2f}cm" '
        'table:align="margins" fo:margin-bottom="0.3cm"/></style:style>'
        '<style:style style:name="Plain" style:family="table-cell">'
        f"<style:table-cell-properties {border}/></style:style>"
        '<style:style style:name="Header" style:family="table-cell">'
        f'<style:table-cell-properties {border} fo:background-color="#e6f0f1"/></style:style>'
        + "".join(
            f'<style:style style:name="{name}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{size:.2f}cm"/></style:style>'
            for name, size in columns.items()
        )
        + "".join(
            f'<style:style style:name="{name}" style:family="table-row">'
            f'<style:table-row-properties style:min-row-height="{size}cm" fo:keep-together="always"/></style:style>'
            for name, size in heights.items()
        )
    )


def paragraph(text: str, style: str = "Standard") -> str:
    """Return a paragraph."""
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'


def drawn(part: Part, heading: str) -> str:
    """Return what stands below a heading."""
    match part:
        case str():
            return paragraph(part)
        case Checks():
            lines = [paragraph(f"☐ {label}", "Check") for label in part.labels[:-1]]
            return "".join(lines) + paragraph(f"☐ {part.labels[-1]}")
        case Fields():
            columns = '<table:table-column table:style-name="Label"/><table:table-column table:style-name="Answer"/>'
            rows = [
                row(cell(label, is_header=True) + cell(""), "Long" if is_long(label) else "Row")
                for label in part.labels
            ]
            return table(heading, columns + "".join(rows))
        case Table():
            columns = f'<table:table-column table:number-columns-repeated="{len(part.columns)}"/>'
            header = row("".join(cell(text, is_header=True) for text in part.columns), "Row")
            rows = [row("".join(map(cell, cells)), "Row") for cells in part.rows]
            return table(
                heading, f"{columns}<table:table-header-rows>{header}</table:table-header-rows>{''.join(rows)}"
            )


def table(name: str, inside: str) -> str:
    """Return a table, named for those who cannot see it."""
    return f'<table:table table:name={quoteattr(name)} table:style-name="Full">{inside}</table:table>'


def row(cells: str, style: str) -> str:
    """Return a row of a table."""
    return f'<table:table-row table:style-name="{style}">{cells}</table:table-row>'


def cell(text: str, *, is_header: bool = False) -> str:
    """Return a cell of a table."""
    style, inside = ("Header", "Header_20_cell") if is_header else ("Plain", "Cell")
    opening = f'<table:table-cell table:style-name="{style}" office:value-type="string">'
    return f"{opening}{paragraph(text, inside)}</table:table-cell>"
