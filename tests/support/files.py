"""Small files of each kind that may be attached, and hostile ones, made here byte by byte."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}wordprocessingml.document.main+xml", "<document/>"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}spreadsheetml.sheet.main+xml", "<workbook/>"),
    "pptx": ("ppt/presentation.xml", f"{OFFICE}presentationml.presentation.main+xml", "<presentation/>"),
}
OPEN = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
Parts = Mapping[str, str | bytes]


def archive(parts: Parts, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file with these parts in this order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name), data, compress_type=compression)
    return stream.getvalue()


def types(extension: str, *others: str) -> str:
    """Return a package's list of content types, with others beside its own."""
    name, kind, _ = MAIN[extension]
    lines = [f'<Override PartName="/{name}" ContentType="{kind}"/>']
    lines += [f'<Override PartName="/x{number}" ContentType="{other}"/>' for number, other in enumerate(others)]
    return f'<Types xmlns="t"><Default Extension="xml" ContentType="application/xml"/>{"".join(lines)}</Types>'


def office(extension: str = "docx", parts: Parts | None = None) -> bytes:
    """Return a Word, Excel or PowerPoint file with these parts beside its own, or in their place."""
    name, _, text = MAIN[extension]
    return archive({"[Content_Types].xml": types(extension), name: text, **(parts or {})})


def relation(kind: str, target: str, mode: str = "External") -> str:
    """Return a part's relations: one of the kind, to the target."""
    told = f'<Relationship Id="r1" Type="{OFFICE}relationships/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="r">{told}</Relationships>'


def opened(extension: str = "odt", parts: Parts | None = None) -> bytes:
    """Return an OpenDocument file with these parts beside its own, or in their place."""
    own = {"mimetype": OPEN[extension], "content.xml": '<office:document-content xmlns:office="o"/>'}
    return archive({**own, **(parts or {})})


def pdf(catalog: str = "", objects: tuple[str, ...] = (), trailer: str = "") -> bytes:
    """Return a PDF of one page with text. `objects` are the bodies of the objects from number 5 on."""
    font = "<</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"
    content = "BT /F 12 Tf 72 720 Td (Hej) Tj ET"
    bodies = [
        f"<</Type /Catalog /Pages 2 0 R {catalog}>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources {font}>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        *objects,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size} /Root 1 0 R {trailer}>>\n"
    return out + end.encode() + f"startxref\n{len(out)}\n%%EOF\n".encode()


def png(width: int = 1, height: int = 1) -> bytes:
    """Return a picture that says it is of this size."""
    header = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\x00\x00")), (b"IEND", b""))
    chunks = (
        struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def jpeg(width: int = 1, height: int = 1) -> bytes:
    """Return the beginning and end of a photograph that says it is of this size."""
    exif = b"\xff\xe1\x00\x08Exif\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + exif + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"
