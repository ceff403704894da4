"""The press for PDF, run as a process: `book.html` in the folder that it is given becomes `book.pdf` there."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal.printing.limits import limit_press

try:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from portal.printing.mending import link_once, mend
except OSError as error:  # a system library that WeasyPrint is built on is missing
    sys.stderr.write((str(error) or "?").splitlines()[0][:200])
    sys.exit(3)

SCHEME = "book:"
TYPES = {".css": "text/css", ".woff2": "font/woff2", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
# Pictures are kept as sharp as paper shows them.
DPI, QUALITY = 200, 82


class FolderFetcher(URLFetcher):
    """Fetches the files that lie in the book's folder by their bare names, and nothing else whatsoever."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=())
        self.files = {path.name: path for path in folder.iterdir() if path.suffix in TYPES}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002 - as the library asks
        """Return the file's bytes. Raises ValueError, which the library logs, for any other address."""
        path = self.files.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        if path is None:
            message = f"not in the book: {url[:200]}"
            raise ValueError(message)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})


def make(folder: Path) -> None:
    """Make the PDF."""
    html = (folder / "book.html").read_text(encoding="utf-8")
    options = {"pdf_variant": "pdf/ua-1", "optimize_images": True, "jpeg_quality": QUALITY, "dpi": DPI}
    book = HTML(string=html, base_url=SCHEME, url_fetcher=FolderFetcher(folder)).render(**options)
    link_once(book)
    book.write_pdf(folder / "book.pdf", finisher=mend, **options)


if __name__ == "__main__":
    limit_press(int(sys.argv[2]))
    make(Path(sys.argv[1]))
