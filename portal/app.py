"""The composition root: the only module that knows every feature."""

from flask import Flask
from flask_wtf import CSRFProtect

from portal.config import Config, from_environment
from portal.control import kinds
from portal.control.feature import FEATURE as CONTROL
from portal.exchange.feature import FEATURE as EXCHANGE
from portal.handbook.feature import FEATURE as HANDBOOK
from portal.home.feature import FEATURE as HOME
from portal.indicators.feature import FEATURE as INDICATORS
from portal.intake.feature import FEATURE as INTAKE
from portal.introduction.feature import FEATURE as INTRODUCTION
from portal.notices.feature import FEATURE as NOTICES
from portal.ops.feature import FEATURE as OPS
from portal.people.feature import FEATURE as PEOPLE
from portal.people.reader import CITIZEN
from portal.people.session import find_reader
from portal.people.views.session import sign_in_with
from portal.printing.feature import FEATURE as PRINTING
from portal.reading.feature import FEATURE as READING
from portal.search.feature import FEATURE as SEARCH
from portal.services.feature import FEATURE as SERVICES
from portal.store import database
from portal.web import access, assets, carried, errors, hosts, pages, security, templating, theme
from portal.web.feature import Feature
from portal.web.htmx import htmx
from portal.web.portal import Portal

FEATURES: tuple[Feature, ...] = (
    HOME,
    EXCHANGE,
    OPS,
    PRINTING,
    INTAKE,
    SEARCH,
    NOTICES,
    SERVICES,
    INDICATORS,
    INTRODUCTION,
    READING,
    HANDBOOK,
    CONTROL,
    PEOPLE,
)


def create_app(config: Config | None = None) -> Flask:
    """Return the WSGI application. Settings come from the environment unless given."""
    config = config or from_environment()
    app = Flask("portal", static_folder=None)
    app.config.update(SECRET_KEY=config.secret_key, MAX_CONTENT_LENGTH=config.most_sent)
    app.extensions["portal"] = portal = Portal(config, FEATURES, find_reader, CITIZEN)
    database.connect(config.database)
    kinds.register(tuple(kind for feature in FEATURES for kind in feature.bodies))
    pages.register(app, portal.today)
    assets.serve(app)
    hosts.register(app, config)
    htmx.init_app(app)
    security.register(app)
    CSRFProtect(app)
    carried.register(app, sign_in_with)
    app.before_request(access.guard)
    app.teardown_request(lambda _error: database.drop_lost())
    errors.register(app)
    templating.register(app, config, FEATURES)
    app.register_blueprint(theme.blueprint)
    for feature in FEATURES:
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
        if feature.setup:
            feature.setup(app)
    return app
