"""What an attached file says, page by page: read to be found, so what cannot be read is nothing, not a fault."""

import io
import logging
from collections.abc import Callable, Iterable, Iterator

from portal.lib.extraction import opendocument, plain, sheets, slides, word
from portal.lib.extraction.pages import EnoughError, Pages
from portal.lib.extraction.pdf import PdfReaders
from portal.lib.extraction.reading import MOST_INFLATED
from portal.lib.filetype import MEDIA_TYPES
from portal.lib.inspection.archive import Archive, Budget
from portal.lib.inspection.unfit import UnfitError

log = logging.getLogger(__name__)

_OF_DOCUMENTS: dict[str, Callable[[Archive, Pages], None]] = {
    MEDIA_TYPES["docx"]: word.read,
    MEDIA_TYPES["xlsx"]: sheets.read,
    MEDIA_TYPES["pptx"]: slides.read,
    MEDIA_TYPES["odt"]: opendocument.read_text,
    MEDIA_TYPES["ods"]: opendocument.read_sheets,
    MEDIA_TYPES["odp"]: opendocument.read_slides,
}
_PLAIN = frozenset({MEDIA_TYPES["txt"], MEDIA_TYPES["csv"]})
# The kinds of file that have text; pictures have none.
READ = frozenset({MEDIA_TYPES["pdf"], *_PLAIN, *_OF_DOCUMENTS})


def text_of(data: bytes, media_type: str) -> list[str]:
    """Return the text of each page; nothing for what is unreadable, encrypted or without text."""
    (pages,) = texts_of([(data, media_type)])
    return pages


def texts_of(files: Iterable[tuple[bytes, str]]) -> Iterator[list[str]]:
    """Yield the pages of each file, bytes and media type, in turn: quicker than one by one where there are PDFs."""
    with PdfReaders() as readers:
        for data, media_type in files:
            yield readers.text_of(data) if media_type == MEDIA_TYPES["pdf"] else _read(data, media_type)


def _read(data: bytes, media_type: str) -> list[str]:
    """Return the pages of any file but a PDF."""
    pages = Pages()
    try:
        if media_type in _PLAIN:
            plain.read(data, pages)
        elif media_type in _OF_DOCUMENTS:
            _OF_DOCUMENTS[media_type](Archive(io.BytesIO(data), Budget(MOST_INFLATED)), pages)
    except EnoughError:
        pass
    except (UnfitError, UnicodeDecodeError):
        return []
    except Exception:
        # One odd file may not keep all the others from being found.
        log.exception("a file of the kind %s could not be read", media_type)
        return []
    return pages.done()
