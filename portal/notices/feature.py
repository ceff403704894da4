"""What this feature adds to the portal."""

from flask import Flask

from portal.notices import documents, promises, rounds, sending, tellings
from portal.notices.follower import FOLLOWER
from portal.notices.queries import carried
from portal.notices.views import feeds, followings, notices, panels, settings  # noqa: F401 - their routes
from portal.notices.views.blueprint import blueprint
from portal.notices.views.due import dues_of_control
from portal.web.feature import Feature, Feed, Panel

FOLLOW = "notices/_follow.html"


def set_up(app: Flask) -> None:
    """Put together what is told of; let the count and what is followed be read along with each session."""
    tellings.register(app)
    carried.register()


FEATURE = Feature(
    name="notices",
    blueprints=(blueprint,),
    feeds=(Feed("Nytt i handboken", "notices.handbook_feed"),),
    panels=(
        Panel("site.header", "notices/_bell.html", panels.bell_panel),
        Panel("document.tools", FOLLOW, panels.follow_panel),
        Panel("unit.tools", FOLLOW, panels.follow_panel),
        Panel("area.tools", FOLLOW, panels.follow_panel),
        Panel("unit.tools", "notices/_unit_feed.html", panels.unit_feed_panel, 60),
        Panel("service.tools", FOLLOW, panels.follow_panel),
    ),
    followers=(FOLLOWER,),
    tellings={**documents.TELLINGS, **promises.TELLINGS},
    dues=(dues_of_control,),
    daily=(rounds.make_digests, rounds.forget),
    errands=(sending.send_outbox,),
    setup=set_up,
)
