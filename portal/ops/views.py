"""Whether the portal lives, and whether it can serve."""

import logging
from collections.abc import Callable, Mapping

from flask import Blueprint, Response, jsonify

from portal.journal.follow import position_of
from portal.journal.record import head
from portal.store import schema
from portal.web.access import public
from portal.web.hosts import comes_from_this_machine
from portal.web.portal import running

log = logging.getLogger(__name__)
blueprint = Blueprint("ops", __name__)


@blueprint.get("/healthz")
@public
def health_show() -> Response:
    """Answer that the process lives."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def ready_show() -> tuple[Response, int]:
    """Answer whether the database answers and has its newest schema; this machine itself is told more."""
    try:
        number, waiting = head(), schema.pending()
    except Exception as error:  # noqa: BLE001 - whatever stops the database from answering
        kind = type(error).__name__
        log.warning("not ready: the database does not answer: %s: %s", kind, error)
        return answer("unavailable", 503, lambda: {"database": kind})
    if waiting:
        log.warning("not ready: migrations wait: %s", ", ".join(waiting))
        return answer("unavailable", 503, lambda: {"migrations": waiting})
    return answer("ok", 200, lambda: {"journal": number, "behind": delays(number)})


def answer(status: str, code: int, more: Callable[[], Mapping[str, object]]) -> tuple[Response, int]:
    """Return the status in a word, and what more there is for who asks from this machine."""
    return jsonify(status=status, **(more() if comes_from_this_machine() else {})), code


def delays(number: int) -> dict[str, int]:
    """Return how many entries of the journal each follower is behind: told, not judged."""
    followers = [follower for feature in running().features for follower in feature.followers]
    return {follower.name: number - position_of(follower) for follower in followers}
