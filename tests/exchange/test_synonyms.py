"""The list of synonyms goes in and out as one file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.config import Config
from portal.exchange.export import run_export
from portal.exchange.outcome import Report
from portal.lib.errors import ForbiddenError
from portal.people.reader import MACHINE
from portal.search.actions.synonyms import add_synonym, save_synonyms
from portal.search.models import Synonym
from tests.exchange.conftest import Content
from tests.exchange.test_export import both_ways, files_in
from tests.support.clock import Clock

__all__ = ["both_ways"]
Import = Callable[..., Report]
FILE = "synonyms.yaml"
TEXT = "Mobil:\n- telefon\n- ring  upp\ndagis: förskola\n'- x: #1': \"e-post\"\n"
PAIRS = {("mobil", "telefon"), ("mobil", "ring upp"), ("dagis", "förskola"), ("- x: #1", "e-post")}


def pairs() -> set[tuple[str, str]]:
    """Return the whole list."""
    return set(Synonym.select(Synonym.term, Synonym.meaning).tuples())


def test_the_list_is_brought_in_once(content: Content, bring_in: Import) -> None:
    content.write(FILE, TEXT)
    assert "ny: synonyms.yaml" in bring_in(content).lines()
    assert pairs() == PAIRS
    assert bring_in(content).lines()[-1].startswith("Inget ändrades")
    assert "ändrad: synonyms.yaml" in bring_in(content.change(FILE, "förskola", "barnomsorg")).lines()


def test_what_the_quality_lead_has_added_stays(content: Content, bring_in: Import, clock: Clock) -> None:
    bring_in(content.write(FILE, TEXT))
    add_synonym(MACHINE, "lekis", "förskola", both_ways=False, now=clock())
    assert bring_in(content).lines()[-1].startswith("Inget ändrades")
    bring_in(content.write(FILE, TEXT + "forskola: dagis\n"))
    assert pairs() == PAIRS | {("lekis", "förskola"), ("forskola", "dagis")}
    bring_in(content.write(FILE, TEXT + "förskola: dagis\n"))
    assert pairs() == PAIRS | {("lekis", "förskola"), ("förskola", "dagis")}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- dagis: förskola\n", ":1: Filen ska innehålla ord med betydelser"),
        ("dagis: förskola\ndagis: lekis\n", ":2: Nyckeln ”dagis” finns redan på rad 1."),
        ("dagis: förskola\nDagis: forskola\n", ":2: Den som söker ”dagis” får redan träffar för ”forskola”."),
        ("dagis:\n  - förskola\n  - Förskola\n", ":3: Den som söker ”dagis” får redan träffar"),
        ("dagis: förskola\nmobil: Mobil\n", ":2: ”mobil” och ”mobil” är redan samma ord"),
        ("mobil: telefon\ndagis:\n", ":2: dagis: här ska stå en betydelse, eller en lista."),
        ("dagis: {a: b}\n", ":1: dagis: här ska stå en betydelse, eller en lista."),
        ("dagis:\n  - förskola\n  - [a]\n", ":3: dagis: här ska stå en text."),
        ("dagis: []\n", ":1: dagis: listan är tom."),
        ("dagis: förskola\n'–': streck\n", ":2: Skriv minst ett ord."),
        (f"dagis: {'ö' * 61}\n", ":1: Texten är för lång: 61 tecken, högst 60."),
    ],
)
def test_a_bad_row_is_told_with_its_line(
    content: Content, refused: Callable[..., list[str]], text: str, line: str
) -> None:
    (told,) = refused(content.write(FILE, text))
    assert told.startswith(FILE + line)
    assert pairs() == set()


def test_every_bad_row_is_told_at_once(content: Content, refused: Callable[..., list[str]]) -> None:
    told = refused(content.write(FILE, "a: A\nb: c\nd: D\n"))
    assert [line.split(": ")[0] for line in told] == ["synonyms.yaml:1", "synonyms.yaml:3"]


def test_an_empty_file_changes_nothing(content: Content, bring_in: Import, clock: Clock) -> None:
    save_synonyms(MACHINE, [("dagis", "förskola")], now=clock())
    bring_in(content.write(FILE, ""))
    assert pairs() == {("dagis", "förskola")}


def test_who_may_import_may_bring_it_in(content: Content, bring_in: Import) -> None:
    bring_in(content)
    content.write(FILE, TEXT)
    with pytest.raises(ForbiddenError):
        bring_in(content, email="cleo@ekvik.example")
    assert pairs() == set()
    bring_in(content, email="egon@ekvik.example")
    assert pairs() == PAIRS


def test_it_comes_back_the_same(content: Content, bring_in: Import, both_ways: Callable[[], tuple[Path, Path]]) -> None:
    bring_in(content.write(FILE, TEXT))
    first, second = both_ways()
    assert files_in(first) == files_in(second)
    assert (first / FILE).read_text(encoding="utf-8") == (
        '"- x: #1": e-post\ndagis: förskola\nmobil:\n  - ring upp\n  - telefon\n'
    )


def test_no_list_is_no_file(content: Content, bring_in: Import, config: Config, tmp_path: Path) -> None:
    bring_in(content)
    run_export(tmp_path / "out", config.timezone)
    assert not (tmp_path / "out" / FILE).exists()
