"""What this feature adds to the portal."""

from portal.control import followers, rounds, searchable
from portal.control.actions import daily
from portal.control.actions.files import forget_unused
from portal.control.addresses import find_way
from portal.control.views import (  # noqa: F401 - importing them gives the blueprint its routes
    applied,
    approvals,
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
    redactions,
    reviews,
    submissions,
    translating,
    translations,
    waiting,
    withdrawals,
    writings,
)
from portal.control.views.blueprint import blueprint
from portal.web.feature import Feature, NavigationItem, Panel

FEATURE = Feature(
    name="control",
    blueprints=(blueprint,),
    navigation=(NavigationItem("Väntar på mig", "control.waiting_index", 15, ""),),
    panels=(Panel("person.leaving", "control/_leaving.html", panels.leaving_panel),),
    followers=(followers.OWNERS,),
    entries=(searchable.SOURCE,),
    refs={"document": find_way},
    daily=(
        daily.hand_over_documents,
        daily.tell_what_time_brought,
        daily.remind_of_reviews,
        rounds.remind_of_decisions,
        forget_unused,
    ),
)
