"""How often I want mail, and the secret addresses of my feed and calendar."""

from http import HTTPStatus
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.lib.errors import NotFoundError
from portal.notices.actions.addresses import make_address, turn_off
from portal.notices.actions.following import choose_paces
from portal.notices.forms.settings import PaceForm
from portal.notices.queries.addresses import addresses_of
from portal.notices.queries.following import chosen_paces
from portal.notices.rules.paces import Pace
from portal.notices.rules.purposes import Purpose
from portal.notices.views.blueprint import blueprint
from portal.people.session import person_here
from portal.web.access import signed_in
from portal.web.htmx import changed, show
from portal.web.portal import now, running

PAGE = "notices/settings/edit.html"
PAGES = {Purpose.FEED: "notices.feed_show", Purpose.CALENDAR: "notices.calendar_show"}
TITLES = {Purpose.FEED: "Flöde med dina aviseringar", Purpose.CALENDAR: "Kalender med det du ska göra"}
TEXTS = {
    Purpose.FEED: "För en läsare av flöden (Atom). Visar dina senaste aviseringar.",
    Purpose.CALENDAR: "För Outlook, Google Kalender och andra kalendrar. "
    "Visar översyner och beslut med den dag då de ska vara gjorda.",
}


@blueprint.get("/aviseringar/installningar")
@signed_in
def setting_edit() -> Any:
    """Show my choices."""
    own, followed = chosen_paces(person_here().id)
    return show(PAGE, form=PaceForm(formdata=None, data={"own": own, "followed": followed}), **around())


def around(made: Purpose | None = None, address: str = "") -> dict[str, Any]:
    """Return what the page shows beside the choices; `address` is the one that was just made, shown only now."""
    there = addresses_of(person_here().id)
    addresses = [
        {
            "purpose": purpose.value,
            "title": TITLES[purpose],
            "text": TEXTS[purpose],
            "made_at": there[purpose].made_at if purpose in there else None,
            "address": address if purpose is made else "",
        }
        for purpose in Purpose
    ]
    return {"addresses": addresses, "email": person_here().email, "sends": bool(running().config.smtp_url)}


@blueprint.post("/aviseringar/installningar")
@signed_in
def setting_update() -> AnyResponse:
    """Keep my choices."""
    form = PaceForm()
    if not form.validate_on_submit():
        return show(PAGE, status=HTTPStatus.UNPROCESSABLE_ENTITY, form=form, **around())
    choose_paces(person_here(), own=Pace(form.own.data), followed=Pace(form.followed.data))
    return changed(_("Valet är sparat."), url_for("notices.setting_edit"))


@blueprint.post("/aviseringar/adresser")
@signed_in
def address_create() -> AnyResponse:
    """Make an address anew and show it, the only time; the one before answers no more."""
    purpose = read_purpose()
    token = make_address(person_here(), purpose, now=now())
    address = running().config.own_url + url_for(PAGES[purpose], token=token)
    own, followed = chosen_paces(person_here().id)
    form = PaceForm(formdata=None, data={"own": own, "followed": followed})
    response = show(PAGE, form=form, **around(purpose, address))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/aviseringar/adresser/avslut")
@signed_in
def address_delete() -> AnyResponse:
    """Turn an address off."""
    turn_off(person_here(), read_purpose())
    return changed(_("Adressen är avstängd."), url_for("notices.setting_edit"))


def read_purpose() -> Purpose:
    """Return what the address is for. Raises NotFoundError."""
    text = request.form.get("purpose", "")
    if text not in set(Purpose):
        message = "Det finns ingen sådan adress."
        raise NotFoundError(message)
    return Purpose(text)
