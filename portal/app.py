"""The composition root: the only module that knows every feature."""

from dataclasses import dataclass, field
from datetime import date, datetime
from time import time

from flask import Flask, current_app
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.config import Config, from_environment
from portal.control import kinds
from portal.control.feature import FEATURE as CONTROL
from portal.exchange.feature import FEATURE as EXCHANGE
from portal.handbook.feature import FEATURE as HANDBOOK
from portal.home.feature import FEATURE as HOME
from portal.indicators.feature import FEATURE as INDICATORS
from portal.lib import clock
from portal.ops.feature import FEATURE as OPS
from portal.people.feature import FEATURE as PEOPLE
from portal.people.session import find_reader
from portal.search.feature import FEATURE as SEARCH
from portal.services.feature import FEATURE as SERVICES

from portal.store import database
from portal.web import access, assets, errors, pages, security, templating, theme
from portal.web.feature import Feature, Panel
from portal.web.htmx import htmx

FEATURES: tuple[Feature, ...] = (
    HOME,
    EXCHANGE,
    OPS,
    SEARCH,
    SERVICES,
    INDICATORS,
    HANDBOOK,
    CONTROL,
    PEOPLE,
)


@dataclass
class Portal:
    """What the running portal knows of itself: settings, features and the time."""

    config: Config
    features: tuple[Feature, ...]
    started: str = field(default_factory=lambda: str(time()))

    def now(self) -> datetime:
        """Return this moment."""
        return self.config.clock()

    def today(self) -> date:
        """Return the local day."""
        return clock.day_of(self.now(), self.config.timezone)

    def find_reader(self) -> object:
        """Return the reader of this request."""
        return find_reader()

    def panels(self, slot: str) -> list[Panel]:
        """Return what the features add to a slot of a page, in order."""
        found = (panel for feature in self.features for panel in feature.panels if panel.slot == slot)
        return sorted(found, key=lambda panel: panel.position)


def create_app(config: Config | None = None) -> Flask:
    """Return the WSGI application. Settings come from the environment unless given."""
    config = config or from_environment()
    app = Flask("portal", static_folder=None)
    app.config.update(SECRET_KEY=config.secret_key, MAX_CONTENT_LENGTH=config.max_attachment_mb * 1024 * 1024)
    app.extensions["portal"] = Portal(config, FEATURES)
    database.connect(config.database)
    kinds.register(tuple(kind for feature in FEATURES for kind in feature.bodies))
    app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    assets.serve(app)
    htmx.init_app(app)
    CSRFProtect(app)
    pages.register(app)
    app.before_request(access.guard)
    security.register(app)
    errors.register(app)
    templating.register(app, config, FEATURES)
    app.register_blueprint(theme.blueprint)
    for feature in FEATURES:
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
        if feature.setup:
            feature.setup(app)
    return app
