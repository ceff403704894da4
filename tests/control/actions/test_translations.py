"""A version is put into other words: by any author, decided by another than who wrote it. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.control.actions.translations import (
    Wording,
    approve_translation,
    hand_in_translation,
    recall_translation,
    return_translation,
    write_translation,
)
from portal.control.models.versions import Translation, Version
from portal.control.queries.documents import get_history
from portal.control.queries.translations import approved_of, turn_of
from portal.journal.models import Entry
from portal.journal.record import broken_entries
from portal.lib.errors import ForbiddenError, InvalidError, RefusedError
from portal.people.actions.organisation import place_person
from portal.people.reader import MACHINE
from portal.store.database import database
from tests.support.documents import approve, make_draft, make_valid, submit
from tests.support.organisation import Organisation

WORDS = Wording("Threats and violence", "## What to do\n\n1. Take cover.\n")


def begun(organisation: Organisation, version: Version, who: str = "bo", wording: Wording = WORDS) -> Translation:
    """Let somebody begin a translation to English."""
    return write_translation(organisation.deed(who), version, "en", wording)


def decided(organisation: Organisation, version: Version) -> Translation:
    """Let Bo translate and Cleo decide."""
    row = begun(organisation, version)
    hand_in_translation(organisation.deed("bo"), row)
    approve_translation(organisation.deed("cleo"), row)
    return row


def test_from_first_word_to_decided(organisation: Organisation) -> None:
    version = make_valid(organisation)
    row = decided(organisation, version)
    kept = approved_of(version.id, "en")
    assert kept is not None
    assert (kept.title, kept.translator.key, kept.approved_by.key) == ("Threats and violence", "bo", "cleo")
    assert kept.plain == "What to do\nTake cover."
    verbs = [entry.verb for entry in Entry.select().order_by(Entry.number) if "translation" in entry.verb]
    assert verbs == ["translation-begun", "translation-submitted", "translation-approved"]
    assert f'"sha256":"{row.sha256}"' in Entry.get(Entry.verb == "translation-approved").facts
    assert '"version":1' in Entry.get(Entry.verb == "translation-approved").facts
    assert not list(broken_entries())


def test_who_hands_in_anothers_words_does_not_decide_about_them(organisation: Organisation) -> None:
    row = begun(organisation, make_valid(organisation))
    hand_in_translation(organisation.deed("cleo"), row)
    with pytest.raises(RefusedError, match="Den som har översatt eller lämnat in"):
        approve_translation(organisation.deed("cleo"), row)
    recall_translation(organisation.deed("bo"), row)
    hand_in_translation(organisation.deed("bo"), row)
    with pytest.raises(RefusedError, match="Den som har översatt eller lämnat in"):
        approve_translation(organisation.deed("cleo"), row)


def test_the_line_tells_which_languages_there_are(organisation: Organisation) -> None:
    version = make_valid(organisation)
    row = begun(organisation, version)
    tokens = organisation.reader("asta").tokens

    def told() -> tuple[set[str], set[str]]:
        line = get_history("SOC-RUT-0001", tokens, organisation.today).versions[0]
        return set(line.languages), set(line.awaiting)

    assert told() == (set(), set())
    hand_in_translation(organisation.deed("bo"), row)
    assert told() == (set(), {"en"})
    approve_translation(organisation.deed("cleo"), row)
    assert told() == ({"en"}, set())


def test_who_translated_does_not_decide(organisation: Organisation) -> None:
    version = make_valid(organisation)
    row = begun(organisation, version, "cleo")
    hand_in_translation(organisation.deed("cleo"), row)
    with pytest.raises(RefusedError, match="Den som har översatt"):
        approve_translation(organisation.deed("cleo"), row)


def test_who_wrote_in_anothers_translation_does_not_decide_either(organisation: Organisation) -> None:
    version = make_valid(organisation)
    row = begun(organisation, version)
    wording = replace(WORDS, title="Threats")
    again = write_translation(organisation.deed("cleo"), version, "en", wording, seen=row.sha256)
    assert again.id == row.id
    assert again.translator.key == "bo"
    hand_in_translation(organisation.deed("bo"), again)
    with pytest.raises(RefusedError, match="Den som har översatt"):
        approve_translation(organisation.deed("cleo"), again)


def test_another_manager_decides(organisation: Organisation) -> None:
    version = make_valid(organisation)
    row = begun(organisation, version, "cleo")
    hand_in_translation(organisation.deed("cleo"), row)
    disa, soc = organisation.people["disa"], organisation.units["SOC"]
    place_person(MACHINE, disa, soc, role="manager", now=organisation.now)
    approve_translation(organisation.deed("disa"), row)
    assert approved_of(version.id, "en")


def test_permissions_are_asked(organisation: Organisation) -> None:
    version = make_valid(organisation)
    for who in ("asta", "egon", "ylva"):
        with pytest.raises(ForbiddenError):
            begun(organisation, version, who)
    row = begun(organisation, version)
    hand_in_translation(organisation.deed("bo"), row)
    for who in ("asta", "bo", "disa", "ylva"):
        with pytest.raises(ForbiddenError):
            approve_translation(organisation.deed(who), row)


def test_only_what_is_decided_is_translated(organisation: Organisation) -> None:
    version = make_valid(organisation)
    newer = make_draft(organisation, version.document, change_note="Nytt.")
    with pytest.raises(RefusedError, match="Bara en beslutad version"):
        begun(organisation, newer)
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(3))
    assert begun(organisation, newer).version_id == newer.id


def test_what_was_read_is_what_is_decided(organisation: Organisation) -> None:
    version = make_valid(organisation)
    row = begun(organisation, version)
    hand_in_translation(organisation.deed("bo"), row)
    seen = Translation.get_by_id(row.id)
    recall_translation(organisation.deed("bo"), row)
    row = write_translation(organisation.deed("bo"), version, "en", replace(WORDS, title="Other"), seen=row.sha256)
    hand_in_translation(organisation.deed("bo"), row)
    with pytest.raises(RefusedError, match="har ändrats"):
        approve_translation(organisation.deed("cleo"), seen)


def test_nobody_writes_over_anothers_words(organisation: Organisation) -> None:
    version = make_valid(organisation)
    begun(organisation, version)
    with pytest.raises(RefusedError, match="har ändrats"):
        begun(organisation, version, "cleo", Wording("Annan", "Annat.\n"))
    assert Translation.get().title == "Threats and violence"


def test_what_waits_is_not_changed_and_what_came_back_is(organisation: Organisation) -> None:
    version = make_valid(organisation)
    row = begun(organisation, version)
    hand_in_translation(organisation.deed("bo"), row)
    with pytest.raises(RefusedError, match="väntar på beslut"):
        write_translation(organisation.deed("bo"), version, "en", Wording("x", "y"), seen=row.sha256)
    with pytest.raises(RefusedError, match="behöver ändras"):
        return_translation(organisation.deed("cleo"), row, remark="")
    return_translation(organisation.deed("cleo"), row, remark="Cover → shelter.")
    assert Translation.get().remark == "Cover → shelter."
    with pytest.raises(RefusedError, match="Bara en översättning"):
        recall_translation(organisation.deed("bo"), row)
    row = write_translation(organisation.deed("bo"), version, "en", replace(WORDS, title="Other"), seen=row.sha256)
    hand_in_translation(organisation.deed("bo"), row)
    assert Translation.get().remark == ""


def test_a_later_one_takes_the_place_of_what_never_changes(organisation: Organisation) -> None:
    version = make_valid(organisation)
    first = decided(organisation, version)
    with pytest.raises(RefusedError, match="ändras aldrig"):
        hand_in_translation(organisation.deed("bo"), first)
    second = begun(organisation, version, wording=replace(WORDS, title="Hot och våld in English"))
    assert (second.id != first.id, turn_of(second)) == (True, 2)
    kept = approved_of(version.id, "en")
    assert kept is not None
    assert kept.title == "Threats and violence"
    hand_in_translation(organisation.deed("bo"), second)
    approve_translation(organisation.deed("cleo"), second)
    kept = approved_of(version.id, "en")
    assert kept is not None
    assert kept.title == "Hot och våld in English"
    assert bytes(Translation.get_by_id(first.id).body) == WORDS.body


def test_saving_the_same_changes_nothing(organisation: Organisation) -> None:
    version = make_valid(organisation)
    row = begun(organisation, version)
    count = Entry.select().count()
    write_translation(organisation.deed("bo"), version, "en", replace(WORDS, text="\r\n" + WORDS.text), seen=row.sha256)
    assert Entry.select().count() == count


def test_what_cannot_be_taken_is_told(organisation: Organisation) -> None:
    version = make_valid(organisation)
    with pytest.raises(InvalidError, match="Språket xx"):
        write_translation(organisation.deed("bo"), version, "xx", WORDS)
    with pytest.raises(InvalidError) as caught:
        begun(organisation, version, wording=Wording("Deep", "> " * 400 + "text"))
    assert caught.value.place == "text"
    row = begun(organisation, version, wording=Wording("Title", ""))
    with pytest.raises(RefusedError, match="Skriv en text"):
        hand_in_translation(organisation.deed("bo"), row)


def test_two_who_begin_at_once_make_one(organisation: Organisation) -> None:
    version = make_valid(organisation)

    def begin(who: str) -> str:
        try:
            begun(organisation, Version.get_by_id(version.id), who, Wording(who, "Text."))
        except RefusedError as error:
            return str(error)
        finally:
            database.close()
        return "begun"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(begin, ["bo", "cleo"]))
    assert answers[0] == "begun"
    assert "har ändrats" in answers[1]
    assert Translation.select().count() == 1
