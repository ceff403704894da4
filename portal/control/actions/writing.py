"""What is typed in a draft is kept before it is saved; that, and who has it open, is not journalled."""

from portal.control.actions.holding import hold_document, refuse
from portal.control.deed import Deed, document_ref
from portal.control.models.versions import Contribution, Version, Writing
from portal.control.queries.facts import facts_of
from portal.control.rules.verbs import why_not_edit
from portal.control.rules.writing import Written, why_not_invite, why_not_keep
from portal.people.models import Person
from portal.people.queries.readers import reader_of
from portal.store.work import unit_of_work


def open_writing(deed: Deed, version: Version, opened: Written) -> None:
    """Note that the person has the draft open, and from which text they begin. What they had typed is left alone."""
    values = {"base": version.sha256, "opened": opened.to_json(), "seen_at": deed.at}
    with unit_of_work():
        Writing.insert(version=version, person=deed.person, **values).on_conflict(
            conflict_target=[Writing.version, Writing.person], update=values
        ).execute()


def note_presence(deed: Deed, version: Version) -> None:
    """Note that the person still has the draft open."""
    with unit_of_work():
        Writing.update(seen_at=deed.at).where((Writing.version == version) & (Writing.person == deed.person)).execute()


def keep_typed(deed: Deed, version: Version, written: Written, *, base: str) -> None:
    """Keep what the person has typed, on the text with the digest `base`. Raises RefusedError.

    It is kept also when somebody else has saved since: it is saved by `save_draft` alone.
    """
    document = version.document
    deed.require("control.write", document.unit.code)
    refuse(why_not_keep(written))
    with unit_of_work():
        fact = next(fact for fact in facts_of(document) if fact.number == version.number)
        refuse(why_not_edit(fact, deed.today))
        values = {"base": base, "typed": written.to_json(), "typed_at": deed.at, "seen_at": deed.at}
        Writing.insert(version=version, person=deed.person, **values).on_conflict(
            conflict_target=[Writing.version, Writing.person], update=values
        ).execute()


def forget_typed(deed: Deed, version: Version) -> None:
    """Throw away what the person has typed and not saved."""
    with unit_of_work():
        Writing.update(typed="", typed_at=None, seen_at=deed.at).where(
            (Writing.version == version) & (Writing.person == deed.person)
        ).execute()


def follow_base(deed: Deed, version: Version, *, before: str) -> None:
    """Let what the person has typed build on the version as it is now: they changed its files themselves."""
    with unit_of_work():
        Writing.update(base=version.sha256).where(
            (Writing.version == version) & (Writing.person == deed.person) & (Writing.base == before)
        ).execute()


def invite_writer(deed: Deed, version: Version, person: Person) -> None:
    """Let the person read the draft and write in it; who writes in it does not decide about it. Raises RefusedError."""
    document = version.document
    deed.require("control.write", document.unit.code)
    with unit_of_work():
        fact = next(fact for fact in hold_document(document) if fact.number == version.number)
        refuse(why_not_edit(fact, deed.today))
        asked = Contribution.select(Person.key).join(Person).where(Contribution.version == version).tuples()
        writers = {version.author.key, *(row[0] for row in asked)}
        tokens = frozenset() if person.disabled else reader_of(person, deed.today).tokens
        refuse(why_not_invite(person.name, person.key, tokens, document.unit.code, writers))
        Contribution.create(version=version, by=person, at=deed.at)
        deed.record("writer-invited", document_ref(document.number), version=version.number, person=person.key)
