"""The items of a list, documents and tasks: added, changed, moved, taken away."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.control.models.documents import Document
from portal.control.queries.linking import documents_like
from portal.control.queries.listing import DocumentLine
from portal.control.rules.types import normal_number
from portal.introduction.actions.lists import Wish, move_item, remove_item, save_item
from portal.introduction.forms import DocumentItemForm, TaskItemForm
from portal.introduction.models import IntroductionList, ListItem, ListSection
from portal.introduction.queries.contents import documents_of
from portal.introduction.queries.lists import get_item, get_section
from portal.introduction.rules.walking import Kind
from portal.introduction.views.blueprint import WRITE, blueprint, deed_here, person_named, reader_here
from portal.introduction.views.lists import CONFLICT, FAULTY, LIST, list_here, to_list
from portal.introduction.views.sections import SECTION, step_asked
from portal.lib.errors import RefusedError
from portal.people.models import Person
from portal.web import htmx
from portal.web.access import requires
from portal.web.portal import today

ITEM = f"/listor/{LIST}/punkter/<int(max=2147483647):item_id>"
FORMS: dict[Kind, type[DocumentItemForm | TaskItemForm]] = {Kind.DOCUMENT: DocumentItemForm, Kind.TASK: TaskItemForm}
Form = DocumentItemForm | TaskItemForm


def kind_asked() -> Kind:
    """Return what sort of item the address asks for."""
    return Kind.TASK if request.args.get("slag") == Kind.TASK else Kind.DOCUMENT


def item_page(
    one: IntroductionList,
    section: ListSection,
    form: Form,
    item: ListItem | None = None,
    *,
    status: int = HTTPStatus.OK,
    offered: list[DocumentLine] | None = None,
    refusal: str = "",
) -> Response:
    """Return the form for an item; `offered` are the documents that may be meant."""
    kind = Kind.DOCUMENT if isinstance(form, DocumentItemForm) else Kind.TASK
    values: dict[str, Any] = {"one": one, "section": section, "item": item, "form": form, "kind": kind}
    page = "introduction/items/edit.html"
    return htmx.show(page, status=status, offered=offered or [], refusal=refusal, **values)


@blueprint.get(f"{SECTION}/punkter")
@requires(WRITE)
def item_new(key: str, section_id: int) -> Response:
    """Show the form for a new item: `slag` is document or task."""
    one = list_here(key)
    return item_page(one, get_section(one, section_id), FORMS[kind_asked()](formdata=None))


@blueprint.post(f"{SECTION}/punkter")
@requires(WRITE)
def item_create(key: str, section_id: int) -> AnyResponse:
    """Add an item at the end of the section."""
    one = list_here(key)
    return keep(one, get_section(one, section_id), FORMS[kind_asked()](), None)


@blueprint.get(f"{ITEM}/andra")
@requires(WRITE)
def item_edit(key: str, item_id: int) -> Response:
    """Show the form for an item."""
    one = list_here(key)
    item = get_item(one, item_id)
    person = Person.get_or_none(Person.id == item.ask_person_id) if item.ask_person_id else None
    told = {name: getattr(item, name) for name in ("title", "text", "why", "ask", "optional")}
    told |= {"ask_person": person.email or person.key if person else "", "document": item.key}
    return item_page(one, item.section, FORMS[item.kind](formdata=None, data=told), item)


@blueprint.post(f"{ITEM}/andra")
@requires(WRITE)
def item_update(key: str, item_id: int) -> AnyResponse:
    """Change an item; it stays the sort that it is."""
    one = list_here(key)
    item = get_item(one, item_id)
    return keep(one, item.section, FORMS[item.kind](), item)


def keep(one: IntroductionList, section: ListSection, form: Form, item: ListItem | None) -> AnyResponse:
    """Keep what was typed of an item, or show what is wrong with it."""
    if not form.validate_on_submit():
        return item_page(one, section, form, item, status=FAULTY)
    person, reason = person_named(form.ask_person.data) if form.ask_person.data else (None, "")
    if reason:
        form.ask_person.errors = [*form.ask_person.errors, reason]
        return item_page(one, section, form, item, status=FAULTY)
    wish = Wish(why=form.why.data, ask=form.ask.data, ask_person=person, optional=form.optional.data)
    if isinstance(form, DocumentItemForm):
        offered = documents_like(form.document.data, reader_here().tokens, today())
        line = meant(form.document.data or "", form.chosen.data or "", offered)
        if line is None:
            form.document.errors = [*form.document.errors, why_unsure(offered)]
            return item_page(one, section, form, item, status=FAULTY, offered=offered)
        wish = with_document(wish, line)
    else:
        wish = replace(wish, title=form.title.data, text=form.text.data)
    try:
        kept = save_item(deed_here(), one, section, item, wish)
    except RefusedError as error:
        return item_page(one, section, form, item, status=CONFLICT, refusal=str(error))
    return to_list(one, _("Sparat."), f"punkt-{kept.id}")


def meant(typed: str, chosen: str, offered: list[DocumentLine]) -> DocumentLine | None:
    """Return the one document that is meant: by its number, as chosen, by its whole title, or as the only one."""
    named = [line for line in offered if line.number in {normal_number(typed), chosen}]
    exact = named or [line for line in offered if line.title.casefold() == typed.casefold()] or offered
    return exact[0] if named or len(exact) == 1 else None


def why_unsure(offered: list[DocumentLine]) -> str:
    """Return why it is not clear which document is meant."""
    if offered:
        return _("Flera dokument kan vara menade. Välj ett av dem.")
    return _("Inget dokument som gäller har de orden eller det numret.")


def with_document(wish: Wish, line: DocumentLine) -> Wish:
    """Return the wish for an item that is the document."""
    document = Document.get(Document.number == line.number)
    return replace(wish, document=document, fact=documents_of([document.id], today()).get(document.id))


@blueprint.post(f"{ITEM}/flytt")
@requires(WRITE)
def item_move(key: str, item_id: int) -> AnyResponse:
    """Move an item a step, into the section beside when it stands at an end."""
    one = list_here(key)
    move_item(deed_here(), one, get_item(one, item_id), step_asked())
    return to_list(one, _("Punkten är flyttad."), f"punkt-{item_id}")


@blueprint.post(f"{ITEM}/borttagning")
@requires(WRITE)
def item_delete(key: str, item_id: int) -> AnyResponse:
    """Take an item away."""
    one = list_here(key)
    item = get_item(one, item_id)
    remove_item(deed_here(), one, item)
    return to_list(one, _("Punkten är borttagen."), f"avsnitt-{item.section_id}")
