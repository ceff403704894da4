"""Where a reference leads: to what lies beside the document, or to another machine."""

import re
from urllib.parse import unquote

_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*")
# These name or hold something; nothing is fetched.
_NOT_FETCHED = frozenset({"data", "mailto", "tel", "urn", "cid", "about"})


def is_remote(target: str) -> bool:
    """Whether following the reference asks another machine: an address, or a share in the network."""
    text = unquote(target).strip().replace("\\", "/").lower()
    if text.startswith("//"):
        return True
    scheme, colon, rest = text.partition(":")
    if not colon or len(scheme) == 1 or not _SCHEME.fullmatch(scheme) or scheme in _NOT_FETCHED:
        return False
    if scheme != "file":
        return True
    path = rest.lstrip("/")
    slashes = len(rest) - len(path)
    if path[1:2] in {":", "|"}:  # a drive, however many slashes a program writes before it: no host is named so
        return False
    return slashes > 3 or (slashes == 2 and not path.startswith("localhost/"))
