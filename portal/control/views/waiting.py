"""What waits for the one who is signed in."""

from typing import Any

from portal.control.page import panels_of
from portal.control.queries.translations import waiting_translations
from portal.control.views.blueprint import blueprint, reader_here
from portal.control.waiting import groups_of, review_item, reviews_here, translation_groups, waiting_here
from portal.lib.refs import Ref
from portal.web.access import signed_in
from portal.web.htmx import show
from portal.web.portal import today


@signed_in
def waiting_index() -> Any:
    """Show all that waits for me, and why."""
    reader = reader_here()
    reviews = reviews_here(reader.key or "", reader.tokens)
    translations = waiting_translations(reader.key or "", reader.tokens)
    return show(
        "control/waiting/index.html",
        groups=[
            *groups_of(waiting_here(reader.key or "", reader.tokens), today()),
            *translation_groups(translations),
        ],
        reviews=[review_item(review) for review in reviews],
        panels=panels_of("waiting", Ref("person", reader.key or ""), reader),
    )


# The page is nobody's document: it stands outside the blueprint's `/d`.
blueprint.record(lambda state: state.app.add_url_rule("/vantar", "control.waiting_index", waiting_index))
