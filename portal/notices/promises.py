"""What is told of services to those who follow them: a promise that was broken, and how that was explained."""

from collections.abc import Iterable, Mapping

from portal.indicators.rules import period_words
from portal.journal.record import head
from portal.lib.period import Period
from portal.lib.refs import Ref
from portal.notices.models import Following
from portal.people.rules import PUBLIC
from portal.services.models import CommitmentRow
from portal.services.queries.promises import some_promises
from portal.web.portal import running
from portal.web.telling import Event, Facts, Names, Telling

KIND = "service"


def broken(facts: Facts, _names: Names) -> str:
    """Say that a promise was not kept, and when."""
    return f"Ett löfte hölls inte: {period_words(Period.parse(facts['period']))}."


def explained(facts: Facts, _names: Names) -> str:
    """Say that it was explained."""
    return f"Ett löfte som inte hölls är förklarat: {period_words(Period.parse(facts['period']))}."


def followed_services() -> frozenset[str]:
    """Return the keys of the services that anyone follows: one query."""
    prefix = f"{KIND}:"
    rows = Following.select(Following.ref).where(Following.ref.startswith(prefix)).distinct()
    return frozenset(ref.removeprefix(prefix) for (ref,) in rows.tuples())


def services_that_broke(event: Event) -> Iterable[Ref]:
    """Return the followed services of which the figure shows that a promise to the public was broken."""
    followed = followed_services()
    if not followed:
        return []
    known = some_promises(frozenset(), followed, frozenset({PUBLIC}), running().today(), head())
    period = event.facts["period"]
    return {
        Ref(KIND, promise.term.decided.service)
        for promise in known
        if promise.commitment.indicator == event.subject.key
        and any(verdict.is_broken for verdict in promise.verdicts if verdict.period.code == period)
    }


def services_that_promised(event: Event) -> Iterable[Ref]:
    """Return the services that made the commitment: one query."""
    rows = CommitmentRow.select(CommitmentRow.service).where(CommitmentRow.key == event.subject.key).distinct()
    return {Ref(KIND, service) for (service,) in rows.tuples()}


BROKEN = (Telling("broken", broken, is_followed=True, refs=services_that_broke),)
TELLINGS: Mapping[str, tuple[Telling, ...]] = {
    "measurement-created": BROKEN,
    "measurement-corrected": BROKEN,
    "explanation-published": (Telling("explained", explained, is_followed=True, refs=services_that_promised),),
}
