"""The content folder: which files it has, and which it should not have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portal.exchange.source import Frame, Source
from portal.lib.errors import InvalidError
from portal.lib.text import nearest

LISTS = ("process-areas", "life-situations", "synonyms")
KINDS = (
    "units",
    "persons",
    "services",
    "indicators",
    "explanations",
    "readings",
    "reading-lists",
    "introductions",
)
DOCUMENTS = "documents"
FILES = "files"
VERSION = re.compile(r"v([1-9][0-9]{0,3})\.md")
TRANSLATION = re.compile(r"v([1-9][0-9]{0,3})\.([a-z]+(?:-[a-z]+)?)(?:\.([2-9]|[1-9][0-9]))?\.md")
# The version's number, the language's code, and which in turn it is of the version's translations to it.
TranslationKey = tuple[int, str, int]

# For people, and for `portal search evaluate`.
PASSED_OVER = ("README.md", "search-queries.jsonl")


@dataclass(slots=True)
class DocumentFolder:
    """The files of one document: what does not change, its versions by number, and the attachments' folder."""

    path: Path
    document: Source
    versions: dict[int, Source] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    translations: dict[TranslationKey, Source] = field(default_factory=dict)

    def sources(self) -> Iterator[Source]:
        """Yield every file but the attachments, in the order in which problems are told."""
        yield self.document
        yield from (source for _, source in sorted(self.versions.items()))
        yield from (source for _, source in sorted(self.translations.items()))


@dataclass(slots=True)
class Folder:
    """A content folder as found: its files by kind, each kind in the order of names."""

    root: Path
    frame: Frame
    lists: dict[str, Source] = field(default_factory=dict)
    things: dict[str, list[Source]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    documents: list[DocumentFolder] = field(default_factory=list)
    problems: list[InvalidError] = field(default_factory=list)

    def fail(self, path: Path, message: str) -> None:
        """Keep a problem with a file or folder as a whole."""
        self.problems.append(InvalidError(message, path.relative_to(self.root).as_posix()))

    def source(self, path: Path) -> Source:
        """Return the file, to be read."""
        return Source(self.root, path, self.frame)


def find_folder(root: Path, frame: Frame) -> Folder:
    """Return what the folder holds; misspelt names are its problems. Raises InvalidError when there is no folder."""
    if not root.is_dir():
        raise InvalidError(f"Mappen {root} finns inte.", str(root))
    folder = Folder(root, frame)
    known = [f"{name}.yaml" for name in LISTS] + [*KINDS, DOCUMENTS]
    for path in entries(folder, root):
        if path.name in KINDS and path.is_dir():
            folder.things[path.name] = [folder.source(found) for found in yaml_files(folder, path)]
        elif path.name == DOCUMENTS and path.is_dir():
            folder.documents = list(document_folders(folder, path))
        elif path.name in known and path.suffix:
            folder.lists[path.stem] = folder.source(path)
        elif path.name not in PASSED_OVER:
            folder.fail(path, misplaced(path.name, known))
    return folder


def entries(folder: Folder, path: Path) -> Iterator[Path]:
    """Yield what lies in a directory, in the order of names; hidden names are passed over, links out are problems."""
    if not path.resolve().is_relative_to(folder.root.resolve()):
        folder.fail(path, "Länken leder ut ur mappen. Lägg själva mappen här.")
        return
    for found in sorted(path.iterdir()):
        try:
            found.name.encode()
        except UnicodeEncodeError:
            readable = found.name.encode(errors="replace").decode()
            folder.fail(path, f"En fil här har ett namn som inte går att läsa, ungefär ”{readable}”. Byt namn på den.")
            continue
        if not found.name.startswith("."):
            yield found


def yaml_files(folder: Folder, path: Path) -> Iterator[Path]:
    """Yield the YAML files of a directory."""
    for found in entries(folder, path):
        if found.suffix == ".yaml" and not found.is_dir():
            yield found
        else:
            folder.fail(found, "Här läses bara filer som slutar på .yaml. Byt namn på filen eller flytta den.")


def document_folders(folder: Folder, path: Path) -> Iterator[DocumentFolder]:
    """Yield the documents of a directory."""
    for found in entries(folder, path):
        if not found.is_dir():
            folder.fail(found, "Här läses bara mappar, en för varje dokument. Flytta filen.")
            continue
        document = document_folder(folder, found)
        if document.document.path.exists():
            yield document
        else:
            folder.fail(found, "Filen document.yaml saknas. Skriv den, eller ta bort mappen.")


def document_folder(folder: Folder, path: Path) -> DocumentFolder:
    """Return the files of one document."""
    document = DocumentFolder(path, folder.source(path / "document.yaml"))
    for found in entries(folder, path):
        version, other = VERSION.fullmatch(found.name), TRANSLATION.fullmatch(found.name)
        if version:
            document.versions[int(version[1])] = folder.source(found)
        elif other:
            document.translations[int(other[1]), other[2], int(other[3] or 1)] = folder.source(found)
        elif found.name == FILES and found.is_dir():
            document.files = {file.name: file for file in entries(folder, found)}
        elif found.name != "document.yaml":
            folder.fail(found, misplaced(found.name, ["document.yaml", "v1.md", "v1.en.md", FILES]))
    return document


def misplaced(name: str, known: list[str]) -> str:
    """Return what to say of a name that has no meaning here."""
    guesses = nearest(name, known, 1)
    hint = f"Menade du ”{guesses[0]}”?" if guesses else f"Här finns: {', '.join(known)}."
    return f"Namnet ”{name}” betyder ingenting här. {hint}"
