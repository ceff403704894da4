"""A Word file in the strict form of the standard, which has other names for the same."""

import io
import zipfile


def as_strict(content: bytes) -> bytes:
    """Return the file with the names of the strict form."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for kind in (b"wordprocessingml/2006/main", b"officeDocument/2006/relationships", b"drawingml/2006/main"):
                strict = b"http://purl.oclc.org/ooxml/" + kind.replace(b"/2006", b"")
                data = data.replace(b"http://schemas.openxmlformats.org/" + kind, strict)
            new.writestr(name, data)
    return stream.getvalue()
