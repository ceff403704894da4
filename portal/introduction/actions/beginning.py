"""Introductions begin by themselves when a place does, go along when a person moves, and end when they leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from portal.introduction.models import Introduction, IntroductionList, IntroductionPart
from portal.introduction.queries.contents import all_lists, fact_of
from portal.introduction.queries.newcomers import Newcomer, beginning_on, everybody_on, moved_since, newcomers
from portal.introduction.rules.beginning import ListFact, News, home_of, is_loading, news_for, still_concerned
from portal.journal.follow import keep_position
from portal.journal.models import Cursor
from portal.journal.record import record
from portal.lib.refs import Ref
from portal.people.models import Person, Unit
from portal.people.queries.units import facts_of_units, units_by_code
from portal.people.reader import MACHINE
from portal.people.rules import UnitFact
from portal.reading.queries.asking import some_of
from portal.store.database import wait_for_lock
from portal.store.work import unit_of_work

LOCK = 7_410_012
DAYS = "introduction-days"
ACTOR = MACHINE.key or ""


def course_ref(person: Person) -> Ref:
    """Return the reference to a person's introduction."""
    return Ref("introduction", person.key)


def renew_moved(now: datetime, today: date) -> None:
    """Begin, move and end the introductions of those whose places have begun or ended since the last round."""
    row = Cursor.get_or_none(Cursor.name == DAYS)
    before = date.fromordinal(row.number) if row else date.fromordinal(today.toordinal() - 1)
    renew_introductions(moved_since(before, today), now, today)
    keep_position(DAYS, today.toordinal())


def renew_introductions(persons: Collection[int], now: datetime, today: date) -> None:
    """Begin, move and end the introductions of these persons (by id) as their places say.

    A second time changes nothing. Nobody is begun whose first day is that of a loading: when so many share it that they
    are being entered, not hired.
    """
    for some in some_of(sorted(persons)):
        with unit_of_work():
            wait_for_lock(LOCK)
            scene = scene_at(now, today)
            for newcomer in newcomers(some):
                renew(newcomer, scene)


@dataclass(frozen=True)
class Scene:
    """What is there when introductions are renewed: the lists, the tree, the moment and the day."""

    lists: Sequence[IntroductionList]
    known: Sequence[ListFact]
    units: Mapping[str, Unit]
    facts: Mapping[str, UnitFact]
    now: datetime
    today: date

    @cached_property
    def everybody(self) -> int:
        """How many persons have a place."""
        return everybody_on(self.today)

    @cached_property
    def counted(self) -> dict[date, int]:
        """How many persons have their first day on a day, as far as it was asked."""
        return {}

    def loads(self, day: date) -> bool:
        """Whether those with that first day are being entered, not hired."""
        if day not in self.counted:
            self.counted[day] = beginning_on(day)
        return is_loading(self.counted[day], self.everybody)


def scene_at(now: datetime, today: date) -> Scene:
    """Return what is there: two queries."""
    lists, units = all_lists(), units_by_code()
    return Scene(lists, [fact_of(one) for one in lists], units, facts_of_units(units), now, today)


def renew(newcomer: Newcomer, scene: Scene) -> None:
    """Let a person's introduction follow their places."""
    if newcomer.course is not None:
        follow_person(newcomer, newcomer.course, scene)
    if newcomer.person.disabled:
        return
    for news in news_for(newcomer.places, scene.known, newcomer.given, scene.facts, scene.today):
        if not scene.loads(news.since):
            give(newcomer, news, scene)


def follow_person(newcomer: Newcomer, course: Introduction, scene: Scene) -> None:
    """Move the introduction under way with the person, take away what no longer concerns them, or end it."""
    person, places = newcomer.person, newcomer.places
    home = None if person.disabled else home_of(course.unit.code, places, scene.today)
    if home is None:
        if person.disabled or not any(place.since and place.since > scene.today for place in places):
            end(newcomer, course, scene.now)
        return
    wanted = still_concerned(scene.known, places, scene.facts, scene.today)
    gone = (IntroductionPart.introduction == course) & IntroductionPart.list.not_in(sorted(wanted))
    dropped = IntroductionPart.delete().where(gone).execute()
    if home != course.unit.code or dropped:
        course.unit = scene.units[home]
        course.save(only=[Introduction.unit])
        record(ACTOR, "introduction-moved", course_ref(person), scene.now, unit=home, dropped=dropped)


def end(newcomer: Newcomer, course: Introduction, now: datetime) -> None:
    """End the introduction of somebody who is here no more."""
    Introduction.update(closed_at=now).where(Introduction.id == course.id).execute()
    newcomer.course = None
    record(ACTOR, "introduction-ended", course_ref(newcomer.person), now, unit=course.unit.code)


def give(newcomer: Newcomer, news: News, scene: Scene, actor: str = ACTOR) -> Introduction:
    """Give the person the lists: in the introduction that is under way, or in one that begins."""
    verb, course = "introduction-extended", newcomer.course
    if course is None:
        verb = "introduction-begun"
        course = Introduction.create(person=newcomer.person, unit=scene.units[news.unit], begun_on=news.since)
        newcomer.course = course
    given = [one for one in scene.lists if one.id in news.lists]
    for one in given:
        part = {"introduction": course, "list": one, "since": news.since}
        IntroductionPart.insert(part).on_conflict_ignore().execute()
    facts = {"unit": news.unit, "since": news.since, "lists": sorted(one.key for one in given)}
    record(actor, verb, course_ref(newcomer.person), scene.now, **facts)
    return course
