"""The pictures of a file: those that the portal can show get names, the others are named as lost."""

import hashlib
import io
import re

from portal.lib.conversion.converted import Picture
from portal.lib.conversion.losses import Losses
from portal.lib.inspection import pictures as inspected
from portal.lib.inspection.unfit import UnfitError

_KINDS = ((inspected.PNG, "png"), (inspected.JPEG, "jpg"))
_GENERATED = re.compile(
    r"\s*(?:Automatiskt genererad beskrivning|Automatically generated description|Description automatically generated)"
    r"[^.\n]*\.?\s*$",
    re.IGNORECASE,
)
_FILE = re.compile(r"\S*\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?)", re.IGNORECASE)


class Pictures:
    """Collects pictures; one that stands in several places is kept once."""

    def __init__(self, losses: Losses) -> None:
        """Begin with none."""
        self.losses = losses
        self.kept: dict[str, Picture] = {}

    def take(self, content: bytes, alt: str) -> str:
        """Return the name of a picture, or nothing for one that cannot be shown."""
        digest = hashlib.sha256(content).hexdigest()
        if digest in self.kept:
            return self.kept[digest].name
        extension = next((name for mark, name in _KINDS if content.startswith(mark)), "")
        if not extension:
            self.losses.add("vector" if content else "broken picture")
            return ""
        try:
            inspected.inspect(io.BytesIO(content), extension)
        except UnfitError:
            self.losses.add("broken picture")
            return ""
        name = f"bild-{len(self.kept) + 1}.{extension}"
        self.kept[digest] = Picture(name, content, described(alt))
        return name


def described(alt: str) -> str:
    """Return what a person has said of a picture: not the name of its file, nor that a program has guessed."""
    plain = " ".join(_GENERATED.sub("", alt).split())
    return "" if _FILE.fullmatch(plain) else plain
