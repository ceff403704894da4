"""The way in: what is believed of what proxies tell."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.config import Config


def register(app: Flask, config: Config) -> None:
    """Stand before all that answers. Behind proxies the last of them say who asks, for what host and how."""
    steps = config.trusted_proxies
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app, x_for=steps, x_proto=steps, x_host=steps
    )
