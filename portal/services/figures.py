"""What a hit of a search tells of a promise or a service: its figure in a line."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _

from portal.indicators.rules import period_words
from portal.services.queries.promises import Promise, some_promises
from portal.services.rules.verdict import tally_of
from portal.services.rules.wording import actual_text, target_text, threshold_text


def figures_of(
    promises: Iterable[str], services: Iterable[str], tokens: frozenset[str], today: date, stamp: int
) -> dict[str, str]:
    """Return by key what is told of these promises and services that the reader may know of; none without a figure."""
    wanted, of_services = frozenset(promises), frozenset(services)
    if not wanted and not of_services:
        return {}
    by_service: dict[str, list[Promise]] = defaultdict(list)
    found = {}
    for promise in some_promises(wanted, of_services, tokens, today, stamp):
        by_service[promise.terms[-1].decided.service].append(promise)
        if promise.key in wanted:
            found[promise.key] = promise_figure(promise)
    return found | {key: service_figure(by_service[key]) for key in of_services & by_service.keys()}


def promise_figure(promise: Promise) -> str:
    """Return what was promised and what came of it: `Inom 2 arbetsdagar: 91 % (mål 95 %), tredje kvartalet 2026`."""
    latest = promise.latest
    limit = threshold_text(promise.commitment)
    if not latest.state.is_judged:
        return _("Löftet: %(limit)s. %(state)s.", limit=limit, state=latest.state.label)
    return _(
        "Löftet: %(limit)s. Utfallet: %(actual)s (mål %(target)s), %(period)s. %(state)s.",
        limit=limit,
        actual=actual_text(latest),
        target=target_text(latest.commitment),
        period=period_words(latest.period),
        state=latest.state.label,
    )


def service_figure(promises: Iterable[Promise]) -> str:
    """Return how many of a service's promises were kept lately; empty when none could be judged."""
    tally = tally_of(promise.latest for promise in promises)
    if not tally.judged:
        return ""
    return _("Vi höll %(kept)s av %(judged)s löften senast vi mätte.", kept=tally.kept, judged=tally.judged)
