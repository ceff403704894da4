"""Build static/vendor from node_modules and static: one stylesheet, the scripts, the font, the icons.

The files in static/js make app.js, which every page has. Each folder there makes a script of its own name, for the
pages that ask for it; its files share one scope, and no other script sees into it.

Every file carries a hash of its content in its name, so that a browser may keep it for ever; manifest.json tells the
names. Run again it does nothing until something that it read has changed.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from whitenoise.compress import Compressor

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
PACKAGES = ROOT / "node_modules"
ICONS = PACKAGES / "@navikt/aksel-icons/dist/svg"
FONTS = {
    f"inter-{subset}.woff2": PACKAGES / f"@fontsource-variable/inter/files/inter-{subset}-wght-normal.woff2"
    for subset in ("latin", "latin-ext")
}
# Packages that a bundle begins with, by the bundle's folder.
BUNDLED = {"editor": (PACKAGES / "turndown/dist/turndown.js",)}
FIRST_STYLES = ("tokens.css", "base.css", "layout.css")
LAST_STYLES = ("print.css",)
COMPRESSED = {".css", ".js", ".svg"}

CSS_TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/)
      | (?P<kept>"(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | url\(\s*[^"'\s)][^)]*\))
      | \s*(?P<mark>[{};])\s*
      | (?P<space>\s+)""",
    re.VERBOSE | re.DOTALL,
)
CSS_URL = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<address>[^"')]*)(?P=quote)\s*\)""")
SVG_FINER = re.compile(r"(\.\d\d)\d+")
SVG_BODY = re.compile(r"<svg[^>]*>(?P<body>.*)</svg>", re.DOTALL)


class BuildError(Exception):
    """Something the build needs is missing or wrong; the message says what to do."""


def style_sources() -> list[Path]:
    """Return the stylesheets in the order of the cascade: the design system's, then ours."""
    css = STATIC / "css"
    ordered = {*FIRST_STYLES, *LAST_STYLES}
    features = sorted(path for path in css.glob("*.css") if path.name not in ordered)
    first = [css / name for name in FIRST_STYLES if (css / name).exists()]
    last = [css / name for name in LAST_STYLES if (css / name).exists()]
    ui = sorted((css / "ui").glob("*.css"))
    return [PACKAGES / "@digdir/designsystemet-css/dist/src/index.css", *first, *ui, *features, *last]


def script_sources() -> list[Path]:
    """Return the scripts in the order in which they run."""
    return [PACKAGES / "htmx.org/dist/htmx.min.js", *sorted((STATIC / "js").glob("*.js"))]


def bundle_sources() -> dict[str, list[Path]]:
    """Return the scripts of each folder in the order in which they run, packages first, by the bundle's file."""
    folders = sorted(path for path in (STATIC / "js").iterdir() if path.is_dir())
    return {f"{folder.name}.js": [*BUNDLED.get(folder.name, ()), *sorted(folder.glob("*.js"))] for folder in folders}


def icon_sources() -> dict[str, Path]:
    """Return the file of each icon that static/icons.txt lists, by the id of its symbol."""
    listed = STATIC / "icons.txt"
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    names = sorted({line.strip() for line in lines} - {""})
    missing = [name for name in names if not (ICONS / f"{name}.svg").exists()]
    if missing:
        raise BuildError(f"static/icons.txt: no such icon in @navikt/aksel-icons: {', '.join(missing)}")
    return {kebab(name): ICONS / f"{name}.svg" for name in names}


