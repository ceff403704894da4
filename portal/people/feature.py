"""What this feature adds to the portal."""

from flask import Flask

from portal.people.addresses import find_person_way, find_unit_way
from portal.people.views import closings, disablings, passphrase, permissions, persons, places, rosters, session, units  # noqa: F401 - their routes
from portal.people.views.blueprint import blueprint
from portal.web.feature import Feature, NavigationItem

PLACES = ("/personer/", "/behorigheter")
# A list of some thousand persons is looked through in one form.
MOST_FORM_BYTES = 2_000_000


def set_up(app: Flask) -> None:
    """Let forms be as large as a list of persons; send the session's cookie over https alone where that is used."""
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_FORM_BYTES
    app.config["SESSION_COOKIE_SECURE"] = app.extensions["portal"].config.own_url.startswith("https:")


FEATURE = Feature(
    name="people",
    blueprints=(blueprint,),
    navigation=(NavigationItem("Organisation", "people.unit_index", 80, "people.read", PLACES),),
    refs={"person": find_person_way, "unit": find_unit_way},
    setup=set_up,
)
