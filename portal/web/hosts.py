"""The way in: under which names the portal answers, and what is believed of what proxies tell.

Flask's own TRUSTED_HOSTS does not do: kept pages and built files are answered before Flask is asked, an IPv6 address
never matches it, and the page that says no could not be made, as it has links.
"""

import logging
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.config import Config
from portal.lib.hosts import comes_straight, is_loopback, name_of
from portal.web.security import HEADERS

log = logging.getLogger(__name__)

# Those who watch a server ask by its address; these answers have no links, and tell nothing.
ANSWERED_ANYWHERE = frozenset({"/healthz", "/readyz"})
LONGEST_LOGGED = 200
REFUSAL = """<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>Förfrågan gick inte att förstå – Röda tråden</title></head>
<body>
<h1>Förfrågan gick inte att förstå</h1>
<p>Portalen har inte det namn som adressen börjar med. Kontrollera adressen.</p>
</body>
</html>
"""


class Gate:
    """Stands before everything else, and refuses requests for other hosts than the portal's."""

    def __init__(self, application: WSGIApplication, names: frozenset[str]) -> None:
        """Stand before the application; no names means that any is answered."""
        self.application, self.names = application, names

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the request in, or answer 400 without asking anything further."""
        asked = environ.get("HTTP_HOST", "")
        if self.admits(asked) or environ["PATH_INFO"] in ANSWERED_ANYWHERE:
            return self.application(environ, start_response)
        log.warning("host refused: %s is not in PORTAL_ALLOWED_HOSTS", ascii(asked[:LONGEST_LOGGED]))
        body = REFUSAL.encode()
        own = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
        }
        start_response("400 Bad Request", [*HEADERS.items(), *own.items()])
        return [body]

    def admits(self, host: str) -> bool:
        """Whether the host may be asked for; one that is none never may."""
        name = name_of(host)
        return bool(name) and (not self.names or name in self.names)


def comes_from_this_machine() -> bool:
    """Whether who asks sits on this machine, as far as can be told."""
    return is_loopback(request.remote_addr or "") and comes_straight_here()


def comes_straight_here() -> bool:
    """Whether this request was sent to this machine's own name, and nothing in it tells of a proxy on the way."""
    protocol = request.environ.get("SERVER_PROTOCOL", "")
    return comes_straight(request.headers.get("Host", ""), request.headers.keys(), protocol)


def register(app: Flask, config: Config) -> None:
    """Stand before all that answers. Behind proxies the last of them say who asks, for what host and how."""
    gate = Gate(app.wsgi_app, config.hosts)
    steps = config.trusted_proxies
    app.wsgi_app = ProxyFix(gate, x_for=steps, x_proto=steps, x_host=steps)  # type: ignore[method-assign]
