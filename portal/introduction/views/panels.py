"""What introductions add to other pages."""

from datetime import date
from typing import Any

from flask import url_for

from portal.introduction.queries.courses import Course, course_at
from portal.introduction.shown import following_of, late_words, words_of
from portal.lib.refs import Ref
from portal.people.reader import Reader
from portal.people.session import person_here
from portal.store import database
from portal.web.portal import journal_head


def course_here(today: date) -> Course | None:
    """Return the reader's introduction under way, read once until something happens."""
    return course_at(person_here().id, today, journal_head(), database.binding)


def own_panel(_ref: Ref, _reader: Reader, today: date) -> dict[str, Any] | None:
    """Return how far the reader has come in their introduction, and what comes next; None when there is none."""
    course = course_here(today)
    if course is None:
        return None
    return {
        "progress": course.progress,
        "words": words_of(course.progress),
        "late": late_words(course.progress),
        "following": following_of(course),
    }


def waiting_panel(_ref: Ref, _reader: Reader, today: date) -> dict[str, Any] | None:
    """Return what is left of the reader's introduction, as a row of what waits; None when nothing is."""
    course = course_here(today)
    if course is None or course.progress.done == course.progress.total:
        return None
    late = late_words(course.progress)
    row = {
        "label": following_of(course),
        "url": url_for("introduction.own_show"),
        "text": words_of(course.progress),
        "note": late,
        "tone": "danger" if late else "neutral",
    }
    return {"introduction": [row]}
