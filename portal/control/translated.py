"""A version in other words, as a page shows it: the text, which languages there are, and what to say above it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.control.addresses import resolver_for, version_url
from portal.control.kinds import BodyKind, kind_of
from portal.control.models.versions import Translation, Version
from portal.control.queries.documents import History
from portal.control.queries.translations import translated_versions
from portal.control.queries.versions import VersionLine
from portal.control.rules.translations import LANGUAGES, SWEDISH, Language, languages_of
from portal.lib.errors import NotFoundError
from portal.lib.markup.render import render
from portal.lib.markup.rendered import Link
from portal.people.reader import Reader

Resolve = Callable[[Link], Markup]


@dataclass(frozen=True, slots=True)
class LanguageWay:
    """The way to a version in a language: what it is called there, its address, and whether it is what is shown."""

    label: str
    url: str
    lang: str
    is_current: bool


def language_called(code: str) -> Language:
    """Return the language. Raises NotFoundError for one that is not in the list."""
    if code not in LANGUAGES:
        message = f"Språket ”{code[:20]}” finns inte bland dem som texter kan översättas till."
        raise NotFoundError(message)
    return LANGUAGES[code]


def translation_url(number: str, version: int, language: str) -> str:
    """Return the address of a version in a language."""
    return url_for("control.translation_show", number=number, version=version, language=language)


def ways_of(history: History, line: VersionLine, current: str = SWEDISH) -> list[LanguageWay]:
    """Return the languages that a version can be read in, Swedish first; none when there is Swedish alone. No query."""
    found = languages_of(line.number, translated_versions(history))
    number = history.document.number
    if not found:
        return []
    ways = [
        LanguageWay(language.own_name, translation_url(number, line.number, code), language.lang, code == current)
        for code, language in ((language.code, language) for language in found)
    ]
    return [LanguageWay("Svenska", version_url(number, line.number), SWEDISH, current == SWEDISH), *ways]


def body_shown(version: Version, text: str, resolve: Resolve, line: VersionLine) -> Markup:
    """Return a text as the version's page would show it; what stands beside the text stays Swedish."""
    document = version.document
    kind = kind_of(document.kind)
    if kind.preview is None:
        return Markup("").join(Markup("<p>{}</p>").format(words) for words in render(text).plain.splitlines())
    files = url_for("control.attachment_show", number=document.number, version=line.number, filename="")
    return kind.preview(with_text(kind, version, text), resolve, files)


def resolver_of(number: str, texts: Iterable[str], reader: Reader, today: date) -> Resolve:
    """Return what fills the links of some texts, as far as the reader may know what they name: one query, or none."""
    links = {link for text in texts for link in render(text).links}
    return resolver_for(number, links, reader, today)


def with_text(kind: BodyKind, version: Version, text: str) -> bytes:
    """Return a version's body with another text in it."""
    front, _swedish = kind.write(bytes(version.body))
    return kind.read(front, text)


def swedish_of(version: Version) -> str:
    """Return the Swedish text of a version, as it is written."""
    return kind_of(version.document.kind).write(bytes(version.body))[1]


def text_of(translation: Translation) -> str:
    """Return the translation's text, as it is written."""
    return bytes(translation.body).decode()


def notice_of(language: Language, wanted: VersionLine, shown: VersionLine | None) -> tuple[str, str]:
    """Return the tone and the words above a translation: that Swedish governs, or that it is older or missing."""
    number = wanted.number
    if shown is None:
        return "warning", _(
            "Version %(n)s finns inte på %(name)s. Här är den svenska texten.", n=number, name=language.name
        )
    if shown.number != number:
        words = _("Den lättlästa texten gäller version %(old)s; den svenska version %(new)s är nyare.")
        if language.is_translation:
            words = _("Översättningen gäller version %(old)s; den svenska version %(new)s är nyare.")
        if wanted.status.in_force:
            words = words.replace("är nyare", "gäller")
        return "warning", words % {"old": shown.number, "new": number}
    if not language.is_translation:
        return "info", _("Det här är en lättläst text. Det är den vanliga texten som gäller.")
    return "info", _("Det här är en översättning. Det är den svenska texten som gäller.")
