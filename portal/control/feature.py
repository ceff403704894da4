"""What this feature adds to the portal."""

from portal.control import followers, searchable
from portal.control.actions import daily
from portal.control.addresses import find_way
from portal.control.views import (
    applied,
    attachments,
    documents,
    drafts,
    files,
    histories,
    keeping,
    links,
    panels,
    previews,
    prints,
    withdrawals,
    writings,
)
from portal.control.views.blueprint import blueprint
from portal.web.feature import Feature, Panel

VIEWS = (
    applied,
    attachments,
    documents,
    drafts,
    files,
    histories,
    keeping,
    links,
    previews,
    prints,
    withdrawals,
    writings,
)
FEATURE = Feature(
    name="control",
    blueprints=(blueprint,),
    panels=(Panel("person.leaving", "control/_leaving.html", panels.leaving_panel),),
    followers=(followers.OWNERS,),
    entries=(searchable.SOURCE,),
    refs={"document": find_way},
    daily=(daily.hand_over_documents, daily.tell_what_time_brought, daily.remind_of_reviews),
)
