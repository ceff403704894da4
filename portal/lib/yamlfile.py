"""Strict YAML for the content format: text, lists and mappings, nothing else; and the line each value stands on.

All scalars are read as text, so that `no`, `1e3` and `2025-01-01` mean what they say. Anchors, aliases, tags, several
documents and repeated keys are refused: a person who made one by mistake should hear of it. Reading goes by events and
a stack of our own, so that deep nesting ends in a message, not in a crash.
"""

import re
from collections.abc import Iterator

import yaml

MOST_BYTES = 2_000_000
MOST_LEVELS = 20

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_KNOWN_PROBLEMS = {
    "mapping values are not allowed in this context": "ett kolon står där det inte får: sätt texten inom citattecken",
    "could not find expected ':'": "ett kolon saknas efter nyckeln",
    "did not find expected key": "raden är varken en nyckel eller indragen som den föregående",
    "did not find expected '-' indicator": "raden hör inte till listan: kontrollera indraget",
    "found character that cannot start any token": "ett tecken som inte får inleda en text: sätt den inom citattecken",
    "found unexpected end of stream": "ett citattecken är inte avslutat",
    "did not find expected node content": "en parentes är inte avslutad, eller så saknas ett värde",
    "did not find expected ',' or ']'": "en hakparentes är inte avslutad",
    "did not find expected ',' or '}'": "en klammerparentes är inte avslutad",
}


