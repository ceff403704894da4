"""How hard a Swedish text is to read: LIX, and the sentences that are long."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONG_WORD = 6
LONG_SENTENCE = 30
# A text with fewer words has no figure: a single long word would turn it over.
FEWEST_WORDS = 60
# Below this many words, what has no end of its own (a cell, an item of a list) is a label and no sentence.
LABEL_WORDS = 4

_WORD = re.compile(r"[^\W\d_](?:[\w'’:-]*\w)?|\d[\d.,:]*")
_END = re.compile(r"[.!?:…]+[\"”’')\]]*(?=\s|$)")
_LAST_WORD = re.compile(r"[\w.]+$")
_SHORT = (
    "t.ex bl.a m.m m.fl o.d osv etc dvs s.k f.d p.g.a fr.o.m t.o.m jfr ca kl nr tel st resp inkl exkl max min kap ev "
    "el enl ang avd forts vid obs fr tom from mfl mm tex bla pga dr prof"
)
_ABBREVIATIONS = frozenset(_SHORT.split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the line on which it begins, its text and its words."""

    line: int
    text: str
    words: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """Whether it has more words than one takes in at once."""
        return len(self.words) > LONG_SENTENCE


def sentences_of(line: int, text: str) -> Iterator[Sentence]:
    """Yield the sentences of a passage that begins on a line, each with the line on which it begins."""
    begin = 0
    for match in _END.finditer(text):
        if not _is_end(text, begin, match):
            continue
        sentence = _sentence(line, text[begin : match.end()])
        if sentence:
            yield sentence
        line += text.count("\n", begin, match.end())
        begin = match.end()
    sentence = _sentence(line, text[begin:])
    if sentence:
        yield sentence


def _sentence(line: int, text: str) -> Sentence | None:
    words = tuple(_WORD.findall(text))
    before = text[: len(text) - len(text.lstrip())]
    return Sentence(line + before.count("\n"), " ".join(text.split()), words) if words else None


def _is_end(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether a mark ends a sentence: not after an abbreviation or a figure, or before a small letter."""
    if "!" in match[0] or "?" in match[0]:
        return True
    after = text[match.end() : match.end() + 40].lstrip()
    if ":" in match[0]:
        return not after
    if after and (after[0].islower() or after[0].isdigit()):
        return False
    last = _LAST_WORD.search(text, max(begin, match.start() - 30), match.start())
    return not last or last[0].lower() not in _ABBREVIATIONS


def lix(sentences: Iterable[Sentence]) -> int | None:
    """Return the readability figure LIX, or None for a text that is too short for one.

    LIX (Carl-Hugo Björnsson, Läsbarhet, 1968) is words per sentence plus the percentage of words of more than six
    letters. Below 30 is very easy, 40 as in newspapers' light reading, above 50 as in official texts, above 60 hard.
    """
    count = words = long_words = 0
    for sentence in sentences:
        count += 1
        words += len(sentence.words)
        long_words += sum(len(word) > LONG_WORD for word in sentence.words)
    if words < FEWEST_WORDS:
        return None
    return round(words / count + 100 * long_words / words)


def is_label(text: str) -> bool:
    """Whether a cell or an item is a few words with no end of their own, which say nothing of how a text reads."""
    bare = text.strip()
    return not bare.endswith((".", "!", "?")) and len(_WORD.findall(bare)) <= LABEL_WORDS
