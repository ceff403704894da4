"""The blueprint of moving in, and what its views have in common."""

from typing import cast

from flask import Blueprint

from portal.intake.models import MoveIn
from portal.intake.queries import get_move
from portal.people.reader import Reader
from portal.web.access import current_reader

blueprint = Blueprint("intake", __name__, url_prefix="/flytta-in")
MOVE = "<int(max=2147483647):move_id>"
FILE = "<int(max=2147483647):file_id>"


def actor() -> Reader:
    """Return who acts: this request's reader."""
    return cast("Reader", current_reader())


def move_here(move_id: int) -> MoveIn:
    """Return the moving in of the address. Raises NotFoundError."""
    return get_move(move_id)
