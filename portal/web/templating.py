"""What every template may use."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import Babel, get_translations
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from portal import __version__
from portal.config import RESOURCES, Config
from portal.lib import calendar, clock, text
from portal.lib.refs import Ref
from portal.web.access import current_reader
from portal.web.assets import static_url
from portal.web.feature import Feature
from portal.web.panels import filled

HYPHENATED = re.compile(r"\b[Ee]-\w+")


@dataclass(frozen=True)
class Site:
    """The municipality's own name, colours and ways to be reached."""

    name: str
    short_name: str
    logo_url: str | None
    theme_url: str
    contact_email: str
    contact_phone: str
    version: str


@dataclass(frozen=True)
class NavigationLink:
    """A place in the main navigation, as the reader sees it."""

    label: str
    url: str
    current: bool


def site_of(config: Config) -> Site:
    """Return what the settings say of the municipality."""
    return Site(
        name=config.municipality,
        short_name=config.municipality.removesuffix(" kommun"),
        logo_url="/logotyp" if config.logo else None,
        theme_url="/tema.css",
        contact_email=config.contact_email,
        contact_phone=config.contact_phone,
        version=__version__,
    )


def navigation_for(features: tuple[Feature, ...]) -> list[NavigationLink]:
    """Return the places that the reader may go to, in order."""
    reader = current_reader()
    items = sorted((item for feature in features for item in feature.navigation), key=lambda item: item.position)
    links = []
    for item in items:
        if item.permission is None or (reader.key and (not item.permission or reader.holds(item.permission))):
            url = url_for(item.endpoint)
            links.append(NavigationLink(item.label, url, request.path.startswith((url, *item.also))))
    return links


def zoned_date(value: date | datetime) -> date:
    """Return the local day of a moment, or the day itself."""
    zone = current_app.extensions["portal"].config.timezone
    return clock.day_of(value, zone) if isinstance(value, datetime) else value


def moment_text(value: datetime) -> str:
    """Return a moment as `3 mars 2025 kl. 09.15` in local time."""
    local = value.astimezone(current_app.extensions["portal"].config.timezone)
    return f"{calendar.long_date(local.date())} kl. {local:%H.%M}"


def clock_text(value: datetime) -> str:
    """Return a moment's time of day as `09.15`, in local time."""
    return f"{value.astimezone(current_app.extensions['portal'].config.timezone):%H.%M}"


def unbroken(value: str) -> Markup:
    """Return a text in which no line ends within `e-post` and its like."""
    return Markup(HYPHENATED.sub(r'<span class="nowrap">\g<0></span>', str(escape(value))))  # noqa: S704 - escaped


def translations() -> Any:
    """Return the texts in the request's language, found once for the request; a page asks a hundred times."""
    if "translations" not in g:
        g.translations = get_translations()
    return g.translations


def shared_values(site: Site, features: tuple[Feature, ...]) -> dict[str, Any]:
    """Return what is the reader's and the request's own."""
    reader = current_reader()
    return {
        "site": site,
        "reader": reader if reader.key else None,
        "navigation": navigation_for(features),
        "today": current_app.extensions["portal"].today(),
        "feeds": [{"label": feed.label, "url": url_for(feed.endpoint)} for f in features for feed in f.feeds],
        "can": reader.holds,
        "icon_url": static_url("icons.svg"),
    }


def panels_about(slot: str, subject: object) -> list[Markup]:
    """Return what features add to a slot of the page that is about the subject, each a partial, filled."""
    return filled(slot, subject, current_reader())


def panels_in(slot: str, kind: str = "", key: str = "") -> list[Markup]:
    """Return what features add to a slot of the page that is about the thing, each a partial that is filled already."""
    return panels_about(slot, Ref(kind, key) if kind else None)


def register(app: Flask, config: Config, features: tuple[Feature, ...]) -> None:
    """Make templates strict and give them our globals and filters."""
    app.template_folder = str(RESOURCES / "templates")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        date=lambda value: calendar.long_date(zoned_date(value)),
        shortdate=lambda value: zoned_date(value).isoformat(),
        moment=moment_text,
        clock=clock_text,
        number=text.format_number,
        filesize=text.filesize,
        unbroken=unbroken,
    )
    app.jinja_env.globals.update(
        static_url=static_url, csrf_token=generate_csrf, panels_in=panels_in, panels_about=panels_about
    )
    Babel(app, default_locale="sv", default_timezone=str(config.timezone))
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: translations().ugettext(text),
        ngettext=lambda one, many, number: translations().ungettext(one, many, number),
        newstyle=True,
    )
    site = site_of(config)
    app.context_processor(lambda: shared_values(site, features))
