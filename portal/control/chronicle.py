"""A document's whole life as a reader may follow it: what happened, who did it, when."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from flask import url_for
from flask_babel import gettext as _

from portal.control.badges import Badge, badge_of
from portal.control.page import dates_of
from portal.control.queries.documents import History
from portal.control.queries.life import Life, Move, Step
from portal.control.queries.versions import VersionLine, workers_on
from portal.control.rules.redactions import SUBJECT
from portal.control.rules.status import Status
from portal.control.rules.translations import LANGUAGES
from portal.control.rules.verbs import why_not_draft
from portal.control.timeline import Event, decisions, event_on, withdrawal_event
from portal.lib.calendar import long_date
from portal.people.models import Unit
from portal.people.reader import Reader
from portal.people.rules import may_read, why_not_hold

Told = tuple[str, Event]
# As much of a comment as is told here; the whole stands in the review.
MOST_WORDS = 280


@dataclass(frozen=True, slots=True)
class View:
    """The life of a document before a reader: `followed` are the versions that they work on, by their row."""

    history: History
    life: Life
    reader: Reader
    units: Mapping[str, Unit]
    followed: Mapping[int, VersionLine]
    seen: Mapping[int, VersionLine]


def view_of(history: History, life: Life, reader: Reader, units: Mapping[str, Unit]) -> View:
    """Return the life as this reader may see it."""
    seen = {line.id: line for line in history.versions}
    followed = {key: line for key, line in seen.items() if may_read(reader.tokens, workers_on(line, history.document))}
    return View(history, life, reader, units, followed, seen)


def whole(view: View) -> list[Event]:
    """Return all that happened, newest first; who wrote, and what led to a decision, only for those who work on it."""
    events: list[Told] = []
    for line in view.history.versions:
        if line.id in view.followed:
            events.append(event_on(line.created_at, _("Version %(n)s påbörjad", n=line.number), who=line.author_name))
        events += decisions(view.history, line)
    events += [told for step in view.life.steps for told in TELL[step.sort](view, step)]
    if view.reader.key:
        events += [told for move in view.life.moves for told in move_told(view, move)]
    events += [withdrawal_event(view.history.withdrawal)] if view.history.withdrawal else []
    return [event for __, event in sorted(events, key=lambda pair: pair[0], reverse=True)]


def submitted(view: View, step: Step) -> Iterator[Told]:
    """Tell that a version was handed in."""
    if line := view.followed.get(step.version or 0):
        title = _("Version %(n)s lämnad till granskning", n=line.number)
        url = review_url(view, line)
        yield event_on(step.at, title, who=step.who, url=url, icon="hourglass")


def returned(view: View, step: Step) -> Iterator[Told]:
    """Tell that a version was sent back, and why."""
    if line := view.followed.get(step.version or 0):
        title = _("Version %(n)s återsänd", n=line.number)
        yield event_on(step.at, title, who=step.who, text=step.words, tone="warning", icon="arrow-undo")


def reviewed(view: View, step: Step) -> Iterator[Told]:
    """Tell that somebody had said what they had to say."""
    if line := view.followed.get(step.version or 0):
        yield event_on(step.at, _("Version %(n)s färdiggranskad", n=line.number), who=step.who, icon="eye")


def said(view: View, step: Step) -> Iterator[Told]:
    """Tell what somebody had to say of the text."""
    titles = {
        "commented": _("Kommentar till version %(n)s"),
        "suggested": _("Förslag till ändring i version %(n)s"),
        "answered": _("Svar på en kommentar till version %(n)s"),
    }
    if line := view.followed.get(step.version or 0):
        url = f"{review_url(view, line)}#kommentar-{step.more}"
        text = shorten(step.words, MOST_WORDS, placeholder=" …")
        yield event_on(step.at, titles[step.sort] % {"n": line.number}, who=step.who, text=text, url=url, icon="chat")


def resolved(view: View, step: Step) -> Iterator[Told]:
    """Tell that a comment was seen to, or ended as it was."""
    comment, outcome = step.more.split()
    if line := view.followed.get(step.version or 0):
        title = _("Kommentar till version %(n)s avslutad utan ändring", n=line.number)
        if outcome == "taken":
            title = _("Kommentar till version %(n)s åtgärdad", n=line.number)
        yield event_on(step.at, title, who=step.who, url=f"{review_url(view, line)}#kommentar-{comment}")


def review_url(view: View, line: VersionLine) -> str:
    """Return the address of a version's review."""
    return url_for("control.review_show", number=view.history.document.number, version=line.number)


def agreed(view: View, step: Step) -> Iterator[Told]:
    """Tell that one of those who decide said yes, unless the decision that stands beside it tells as much."""
    line = view.followed.get(step.version or 0)
    if line and (step.words or not line.approval or (line.approval.at, line.approval.by) != (step.at, step.who)):
        title = _("Ja till version %(n)s", n=line.number)
        yield event_on(step.at, title, who=step.who, text=step.words, icon="checkmark")


