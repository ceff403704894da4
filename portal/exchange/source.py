"""One file of a content folder: its text, what it refers to, and what is wrong with it."""

import stat
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from portal.lib import yamlfile
from portal.lib.errors import InvalidError
from portal.lib.markup import guard
from portal.lib.text import filesize

MOST_TEXT = yamlfile.MOST_BYTES + guard.MOST_BYTES
MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Frame:
    """What the folder's dates are read by: the anchor of relative ones, this day, and the local time zone."""

    anchor: date
    today: date
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that a line names and that must exist, in the folder or in the portal."""

    kind: str
    key: str
    line: int


@dataclass(slots=True)
class Source:
    """A file under way: reading it collects its problems and its references, so that all are told at once."""

    root: Path
    path: Path
    frame: Frame
    problems: list[InvalidError] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name within the folder."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def is_hopeless(self) -> bool:
        """Whether so much is wrong with the file that more need not be looked for."""
        return len(self.problems) >= MOST_PROBLEMS

    def fail(self, line: int, message: str) -> None:
        """Keep a problem with a line of the file, unless there are many; `line` 0 is the file as a whole."""
        if not self.is_hopeless:
            self.problems.append(InvalidError(message, f"{self.name}:{line}" if line else self.name))

    def refer(self, kind: str, key: str, line: int) -> None:
        """Keep what a line refers to."""
        self.references.append(Reference(kind, key, line))

    def text(self) -> str | None:
        """Return the file's text with bare line feeds, or None after a problem."""
        reason = why_not_file(self.root, self.path, MOST_TEXT)
        if reason:
            self.fail(0, reason)
            return None
        data = self.path.read_bytes()
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.fail(line, "Tecknen går inte att läsa som UTF-8. Spara om filen med teckenkodningen UTF-8.")
            return None

    def values(self) -> yamlfile.Mapping | yamlfile.Sequence | None:
        """Return what the YAML file says, or None after a problem."""
        text = self.text()
        if text is None:
            return None
        try:
            value = yamlfile.load(text)
        except yamlfile.YamlError as error:
            self.fail(error.line, sentence(error.message))
            return None
        if isinstance(value, str):
            self.fail(1, "Filen ska innehålla nycklar med värden.")
            return None
        return value

    def front_matter(self) -> tuple[yamlfile.Mapping, str, int] | None:
        """Return front matter, body and the number of the body's first line, or None after a problem."""
        text = self.text()
        if text is None:
            return None
        try:
            return yamlfile.split_front_matter(text)
        except yamlfile.YamlError as error:
            self.fail(error.line, sentence(error.message))
            return None


def sentence(message: str) -> str:
    """Return the message with a capital first."""
    return message[:1].upper() + message[1:]


def why_not_file(root: Path, path: Path, most: int) -> str | None:
    """Return why the file is not read, or None: outside the folder, no plain file, or larger than `most` bytes."""
    try:
        inside = path.resolve().is_relative_to(root.resolve())
        found = path.stat()
    except (OSError, RuntimeError) as error:
        return f"Filen går inte att läsa: {error}."
    if not inside:
        return "Länken leder ut ur mappen. Lägg själva filen här."
    if not stat.S_ISREG(found.st_mode):
        return "Här ska finnas en vanlig fil."
    if found.st_size > most:
        return f"Filen är för stor: {filesize(found.st_size)}, högst {filesize(most)}."
    return None
