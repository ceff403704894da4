"""What is told of documents: the journal's verbs, in which words, to whom."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from portal.control.models.decisions import Comment
from portal.control.rules.translations import LANGUAGES
from portal.lib.calendar import long_date
from portal.lib.refs import Ref
from portal.notices.queries.things import asked_about, hands_on
from portal.people.models import Person
from portal.web.telling import Event, Facts, Names, Telling

REVIEW, DECISION, VERSION = "control.review_show", "control.approval_new", "control.version_show"
CONFIRMATION = "control.confirmation_new"


def day(facts: Facts, name: str) -> str:
    """Return a day of the facts in words."""
    return long_date(date.fromisoformat(facts[name]))


def saying(words: str) -> Callable[[Facts, Names], str]:
    """Return what says these words, filled with the facts."""
    return lambda facts, _names: words.format(**facts)


def decided(facts: Facts, _names: Names) -> str:
    """Say that a version was decided, and from when it applies."""
    return f"Version {facts['version']} är beslutad. Den gäller från {day(facts, 'valid_from')}."


def withdrawn(facts: Facts, _names: Names) -> str:
    """Say that the document was withdrawn, or replaced."""
    if facts.get("replaced_by"):
        return f"Dokumentet är upphävt från {day(facts, 'on')}. Ett annat dokument ersätter det."
    return f"Dokumentet är upphävt från {day(facts, 'on')}."


def confirmed(facts: Facts, _names: Names) -> str:
    """Say that what applies still holds."""
    return f"Översynen är gjord, och dokumentet gäller som förut. Nästa översyn senast {day(facts, 'review_by')}."


def moved(facts: Facts, names: Names) -> str:
    """Say to which unit the document went."""
    code = facts.get("unit", "")
    return f"Dokumentet hör nu till {names.get(code, code)}."


def translated(facts: Facts, _names: Names) -> str:
    """Say that there is a translation."""
    language = LANGUAGES.get(facts["language"])
    return f"Version {facts['version']} finns nu på {language.name if language else facts['language']}."


def reminded(facts: Facts, _names: Names) -> str:
    """Say by when the review is to be done."""
    return f"Dags för översyn. Den ska vara gjord senast {day(facts, 'due')}."


def fell_due(facts: Facts, _names: Names) -> str:
    """Say that the review is due."""
    return f"Översynen ska vara gjord {day(facts, 'review_by')}."


def named(*names: str) -> Callable[[Event], Iterable[str]]:
    """Return what answers the keys that these facts hold: one each, or a list."""

    def persons(event: Event) -> Iterable[str]:
        for name in names:
            value = event.facts.get(name, ())
            yield from [value] if isinstance(value, str) else value

    return persons


def hands(event: Event) -> Iterable[str]:
    """Return who has written in the version or handed it in."""
    return hands_on(event.subject.key, event.facts["version"])


def asked(event: Event) -> Iterable[str]:
    """Return who was asked to decide or review the version."""
    return asked_about(event.subject.key, event.facts["version"])


def answered(event: Event) -> Iterable[str]:
    """Return who said what was answered, and who writes the version."""
    first = Comment.alias()
    said = (
        Person.select(Person.key).join(first, on=(first.by == Person.id)).join(Comment, on=(Comment.answers == first))
    )
    keys = {key for (key,) in said.where(Comment.id == event.facts["comment"]).tuples()}
    return keys.union(hands(event))


def new_owner(event: Event) -> Iterable[str]:
    """Return who owns the document now, where that has changed."""
    owner = event.facts.get("owner", "")
    return [owner] if owner and owner != event.facts.get("owner_before") else []


def moved_unit(event: Event) -> Iterable[Ref]:
    """Return the document when it went to another unit."""
    return [event.subject] if event.facts.get("unit", "") != event.facts.get("unit_before", "") else []


OWNED = Telling("owned", saying("Du äger nu dokumentet."), persons=new_owner)
TELLINGS: Mapping[str, tuple[Telling, ...]] = {
    "version-approved": (
        Telling("own-decided", decided, persons=hands, at_work=True, page=VERSION),
        Telling("decided", decided, is_followed=True, page=VERSION),
    ),
    "version-took-effect": (
        Telling("took-effect", saying("Version {version} har börjat gälla."), is_followed=True),
    ),
    "decision-revoked": (
        Telling("own-revoked", saying("Beslutet om version {version} är återkallat."), persons=hands, at_work=True),
        Telling("revoked", saying("Beslutet om version {version} är återkallat."), is_followed=True),
    ),
    "document-withdrawn": (Telling("withdrawn", withdrawn, is_followed=True),),
    "document-confirmed": (Telling("confirmed", confirmed, is_followed=True),),
    "document-placed": (
        OWNED,
        Telling("moved", moved, is_followed=True, refs=moved_unit),
    ),
    "document-owner-changed": (OWNED,),
    "translation-approved": (Telling("translated", translated, is_followed=True),),
    "version-submitted": (
        Telling(
            "to-decide",
            saying("Version {version} är inlämnad till dig för beslut."),
            persons=named("approvers"),
            at_work=True,
            page=DECISION,
        ),
        Telling(
            "to-review",
            saying("Du är ombedd att granska version {version}."),
            persons=named("reviewers"),
            at_work=True,
            page=REVIEW,
        ),
    ),
    "submission-recalled": (
        Telling(
            "recalled",
            saying("Version {version} är återtagen. Du behöver inte granska eller besluta."),
            persons=asked,
            at_work=True,
            page=VERSION,
        ),
    ),
    "version-returned": (
        Telling("returned", saying("Version {version} är återsänd till dig."), hands, at_work=True, page=REVIEW),
    ),
    "comment-made": (
        Telling("commented", saying("Version {version} har fått en kommentar."), hands, at_work=True, page=REVIEW),
    ),
    "comment-answered": (
        Telling(
            "answered", saying("Det finns ett svar på en kommentar till version {version}."), answered, at_work=True,
            page=REVIEW,
        ),
    ),
    "review-concluded": (
        Telling("reviewed", saying("En granskare är klar med version {version}."), hands, at_work=True, page=REVIEW),
    ),
    "writer-invited": (
        Telling("invited", saying("Du är inbjuden att skriva i version {version}."), named("person"), at_work=True),
    ),
    "approver-reminded": (
        Telling(
            "decision-awaited", saying("Version {version} väntar på ditt beslut."), named("person"), at_work=True,
            page=DECISION,
        ),
    ),
    "decision-escalated": (
        Telling(
            "decision-late", saying("Version {version} har väntat länge på beslut. Du kan gå in i stället."),
            named("person"), at_work=True, page=DECISION,
        ),
    ),
    "review-reminded": (Telling("review-due", reminded, named("person"), page=CONFIRMATION),),
    "review-fell-due": (Telling("review-fell-due", fell_due, is_followed=True),),
}  # fmt: skip
