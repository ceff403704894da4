"""Words that are to lead to a document: one click from a search that found nothing."""

from http import HTTPStatus

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.lib.errors import RefusedError
from portal.search.actions.synonyms import EDIT, add_synonym
from portal.search.forms import KeywordForm
from portal.search.rules import cleaned
from portal.search.synonym_rules import normal, words_of_title
from portal.search.views.blueprint import blueprint
from portal.search.views.synonyms import actor
from portal.search.views.targets import find_target, targets_like
from portal.web import htmx
from portal.web.access import requires
from portal.web.portal import now

PAGE = "search/keywords/new.html"


@blueprint.get("/ordlista/dokument")
@requires(EDIT)
def keyword_new() -> Response:
    """Show the form; the address may begin to fill it in."""
    form = KeywordForm(formdata=None, data={"term": cleaned(request.args.get("term", ""))})
    return htmx.show(PAGE, form=form, targets=[], chosen="", refusal="")


@blueprint.get("/ordlista/dokument/forslag")
@requires(EDIT)
def target_index() -> Response:
    """Show the documents that may be meant by what is typed, to choose from."""
    targets = targets_like(cleaned(request.args.get("document", "")))
    return htmx.show("search/keywords/_targets.html", targets=targets, chosen="")


@blueprint.post("/ordlista/dokument")
@requires(EDIT)
def keyword_create() -> AnyResponse:
    """Let the words lead to the document: its title becomes their meaning."""
    form, status, refusal = KeywordForm(), HTTPStatus.UNPROCESSABLE_ENTITY, ""
    is_sound = form.validate_on_submit()
    targets = targets_like(form.document.data)
    target = find_target(form.document.data, form.chosen.data or "", targets)
    if form.document.data and target is None:
        reason = _("Välj vilket dokument du menar.") if targets else _("Inget dokument som gäller passar in på det.")
        form.document.errors = [*form.document.errors, reason]
    if is_sound and target:
        try:
            add_synonym(actor(), form.term.data, words_of_title(target.title), both_ways=False, now=now())
            told = _("Den som söker ”%(term)s” hittar nu ”%(title)s”.", term=normal(form.term.data), title=target.title)
            return htmx.changed(told, url_for("search.synonym_index", q=normal(form.term.data)))
        except RefusedError as error:
            status, refusal = HTTPStatus.CONFLICT, str(error)
    shown = targets if form.document.errors or len(targets) > 1 else []
    return htmx.show(PAGE, status=status, form=form, targets=shown, chosen=form.chosen.data, refusal=refusal)