def kebab(name: str) -> str:
    """Return `CheckmarkCircle` as `checkmark-circle`, `XMark` as `x-mark`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()


def minified(css: str) -> str:
    """Return a stylesheet without comments and needless white space; strings and addresses are left alone."""

    def shorter(found: re.Match[str]) -> str:
        if found["mark"]:
            return found["mark"]
        return found["kept"] or (" " if found["space"] else "")

    return CSS_TOKEN.sub(shorter, css).strip()


def stylesheet(sources: Iterable[Path], hashed: dict[str, str]) -> bytes:
    """Return all stylesheets as one, with addresses of files replaced by their hashed names."""
    return "\n".join(linked(minified(read(path)), path, hashed) for path in sources).encode()


def linked(css: str, path: Path, hashed: dict[str, str]) -> str:
    """Return a stylesheet whose addresses of files are the hashed names beside it."""

    def renamed(found: re.Match[str]) -> str:
        address = found["address"]
        if address.startswith(("data:", "#")):
            return found[0]
        name = address.rsplit("/", 1)[-1]
        if name not in hashed:
            raise BuildError(f"{path.relative_to(ROOT)}: url({address}) is none of {', '.join(hashed)}")
        return f"url({hashed[name]})"

    if "@import" in css:
        raise BuildError(f"{path.relative_to(ROOT)}: no @import; put the file in static/css")
    return CSS_URL.sub(renamed, css)


def script(sources: Iterable[Path]) -> bytes:
    """Return all scripts as one; each ends its last statement."""
    return "\n".join(f"{read(path).rstrip()}\n;" for path in sources).encode()


def bundle(sources: Iterable[Path]) -> bytes:
    """Return scripts as one with a scope of its own."""
    return b"(() => {\n" + script(sources) + b"})();\n"


def sprite(icons: dict[str, Path]) -> bytes:
    """Return one SVG with a symbol for each icon, in the colour of the text around it."""
    symbols = [
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none">{drawing(path)}</symbol>' for name, path in icons.items()
    ]
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'.encode()


def drawing(path: Path) -> str:
    """Return what is drawn inside an icon's SVG, to a hundredth of its grid."""
    found = SVG_BODY.search(read(path))
    if not found:
        raise BuildError(f"{path.name}: not an SVG")
    return SVG_FINER.sub(r"\1", found["body"].strip())


def read(path: Path) -> str:
    """Return a text file. Raises BuildError where it is not there."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BuildError(f"{path.relative_to(ROOT)} is missing: run `make frontend`") from error


def hashed_name(name: str, content: bytes) -> str:
    """Return a file's name with twelve digits of its content's hash."""
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


def assets() -> dict[str, tuple[str, bytes]]:
    """Return every built file by its plain name, as hashed name and content."""
    plain = {name: path.read_bytes() for name, path in FONTS.items()}
    plain["icons.svg"] = sprite(icon_sources())
    hashed = {name: hashed_name(name, content) for name, content in plain.items()}
    plain["app.css"] = stylesheet(style_sources(), hashed)
    plain["app.js"] = script(script_sources())
    plain |= {name: bundle(sources) for name, sources in bundle_sources().items()}
    return {name: (hashed_name(name, content), content) for name, content in plain.items()}


def fingerprint() -> str:
    """Return a hash of everything that the build reads, this script included."""
    scripts = chain(script_sources(), *bundle_sources().values())
    sources = chain([Path(__file__)], FONTS.values(), icon_sources().values(), style_sources(), scripts)
    digest = hashlib.sha256()
    for path in sources:
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def write(built: dict[str, tuple[str, bytes]]) -> None:
    """Write the files, their compressed siblings and, last, the manifest; remove what an earlier build left."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    compressor = Compressor(quiet=True)
    kept = {"manifest.json", ".built"}
    for name, content in built.values():
        path = VENDOR / name
        path.write_bytes(content)
        kept.add(name)
        if path.suffix in COMPRESSED:
            kept.update(Path(sibling).name for sibling in compressor.compress(str(path)))
    names = {plain: f"vendor/{name}" for plain, (name, _) in sorted(built.items())}
    (VENDOR / "manifest.json").write_text(json.dumps(names, indent=2) + "\n", encoding="utf-8")
    for path in VENDOR.iterdir():
        if path.name not in kept:
            path.unlink()


def build() -> bool:
    """Build what has changed. Returns whether anything had. Raises BuildError."""
    stamp = VENDOR / ".built"
    now = fingerprint()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return False
    write(assets())
    stamp.write_text(now, encoding="utf-8")
    return True


def main() -> int:
    """Build and say so."""
    try:
        changed = build()
    except BuildError as error:
        print(f"build_static: {error}", file=sys.stderr)
        return 1
    print("static/vendor: built" if changed else "static/vendor: nothing to do")
    return 0


if __name__ == "__main__":
    sys.exit(main())
