"""What waits for the one who is signed in, as pages show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.control.models.versions import Translation
from portal.control.queries.keeping import Review, managers_at, reviews_for
from portal.control.queries.waiting import Waiting, open_versions, waiting_for
from portal.control.rules.translations import LANGUAGES
from portal.control.rules.waiting import Errand, Patience
from portal.lib.calendar import long_date, working_days_between
from portal.people.queries.units import facts_of_units, units_at
from portal.people.rules import UnitFact
from portal.store import database
from portal.web.portal import journal_head, running, today

TITLES = {
    Errand.DECIDE: "Att besluta",
    Errand.DEPUTY: "Att besluta som ersättare",
    Errand.ABOVE: "Har väntat länge på någon annan",
    Errand.REVIEW: "Att granska",
    Errand.RETURNED: "Återsänt till dig",
    Errand.DRAFT: "Dina utkast",
}
TEXTS = {
    Errand.DECIDE: "Väntar på ditt beslut",
    Errand.DEPUTY: "Väntar på beslut, du är ersättare",
    Errand.ABOVE: "Väntar på beslut, du kan gå in i stället",
    Errand.REVIEW: "Väntar på din granskning",
    Errand.RETURNED: "Återsänd till dig",
    Errand.DRAFT: "Ditt utkast",
}
PAGES = {
    Errand.DECIDE: "control.approval_new",
    Errand.DEPUTY: "control.approval_new",
    Errand.ABOVE: "control.approval_new",
    Errand.REVIEW: "control.review_show",
    Errand.RETURNED: "control.review_show",
    Errand.DRAFT: "control.version_show",
}


@dataclass(frozen=True, slots=True)
class Group:
    """What waits for the same reason: a title, and rows for `ui/list.html`."""

    key: str
    title: str
    items: tuple[dict[str, Any], ...]


def waiting_here(person: str, tokens: frozenset[str]) -> list[Waiting]:
    """Return the versions that wait for the person: one query, and the managers for who may decide something."""
    config, day = running().config, today()
    return waiting_for(
        person,
        tokens,
        open_versions(day, person),
        patience=Patience(config.remind_days, config.escalate_days),
        units=units_here(),
        managers=managers_here,
        today=day,
        zone=config.timezone,
    )


def reviews_here(person: str, tokens: frozenset[str]) -> list[Review]:
    """Return the reviews that wait for the person, the latest first: one query, and the managers."""
    return reviews_for(person, tokens, today(), units_here(), managers_here())


def units_here() -> Mapping[str, UnitFact]:
    """Return the organisation's tree, read once until something happens."""
    return facts_of_units(units_at(journal_head(), database.binding))


def managers_here() -> Mapping[str, Sequence[str]]:
    """Return the keys of each unit's managers, read once until something happens."""
    return managers_at(today(), journal_head(), database.binding)


def groups_of(waiting: Iterable[Waiting], day: date) -> list[Group]:
    """Return what waits, by reason, in the order of reasons."""
    lines = list(waiting)
    groups = [
        Group(errand.value, TITLES[errand], tuple(item_of(line, day) for line in lines if line.errand is errand))
        for errand in Errand
    ]
    return [group for group in groups if group.items]


def translation_groups(rows: Iterable[Translation]) -> list[Group]:
    """Return the translations that wait: those to decide about, then those that were given back to be mended."""
    lines = list(rows)
    put, back = [row for row in lines if row.handed_in_at], [row for row in lines if not row.handed_in_at]
    groups = [
        Group("oversattningar", _("Översättningar att besluta"), tuple(translation_item(row) for row in put)),
        Group(
            "oversattningar-ater", _("Översättningar tillbaka hos dig"), tuple(translation_item(row) for row in back)
        ),
    ]
    return [group for group in groups if group.items]


def translation_item(row: Translation) -> dict[str, Any]:
    """Return a translation that waits as a row: to which language, of which version, whose, or why it came back."""
    version, name = row.version, LANGUAGES[row.language].name
    page = "control.translation_approval_new" if row.handed_in_at else "control.translation_edit"
    number = version.document.number
    return {
        "label": row.title or version.title,
        "url": url_for(page, number=number, version=version.number, language=row.language),
        "text": f"{name.capitalize()} · {number}, version {version.number} · {row.remark or row.translator.name}",
    }


def item_of(line: Waiting, day: date) -> dict[str, Any]:
    """Return a version that waits as a row: what it is, since when, by when."""
    is_late = line.due is not None and line.due < day
    return {
        "label": line.title,
        "url": url_for(PAGES[line.errand], number=line.number, version=line.version),
        "text": f"{TEXTS[line.errand]} · {line.number}, version {line.version} · {line.author} · {waited(line, day)}",
        "note": _("Senast %(day)s", day=long_date(line.due)) if line.due else "",
        "tone": "danger" if is_late else "neutral",
    }


def waited(line: Waiting, day: date) -> str:
    """Return how long it has waited, in working days; nothing is said of the first."""
    days = working_days_between(line.since, day)
    if days < 1:
        return _("sedan i dag") if line.since == day else _("sedan %(day)s", day=long_date(line.since))
    return ngettext("har väntat %(num)s arbetsdag", "har väntat %(num)s arbetsdagar", days)


def review_item(review: Review) -> dict[str, Any]:
    """Return a document whose review falls due as a row, with the version that one vouches for by renewing it."""
    why = _("Översynen är försenad") if review.is_late else _("Dags för översyn")
    return {
        "label": review.title,
        "url": url_for("control.confirmation_new", number=review.number, tillbaka=url_for("control.waiting_index")),
        "text": f"{why} · {review.number} · {review.unit}",
        "note": _("Senast %(day)s", day=long_date(review.review_by)),
        "tone": "danger" if review.is_late else "warning",
        "number": review.number,
        "version": review.version,
    }
