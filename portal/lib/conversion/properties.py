"""What an office file says of itself."""

import re

from portal.lib.conversion.package import Package

_CORE = {
    "title": "title",
    "subject": "subject",
    "creator": "author",
    "created": "created",
    "modified": "modified",
    "revision": "revision",
    "category": "category",
    "keywords": "keywords",
    "language": "language",
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 1_000


def properties_of(package: Package) -> dict[str, str]:
    """Return the file's properties by name: those of every file, and those that its users named, in lower case."""
    found: dict[str, str] = {}
    for custom in _elements(package, "custom-properties", "docProps/custom.xml"):
        name = custom.get("name", "").strip().lower()
        if name and len(name) <= _LONGEST:
            found[name] = _words("".join(custom.itertext()))
    for core in _elements(package, "core-properties", "docProps/core.xml"):
        name = _CORE.get(core.tag.rpartition("}")[2], "")
        if name:
            found[name] = _words("".join(core.itertext()))
    for name in ("created", "modified"):
        date = _DATE.match(found.get(name, ""))
        found[name] = date[0] if date else ""
    return {name: value for name, value in found.items() if value}


def _elements(package: Package, kind: str, usual: str) -> list:  # type: ignore[type-arg]
    tree = package.tree(package.related("", kind) or usual)
    return list(tree) if tree is not None else []


def _words(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
