"""The list of synonyms: looked through, added to, changed and taken from by who leads quality."""

from http import HTTPStatus
from typing import Any, cast

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.lib.errors import RefusedError
from portal.people.reader import Reader
from portal.search.actions.synonyms import EDIT, add_synonym, change_synonym, remove_synonym
from portal.search.forms import ChangedSynonymForm, SynonymForm
from portal.search.models import Synonym
from portal.search.queries.synonyms import get_synonym, listed
from portal.search.rules import cleaned, page_number
from portal.search.synonym_rules import normal
from portal.search.views.blueprint import blueprint
from portal.search.views.targets import why_no_target
from portal.web import htmx
from portal.web.access import current_reader, requires
from portal.web.portal import now

PAGE, LIST = "search/synonyms/index.html", "search/synonyms/_list.html"
EDITING, WORKPLACE = "search/synonyms/edit.html", "search/synonyms/_workplace.html"
ONE = "<int(max=2147483647):synonym_id>"


def actor() -> Reader:
    """Return who acts: this request's reader."""
    return cast("Reader", current_reader())


@blueprint.get("/ordlista")
@requires(EDIT)
def synonym_index() -> Response:
    """Show the list, narrowed by words, with a form for a new pair; the address may begin to fill it in."""
    begun = {name: cleaned(request.args.get(name, "")) for name in ("term", "meaning")}
    return htmx.show(PAGE, LIST, form=SynonymForm(formdata=None, data=begun), **list_asked())


@blueprint.post("/ordlista")
@requires(EDIT)
def synonym_create() -> AnyResponse:
    """Add a pair, or two when it holds both ways."""
    form, status, refusal = SynonymForm(), HTTPStatus.UNPROCESSABLE_ENTITY, ""
    if form.validate_on_submit() and has_target(form):
        try:
            new = add_synonym(actor(), form.term.data, form.meaning.data, both_ways=form.both_ways.data, now=now())
            return changed(told_of(new), normal(form.term.data))
        except RefusedError as error:
            status, refusal = HTTPStatus.CONFLICT, str(error)
    return htmx.show(PAGE, WORKPLACE, status, form=form, **list_asked(refusal))


@blueprint.get(f"/ordlista/{ONE}/andra")
@requires(EDIT)
def synonym_edit(synonym_id: int) -> Response:
    """Show the form for changing a pair."""
    row = get_synonym(synonym_id)
    return htmx.show(EDITING, form=ChangedSynonymForm(formdata=None, obj=row), row=row, refusal="")


@blueprint.post(f"/ordlista/{ONE}/andra")
@requires(EDIT)
def synonym_update(synonym_id: int) -> AnyResponse:
    """Change a pair."""
    row, form, status, refusal = get_synonym(synonym_id), ChangedSynonymForm(), HTTPStatus.UNPROCESSABLE_ENTITY, ""
    if form.validate_on_submit() and has_target(form):
        try:
            change_synonym(actor(), synonym_id, form.term.data, form.meaning.data, now=now())
            return changed(_("Ändringen är sparad."), normal(form.term.data))
        except RefusedError as error:
            status, refusal = HTTPStatus.CONFLICT, str(error)
    return htmx.show(EDITING, status=status, form=form, row=row, refusal=refusal)


@blueprint.post(f"/ordlista/{ONE}/borttagning")
@requires(EDIT)
def synonym_delete(synonym_id: int) -> AnyResponse:
    """Take a pair out of the list, which stays as it was narrowed."""
    term, meaning = remove_synonym(actor(), synonym_id, now=now())
    return changed(_("”%(term)s” → ”%(meaning)s” är borttaget.", term=term, meaning=meaning), **asked())


def has_target(form: ChangedSynonymForm) -> bool:
    """Let a document's number stand for its title; else tell that there is no such document."""
    title, reason = why_no_target(form.meaning.data)
    form.meaning.data = title or form.meaning.data
    if reason:
        form.meaning.errors = [*form.meaning.errors, reason]
    return not reason


def told_of(new: list[Synonym]) -> str:
    """Return what is said of new pairs."""
    words = {"term": new[0].term, "meaning": new[0].meaning}
    if len(new) > 1:
        return _("”%(term)s” och ”%(meaning)s” ger nu träffar för varandra.", **words)
    return _("Den som söker ”%(term)s” får nu också träffar för ”%(meaning)s”.", **words)


def asked() -> dict[str, Any]:
    """Return how the list is narrowed, and which page of it is asked for."""
    return {"words": cleaned(request.args.get("q", "")), "page": page_number(request.args.get("sida", "1"))}


def list_asked(refusal: str = "") -> dict[str, Any]:
    """Return what the list shows, as it was asked for; `refusal` is why a pair could not be added."""
    return {**list_of(**asked()), "refusal": refusal}


def list_of(words: str, page: int = 1) -> dict[str, Any]:
    """Return what the list shows when it is narrowed by the words."""
    found = listed(words, page)
    start = url_for("search.synonym_index", q=words or None)
    url = f"{start}{'&' if words else '?'}sida="
    return {"found": found, "q": words, "url": url, "refusal": ""}


def changed(message: str, words: str, page: int = 1) -> AnyResponse:
    """Answer a change that was made: the list, narrowed to what it concerns."""
    place = url_for("search.synonym_index", q=words or None, sida=page if page > 1 else None)
    return htmx.changed(message, place, WORKPLACE, form=SynonymForm(formdata=None), **list_of(words, page))
