"""What I follow, and how often I want mail of it."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.handbook.queries import area_names
from portal.lib.refs import Ref
from portal.notices.actions.following import choose_pace, follow, unfollow
from portal.notices.models import Following
from portal.notices.queries.following import chosen_paces, followings_of
from portal.notices.queries.things import Known, known_of
from portal.notices.rules.paces import PACE_LABELS, Pace
from portal.notices.rules.rights import may_be_told
from portal.notices.views.blueprint import blueprint, page_of, read_ref, reader_here, unit_names
from portal.notices.views.notices import MOST_ID
from portal.people.rules import local_path
from portal.people.session import person_here
from portal.web.access import signed_in
from portal.web.htmx import changed, show
from portal.web.portal import journal_head, now, today

KINDS = {"document": "Dokument", "unit": "Enhet, med alla enheter under", "area": "Processområde", "service": "Tjänst"}
BUTTON = "notices/_follow.html"


@blueprint.get("/aviseringar/foljer")
@signed_in
def following_index() -> Any:
    """Show what I follow."""
    person = person_here()
    rows = followings_of(person.id)
    known = known_of(rows, today(), unit_names())
    return show(
        "notices/followings/index.html",
        items=[item_of(row, known) for row in rows],
        paces=PACE_LABELS,
        usual=PACE_LABELS[chosen_paces(person.id)[1]],
    )


def item_of(row: Following, known: Known) -> dict[str, Any]:
    """Return what is followed as a row; of what I may not know of any more, only its number."""
    ref = Ref.parse(row.ref)
    label = label_of(ref, known)
    return {
        "id": row.id,
        "ref": row.ref,
        "label": label or ref.key,
        "url": page_of(ref) if label else "",
        "kind": KINDS.get(ref.kind, ref.kind),
        "pace": row.pace,
    }


def label_of(ref: Ref, known: Known) -> str:
    """Return what the thing is called, empty where I may not know."""
    if ref.kind == "unit":
        return known.units.get(ref.key, "")
    if ref.kind == "area":
        return area_names(journal_head()).get(ref.key, "")
    if ref.kind == "service":
        return known.services.get(ref.key, "")
    document = known.documents.get(ref.key)
    tokens = reader_here().tokens
    if document is None or document.speaker is None or not may_be_told(document, None, tokens, at_work=True):
        return ""
    return document.speaker.title


@blueprint.post("/aviseringar/foljer")
@signed_in
def following_create() -> AnyResponse:
    """Follow a thing that I may know of, and go back to where the button stood."""
    ref = read_ref(request.form.get("ref", ""))
    follow(person_here(), ref, now=now())
    return changed(
        _("Du följer nu det här och får veta när något händer."),
        place_back(ref),
        BUTTON,
        **button(ref, is_followed=True),
    )


@blueprint.post("/aviseringar/foljer/avslut")
@signed_in
def following_delete() -> AnyResponse:
    """Follow a thing no more; also one that I may not know of any more."""
    text = request.form.get("ref", "")[:200]
    ref = Ref.parse(text) if ":" in text.strip(":") else Ref("document", "-")
    unfollow(person_here(), ref)
    return changed(_("Du följer inte det här längre."), place_back(ref), BUTTON, **button(ref, is_followed=False))


def button(ref: Ref, *, is_followed: bool) -> dict[str, Any]:
    """Return what the button of a thing shows."""
    return {"ref": str(ref), "is_followed": is_followed, "back": place_back(ref)}


def place_back(ref: Ref) -> str:
    """Return the page that the button stood on, the thing's own unless it is said."""
    back = request.form.get("tillbaka", "")
    return local_path(back) if back else page_of(ref)


@blueprint.post(f"/aviseringar/foljer/<int(min=1, max={MOST_ID}):following_id>/mejl")
@signed_in
def following_update(following_id: int) -> AnyResponse:
    """Choose how often I want mail of one thing."""
    chosen = request.form.get("pace", "")
    choose_pace(person_here(), following_id, Pace(chosen) if chosen in set(Pace) else None)
    return changed(_("Valet är sparat."), url_for("notices.following_index"))
