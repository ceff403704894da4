"""The municipality's own colours and logo, from the settings."""

import mimetypes

from flask import Blueprint, Response, abort, send_file

from portal.web.access import public
from portal.web.portal import running

blueprint = Blueprint("theme", __name__)
A_DAY = "public, max-age=86400"
LOGO_TYPES = {"image/png", "image/jpeg", "image/webp", "image/svg+xml"}


@blueprint.get("/tema.css")
@public
def theme_show() -> Response:
    """Answer the style sheet that sets the municipality's accent."""
    config = running().config
    sheet = f":root{{--accent:{config.accent};--accent-dark:{config.accent_dark}}}\n"
    response = Response(sheet, mimetype="text/css")
    response.headers["Cache-Control"] = A_DAY
    return response


@blueprint.get("/logotyp")
@public
def logo_show() -> Response:
    """Answer the municipality's logo."""
    path = running().config.logo
    kind = mimetypes.guess_type(str(path))[0] if path else None
    if path is None or kind not in LOGO_TYPES or not path.is_file():
        abort(404)
    response = send_file(path.resolve(), mimetype=kind)
    response.headers["Cache-Control"] = A_DAY
    return response


@blueprint.get("/favicon.svg")
@public
def icon_show() -> Response:
    """Answer the thread as the page's icon, in the municipality's colour."""
    colour = running().config.accent
    thread = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
        f'<rect width="40" height="40" rx="9" fill="{colour}"/><path fill="none" stroke="#fff" stroke-width="3.5" '
        'stroke-linecap="round" d="M6 28c8 0 8-15 16-15 5 0 7 4 7 7s-3 7-6 7-6-3-6-6c0-6 8-8 17-8"/></svg>'
    )
    response = Response(thread, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = A_DAY
    return response


@blueprint.get("/robots.txt")
@public
def robots_show() -> Response:
    """Ask robots to leave search results and sign-in alone."""
    return Response("User-agent: *\nDisallow: /sok\nDisallow: /logga-in\nDisallow: /lank/\n", mimetype="text/plain")
