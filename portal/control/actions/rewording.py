"""A version's text is changed in part: other words for a paragraph, another label for the change."""

from dataclasses import replace

from portal.control.actions.drafts import File, Text
from portal.control.kinds import kind_of
from portal.control.models.versions import Attachment, Grant, Version
from portal.lib.markup.paragraphs import digest_of, paragraphs_of, replaced


def text_of(version: Version) -> Text:
    """Return all that is decided about a version, as it is kept."""
    files = Attachment.select().where(Attachment.version == version).order_by(Attachment.position)
    tokens = Grant.select(Grant.token).where(Grant.version == version).order_by(Grant.id).tuples()
    return Text(
        version.title,
        bytes(version.body),
        tuple(token for (token,) in tokens),
        change_note=version.change_note,
        significance=version.significance,
        language=version.language,
        files=tuple(File(row.filename, row.title, row.media_type, row.sha256, row.size) for row in files),
    )


def label(version: Version, significance: str) -> None:
    """Say whether the change is `minor` or `significant`."""
    version.significance = significance
    version.sha256 = replace(text_of(version), significance=significance).digest(version.media_type)
    version.save(only=[Version.significance, Version.sha256])


def source_of(version: Version) -> str:
    """Return the version's text as it is written."""
    return kind_of(version.document.kind).write(bytes(version.body))[1]


def passages_with(version: Version, digest: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs of the text that have the digest, and what stands beside the text that has it."""
    in_text = [one.text.strip("\n") for one in paragraphs_of(source_of(version)) if one.text and one.digest == digest]
    parts = kind_of(version.document.kind).parts(bytes(version.body))
    return in_text, [words for words in parts if digest_of(words) == digest]


def reworded(version: Version, digest: str, words: str) -> Text:
    """Return the version with other words for the paragraph that has the digest. Raises InvalidError."""
    kind = kind_of(version.document.kind)
    front, source = kind.write(bytes(version.body))
    return replace(text_of(version), body=kind.read(front, replaced(source, digest, words)))
