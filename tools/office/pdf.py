"""PDF documents, tagged for screen readers (PDF/UA-1)."""

from html import escape
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from tools.office.archive import EPOCH
from tools.office.spec import MUNICIPALITY, Attachment, Checks, Fields, Part, Table, is_long

FONT = (
    Path(__file__).resolve().parents[2] / "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"
)
STYLE = """
@font-face { font-family: Form; src: url("%(font)s"); font-weight: 100 900; }
@page { size: A4 %(orientation)s; margin: 16mm 18mm 18mm;
  @bottom-left { content: "%(footer)s"; font: 7.5pt Form; color: #43545c; }
  @bottom-right { content: "sida " counter(page) " av " counter(pages); font: 7.5pt Form; color: #43545c; } }
html { font: 10pt/1.4 Form; color: #1a2b33; }
body { margin: 0; }
p { margin: 0 0 2mm; }
.from { color: #0b5c6b; margin: 0; }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 3mm; }
h2 { font-size: 12.5pt; color: #0b5c6b; margin: 6mm 0 2mm; break-after: avoid; }
table { border-collapse: collapse; width: 100%%; table-layout: fixed; margin: 0 0 3mm; }
th, td { border: 0.6pt solid #7a8a91; padding: 1.4mm 2mm; text-align: left; vertical-align: top; font-size: 9pt;
  overflow-wrap: anywhere; }
th { background: #e6f0f1; font-weight: 600; }
tr { break-inside: avoid; height: 8.5mm; }
tr.long { height: 22mm; }
th[scope="row"] { width: 34%%; }
ul { list-style: none; margin: 0 0 3mm; padding: 0; columns: 2; column-gap: 8mm; }
li { break-inside: avoid; margin: 0 0 1.4mm; padding-left: 6.5mm; text-indent: -6.5mm; }
.box { display: inline-block; width: 3mm; height: 3mm; border: 0.8pt solid #1a2b33; margin-right: 2.8mm;
  vertical-align: -0.4mm; }
"""


def document(attachment: Attachment) -> bytes:
    """Return the attachment as a PDF."""
    fonts = FontConfiguration()
    values = {
        "font": FONT.as_uri(),
        "orientation": "landscape" if attachment.is_wide else "portrait",
        "footer": attachment.footer.replace("\\", "").replace('"', ""),
    }
    return HTML(string=page(attachment)).write_pdf(
        stylesheets=[CSS(string=STYLE % values, font_config=fonts)],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=f"{attachment.number}/{attachment.file}".encode(),
    )


def page(attachment: Attachment) -> str:
    """Return the attachment as HTML."""
    moment = f"{EPOCH:%Y-%m-%dT%H:%M:%SZ}"
    sections = "".join(
        f"<h2>{escape(section.heading)}</h2>{''.join(map(drawn, section.parts))}" for section in attachment.sections
    )
    return (
        f'<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>{escape(attachment.title)}</title>'
        f'<meta name="author" content="{MUNICIPALITY}"><meta name="description" content="{attachment.number}">'
        f'<meta name="dcterms.created" content="{moment}"><meta name="dcterms.modified" content="{moment}"></head>'
        f'<body><p class="from">{MUNICIPALITY}</p><h1>{escape(attachment.title)}</h1>'
        f"<p>{escape(attachment.intro)}</p>{sections}</body></html>"
    )


def drawn(part: Part) -> str:
    """Return what stands below a heading."""
    match part:
        case str():
            return f"<p>{escape(part)}</p>"
        case Checks():
            boxes = (f'<li><span class="box"></span>{escape(label)}</li>' for label in part.labels)
            return f"<ul>{''.join(boxes)}</ul>"
        case Fields():
            rows = (
                f'<tr{" class=long" if is_long(label) else ""}><th scope="row">{escape(label)}</th><td></td></tr>'
                for label in part.labels
            )
            return f"<table>{''.join(rows)}</table>"
        case Table():
            header = "".join(f'<th scope="col">{escape(text)}</th>' for text in part.columns)
            rows = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in part.rows)
            body = "".join(f"<tr>{row}</tr>" for row in rows)
            return f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"
