"""Office files, PDF and plain text → the portal's Markdown, for moving in. See docs/decisions/0020."""

from portal.lib.conversion.apart import Converters, convert_apart
from portal.lib.conversion.convert import EXTENSIONS, convert
from portal.lib.conversion.converted import Converted, Picture
from portal.lib.inspection.unfit import UnfitError

__all__ = ["EXTENSIONS", "Converted", "Converters", "Picture", "UnfitError", "convert", "convert_apart"]
