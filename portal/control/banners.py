"""What interrupts the reader of a version that is not simply what applies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from portal.control.addresses import Way, document_url, way_to
from portal.control.queries.documents import History
from portal.control.queries.listing import DocumentLine
from portal.control.queries.versions import VersionLine
from portal.control.rules.status import Status
from portal.lib.calendar import long_date


@dataclass(frozen=True, slots=True)
class Banner:
    """What this is, in a few words and in a sentence, with at most one link: to what applies."""

    tone: str
    title: str
    text: str
    way: Way | None = None


def banner_of(history: History, line: VersionLine, named: Mapping[str, DocumentLine], today: date) -> Banner | None:
    """Return what to say over the version, or None when it simply applies. `named` knows what replaced the document."""
    if line.status is Status.VALID:
        return ending(history, named, today)
    title, text = WORDS[line.status](history, line)
    way = way_to_replacement(history, named) if line.status is Status.WITHDRAWN else way_to_valid(history)
    return Banner(TONES.get(line.status, line.status.tone), title, text, None if line.status.in_force else way)


def ending(history: History, named: Mapping[str, DocumentLine], today: date) -> Banner | None:
    """Return what to say of a document that applies but is to be withdrawn."""
    if history.withdrawal is None or history.withdrawal.on <= today:
        return None
    title = _("Upphör att gälla %(day)s", day=long_date(history.withdrawal.on))
    return Banner("warning", title, history.withdrawal.reason, way_to_replacement(history, named))


def way_to_valid(history: History) -> Way | None:
    """Return the link to what applies today, or to the page that says why nothing does."""
    url = document_url(history.document.number)
    if history.in_force:
        return Way(_("Läs version %(number)s, som gäller nu", number=history.in_force.number), url)
    withdrawn = any(line.status is Status.WITHDRAWN for line in history.versions)
    return Way(_("Dokumentet är upphävt. Läs varför"), url) if withdrawn else None


def way_to_replacement(history: History, named: Mapping[str, DocumentLine]) -> Way | None:
    """Return the link to what replaced the withdrawn document, if the reader may know of it."""
    number = history.withdrawal.replaced_by if history.withdrawal else ""
    return way_to(named[number]) if number in named else None


def of_overdue(_history: History, line: VersionLine) -> tuple[str, str]:
    """Say that it applies, but should have been reviewed."""
    day = long_date(line.fact.review_by) if line.fact.review_by else ""
    return (
        _("Gäller, men översynen är försenad"),
        _("Texten skulle ha setts över senast %(day)s. Följ den tills något annat beslutas.", day=day),
    )


def of_superseded(history: History, line: VersionLine) -> tuple[str, str]:
    """Say when it applied, and that a newer one does."""
    start, until = line.fact.valid_from, line.fact.valid_until
    if start is None or until is None or start >= until:
        text = _("Den ersattes innan den hann börja gälla.")
    else:
        last = long_date(until - timedelta(1))
        text = _("Den gällde från %(first)s till och med %(last)s.", first=long_date(start), last=last)
    if way_to_valid(history) is None:
        text += " " + _("En nyare version gäller, men du får inte läsa den. Kanske behöver du logga in.")
    return _("Version %(number)s är ersatt och gäller inte längre", number=line.number), text


def of_withdrawn(history: History, _line: VersionLine) -> tuple[str, str]:
    """Say since when it is withdrawn, and why."""
    if history.withdrawal is None:
        return _("Dokumentet är upphävt"), ""
    day = long_date(history.withdrawal.on)
    return _("Upphävt: gäller inte sedan %(day)s", day=day), history.withdrawal.reason


def of_scheduled(_history: History, line: VersionLine) -> tuple[str, str]:
    """Say from which day it will apply."""
    day = long_date(line.fact.valid_from) if line.fact.valid_from else ""
    return (
        _("Gäller inte än"),
        _("Version %(number)s är beslutad och börjar gälla %(day)s.", number=line.number, day=day),
    )


def of_draft(_history: History, line: VersionLine) -> tuple[str, str]:
    """Say that it is being written."""
    text = _("Version %(number)s skrivs av %(name)s. Den är inte beslutad.", number=line.number, name=line.author_name)
    return _("Utkast: inget att följa än"), text


def of_review(_history: History, line: VersionLine) -> tuple[str, str]:
    """Say that it waits for a decision."""
    by = line.submission.by if line.submission else line.author_name
    text = _("Version %(number)s väntar på beslut. %(name)s lämnade in den.", number=line.number, name=by)
    return _("Granskas: inte beslutad än"), text


def of_returned(_history: History, line: VersionLine) -> tuple[str, str]:
    """Say who sent it back, and why."""
    if line.returned is None:
        return _("Återsänd till författaren"), ""
    text = _("%(name)s skrev: ”%(reason)s”", name=line.returned.by, reason=line.returned.text)
    return _("Återsänd till författaren: inte beslutad"), text


def of_revoked(_history: History, line: VersionLine) -> tuple[str, str]:
    """Say that the decision was called off, and why."""
    reason = line.revocation.text if line.revocation else ""
    return _("Beslutet är återkallat: version %(number)s börjar aldrig gälla", number=line.number), reason


# What must not be followed any more is told in red, whatever the tone of its badge.
TONES = {Status.SUPERSEDED: "danger", Status.REVOKED: "danger", Status.DRAFT: "info"}
WORDS: Mapping[Status, Callable[[History, VersionLine], tuple[str, str]]] = {
    Status.OVERDUE: of_overdue,
    Status.SUPERSEDED: of_superseded,
    Status.WITHDRAWN: of_withdrawn,
    Status.SCHEDULED: of_scheduled,
    Status.DRAFT: of_draft,
    Status.IN_REVIEW: of_review,
    Status.RETURNED: of_returned,
    Status.REVOKED: of_revoked,
}
