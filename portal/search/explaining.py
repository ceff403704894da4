"""Why a hit stands where it stands, for who looks after the search: each word's worth, and what it is multiplied by."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from flask_babel import gettext as _

from portal.search.asking import BEGINNINGS, Asked, Term
from portal.search.postings import Impacts
from portal.search.ranking import Found, owned_near, scores_of, typed, worth_more
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
    here = np.array([place], np.intp)
    title, often = worth_more(stand, found.asked, here, opened)
    return (
        *words,
        Reason(_("× så mycket av frågan som finns"), float(found.coverage[np.searchsorted(found.places, place)])),
        Reason(_("× status"), float(FACTOR_OF[visible.statuses[place]])),
        Reason(_("× typ som frågan nämner"), float(typed(stand, found.asked, here)[0])),
        Reason(_("× nära läsarens enhet"), float(owned_near(stand, near)[place])),
        Reason(_("× likhet med rubriken"), 1 + float(title[0])),
        Reason(_("× öppnat för samma ord"), 1 + float(often[0])),
    )


def reason_of(stand: Stand, asked: Asked, place: int) -> Reason:
    """Return the word's worth at the place, and as what it was found there."""
    worth = float(scores_of(stand, asked)[1][place])
    forms = [shown(term) for term in asked.terms if holds(term.impacts(stand), place)]
    if not worth:
        return Reason(_("”%(word)s”: finns inte här", word=asked.word), 0.0)
    if not forms:
        return Reason(_("”%(word)s” genom synonym eller delar av ordet", word=asked.word), worth)
    return Reason(_("”%(word)s” som ”%(forms)s”", word=asked.word, forms="”, ”".join(dict.fromkeys(forms))), worth)


def shown(term: Term) -> str:
    """Return what the word was looked for as."""
    return f"{term.word} …" if term.field == BEGINNINGS else term.word.split()[-1]


def holds(impacts: Impacts, place: int) -> bool:
    """Whether the place is one of these."""
    seat = int(np.searchsorted(impacts.places, place))
    return seat < len(impacts) and int(impacts.places[seat]) == place