def confirmed(view: View, step: Step) -> Iterator[Told]:
    """Tell that the document was found to hold still, to those who may know of the version that did."""
    on, review_by = (date.fromisoformat(day) for day in step.more.split())
    facts = [line.fact for line in view.history.versions]
    if any(
        fact.valid_from and fact.valid_from <= on and (fact.valid_until is None or on < fact.valid_until)
        for fact in facts
    ):
        text = f"{step.words} {_('Nästa översyn senast %(day)s.', day=long_date(review_by))}".strip()
        yield event_on(step.at, _("Bekräftad som aktuell"), who=step.who, text=text, tone="success", icon="checkmark")


def translated(view: View, step: Step) -> Iterator[Told]:
    """Tell that a translation was decided; who did it to those who are signed in."""
    line = view.seen.get(step.version or 0)
    if line and line.fact.is_decided and step.more in LANGUAGES:
        language = LANGUAGES[step.more]
        title = _("Version %(n)s översatt till %(name)s", n=line.number, name=language.name)
        if not language.is_translation:
            title = _("Version %(n)s skriven på %(name)s", n=line.number, name=language.name)
        made = _("%(by)s, översatt av %(who)s") if language.is_translation else _("%(by)s, skriven av %(who)s")
        who = made % {"by": step.words, "who": step.who} if view.reader.key else ""
        yield event_on(step.at, title, who=who, icon="language")


def redacted(view: View, step: Step) -> Iterator[Told]:
    """Tell that something was taken out of a version, and on which ground."""
    match = SUBJECT.fullmatch(step.more)
    number = int(match["version"]) if match else 0
    if any(line.number == number for line in view.history.versions):
        text = _("Borttaget med stöd av %(ground)s.", ground=step.words)
        who = step.who if view.reader.key else ""
        yield event_on(step.at, _("Uppgifter borttagna ur version %(n)s", n=number), who=who, text=text, icon="trash")


TELL: Mapping[str, Callable[[View, Step], Iterator[Told]]] = {
    "submitted": submitted,
    "returned": returned,
    "reviewed": reviewed,
    "commented": said,
    "suggested": said,
    "answered": said,
    "resolved": resolved,
    "agreed": agreed,
    "confirmed": confirmed,
    "translated": translated,
    "redacted": redacted,
}


def move_told(view: View, move: Move) -> Iterator[Told]:
    """Tell of a move, another owner, a restored version and an invited writer, to those who are signed in."""
    facts, names = move.facts, view.life.names
    who = names.get(move.who, "")
    numbers = {line.number for line in view.followed.values()}
    if "unit_before" in facts:
        before, after = (unit_name(view, facts[key]) for key in ("unit_before", "unit"))
        title = _("Flyttad från %(before)s till %(after)s", before=before, after=after)
        yield event_on(move.at, title, who=who, icon="arrow-right")
    if "owner_before" in facts:
        before, after = (names.get(facts[key], _("ingen")) for key in ("owner_before", "owner"))
        title = _("Ny ägare: %(name)s", name=after)
        yield event_on(move.at, title, who=who, text=_("Tidigare ägare: %(name)s.", name=before), icon="person")
    if move.verb == "version-restored" and facts["version"] in numbers:
        title = _(
            "Version %(new)s började som en kopia av version %(old)s", new=facts["version"], old=facts["restored"]
        )
        yield event_on(move.at, title, who=who, icon="arrow-undo")
    if move.verb == "writer-invited" and facts["version"] in numbers:
        name = names.get(facts["person"], "")
        yield event_on(move.at, _("%(name)s får skriva i version %(n)s", name=name, n=facts["version"]), who=who)


def unit_name(view: View, code: str) -> str:
    """Return what a unit is called, its code where it is not there."""
    unit = view.units.get(code)
    return unit.name if unit else code


@dataclass(frozen=True, slots=True)
class Row:
    """A version in the list: `restore` is whether a new draft may begin as a copy of it, `comments` how many."""

    line: VersionLine
    badge: Badge
    days: str
    comments: int
    restore: bool


def rows_of(view: View, today: date) -> list[Row]:
    """Return the versions, newest first."""
    history, reader = view.history, view.reader
    withdrawn_on = history.withdrawal.on if history.withdrawal else None
    refusal = why_not_hold("control.write", history.document.unit.code, reader.tokens)
    refusal = refusal or why_not_draft([line.fact for line in history.versions], today, withdrawn_on)
    comments = Counter(step.version for step in view.life.steps if TELL[step.sort] is said)
    return [
        Row(
            line,
            badge_of(line.status, line.fact.valid_from),
            ", ".join(f"{fact.label.lower()} {fact.value}" for fact in dates_of(line)),
            comments[line.id] if line.id in view.followed else 0,
            restore=refusal is None and line.status in {Status.SUPERSEDED, Status.REVOKED, Status.WITHDRAWN},
        )
        for line in history.versions
    ]
