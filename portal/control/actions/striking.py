"""Words are taken out of all that is kept of a version: text, translations, comments, reasons, what is typed."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from portal.control.actions.drafts import Text, write_text
from portal.control.actions.rewording import text_of
from portal.control.actions.translations import Wording, digest_of
from portal.control.kinds import BodyKind, kind_of
from portal.control.models.decisions import Comment
from portal.control.models.versions import Translation, Version, Writing
from portal.control.queries.redactions import REASONS, belongs
from portal.control.rules.redactions import pattern_of, without
from portal.lib.errors import InvalidError, RefusedError

Change = Callable[[str], str]
SAID = (Comment.text, Comment.quote, Comment.suggestion)


def strike(version: Version, passage: str) -> bool:
    """Take the words out of a version and all that was said of it; return whether they stood there."""
    pattern = pattern_of(passage)

    def change(text: str) -> str:
        return without(text, passage) if pattern.search(text) else text

    text = text_of(version)
    done = [rewrite(version, changed_text(version, text, change))]
    done += [reword(row, version, change) for row in Translation.select().where(Translation.version == version)]
    done += [change_columns(row, SAID, change) for row in version.comments]
    for name, (table, column, _label) in REASONS.items():
        done += [change_columns(row, (column,), change) for row in table.select().where(belongs(name, version))]
    done += [change_typed(row, change) for row in version.writings]
    return any(done)


def changed_text(version: Version, text: Text, change: Change) -> Text:
    """Return a version's text with the change made in its title, note, body and files' titles."""
    return replace(
        text,
        title=change(text.title),
        change_note=change(text.change_note),
        body=changed_body(kind_of(version.document.kind), text.body, change),
        files=tuple(replace(file, title=change(file.title)) for file in text.files),
    )


def changed_body(kind: BodyKind, body: bytes, change: Change) -> bytes:
    """Return a body with the change made in its text and in the sentences that stand beside it.

    Raises RefusedError where the words are part of a key, a code or a figure, by which other things hold together.
    """

    def change_sentence(text: str) -> str:
        changed = change(text)
        if changed != text and len(text.split()) == 1:
            raise RefusedError(f"Orden står i ”{text}”, som är en nyckel eller ett värde och inte kan tas bort.")
        return changed

    front, source = kind.write(body)
    changed = (changed_values(front, change_sentence), change(source))
    if changed == (front, source):
        return body
    try:
        return kind.read(*changed)
    except InvalidError as error:
        raise RefusedError(f"Orden kan inte tas bort där de står: {error}") from error


def rewrite(version: Version, text: Text) -> bool:
    """Write another text over a version's, with all that is made of it; return whether it was another."""
    if text.digest(version.media_type) == version.sha256:
        return False
    write_text(version, text, version.media_type)
    if version.decided:
        kind_of(version.document.kind).project(version)
    return True


def reword(translation: Translation, version: Version, change: Change) -> bool:
    """Make a change in a translation; return whether it changed anything."""
    kept = Wording(translation.title, bytes(translation.body).decode())
    wording = Wording(change(kept.title), change(kept.text))
    remark = change(translation.remark)
    if (wording, remark) == (kept, translation.remark):
        return False
    translation.title, translation.body, translation.plain = wording.title, wording.body, wording.plain
    translation.remark, translation.sha256 = remark, digest_of(version, translation.language, wording)
    translation.save()
    return True


def change_columns(row: Any, columns: tuple[Any, ...], change: Change) -> bool:
    """Make a change in some texts of a row; return whether it changed anything."""
    words = {column: getattr(row, column.name) or "" for column in columns}
    changed = [column for column, text in words.items() if change(text) != text]
    for column in changed:
        setattr(row, column.name, change(words[column]))
    if Comment.quote in changed:
        row.paragraph, changed = "", [*changed, Comment.paragraph]
    if changed:
        row.save(only=changed)
    return bool(changed)


def change_typed(row: Writing, change: Change) -> bool:
    """Make a change in what somebody has typed and not saved."""
    kept = [json.loads(text) if text else "" for text in (row.opened, row.typed)]
    changed = [changed_values(value, change) for value in kept]
    if changed == kept:
        return False
    row.opened, row.typed = (json.dumps(value, ensure_ascii=False) if value else "" for value in changed)
    row.save(only=[Writing.opened, Writing.typed])
    return True


def changed_values(value: Any, change: Change) -> Any:
    """Return a value of JSON with the change made in each of its texts."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [changed_values(item, change) for item in value]
    return {key: changed_values(item, change) for key, item in value.items()} if isinstance(value, dict) else value