class YamlError(ValueError):
    """A file that cannot be read; `message` is a sentence in Swedish, `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(f"rad {line}: {message}")
        self.message = message
        self.line = line


class Mapping(dict[str, "Value"]):
    """A mapping that knows the line it begins on and the line of each of its keys."""

    def __init__(self, line: int = 1) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Sequence(list["Value"]):
    """A list that knows the line it begins on and the line of each of its items."""

    def __init__(self, line: int = 1) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


Value = str | Mapping | Sequence


def load(text: str, *, first_line: int = 1) -> Value:
    """Return what the YAML text says; an empty text is an empty mapping. `first_line` is the number of its first line.

    Raises YamlError, which see, for anything that the content format does not allow.
    """
    _check_text(text, first_line)
    builder = _Builder(first_line)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        problem = error.problem or "okänt fel"
        message = f"går inte att läsa som YAML: {_KNOWN_PROBLEMS.get(problem, problem)}."
        raise YamlError(message, line) from error
    except yaml.YAMLError as error:
        message = "går inte att läsa som YAML: ett otillåtet tecken."
        raise YamlError(message, first_line) from error
    return builder.result


def _check_text(text: str, first_line: int) -> None:
    match = _CONTROL.search(text.replace("\r\n", " \n"))
    if match:
        line = first_line + text.count("\n", 0, match.start())
        message = f"ett styrtecken (U+{ord(match[0]):04X}) får inte finnas i filen."
        raise YamlError(message, line)
    if len(text) > MOST_BYTES or len(text.encode()) > MOST_BYTES:
        message = f"filen är för stor: högst {MOST_BYTES // 1_000_000} MB."
        raise YamlError(message, first_line)


class _Builder:
    """Builds the value from the parser's events."""

    def __init__(self, first_line: int) -> None:
        self.result: Value = Mapping(first_line)
        self._first_line = first_line
        self._open: list[Mapping | Sequence] = []
        self._keys: list[str | None] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        line = self._first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                message = "en fil får bara innehålla ett YAML-dokument: ta bort raden ---."
                raise YamlError(message, line)
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "ankare och alias (& och *) får inte användas: skriv ut värdet, eller sätt det inom citattecken."
            raise YamlError(message, line)
        elif getattr(event, "tag", None):
            message = "taggar (!) får inte användas: sätt texten inom citattecken."
            raise YamlError(message, line)
        else:
            self._take_content(event, line)

    def _take_content(self, event: yaml.Event, line: int) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event.value, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin(Mapping(line), line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin(Sequence(line), line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()

    def _take_scalar(self, text: str, line: int) -> None:
        if _CONTROL.search(text):
            message = "ett styrtecken får inte finnas i en text."
            raise YamlError(message, line)
        if not (self._open and isinstance(self._open[-1], Mapping) and self._keys[-1] is None):
            self._put(text, line)
            return
        mapping = self._open[-1]
        if text in mapping:
            message = f"nyckeln ”{text}” finns redan på rad {mapping.lines[text]}."
            raise YamlError(message, line)
        self._keys[-1] = text
        mapping.lines[text] = line

    def _begin(self, value: Mapping | Sequence, line: int) -> None:
        if len(self._open) >= MOST_LEVELS:
            message = f"för många nivåer: högst {MOST_LEVELS}."
            raise YamlError(message, line)
        self._put(value, line)
        self._open.append(value)
        self._keys.append(None)

    def _put(self, value: Value, line: int) -> None:
        if not self._open:
            self.result = value
            return
        parent, key = self._open[-1], self._keys[-1]
        if isinstance(parent, Sequence):
            parent.append(value)
            parent.lines.append(line)
        elif key is None:
            message = "en nyckel måste vara en text."
            raise YamlError(message, line)
        else:
            parent[key] = value
            self._keys[-1] = None


def split_front_matter(text: str) -> tuple[Mapping, str, int]:
    """Return the front matter, the body exactly as it stands, and the number of the body's first line.

    Raises YamlError when the text does not begin with a mapping between two `---` lines.
    """
    lines = text.split("\n", 1)
    if len(lines) == 1 or lines[0].rstrip() != "---":
        message = "filen ska börja med en rad med bara ---, sedan uppgifterna, sedan --- igen."
        raise YamlError(message, 1)
    end = re.compile(r"^---[ \t\r]*$\n?", re.MULTILINE).search(text, len(lines[0]) + 1)
    if end is None:
        message = "uppgifterna överst avslutas inte: skriv en rad med bara --- efter dem."
        raise YamlError(message, 1)
    value = load(text[len(lines[0]) + 1 : end.start()], first_line=2)
    if not isinstance(value, Mapping):
        message = "uppgifterna överst ska vara nycklar med värden."
        raise YamlError(message, 2)
    return value, text[end.end() :], text.count("\n", 0, end.end()) + 1


def join_front_matter(mapping: dict[str, object], body: str) -> str:
    """Return a file's text: the mapping between `---` lines, then the body as it stands."""
    return f"---\n{dump(mapping) if mapping else ''}---\n{body}"


_UNSAFE = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff"
_PLAIN = re.compile(rf"[\w(/.+§–…”](?:[^{_UNSAFE}:#]|:(?! )|(?<! )#)*(?<![ :])")
_UNSAFE_IN_BLOCK = re.compile(rf"(?![\t\n])[{_UNSAFE}]")
_SPECIAL = re.compile(rf'[{_UNSAFE}"\\]')
_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_LONGEST_SIMPLE_KEY = 120


def dump(value: object) -> str:
    """Return text, lists and mappings as YAML, always in the same way: `load(dump(x)) == x`.

    Block style, keys in their order, quotes only where needed, text of several lines as `|` blocks. None in a mapping
    or list is left out. Raises TypeError for any other type.
    """
    lines = [_quoted(value)] if isinstance(value, str) else _lines(value)
    return "".join(f"{line}\n" for line in lines)


def _lines(value: object) -> Iterator[str]:
    """Yield the lines of a value that stands alone."""
    if isinstance(value, str):
        yield from _text_lines(value)
    elif isinstance(value, dict):
        yield from _mapping_lines(value)
    elif isinstance(value, list | tuple):
        yield from _list_lines(value)
    else:
        message = f"a {type(value).__name__} has no place in the content format"
        raise TypeError(message)


def _mapping_lines(mapping: dict[str, object]) -> Iterator[str]:
    items = [(key, value) for key, value in mapping.items() if value is not None]
    if not items:
        yield "{}"
    for key, value in items:
        name = _quoted(key)
        if len(name) > _LONGEST_SIMPLE_KEY:
            yield f"? {name}"
            name = ""
        lines = list(_lines(value))
        if isinstance(value, str) or lines in (["{}"], ["[]"]):
            yield f"{name}: {lines[0]}".rstrip(" ")
        else:
            yield f"{name}:"
            lines.insert(0, "")
        yield from (f"  {line}" if line else "" for line in lines[1:])


def _list_lines(items: list[object] | tuple[object, ...]) -> Iterator[str]:
    kept = [item for item in items if item is not None]
    if not kept:
        yield "[]"
    for item in kept:
        first, *rest = _lines(item)
        yield f"- {first}"
        yield from (f"  {line}" if line else "" for line in rest)


def _text_lines(text: str) -> Iterator[str]:
    """Yield a text's lines: one for plain and quoted text, the sign and the lines for a block."""
    if "\n" not in text or not text.strip("\n") or text[0] in " \t\n" or _UNSAFE_IN_BLOCK.search(text):
        yield _quoted(text)
        return
    body = text.rstrip("\n")
    newlines = len(text) - len(body)
    yield {0: "|-", 1: "|"}.get(newlines, "|+")
    yield from body.split("\n")
    yield from [""] * (newlines - 1)


def _quoted(text: str) -> str:
    """Return a text on one line, in quotes unless it is harmless."""
    if _PLAIN.fullmatch(text):
        return text
    return '"' + _SPECIAL.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", text) + '"'
