"""Taking out: asked for by a person, made part by part by the worker, forgotten after a day.

Nothing of this is journalled: nothing is changed of what the portal holds.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime

from portal.control.deed import Deed
from portal.lib.errors import RefusedError
from portal.printing.models import Takeout, TakeoutFile
from portal.printing.queries import parts_in
from portal.printing.rules.books import Format
from portal.printing.rules.parts import KEPT, filename_of, halved, parts_of, why_not_order
from portal.store.blobs import Blob
from portal.store.work import unit_of_work


def order_takeout(
    deed: Deed, found: Sequence[tuple[str, int]], *, format_: Format, title: str, unit: str, below: bool
) -> Takeout:
    """Ask for a collection of these documents, each with its weight. Raises RefusedError."""
    with unit_of_work():
        mine = (Takeout.person == deed.person) & Takeout.finished_at.is_null()
        reason = why_not_order(len(found), Takeout.select().where(mine).count())
        if reason:
            raise RefusedError(reason)
        return Takeout.create(
            person=deed.person, unit=unit, below=below, format=format_, title=title, asked_at=deed.at,
            parts=json.dumps(parts_of(found)),
        )  # fmt: skip


def keep_part(takeout: Takeout, blob: Blob, *, now: datetime) -> None:
    """Note that the next part has been made, and with the last one that all is done."""
    parts = parts_in(takeout)
    format_ = Format(takeout.format)
    with unit_of_work():
        TakeoutFile.create(
            takeout=takeout, position=takeout.made, sha256=blob.sha256, size=blob.size,
            filename=filename_of(takeout.title, format_, takeout.made, len(parts)),
        )  # fmt: skip
        go_on(takeout, takeout.made + 1, len(parts), now)


def divide_part(takeout: Takeout, *, why: str, now: datetime) -> None:
    """Note that the next part could not be made: try it in halves, or leave out the one document that it has."""
    parts = parts_in(takeout)
    with unit_of_work():
        if len(parts[takeout.made]) > 1:
            takeout.parts = json.dumps(halved(parts, takeout.made))
            takeout.save()
            return
        left_out = [*json.loads(takeout.left_out), *parts.pop(takeout.made)]
        takeout.parts, takeout.left_out = json.dumps(parts), json.dumps(left_out)
        takeout.failure = "" if parts else why
        go_on(takeout, takeout.made, len(parts), now)


def fail(takeout: Takeout, *, why: str, now: datetime) -> None:
    """Note that nothing more comes of it."""
    with unit_of_work():
        Takeout.update(failure=why, finished_at=now).where(Takeout.id == takeout.id).execute()


def go_on(takeout: Takeout, made: int, parts: int, now: datetime) -> None:
    """Note how many parts are made; all of them is the end."""
    takeout.made = made
    takeout.save()
    if made >= parts:
        Takeout.update(finished_at=now).where(Takeout.id == takeout.id).execute()


def forget_old_takeouts(now: datetime, _today: date) -> None:
    """Forget what was asked for more than a day ago; the bytes go with the files that no version has."""
    with unit_of_work():
        old = Takeout.select(Takeout.id).where(Takeout.asked_at < now - KEPT)
        TakeoutFile.delete().where(TakeoutFile.takeout.in_(old)).execute()
        Takeout.delete().where(Takeout.asked_at < now - KEPT).execute()
