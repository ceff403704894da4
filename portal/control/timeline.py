"""What is decided about a document, as events that a reader may follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.control.addresses import version_url
from portal.control.badges import badge_of
from portal.control.models.documents import Withdrawal
from portal.control.queries.documents import History
from portal.control.queries.versions import VersionLine
from portal.control.rules.status import Status
from portal.lib import clock
from portal.lib.calendar import long_date
from portal.web.portal import running


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: the day, in words and for machines, what, who, and more about it."""

    when: str
    iso: str
    title: str
    who: str = ""
    text: str | Markup = ""
    url: str = ""
    tone: str = ""
    icon: str = ""


def event_on(moment: datetime | date, title: str, **more: str) -> tuple[str, Event]:
    """Return an event with what it is sorted by; moments fall on local days."""
    day = clock.day_of(moment, running().config.timezone) if isinstance(moment, datetime) else moment
    at = clock.to_text(moment) if isinstance(moment, datetime) else f"{moment}T00:00:00Z"
    return at, Event(long_date(day), day.isoformat(), title, **more)


def recent(history: History, count: int = 3) -> list[Event]:
    """Return the newest decided versions as events: what changed in each."""
    decided = [line for line in history.versions if line.fact.is_decided]
    return [decided_event(history, line)[1] for line in decided[:count]]


def decided_event(history: History, line: VersionLine) -> tuple[str, Event]:
    """Return when a decided version began to apply, what changed, and the way to the difference."""
    number = history.document.number
    start = line.fact.valid_from or line.created_at
    badge = badge_of(line.status)
    words = (_("Version %(number)s började gälla"), _("Version %(number)s börjar gälla"))
    return event_on(
        start,
        words[line.status is Status.SCHEDULED] % {"number": line.number},
        text=change_text(history, line),
        url=version_url(number, line.number),
        tone=badge.tone,
        icon=badge.icon,
    )


def change_text(history: History, line: VersionLine) -> Markup:
    """Return the change note with a link to the difference from the version before, where the reader may see both."""
    older = next((other for other in history.versions if other.number < line.number), None)
    note = line.change_note or (_("Första versionen.") if line.number == 1 else "")
    if older is None:
        return Markup.escape(note)
    url = url_for("control.difference_show", number=history.document.number, fran=older.number, till=line.number)
    words = _("Se vad som ändrades sedan version %(number)s", number=older.number)
    return Markup('{} <a href="{}">{}</a>').format(note, url, words)


def decisions(history: History, line: VersionLine) -> Iterator[tuple[str, Event]]:
    """Yield the decision about a version, its first day, and its being called off."""
    if line.approval:
        reference = _("Protokoll: %(reference)s", reference=line.approval.text) if line.approval.text else ""
        title = _("Version %(n)s beslutad", n=line.number)
        yield event_on(line.approval.at, title, who=line.approval.by, text=reference, icon="seal-checkmark")
    if line.fact.is_decided:
        yield decided_event(history, line)
    if line.revocation:
        title = _("Beslutet om version %(n)s återkallat", n=line.number)
        yield event_on(line.revocation.at, title, who=line.revocation.by, text=line.revocation.text, tone="danger")


def withdrawal_event(withdrawal: Withdrawal) -> tuple[str, Event]:
    """Return that the document was withdrawn, and why."""
    title = _("Upphävd från %(day)s", day=long_date(withdrawal.on))
    who, icon = withdrawal.by.name, "x-mark-octagon"
    return event_on(withdrawal.at, title, who=who, text=withdrawal.reason, tone="danger", icon=icon)
