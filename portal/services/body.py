"""A declaration's body: which service, what is committed, and the text around it, as the bytes that were decided."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.control.kinds import Reading
from portal.control.models.versions import Version
from portal.control.rules.finding import Finding, error
from portal.control.rules.gaps import in_field
from portal.control.rules.types import Type
from portal.lib.errors import InvalidError, RefusedError
from portal.lib.markup.guard import MarkupError, check_source
from portal.lib.markup.render import render
from portal.lib.markup.rendered import RENDERER_VERSION, Rendered
from portal.lib.yamlfile import join_front_matter, split_front_matter
from portal.services.models import CommitmentRow
from portal.services.rules import decide
from portal.services.rules.commitment import KIND_LABELS, Commitment
from portal.services.rules.reading import KEY, Fields, commitment_from, commitment_to
from portal.services.rules.wording import target_text, terms_of, threshold_text, upper_first

NAME = "declaration"
MEDIA_TYPE = "text/markdown; profile=declaration"
RENDERER = 100 + RENDERER_VERSION
FRONT_KEYS = frozenset({"service", "commitments"})
OUTLINE = Path(__file__).with_name("outlines") / "declaration.md"
SECTION = re.compile(r"^(?=##[ \t])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a declaration's bytes say."""

    service: str
    commitments: tuple[Commitment, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the text: its heading and what stands under it."""

    title: str
    rendered: Rendered


def read(front: Mapping[str, Any], text: str) -> bytes:
    """Return the canonical bytes of a declaration: front matter in a fixed order, then Markdown with bare line feeds.

    Raises InvalidError; its place is the number of the line in the file where that is known, else the key.
    """
    fields = Fields(front, "servicedeklarationen")
    service = fields.text("service", required=True)
    if not KEY.fullmatch(service):
        raise fields.fault("service", f"”{service}” är ingen nyckel: skriv a–z, siffror och bindestreck")
    values = front.get("commitments") or []
    if isinstance(values, str | Mapping) or not isinstance(values, Sequence):
        raise fields.fault("commitments", "”commitments” ska vara en lista")
    commitments = [commitment_from(value, position) for position, value in enumerate(values, start=1)]
    check_keys(commitments, values)
    try:
        check_source(text)
    except MarkupError as error:
        message = f"Rad {error.line} i texten: {error.message}"
        raise InvalidError(message, "body") from error
    return canonical(Declaration(service, tuple(commitments), text))


def check_keys(commitments: Sequence[Commitment], values: Sequence[Any]) -> None:
    """Raise InvalidError when two commitments have the same key."""
    seen: set[str] = set()
    for commitment, value in zip(commitments, values, strict=True):
        if commitment.key in seen:
            raise Fields(value, f"löftet {commitment.key}").fault("key", "nyckeln finns redan på ett annat löfte")
        seen.add(commitment.key)


def canonical(declaration: Declaration) -> bytes:
    """Return the one way in which a declaration is kept."""
    text = declaration.text.replace("\r\n", "\n").strip("\n")
    commitments = [commitment_to(commitment) for commitment in declaration.commitments]
    return join_front_matter({"service": declaration.service, "commitments": commitments}, f"\n{text}\n").encode()


def template(_type: str) -> str:
    """Return the text that a new declaration begins with: its headings, and what is to be written under each."""
    return OUTLINE.read_text(encoding="utf-8")


def begin(type_: str, subject: str) -> bytes:
    """Return the outline's canonical bytes, for a declaration of the service, without commitments yet."""
    return read({"service": subject}, template(type_))


def declaration_of(body: bytes) -> Declaration:
    """Return what kept bytes say."""
    front, text, _ = split_front_matter(body.decode())
    commitments = tuple(commitment_from(value, place) for place, value in enumerate(front["commitments"], start=1))
    return Declaration(str(front["service"]), commitments, text.strip("\n") + "\n")


def write(body: bytes) -> tuple[dict[str, Any], str]:
    """Return what a content file says of the body: its keys in the front matter, and the text."""
    declaration = declaration_of(body)
    commitments = [commitment_to(commitment) for commitment in declaration.commitments]
    return {"service": declaration.service, "commitments": commitments}, declaration.text


def reading(body: bytes) -> Reading:
    """Return the text rendered section by section, its words and the commitments' sentences, the numbers it names."""
    declaration = declaration_of(body)
    sections = sections_of(declaration.text)
    kept = json.dumps([[section.title, section.rendered.to_json()] for section in sections], ensure_ascii=False)
    words = [part for section in sections for part in (section.title, section.rendered.plain)]
    promises = [words_of(commitment) for commitment in declaration.commitments]
    links = dict.fromkeys(number for section in sections for number in section.rendered.links)
    return Reading(kept, "\n".join(filter(None, [*words, *promises])), tuple(links))


def parts(body: bytes) -> list[str]:
    """Return each promise with its terms, as it is spoken of in review."""
    return [words_of(commitment) for commitment in declaration_of(body).commitments]


def words_of(commitment: Commitment) -> str:
    """Return what is promised and on what terms, a line for each, as versions are compared and searched."""
    lines = [f"{KIND_LABELS[commitment.kind]}: {commitment.text}", upper_first(threshold_text(commitment))]
    if commitment.clock.is_duration:
        lines[-1] += f", {target_text(commitment)}"
    lines += [*terms_of(commitment), commitment.remedy.text]
    return "\n".join(lines)


def sections_of(text: str) -> list[Section]:
    """Return the text's parts, each rendered; what stands before the first heading has no title."""
    sections = []
    for source in SECTION.split(text):
        heading = decide.HEADING.match(source)
        under = source[heading.end() :] if heading else source
        if heading or under.strip():
            sections.append(Section(heading[1] if heading else "", render(under)))
    return sections


def sections_from(version: Version) -> list[Section]:
    """Return a version's parts, from its cache when that is of this renderer."""
    if version.renderer != RENDERER:
        return sections_of(declaration_of(bytes(version.body)).text)
    return [Section(title, Rendered.from_json(kept)) for title, kept in json.loads(version.rendered)]


def why_not_decide(body: bytes) -> str | None:
    """Return why the declaration may not be decided, or None."""
    declaration = declaration_of(body)
    return decide.why_not_decide(declaration.commitments, declaration.text)


def gate(body: bytes) -> list[Finding]:
    """Return all that is wrong with the declaration beside how its text is written, and the gaps in its promises."""
    declaration = declaration_of(body)
    faults = decide.all_faults(declaration.commitments, declaration.text)
    gaps = [
        found
        for commitment in declaration.commitments
        for found in in_field(words_of(commitment).replace("\n", ". "), Type.DECLARATION, "front")
    ]
    return [*(error("declaration", fault, place=place) for place, fault in faults), *gaps]


def project(version: Version) -> None:
    """Fill the table of commitments from the decided bytes. Raises RefusedError when another declaration has a key."""
    declaration = declaration_of(bytes(version.body))
    keys = [commitment.key for commitment in declaration.commitments]
    taken = (
        CommitmentRow.select(CommitmentRow.key)
        .join(Version)
        .where(CommitmentRow.key.in_(keys) & (Version.document != version.document_id))
        .first()
    )
    if taken:
        message = f"Nyckeln {taken.key} hör till ett löfte i en annan servicedeklaration."
        raise RefusedError(message)
    CommitmentRow.delete().where(CommitmentRow.version == version).execute()
    CommitmentRow.insert_many(
        [
            {
                "version": version,
                "position": position,
                "service": declaration.service,
                "key": commitment.key,
                "owner_unit": commitment.owner_unit,
                "terms": json.dumps(commitment_to(commitment), ensure_ascii=False),
            }
            for position, commitment in enumerate(declaration.commitments)
        ]
    ).execute()
