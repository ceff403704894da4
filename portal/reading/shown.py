"""How reading is told of on pages: words first, colours beside."""

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.control.addresses import document_url
from portal.control.badges import Badge
from portal.lib.calendar import long_date
from portal.reading.queries.mine import Reading
from portal.reading.queries.units import Standing
from portal.reading.rules import Light

TONES = {
    Light.NONE: ("neutral", "minus-circle"),
    Light.GREEN: ("success", "checkmark-circle-fill"),
    Light.YELLOW: ("warning", "clock"),
    Light.RED: ("danger", "exclamationmark-triangle-fill"),
}


def badge_of(standing: Standing) -> Badge:
    """Return how it stands as a badge."""
    words = {
        Light.NONE: _("Inget att läsa"),
        Light.GREEN: _("Alla har läst"),
        Light.YELLOW: _("%(count)s kvar", count=standing.unread),
        Light.RED: ngettext("%(num)s försenad", "%(num)s försenade", standing.late),
    }
    return Badge(words[standing.light], *TONES[standing.light])


def badge_of_person(standing: Standing) -> Badge:
    """Return how it stands with one person as a badge."""
    badge = badge_of(standing)
    return Badge(_("Har läst allt"), badge.tone, badge.icon) if standing.light is Light.GREEN else badge


def row_of(reading: Reading, today: date) -> dict[str, Any]:
    """Return what a person is to read as a row for `ui/list.html`."""
    facts = {"number": reading.number, "version": reading.version, "unit": reading.unit}
    return {
        "label": reading.title,
        "url": document_url(reading.number),
        "text": _("%(number)s, version %(version)s · %(unit)s", **facts),
        "note": term_of(reading.due_on, today),
        "tone": "danger" if reading.is_late(today) else "",
        "changes": changes_url(reading) if reading.read else "",
        "read": reading.read,
    }


def term_of(due_on: date, today: date) -> str:
    """Return by when it is to be read, in words."""
    days = (due_on - today).days
    if days < 0:
        return ngettext("Försenad %(num)s dag", "Försenad %(num)s dagar", -days)
    return _("Senast i dag") if days == 0 else _("Senast %(day)s", day=long_date(due_on))


def changes_url(reading: Reading) -> str:
    """Return the way to what has changed since the person acknowledged a version."""
    return url_for("control.difference_show", number=reading.number, fran=reading.read, till=reading.version)
