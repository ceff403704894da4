"""The headers that every answer carries."""

from wsgiref.headers import Headers

from flask import Flask, Response, abort, request

from portal.web.access import current_reader

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
# An attachment opens nothing, even where a browser shows it in spite of its disposition.
ATTACHMENT_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"

# In bytes: more than any text written by hand, which who is signed out while writing does not lose.
LONGEST_FROM_STRANGERS = 256_000
SENDING_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def add_headers(response: Response) -> Response:
    """Add the headers that the view has not set itself; nothing personal is kept by caches."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def add_headers_to_file(headers: Headers, _path: str, _url: str) -> None:
    """Add the headers to a built file, which is served outside Flask."""
    for name, value in HEADERS.items():
        headers[name] = value


def refuse_nul() -> None:
    """Before each request: refuse an address with what no text has and PostgreSQL does not take; forms say so."""
    asked = (text for pair in request.args.items(multi=True) for text in pair)
    if any("\x00" in text for text in (request.path, *asked)):
        abort(400)


def limit_strangers() -> None:
    """Before anything reads what is sent: from who is not signed in it is at most a form's worth.

    A form is read whole before it is known whether it may be sent at all, and takes many times its size in memory.
    """
    if request.method not in SENDING_NOTHING and current_reader().key is None:
        request.max_content_length = LONGEST_FROM_STRANGERS


def register(app: Flask) -> None:
    """Let every request and answer pass here. Where the portal is shown over HTTPS no cookie is sent without it."""
    is_https = app.extensions["portal"].config.own_url.startswith("https:")
    app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=is_https)
    app.before_request(refuse_nul)
    app.before_request(limit_strangers)
    app.after_request(add_headers)
