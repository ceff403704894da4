"""A file as the portal's Markdown: which reader goes with its name, after it has been inspected."""

import io
import logging
from collections.abc import Callable

from portal.lib.conversion import docx, pdf, plain, sheets
from portal.lib.conversion.converted import Converted
from portal.lib.conversion.package import TOO_LARGE
from portal.lib.filetype import extension_of, why_not_content
from portal.lib.inspection.unfit import DAMAGED, UnfitError

log = logging.getLogger(__name__)

_READERS: dict[str, Callable[[bytes], Converted]] = {
    "docx": docx.convert,
    "xlsx": sheets.convert,
    "pdf": pdf.convert,
    "md": plain.convert_markdown,
    "txt": plain.convert_text,
}
EXTENSIONS = frozenset(_READERS)
_OTHER = "Filer av det slaget kan inte göras om till text. Välj bland {kinds}."


def convert(content: bytes, name: str) -> Converted:
    """Return a file, by the extension of its name, as Markdown.

    Raises UnfitError, with the reason in Swedish, for one that is hostile, cannot be read, or is of another kind.
    """
    extension = extension_of(name)
    if extension not in _READERS:
        raise UnfitError(_OTHER.format(kinds=", ".join(sorted(_READERS))))
    _inspect(content, extension)
    try:
        return _READERS[extension](content)
    except UnfitError:
        raise
    except (MemoryError, RecursionError) as error:
        raise UnfitError(TOO_LARGE) from error
    except Exception as error:
        # A reader of other people's formats may raise anything at an odd file; the others go on.
        log.exception("a file of the kind %s could not be converted", extension)
        raise UnfitError(DAMAGED) from error


def _inspect(content: bytes, extension: str) -> None:
    """Raise UnfitError for a file that is not what its name says, or not safe; PDF is inspected where it is read."""
    if extension == "pdf" and content:
        return
    reason = why_not_content(f"fil.{'txt' if extension == 'md' else extension}", io.BytesIO(content))
    if reason:
        raise UnfitError(reason)
