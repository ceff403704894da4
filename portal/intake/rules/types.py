"""What sort of document a file is."""

import re
from collections.abc import Iterator, Sequence

from portal.control.rules.types import TYPE_CODES, Type
from portal.intake.rules.guesses import Guess, Source, Sure
from portal.intake.rules.labels import labelled
from portal.lib.text import fold

_WORDS = {
    Type.POLICY: "policy policyn policyer policydokument pol",
    Type.PLAN: "plan planen planer strategi program",
    Type.GUIDELINE: "riktlinje riktlinjer riktlinjen rikt rik rl vagledning vagledningar",
    Type.ROUTINE: "rutin rutiner rutinen rut rutinbeskrivning",
    Type.INSTRUCTION: (
        "instruktion instruktioner instruktionen instr ins lathund lathundar manual manualer handledning anvisning "
        "anvisningar checklista checklistor checklist cl guide"
    ),
    Type.TEMPLATE: "mall mallar mallen mal",
    Type.FORM: "blankett blanketter blanketten bla formular ansokan anmalan bestallning",
}
_OF_WORD = {word: type_ for type_, words in _WORDS.items() for word in words.split()}
# Short for a word: stands for it where a name begins, and nowhere else.
_SHORT = {"pol", "rikt", "rik", "rl", "rut", "instr", "ins", "cl", "mal", "bla"}
# Words that may mean something else, or that only hint.
_VAGUE = {"plan", "program", "strategi", "guide", "ansokan", "anmalan", "bestallning", "vagledning", "vagledningar"}
# Longer words that end with these say it too: handlingsplan, nyckelrutiner, brevmall.
_ENDINGS = (
    (("rutin", "rutiner", "rutinen"), Type.ROUTINE),
    (("riktlinje", "riktlinjer"), Type.GUIDELINE),
    (("policy",), Type.POLICY),
    (("instruktion", "instruktioner", "lathund", "manual", "checklista", "anvisning"), Type.INSTRUCTION),
    (("blankett", "blanketter", "formular"), Type.FORM),
    (("mall", "mallar"), Type.TEMPLATE),
    (("plan", "planen"), Type.PLAN),
)
_WORD = re.compile(r"\w+(?:-(?!\w))?")
_LABELS = ("dokumenttyp", "typ av dokument", "typ", "dokumentslag")
_FIRST_LINES = 3


def type_of(stem: str, folders: Sequence[str], page: str, properties: str, number: str) -> Guess:
    """Return the type as guessed from a file's own number, its name, its first page, its folders and its properties.

    `stem` is the name without its extension, `folders` nearest first, `properties` what the file says it is about.
    """
    code = number.split("-")[1] if number.count("-") == 2 else ""
    told = next((type_ for type_, kept in TYPE_CODES.items() if kept == code), None)
    if told:
        return Guess(told.value, Sure.SURE, Source.NAME)
    ways = (in_name(stem), in_labels(page), in_folders(folders), in_first_lines(page), in_properties(properties))
    found = [guess for guess in ways if guess]
    rank = list(Sure)
    return min(found, key=lambda guess: rank.index(guess.sure)) if found else otherwise()


def otherwise() -> Guess:
    """Return what a document is when nothing tells: what most of them are."""
    return Guess(Type.ROUTINE.value, Sure.GUESSED, Source.NOWHERE)


def words_in(text: str) -> Iterator[tuple[str, Type, bool]]:
    """Yield each word of a text that names a type, and whether it does so plainly."""
    for place, match in enumerate(_WORD.finditer(fold(text))):
        word = match[0]
        if word.endswith("-") or (word in _SHORT and place > 0):
            continue
        if word in _OF_WORD:
            yield word, _OF_WORD[word], word not in _VAGUE
        else:
            yield from ((word, type_, False) for endings, type_ in _ENDINGS if word.endswith(endings))


def in_name(stem: str) -> Guess | None:
    """Return what the file's name says: surely when it begins with the word."""
    found = next(words_in(stem), None)
    if found is None:
        return None
    word, type_, is_plain = found
    begins = fold(stem).lstrip("0123456789.-() ").startswith(word)
    if begins and is_plain and word not in _SHORT:
        return Guess(type_.value, Sure.SURE, Source.NAME)
    return Guess(type_.value, Sure.LIKELY if is_plain or begins else Sure.GUESSED, Source.NAME)


def in_folders(folders: Sequence[str]) -> Guess | None:
    """Return what the nearest folder that is named for a type says."""
    for folder in folders:
        words = list(words_in(folder))
        if words and len(folder.split()) <= 3:
            return Guess(words[0][1].value, Sure.LIKELY if words[0][2] else Sure.GUESSED, Source.FOLDER)
    return None


def in_labels(page: str) -> Guess | None:
    """Return what the first page says where it says which type it is."""
    for value in labelled(page, _LABELS):
        found = next(words_in(value), None)
        if found:
            return Guess(found[1].value, Sure.SURE, Source.PAGE)
    return None


def in_first_lines(page: str) -> Guess | None:
    """Return what the first lines say, as in a heading."""
    lines = [line.strip("#*| \t") for line in page.splitlines() if line.strip("#*|- \t")]
    for line in lines[:_FIRST_LINES]:
        found = next(words_in(line), None)
        if found and found[2]:
            return Guess(found[1].value, Sure.LIKELY, Source.PAGE)
    return None


def in_properties(properties: str) -> Guess | None:
    """Return what the file says it is about."""
    found = next(words_in(properties), None)
    return Guess(found[1].value, Sure.GUESSED, Source.PROPERTIES) if found else None
