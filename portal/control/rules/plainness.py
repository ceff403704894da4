"""How a text reads: advice, never an error."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.control.rules.finding import Finding, advice
from portal.lib.markup.survey import Mark, Place, Survey
from portal.lib.markup.tree import decoded
from portal.lib.readability import Sentence, is_label, lix, sentences_of

HARD = 50
MANY_WORDS = 300
_LEVELS = (
    (30, "mycket lätt att läsa"),
    (40, "lätt att läsa"),
    (HARD, "ganska lätt att läsa, som en dagstidning"),
    (60, "svår att läsa, som en myndighetstext"),
)


@dataclass(frozen=True, slots=True)
class Plainness:
    """How a text reads: LIX, None for a short one, what that means, and the advice."""

    figure: int | None
    meaning: str
    advice: tuple[Finding, ...]


def plainness_of(survey: Survey) -> Plainness:
    """Return how the text reads."""
    sentences = list(sentences_in(survey))
    figure = lix(sentences)
    found = [*of_figure(figure), *of_sentences(sentences), *of_length(survey, sentences), *of_addresses(survey)]
    return Plainness(figure, meaning_of(figure), tuple(found))


def sentences_in(survey: Survey) -> Iterator[Sentence]:
    """Yield the sentences of a text; headings, and cells and items that are mere labels, are none."""
    for passage in survey.passages:
        is_part = passage.place is not Place.PARAGRAPH and is_label(passage.text)
        if passage.place is not Place.TITLE and not is_part:
            yield from sentences_of(passage.line, passage.text)


def meaning_of(figure: int | None) -> str:
    """Return in words what the figure means."""
    if figure is None:
        return ""
    return next((words for limit, words in _LEVELS if figure < limit), "mycket svår att läsa")


def of_figure(figure: int | None) -> Iterator[Finding]:
    """Yield that the whole text is hard to read."""
    if figure is not None and figure > HARD:
        yield advice("lix", f"LIX är {figure}: texten är svår att läsa. Dela långa meningar och byt ut långa ord.")


def of_sentences(sentences: list[Sentence]) -> Iterator[Finding]:
    """Yield the sentences that are too long to take in at once."""
    for sentence in sentences:
        if sentence.is_long:
            begins = " ".join(sentence.text.split()[:5])
            message = f"Meningen ”{begins} …” har {len(sentence.words)} ord. Dela den."
            yield advice("sentence", message, sentence.line)


def of_length(survey: Survey, sentences: list[Sentence]) -> Iterator[Finding]:
    """Yield that a long text has no headings to find one's way by."""
    words = sum(len(sentence.words) for sentence in sentences)
    if words > MANY_WORDS and not survey.headings:
        yield advice("length", f"Texten har {words} ord och inga rubriker. Dela upp den med rubriker.")


def of_addresses(survey: Survey) -> Iterator[Finding]:
    """Yield that links lead out of the portal, where nobody knows what becomes of them."""
    lines = [
        reference.line
        for reference in survey.references
        if reference.mark is Mark.LINK and decoded(reference.target).lower().startswith("http")
    ]
    if lines:
        some = "En länk leder" if len(lines) == 1 else f"{len(lines)} länkar leder"
        yield advice("external", f"{some} ut ur portalen och kan inte kontrolleras här. Prova själv.", lines[0])
