"""Errors as pages: what happened, that nothing was lost, what to do."""

import logging
from http import HTTPStatus

from flask import Flask, Response, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError, generate_csrf
from peewee import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from portal.lib.errors import ForbiddenError, GoneError, InvalidError, NotFoundError, PortalError, RefusedError
from portal.web.access import current_reader, is_asked_by_script, refuse_script
from portal.web.carried import find_carried, place_to_reopen
from portal.web.portal import running

log = logging.getLogger(__name__)

STATUS_OF = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    GoneError: HTTPStatus.GONE,
    RefusedError: HTTPStatus.CONFLICT,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    InvalidError: HTTPStatus.UNPROCESSABLE_ENTITY,
}
TITLES = {
    400: "Förfrågan gick inte att förstå",
    403: "Du har inte behörighet till sidan",
    404: "Sidan finns inte",
    405: "Så kan sidan inte användas",
    409: "Det gick inte att genomföra",
    410: "Sidan finns inte längre",
    413: "Det var för mycket på en gång",
    422: "Något behöver rättas",
    429: "För många försök",
    500: "Något gick fel hos oss",
    503: "Portalen är tillfälligt stängd",
}
PAGES = {400, 403, 404, 409, 410, 422, 429, 500, 503}


def page(status: int, message: str = "", **values: object) -> Response:
    """Return the error page of a status with a message of our own."""
    template = f"errors/{status if status in PAGES else 500 if status >= 500 else 404}.html"
    values = {"title": TITLES.get(status, TITLES[500]), "suggestions": [], "advice": "", **values}
    return make_response(render_template(template, message=message, **values), status)


def on_portal_error(error: PortalError) -> Response:
    """Answer an error of the domain."""
    status = next(code for kind, code in STATUS_OF.items() if isinstance(error, kind))
    log.info("%s: %s %s", path_for_log(), status, error)
    return page(status, str(error), suggestions=getattr(error, "suggestions", []), advice=error.advice)


def on_http_error(error: HTTPException) -> Response | HTTPException:
    """Answer an error of the protocol."""
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, CSRFError):
        return page_of_expired_form()
    response = page(error.code)
    if error.code == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or []))
    return response


def page_of_expired_form() -> Response:
    """Answer a form whose token is too old: what was typed is there to be sent again. A script gets a new token."""
    if is_asked_by_script():
        return refuse_script() if current_reader().key is None else make_response({"token": generate_csrf()}, 400)
    title = "Sidan hade varit öppen för länge"
    return page(HTTPStatus.BAD_REQUEST, title=title, carried=find_carried(), reopen=place_to_reopen())


def on_crash(error: Exception) -> Response:
    """Answer what nobody foresaw: the log has it whole, the page says that nothing was saved."""
    log.error("%s %s failed", request.method, path_for_log(), exc_info=error)
    if isinstance(error, (InterfaceError, OperationalError)):
        # The database does not answer, so it is not asked again who reads.
        g.reader = running().citizen
        return page(503)
    return page(500)


def path_for_log() -> str:
    """Return the path that was asked for; where it holds a secret, only its pattern."""
    is_secret = "token" in (request.view_args or {})
    return str(request.url_rule) if is_secret else request.path


def register(app: Flask) -> None:
    """Answer every kind of error with a page."""
    for kind in STATUS_OF:
        app.register_error_handler(kind, on_portal_error)
    app.register_error_handler(HTTPException, on_http_error)
    if not app.testing:
        app.register_error_handler(Exception, on_crash)
