"""Whether the portal lives, and whether it can serve."""

from flask import Blueprint, Response, jsonify

from portal.journal.follow import position_of
from portal.journal.record import head
from portal.store import schema
from portal.web.access import public
from portal.web.portal import running

blueprint = Blueprint("ops", __name__)


@blueprint.get("/healthz")
@public
def health_show() -> Response:
    """Answer that the process lives."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def ready_show() -> tuple[Response, int]:
    """Answer whether the database answers and has its newest schema; followers' delays are told, not judged."""
    try:
        number, waiting = head(), schema.pending()
    except Exception as error:  # noqa: BLE001 - whatever stops the database from answering
        return jsonify(status="unavailable", database=type(error).__name__), 503
    if waiting:
        return jsonify(status="unavailable", migrations=waiting), 503
    followers = [follower for feature in running().features for follower in feature.followers]
    behind = {follower.name: number - position_of(follower) for follower in followers}
    return jsonify(status="ok", journal=number, behind=behind), 200
