"""A declaration as a controlled document: the same by its number as by its service, version by version."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from portal.control.page import page_values
from portal.control.queries.documents import Content, History, content_of
from portal.control.queries.versions import VersionLine
from portal.handbook.body import shown as pictured
from portal.lib.markup.rendered import fill
from portal.services.body import Declaration, Section, declaration_of, sections_from, sections_of
from portal.services.queries.promises import Promise, promises
from portal.services.shown import card_of, terms_card
from portal.services.views.blueprint import reader_here
from portal.web.portal import journal_head, today


def declaration_page(history: History, line: VersionLine) -> str:
    """Show one version of a declaration: its text, and its promises with what became of them while it applies."""
    content = content_of(line, history.stamp)
    declaration = declaration_of(bytes(content.version.body))
    values = shared_values(history, line, content)
    found = promises(reader_here().tokens, today(), service=declaration.service, stamp=journal_head())
    return render_template(
        "services/declarations/show.html",
        service_url=f"/tjanster/{declaration.service}",
        cards=cards_of(declaration, line, found),
        **values,
    )


def declaration_paper(history: History, line: VersionLine) -> dict[str, Any]:
    """Return what paper shows of a version: its text, and what it promises."""
    content = content_of(line, history.stamp)
    declaration = declaration_of(bytes(content.version.body))
    values = shared_values(history, line, content)
    cards = [terms_card(commitment) for commitment in declaration.commitments]
    body = render_template("services/declarations/_paper.html", sections=values["sections"], cards=cards)
    return {**values, "body": Markup(body)}  # noqa: S704 - our own template


def shared_values(history: History, line: VersionLine, content: Content) -> dict[str, Any]:
    """Return what the page and the paper share: what all documents have, and the text's sections."""
    sections = sections_from(content.version)
    links = dict.fromkeys(number for section in sections for number in section.rendered.links)
    values = page_values(history, line, content, links, reader=reader_here(), today=today())
    return {**values, "sections": [shown(section, values["resolve"]) for section in sections]}


def shown(section: Section, resolve: Any) -> dict[str, Any]:
    """Return a section as a page shows it."""
    return {"title": section.title, "text": Markup(fill(section.rendered.segments, resolve))}  # noqa: S704 - sanitised


def cards_of(declaration: Declaration, line: VersionLine, found: list[Promise]) -> list[dict[str, Any]]:
    """Return the version's promises: with their outcomes when it is what applies, else as they were worded in it."""
    by_key = {promise.key: promise for promise in found if promise.current}
    if not line.status.in_force:
        made = {promise.key for promise in found}
        return [terms_card(commitment, linked=commitment.key in made) for commitment in declaration.commitments]
    return [
        card_of(by_key[commitment.key], with_service=False)
        for commitment in declaration.commitments
        if commitment.key in by_key
    ]


def declaration_preview(body: bytes, resolve: Any, files_url: str) -> Markup:
    """Return a declaration that nobody has saved yet: its text, and what it would promise."""
    declaration = declaration_of(body)
    found = sections_of(declaration.text)
    sections = [{"title": part.title, "text": pictured(part.rendered, resolve, files_url)} for part in found]
    cards = [terms_card(commitment) for commitment in declaration.commitments]
    page = render_template("services/declarations/_paper.html", sections=sections, cards=cards)
    return Markup(page)  # noqa: S704 - our own template
