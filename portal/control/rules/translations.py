"""Other languages than the Swedish that governs: which there are, who may decide about a translation, what is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.control.rules.status import Status, VersionFact, status_of

SWEDISH = "sv"
EASY = "sv-easy"
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Language:
    """A language that a text can be had in: what it is called in Swedish and by those who read it.

    `lang` is what tells browsers and screen readers (BCP 47), `direction` how it is written: `ltr` or `rtl`. `notice`
    says in it that this is a translation and that the Swedish text applies; empty where nobody has vouched for that.
    """

    code: str
    name: str
    own_name: str
    lang: str
    direction: str = "ltr"
    notice: str = ""

    @property
    def is_translation(self) -> bool:
        """Whether it is another language; an easy-read text is Swedish too."""
        return self.lang != SWEDISH


LANGUAGES: Mapping[str, Language] = {
    language.code: language
    for language in (
        Language(EASY, "lättläst svenska", "Lättläst", SWEDISH),
        Language(
            "en", "engelska", "English", "en", notice="This is a translation. The Swedish text is the one that applies."
        ),
        Language("fi", "finska", "Suomi", "fi", notice="Tämä on käännös. Ruotsinkielinen teksti on voimassa."),
        Language("fit", "meänkieli", "Meänkieli", "fit"),
        Language("se", "nordsamiska", "Davvisámegiella", "se"),
        Language("sma", "sydsamiska", "Åarjelsaemien gïele", "sma"),
        Language("smj", "lulesamiska", "Julevsámegiella", "smj"),
        Language("yi", "jiddisch", "ייִדיש", "yi", "rtl"),
        Language("ar", "arabiska", "العربية", "ar", "rtl"),
        Language(
            "de", "tyska", "Deutsch", "de", notice="Dies ist eine Übersetzung. Maßgeblich ist der schwedische Text."
        ),
        Language("es", "spanska", "Español", "es", notice="Esta es una traducción. El texto válido es el sueco."),
        Language("fa", "persiska", "فارسی", "fa", "rtl"),
        Language("fr", "franska", "Français", "fr", notice="Ceci est une traduction. Le texte suédois fait foi."),
        Language("pl", "polska", "Polski", "pl"),
        Language("so", "somaliska", "Soomaali", "so"),
        Language("ti", "tigrinska", "ትግርኛ", "ti"),
        Language("tr", "turkiska", "Türkçe", "tr"),
        Language("uk", "ukrainska", "Українська", "uk"),
    )
}


@dataclass(frozen=True, slots=True)
class Rendering:
    """How far a translation has come: `hands` are the keys of all who have written in it or handed it in."""

    hands: frozenset[str]
    is_handed_in: bool = False
    is_approved: bool = False


def why_not_translate(version: VersionFact, today: date) -> str | None:
    """Return why a version may not be translated, or None: what applies or will apply is, nothing else."""
    status = status_of(version, today)
    if status.in_force or status is Status.SCHEDULED:
        return None
    if status.is_open:
        return "Bara en beslutad version översätts. Vänta tills den svenska texten är beslutad."
    return "Versionen gäller inte längre. Översätt den version som gäller."


def why_not_write_in(translation: Rendering | None) -> str | None:
    """Return why the translation may not be changed, or None; None is one that nobody has begun."""
    if translation is None:
        return None
    if translation.is_approved:
        return "En beslutad översättning ändras aldrig. Börja en ny."
    if translation.is_handed_in:
        return "Översättningen väntar på beslut. Ta tillbaka den om något behöver ändras."
    return None


def why_not_put(title: str, text: str) -> str | None:
    """Return why a translation may not be put to a decision, or None."""
    if not title.strip():
        return "Skriv en titel innan översättningen lämnas till beslut."
    return None if text.strip() else "Skriv en text innan översättningen lämnas till beslut."


def why_not_pass(translation: Rendering, person: str) -> str | None:
    """Return why the person may not decide about the translation, or None: nobody does about what they wrote or put."""
    if not translation.is_handed_in or translation.is_approved:
        return "Bara en översättning som väntar på beslut kan beslutas."
    if person in translation.hands:
        return "Den som har översatt eller lämnat in översättningen får inte besluta om den."
    return None


def why_not_send_back(translation: Rendering, remark: str) -> str | None:
    """Return why the translation may not be given back to the translator, or None."""
    if not translation.is_handed_in or translation.is_approved:
        return "Bara en översättning som väntar på beslut kan lämnas tillbaka."
    return None if remark.strip() else "Skriv vad som behöver ändras."


def version_in(language: str, version: int, translated: Mapping[int, Iterable[str]]) -> int | None:
    """Return which version's translation stands for the version's: its own, else the nearest before it, or None.

    `translated` are the languages of each version that the reader may read. A later version's is never shown.
    """
    return max(
        (number for number, codes in translated.items() if language in codes and number <= version), default=None
    )


def languages_of(version: int, translated: Mapping[int, Iterable[str]]) -> list[Language]:
    """Return the languages that the version can be had in, if need be as an older one, in the order of the list."""
    return [language for code, language in LANGUAGES.items() if version_in(code, version, translated) is not None]
