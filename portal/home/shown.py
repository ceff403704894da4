"""How the start page shows what the queries found."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.control.models.versions import Translation
from portal.control.queries.keeping import Review
from portal.control.queries.listing import DocumentLine
from portal.control.queries.waiting import Waiting
from portal.control.rules.status import Status
from portal.control.rules.types import TYPE_LABELS, Type
from portal.control.waiting import item_of, review_item, translation_item
from portal.handbook.queries import Area
from portal.handbook.rules import BAND_LABELS
from portal.lib.calendar import long_date
from portal.services.queries.overview import Kept


def line_item(line: DocumentLine) -> dict[str, Any]:
    """Return a document in force as a row of a list."""
    return {
        "label": line.title,
        "url": f"/d/{line.number}",
        "text": f"{TYPE_LABELS[Type(line.type)]} · {line.number} · {line.unit}",
        "note": long_date(line.valid_from),
        "status": line.status if line.status is Status.OVERDUE else None,
    }


def todo_items(
    waiting: Iterable[Waiting], translations: Iterable[Translation], reviews: Iterable[Review], day: date
) -> list[dict[str, Any]]:
    """Return what waits for a person: to decide, to mend, to look over; what is late comes with its tone."""
    return [
        *(item_of(line, day) for line in waiting),
        *(translation_item(row) for row in translations),
        *(review_item(review) for review in reviews),
    ]


def bands_of(areas: Iterable[Area]) -> list[dict[str, Any]]:
    """Return the process areas that the reader finds something in, by band."""
    found: dict[str, list[Area]] = {band: [] for band in BAND_LABELS}
    for area in areas:
        found[area.band].append(area)
    return [{"label": BAND_LABELS[band], "areas": members} for band, members in found.items() if members]


def promise_counts(kept: Kept) -> list[dict[str, Any]]:
    """Return the figures of how promises were kept, each with the way to its list."""
    tally = kept.tally
    return [
        {"value": tally.kept, "label": _("löften höll vi"), "tone": "success", "icon": "checkmark-circle"},
        {"value": tally.near, "label": _("var nära"), "tone": "warning", "icon": "minus-circle"},
        {"value": tally.missed, "label": _("höll vi inte"), "tone": "danger", "icon": "x-mark-octagon"},
        {
            "value": tally.unjudged,
            "label": _("gick inte att bedöma"),
            "tone": "neutral",
            "icon": "questionmark-diamond",
        },
    ]


def broken_items(kept: Kept, most: int) -> list[dict[str, Any]]:
    """Return the broken promises as rows of a list, with what is told of each."""
    return [
        {
            "label": promise.text,
            "url": promise.url,
            "text": promise.service_name,
            "note": _("Förklaring saknas") if promise.overdue_since else _("Förklarat"),
            "tone": "danger" if promise.overdue_since else "neutral",
            "status": promise.state,
        }
        for promise in kept.broken[:most]
    ]
