"""What a person follows, and how often they want mail of it: their own choice, which is nobody else's business."""

from datetime import datetime

from portal.lib.refs import Ref
from portal.notices.models import Following, Preference
from portal.notices.queries.following import get_following
from portal.notices.rules.paces import Pace
from portal.people.models import Person
from portal.store.work import unit_of_work


def follow(person: Person, ref: Ref, *, now: datetime) -> None:
    """Let the person follow the thing; doing it again changes nothing."""
    with unit_of_work():
        Following.insert(person=person.id, ref=str(ref), since=now).on_conflict_ignore().execute()


def unfollow(person: Person, ref: Ref) -> None:
    """Let the person follow the thing no more."""
    with unit_of_work():
        Following.delete().where((Following.person == person.id) & (Following.ref == str(ref))).execute()


def choose_pace(person: Person, following_id: int, pace: Pace | None) -> None:
    """Choose how often mail is wanted of one thing; None is as of all the others. Raises NotFoundError."""
    with unit_of_work():
        row = get_following(person.id, following_id)
        row.pace = pace.value if pace else ""
        row.save(only=[Following.pace])


def choose_paces(person: Person, *, own: Pace, followed: Pace) -> None:
    """Choose how often mail is wanted of what concerns oneself, and of what one follows."""
    with unit_of_work():
        Preference.insert(person=person.id, own=own.value, followed=followed.value).on_conflict(
            conflict_target=[Preference.person],
            update={Preference.own: own.value, Preference.followed: followed.value},
        ).execute()
