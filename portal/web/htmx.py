"""Page or partial: one URL per thing, answered whole or in part."""

from typing import Any

from flask import Response, flash, get_flashed_messages, make_response, redirect, render_template
from flask_htmx import HTMX
from werkzeug.wrappers import Response as AnyResponse

htmx = HTMX()


def wants_partial() -> bool:
    """Whether htmx asks for a part: not when it is boosted or restoring its history."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def show(page: str, partial: str | None = None, /, status: int = 200, **values: Any) -> Response:
    """Answer the page, or the partial when htmx asks for it."""
    template = partial if partial and wants_partial() else page
    response = make_response(render_template(template, **values), status)
    response.vary.add("HX-Request")
    return response


def changed(message: str, to: str, partial: str | None = None, **values: Any) -> AnyResponse:
    """Answer a change that was made: 303 to `to`, or the partial with the flash beside it under htmx."""
    flash(message, "success")
    if not (partial and wants_partial()):
        return redirect(to, 303)
    parts = render_template(partial, **values)
    told = render_template("layouts/_flash.html", messages=get_flashed_messages(with_categories=True), oob=True)
    response = make_response(parts + told)
    response.vary.add("HX-Request")
    return response
