"""The index follows the journal: each kind of change, every crash, every process."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.control.actions.decisions import revoke_decision
from portal.control.actions.documents import withdraw_document
from portal.control.actions.drafts import Text, save_draft
from portal.control.actions.redactions import Cause, redact_words
from portal.control.actions.translations import Wording, approve_translation, hand_in_translation, write_translation
from portal.journal.follow import catch_up, position_of
from portal.journal.record import head
from portal.people.actions.organisation import save_unit
from portal.people.actions.persons import save_person
from portal.people.reader import MACHINE
from portal.people.rules import INTERNAL
from portal.search import follower, index, places
from portal.search.asking import Asking
from portal.search.follower import FOLLOWER, rebuild
from portal.search.ranking import rank
from portal.search.stand import standing
from portal.search.visible import visible_to
from tests.search.conftest import Ask, numbers
from tests.support.documents import approve, make_document, make_draft, make_valid, submit
from tests.support.organisation import Organisation


@pytest.fixture
def index_dir(bare_app: Flask) -> Path:
    return bare_app.extensions["portal"].config.index_dir


def test_a_decision_is_found_once_it_is_made(ask: Ask, organisation: Organisation) -> None:
    document = make_document(organisation)
    draft = make_draft(organisation, document, title="Rutin för drakar")
    assert numbers(ask("drakar", "asta")) == []
    assert numbers(ask("drakar", "bo")) == ["SOC-RUT-0001"]
    save_draft(organisation.deed("bo"), draft, Text("Rutin för enhörningar", b"Text.", (INTERNAL,), "Ny titel."))
    assert numbers(ask("drakar", "bo")) == []
    approve(organisation, submit(organisation, draft))
    assert numbers(ask("enhörningar", "asta")) == ["SOC-RUT-0001"]
    assert numbers(ask("enhörningar", None)) == []


def test_a_translation_is_found_with_its_document(ask: Ask, organisation: Organisation) -> None:
    version = make_valid(organisation)
    row = write_translation(organisation.deed("bo"), version, "en", Wording("Dragons", "Beware of unicorns."))
    assert numbers(ask("unicorns", "bo")) == []
    hand_in_translation(organisation.deed("bo"), row)
    approve_translation(organisation.deed("cleo"), row)
    assert numbers(ask("unicorns", "asta")) == ["SOC-RUT-0001"]
    assert numbers(ask("dragons", "asta")) == ["SOC-RUT-0001"]
    assert numbers(ask("unicorns", None)) == []


def test_nothing_of_what_is_taken_out_is_left_in_the_files(
    ask: Ask, organisation: Organisation, index_dir: Path
) -> None:
    version = make_valid(organisation, body="## Så gör du\n\nRing Xylofonia.\n")
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för drakar")
    assert numbers(ask("xylofonia")) == ["SOC-RUT-0001"]
    cause = Cause("gdpr", "artikel 17", "Begäran.")
    redact_words(organisation.deed("egon"), version.document, "Xylofonia", cause)
    assert numbers(ask("xylofonia")) == []
    assert numbers(ask("drakar")) == ["SOC-RUT-0002"]
    left = b"".join(path.read_bytes() for path in index_dir.rglob("*") if path.is_file()).lower()
    assert b"xylofonia" not in left
    assert b"drakar" in left


def test_withdrawal_and_revocation_are_followed(ask: Ask, organisation: Organisation) -> None:
    version = make_valid(organisation, title="Rutin för drakar")
    later = make_draft(organisation, version.document, title="Rutin för lindormar", change_note="Ny.")
    approve(organisation, submit(organisation, later), valid_from=organisation.today + timedelta(9))
    assert [hit.version for hit in ask("lindormar", everything=True).hits] == [2]
    revoke_decision(organisation.deed("cleo"), later, reason="Fel.")
    assert ask("lindormar", everything=True).total == 0
    withdraw_document(organisation.deed("cleo"), version.document, on=organisation.today, reason="Slut.")
    assert numbers(ask("drakar")) == []


def test_a_unit_that_is_renamed_is_found_by_its_name(ask: Ask, organisation: Organisation) -> None:
    make_valid(organisation, title="Rutin för drakar")
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för nycklar", unit="SOC-AO-HTN")
    assert ask("drakar").hits[0].unit == "Äldreomsorgen"
    unit = organisation.units["SOC-AO"]
    save_unit(MACHINE, code=unit.code, name="Omsorg Syd", kind=unit.kind, parent=unit.parent, now=organisation.now)
    assert ask("drakar").hits[0].unit == "Omsorg Syd"
    assert numbers(ask("syd")) == ["SOC-RUT-0001"]


def test_what_concerns_no_document_writes_none_anew(
    ask: Ask, organisation: Organisation, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_valid(organisation, title="Rutin för drakar")
    ask("drakar")
    save_person(MACHINE, key="frej", name="Frej Lund", email="frej@ekvik.example", now=organisation.now)
    monkeypatch.setattr(follower, "write_anew", lambda *_: pytest.fail("nothing is to be written"))
    assert numbers(ask("drakar")) == ["SOC-RUT-0001"]


def test_the_position_is_committed_with_what_it_stands_for(bare_app: Flask, organisation: Organisation) -> None:
    make_valid(organisation)
    with bare_app.app_context():
        assert position_of(FOLLOWER) == 0
        catch_up(FOLLOWER)
        assert position_of(FOLLOWER) == head()
        make_valid(organisation, "SOC-RUT-0002")
        assert position_of(FOLLOWER) < head()
        assert catch_up(FOLLOWER) > 0
        assert (position_of(FOLLOWER), catch_up(FOLLOWER)) == (head(), 0)


def test_when_much_has_happened_the_index_is_made_anew(
    ask: Ask, organisation: Organisation, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_valid(organisation, title="Rutin för drakar")
    ask("drakar")
    before = places.find_live(index_dir)
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för lindormar")
    assert numbers(ask("lindormar")) == ["SOC-RUT-0002"]
    assert places.find_live(index_dir) == before, "a little is taken as it comes"
    for number in ("SOC-RUT-0003", "SOC-RUT-0004"):
        make_valid(organisation, number, title=f"Rutin för basilisk {number}")
    monkeypatch.setattr(follower, "MANY_ENTRIES", 1)
    assert numbers(ask("basilisk")) == ["SOC-RUT-0003", "SOC-RUT-0004"]
    assert places.find_live(index_dir) != before


def test_a_crash_in_the_middle_loses_nothing(
    bare_app: Flask, ask: Ask, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_valid(organisation, title="Rutin för drakar")
    ask("drakar")
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för lindormar")

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch, bare_app.app_context():
        patch.setattr(index.Writing, "keep_position", fail)
        with pytest.raises(ZeroDivisionError):
            catch_up(FOLLOWER)
    assert numbers(ask("lindormar", follow=False)) == []
    assert numbers(ask("lindormar")) == ["SOC-RUT-0002"]
    assert numbers(ask("drakar")) == ["SOC-RUT-0001"]


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])


@pytest.mark.parametrize(
    "pattern", ["*.seg", "*.toc", "*.pst", "*.trm", "*.text.col", "*.facts.col", "*.arrays", "*.places"]
)
@pytest.mark.parametrize("harm", [Path.unlink, truncate], ids=["removed", "truncated"])
def test_a_damaged_index_is_made_anew_while_the_database_answers(
    ask: Ask, organisation: Organisation, index_dir: Path, pattern: str, harm: Callable[[Path], None]
) -> None:
    make_valid(organisation, title="Rutin för drakar")
    ask("drakar")
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för lindormar")
    for file in list(index_dir.glob(f"v*/{pattern}")):
        harm(file)
    damaged = ask("lindormar", follow=False)
    assert numbers(damaged) in ([], ["SOC-RUT-0002"])
    assert not ask("lindormar").plain
    assert numbers(ask("lindormar")) == ["SOC-RUT-0002"]
    assert numbers(ask("drakar")) == ["SOC-RUT-0001"]


def test_the_whole_index_may_be_deleted(ask: Ask, organisation: Organisation, index_dir: Path) -> None:
    make_valid(organisation, title="Rutin för drakar")
    ask("drakar")
    places.remove_all([index_dir])
    assert ask("drakar", follow=False).plain
    answer = ask("drakar")
    assert (numbers(answer), answer.plain) == (["SOC-RUT-0001"], False)


def test_a_rebuild_tells_how_it_goes_and_gives_the_same(bare_app: Flask, ask: Ask, organisation: Organisation) -> None:
    for number in range(1, 6):
        make_valid(organisation, f"SOC-RUT-000{number}", title=f"Rutin {number}")
    before = ask("rutin")
    told: list[int] = []
    with bare_app.app_context():
        assert rebuild(told.append) == 5
        assert position_of(FOLLOWER) == head()
    after = ask("rutin")
    assert sum(told) == 5
    assert numbers(after) == numbers(before)
    assert after.counts == before.counts


@contextmanager
def other_process(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a process that answers one question a line, as Asta."""
    command = (sys.executable, "-m", "portal", "search", "--json", "--as", "asta@ekvik.example", "-")
    settings = {**os.environ, "PORTAL_DATA_DIR": str(data_dir), "PORTAL_SECRET_KEY": "only for tests"}
    with subprocess.Popen(command, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


def asked(process: subprocess.Popen[str], question: str) -> list[str]:
    """Return the numbers that the other process finds."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(question + "\n")
    process.stdin.flush()
    return [hit["number"] for hit in json.loads(process.stdout.readline())["hits"]]


def test_another_process_is_fresh_after_commits_and_rebuilds(
    bare_app: Flask, ask: Ask, organisation: Organisation
) -> None:
    make_valid(organisation, title="Rutin för drakar")
    ask("drakar")
    with other_process(bare_app.extensions["portal"].config.data_dir) as process:
        assert asked(process, "drakar") == ["SOC-RUT-0001"]
        make_valid(organisation, "SOC-RUT-0002", title="Rutin för lindormar")
        assert asked(process, "lindormar") == []
        ask("lindormar")
        assert asked(process, "lindormar") == ["SOC-RUT-0002"]
        with bare_app.app_context():
            rebuild()
        assert asked(process, "drakar") == ["SOC-RUT-0001"]
        process.stdin.close()  # type: ignore[union-attr]
        assert process.wait(30) == 0


def test_threads_do_not_disturb_each_other(bare_app: Flask, ask: Ask, organisation: Organisation) -> None:
    for number in range(10, 30):
        make_valid(organisation, f"SOC-RUT-00{number}", title=f"Rutin nummer{number}", body=f"Ord{number} alltid.")
    ask("alltid")
    index_dir, tokens = bare_app.extensions["portal"].config.index_dir, organisation.reader("asta").tokens
    wrong: list[object] = []

    def look(number: int) -> None:
        for turn in range(12):
            wanted = 10 + (number * 7 + turn) % 20
            stand = standing(index_dir)
            visible = visible_to(stand, tokens, organisation.today, everything=False)
            asked = Asking(stand, visible).read(f"ord{wanted}")
            found = [stand.fact(place).number for place in rank(stand, visible, asked, "").places]
            if found != [f"SOC-RUT-00{wanted}"]:
                wrong.append((wanted, found))

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=look, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        with bare_app.app_context():
            rebuild()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []
