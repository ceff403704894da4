"""Why a hit stands where it stands, for who looks after the search: each word's worth, and what it is multiplied by."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from flask_babel import gettext as _

from portal.search.asking import Asked
from portal.search.postings import Impacts
from portal.search.ranking import Found, begun_word, owned_near, scores_of, stems_asked, title_worth, typed
from portal.search.stand import Stand
from portal.search.visible import FACTOR_OF, Visible


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a score: in words, and its worth."""

    label: str
    worth: float


def reasons_for(
    stand: Stand, visible: Visible, found: Found, place: int, opened: Mapping[str, float], near: Mapping[str, int]
) -> tuple[Reason, ...]:
    """Return what the place's score is made of: sums of words first, then what they are multiplied by."""
    words = [reason_of(stand, word, place) for word in found.asked]
    title, often = title_worth(stand.fact(place), stems_asked(found.asked), begun_word(found.asked), opened)
    return (
        *words,
        Reason(_("× så mycket av frågan som finns"), float(found.coverage[np.searchsorted(found.places, place)])),
        Reason(_("× status"), float(FACTOR_OF[visible.statuses[place]])),
        Reason(_("× typ som frågan nämner"), float(typed(stand, found.asked)[place])),
        Reason(_("× nära läsarens enhet"), float(owned_near(stand, near)[place])),
        Reason(_("× likhet med rubriken"), 1 + title),
        Reason(_("× öppnat för samma ord"), 1 + often),
    )


def reason_of(stand: Stand, asked: Asked, place: int) -> Reason:
    """Return the word's worth at the place, and as what it was found there."""
    worth = float(scores_of(stand, asked)[1][place])
    forms = [term.word.split()[-1] for term in asked.terms if holds(term.impacts(stand), place)]
    if not worth:
        return Reason(_("”%(word)s”: finns inte här", word=asked.word), 0.0)
    if not forms:
        return Reason(_("”%(word)s” genom synonym eller delar av ordet", word=asked.word), worth)
    return Reason(_("”%(word)s” som ”%(forms)s”", word=asked.word, forms="”, ”".join(dict.fromkeys(forms))), worth)


def holds(impacts: Impacts, place: int) -> bool:
    """Whether the place is one of these."""
    seat = int(np.searchsorted(impacts.places, place))
    return seat < len(impacts) and int(impacts.places[seat]) == place
