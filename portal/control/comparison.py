"""Two versions side by side, and what is new in a version since somebody read it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.control import difference
from portal.control.audience import audience_words
from portal.control.kinds import kind_of
from portal.control.page import reading_of
from portal.control.queries.documents import Content, History
from portal.control.queries.versions import VersionLine
from portal.lib.markup.paragraphs import paragraphs_of
from portal.people.models import Unit

SIGN = 12


@dataclass(frozen=True, slots=True)
class News:
    """What a version says now that it did not when it was read, and whether it said anything that is gone."""

    words: tuple[str, ...]
    has_lost: bool


def compared(
    history: History, old: VersionLine, new: VersionLine, contents: Mapping[int, Content], units: Mapping[str, Unit]
) -> dict[str, Any]:
    """Return what changed in title, text, attachments and audience, for `control/differences/_changes.html`."""
    before, after = contents[old.number], contents[new.number]
    audiences = [audience_words(line.grants, units) for line in (old, new)]
    return {
        "old": old,
        "new": new,
        "title_runs": difference.words_between(old.title, new.title),
        "rows": difference.rows_of(reading_of(history, before.version).plain, reading_of(history, after.version).plain),
        "only_form": bytes(before.version.body) != bytes(after.version.body),
        "files": difference.file_changes(before.attachments, after.attachments),
        "opened": [words for words in audiences[1] if words not in audiences[0]],
        "closed": [words for words in audiences[0] if words not in audiences[1]],
    }


def signs_of(history: History, line: VersionLine, content: Content, units: Mapping[str, Unit]) -> dict[str, str]:
    """Return everything that is decided about a version, piece by piece: the words of each by a short digest."""
    kind, body = kind_of(history.document.kind), bytes(content.version.body)
    texts = [paragraph.text.strip("\n") for paragraph in paragraphs_of(kind.write(body)[1]) if paragraph.text]
    pieces = [(line.title, line.title), *((text, text) for text in [*texts, *kind.parts(body)])]
    if line.change_note:
        pieces.append((line.change_note, _("Vad har ändrats: %(note)s", note=line.change_note)))
    readers = ", ".join(audience_words(line.grants, units))
    pieces.append((f"audience {readers}", _("Får läsa: %(readers)s", readers=readers)))
    pieces += [
        (f"file {file.filename} {file.title} {file.sha256}", _("Fil: %(title)s", title=file.title))
        for file in content.attachments
    ]
    pieces.append((f"significance {line.significance}", _("Hur stor ändringen är")))
    return {hashlib.sha256(piece.encode()).hexdigest()[:SIGN]: words for piece, words in pieces}


def news_since(signs: Mapping[str, str], seen: Iterable[str]) -> News:
    """Return what is new in a version for who has seen these signs of it."""
    before = set(seen)
    return News(tuple(words for sign, words in signs.items() if sign not in before), bool(before - set(signs)))
