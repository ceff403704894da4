"""A version in other languages: which there are, and each of them."""

from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from portal.control.addresses import Way, version_url
from portal.control.page import page_values
from portal.control.queries.documents import History, content_of
from portal.control.queries.translations import translated_content, translated_versions, with_people
from portal.control.queries.versions import VersionLine
from portal.control.rules.translations import LANGUAGES, SWEDISH, Language, version_in, why_not_translate
from portal.control.translated import (
    body_shown,
    language_called,
    notice_of,
    swedish_of,
    text_of,
    translation_url,
    ways_of,
)
from portal.control.views.blueprint import VERSION, blueprint, history_of, reader_here
from portal.lib.markup.render import render
from portal.people.rules import why_not_hold
from portal.web.access import public, requires
from portal.web.htmx import show
from portal.web.pages import kept
from portal.web.portal import today

CODE = "<string(maxlength=10):language>"


@blueprint.get(f"/<number>/v/{VERSION}/sprak/{CODE}")
@public
@kept
def translation_show(number: str, version: int, language: str) -> Any:
    """Show a version in a language: its translation, an older one, or the Swedish text; each says which it is."""
    if language == SWEDISH:
        return redirect(version_url(number, version), 302)
    spoken = language_called(language)
    history = history_of(number)
    wanted = history.get(version)
    found = version_in(language, version, translated_versions(history))
    shown = history.get(found) if found else None
    return render_template("control/translations/show.html", **values_of(history, wanted, shown, spoken))


def values_of(history: History, wanted: VersionLine, shown: VersionLine | None, language: Language) -> dict[str, Any]:
    """Return what the page shows: a document's page, its text and title in the language where there are any."""
    line = shown or wanted
    row, content = None, None
    if shown:
        row, content = translated_content(shown.id, language.code, history.stamp)
    content = content or content_of(wanted, history.stamp)
    content.version.document = history.document
    text = text_of(row) if row else swedish_of(content.version)
    values = page_values(history, wanted, content, render(text).links, reader=reader_here(), today=today())
    tone, notice = notice_of(language, wanted, shown)
    return {
        **values,
        "line": replace(wanted, title=row.title) if row else wanted,
        "language": language.lang if row else SWEDISH,
        "direction": language.direction if row else "ltr",
        "languages": ways_of(history, wanted, language.code),
        "spoken": language,
        "translation": row,
        "tone": tone,
        "notice": notice,
        "body": body_shown(content.version, text, values["resolve"], line),
        "swedish_way": Way(_("Läs den svenska texten"), values["version_url"]),
        "own_url": translation_url(history.document.number, wanted.number, language.code),
        "swedish_title": wanted.title,
    }


@dataclass(frozen=True, slots=True)
class Stage:
    """A language in the list: what has come of it, in words, and the ways to go on."""

    language: Language
    text: str
    tone: str
    ways: tuple[Way, ...]


@blueprint.get(f"/<number>/v/{VERSION}/sprak")
@requires("control.write")
def translation_index(number: str, version: int) -> Any:
    """Show which languages a version is in, and offer the others."""
    history = history_of(number)
    line = history.get(version)
    reader_here().require("control.write", history.document.unit.code)
    refusal = why_not_translate(line.fact, today())
    rows = with_people([line.id])
    stages = [stage_of(history, line, language, rows, refusal) for language in LANGUAGES.values()]
    return show(
        "control/translations/index.html",
        document=history.document,
        line=line,
        version_way=Way(line.title, version_url(number, version)),
        begun=[stage for stage in stages if stage.text],
        others=[] if refusal else [stage for stage in stages if not stage.text],
        refusal=refusal,
    )


def stage_of(history: History, line: VersionLine, language: Language, rows: list[Any], refusal: str | None) -> Stage:
    """Return what has come of a version in a language, and what the reader may do about it."""
    number, code = history.document.number, language.code
    of_these = [row for row in rows if row.language == code]
    done = next((row for row in reversed(of_these) if row.approved_at), None)
    work = next((row for row in of_these if not row.approved_at), None)
    place = {"number": number, "version": line.number, "language": code}
    ways = [Way(_("Läs"), translation_url(number, line.number, code))] if done else []
    if work and work.handed_in_at and why_not_hold("control.approve", history.document.unit.code, reader_here().tokens):
        ways.append(Way(_("Se vad som väntar"), url_for("control.translation_edit", **place)))
    elif work and work.handed_in_at:
        ways.append(Way(_("Läs och besluta"), url_for("control.translation_approval_new", **place)))
    elif not refusal:
        label = _("Fortsätt skriva") if work else _("Skriv en ny") if done else language.name
        ways.append(Way(label, url_for("control.translation_edit", **place)))
    return Stage(language, words_of(done, work), "warning" if work and work.handed_in_at else "neutral", tuple(ways))


def words_of(done: Any, work: Any) -> str:
    """Return what has come of a translation; empty for nothing."""
    told = []
    if done:
        told.append(
            _("Beslutad. Översatt av %(who)s, beslutad av %(by)s.", who=done.translator.name, by=done.approved_by.name)
        )
    if work and work.handed_in_at:
        told.append(_("Väntar på beslut. Översatt av %(who)s.", who=work.translator.name))
    elif work and work.remark:
        told.append(_("Lämnad tillbaka till %(who)s: ”%(remark)s”", who=work.translator.name, remark=work.remark))
    elif work:
        told.append(_("Skrivs av %(who)s.", who=work.translator.name))
    return " ".join(told)
