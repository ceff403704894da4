"""Counting searches and what is opened after them, once the answer has been sent."""

from typing import cast
from urllib.parse import parse_qs

from flask import Flask, Response, current_app, request

from portal.search.log import SearchLog
from portal.search.log_rules import is_unfinished, loggable, rank_of, ref_of
from portal.search.rules import LONGEST_QUERY, Question, cleaned
from portal.search.searching import Answer
from portal.search.sources import sources
from portal.search.views.blueprint import blueprint
from portal.web.access import page_before, public
from portal.web.carried import is_from_here
from portal.web.portal import today

EXTENSION = "search_log"
SEARCH, STATISTICS = "/sok", "/sok/statistik"


def search_log() -> SearchLog:
    """Return what this process has counted."""
    return cast("SearchLog", current_app.extensions[EXTENSION])


def count_search(response: Response, question: Question, answer: Answer) -> None:
    """Count the search when the answer has been sent, unless it is the same one, looked at in another way.

    Nor is it counted when it tells nothing of the words: on another page than the first, when nothing was found of
    what it is narrowed to, when the index was away, and when it was followed from the statistics.
    """
    words = loggable(question.text)
    tells = not answer.plain and (answer.total or not question.chosen)
    if request.method != "GET" or words is None or "sida" in request.args or not tells:
        return
    path, before = searched_before()
    if path == STATISTICS or before == words:
        return
    typed_on = before if before is not None and is_unfinished(before, words) else None
    log, day, hits = search_log(), today(), answer.total
    response.call_on_close(lambda: log.note_search(day, words, hits, instead_of=typed_on))


def searched_before() -> tuple[str, str | None]:
    """Return the path of the page that one came from, and the words that it had been counted for, if any."""
    path, _mark, query = page_before().partition("?")
    values = parse_qs(query)
    counted = path == SEARCH and "sida" not in values
    return path, loggable(cleaned(values.get("q", [""])[0])) if counted else None


@blueprint.post("/oppnad")
@public
def opening_create() -> Response:
    """Count that something was opened after a search; who did is neither asked nor known. It always answers 204."""
    response = Response(status=204)
    text, ref, rank = (request.form.get(name, "") for name in ("q", "ref", "rank"))
    words = loggable(cleaned(text)) if len(text) <= LONGEST_QUERY and is_from_here() else None
    known, place = ref_of(ref, tuple(sources())), rank_of(rank)
    if words is not None and known is not None and place is not None:
        log, day = search_log(), today()
        response.call_on_close(lambda: log.note_opening(day, words, known, place))
    return response


def flush_in_time(response: Response) -> Response:
    """After any request: write what has waited for some seconds, when the answer has been sent."""
    log = search_log()
    if log.is_due:
        response.call_on_close(log.flush_in_time)
    return response


def register(app: Flask) -> None:
    """Let the application count. An opening is told by a script without a session, so its form has no token."""
    app.extensions[EXTENSION] = SearchLog()
    app.extensions["csrf"].exempt(opening_create)
    app.after_request(flush_in_time)
