"""The search page, and what is suggested while one types."""

from dataclasses import replace
from typing import Any

from flask import Response, make_response, render_template, request

from portal.search import pages
from portal.search.answers import Answer
from portal.search.rules import GROUPS, PAGE, Question, cleaned, page_number
from portal.search.searchers import searcher_for
from portal.search.searching import Searcher
from portal.search.views import counting
from portal.search.views.blueprint import blueprint
from portal.services.figures import figures_of
from portal.web.access import current_reader, public
from portal.web.htmx import show, wants_partial
from portal.web.portal import journal_head, today

SUGGESTED = 6
MOST_CHOSEN = 20
LONGEST_CHOICE = 60


@blueprint.get("")
@public
def search_index() -> Response:
    """Show what was found, narrowed as chosen, and what it can be narrowed to; past the last page, the last."""
    question = question_asked()
    explained = request.args.get("varfor") == "1" and current_reader().holds("search.explain")
    answer = searcher().search(question, reasons=explained)
    if answer.total and question.page > pages.page_count(answer):
        question = replace(question, page=pages.page_count(answer))
        answer = searcher().search(question, reasons=explained)
    values = page_values(question, answer)
    response = show("search/searches/index.html", "search/searches/_results.html", **values)
    if wants_partial():
        count = render_template("search/searches/_count.html", oob=True, **values)
        response = make_response(response.get_data(as_text=True) + count)
        response.vary.add("HX-Request")
    counting.count_search(response, question, answer)
    return response


@blueprint.get("/forslag")
@public
def suggestion_index() -> Response:
    """Suggest the six best for what has been typed so far."""
    question = Question(cleaned(request.args.get("q", "")))
    answer = searcher().search(question, size=SUGGESTED, passages=False)
    response = make_response(
        render_template(
            "search/suggestions/_index.html",
            q=question.text,
            results=pages.results_of(answer, {}),
            more_url=pages.address(question),
        )
    )
    response.vary.add("HX-Request")
    return response


def searcher() -> Searcher:
    """Return who searches: this request's reader, today."""
    return searcher_for(current_reader().tokens, today(), journal_head())


def figures_in(answer: Answer) -> dict[str, str]:
    """Return what is told of the promises and services among the hits, by key."""
    keys = {kind: [hit.number for hit in answer.hits if hit.kind == kind] for kind in ("promise", "service")}
    return figures_of(keys["promise"], keys["service"], current_reader().tokens, today(), journal_head())


def question_asked() -> Question:
    """Read the question from the address; what is no choice is passed over."""
    chosen = {}
    for group in GROUPS:
        values = [value for value in request.args.getlist(group)[:MOST_CHOSEN] if 0 < len(value) <= LONGEST_CHOICE]
        if values:
            chosen[group] = frozenset(values)
    return Question(
        text=cleaned(request.args.get("q", "")),
        chosen=chosen,
        page=page_number(request.args.get("sida", "1")),
        everything=request.args.get("alla") == "1",
    )


def page_values(question: Question, answer: Answer) -> dict[str, Any]:
    """Return what the page and its parts show."""
    with_everything = Question(question.text, question.chosen, everything=not question.everything)
    return {
        "question": question,
        "answer": answer,
        "results": pages.results_of(answer, figures_in(answer)),
        "groups": pages.groups_of(question, answer),
        "chosen_count": sum(len(values) for values in question.chosen.values()),
        "bare_url": pages.address(Question(question.text)),
        "everything_url": pages.address(with_everything),
        "nearest": [{"label": word, "url": pages.address(Question(word))} for word in answer.nearest],
        "page_count": pages.page_count(answer),
        "page_url": pages.address_before_page(question),
        "first_rank": PAGE * (question.page - 1) + 1,
    }
