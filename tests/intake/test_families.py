"""What is the same, what is older, what is passed over, and what is wrong with a row."""

from datetime import date
from pathlib import PurePosixPath

import pytest

from portal.intake.forms import read_table
from portal.intake.rules.choices import World, cleaned, problems_of
from portal.intake.rules.families import Fate, Member, places_of
from portal.intake.rules.names import folders_of, stem_of
from portal.intake.rules.passing import why_pass
from portal.intake.rules.paths import LONGEST_PATH, name_to_attach, path_as_told, unlike
from portal.intake.rules.phases import Phase, phase_of, why_not_begin, why_not_change
from portal.intake.rules.titles import clean
from portal.intake.rules.units import Name, Units
from portal.intake.rules.versions import mark_of
from portal.lib import filetype

TODAY = date(2026, 11, 20)


def fates(*paths: str, same: dict[str, str] | None = None, dates: dict[str, str] | None = None) -> dict[str, str]:
    """Return what is proposed to become of files, by path; those of one name in `same` are the same bytes."""
    members = []
    for key, path in enumerate(paths):
        title = clean(stem_of(path), TODAY)
        digest = (same or {}).get(path, path)
        day = (dates or {}).get(path, "")
        members.append(Member(key, path, digest, title, title, day, mark_of(stem_of(path), folders_of(path))))
    return {paths[key]: place.fate for key, place in places_of(members).items()}


D, A, S = Fate.DOCUMENT, Fate.ATTACHMENT, Fate.SKIP


@pytest.mark.parametrize(
    ("paths", "wanted"),
    [
        (("Rutin hot v1.docx", "Rutin hot v2 FINAL.docx"), (A, D)),
        (("Rutin hot v2.docx", "Rutin hot v10.docx"), (A, D)),
        (("Rutin hot rev B.docx", "Rutin hot rev A.docx"), (D, A)),
        (("Rutin hot.docx", "Rutin hot FINAL.docx"), (A, D)),
        (("Rutin hot utkast.docx", "Rutin hot.docx"), (A, D)),
        (("Rutin hot.docx", "Kopia av Rutin hot.docx"), (D, S)),
        (("Rutin hot.docx", "Rutin hot (2).docx"), (D, S)),
        (("Rutin hot.pdf", "Rutin hot.docx"), (A, D)),
        (("Rutin vid hot.docx", "Rutin hot v2.docx"), (A, D)),
        (("a/Rutin hot.docx", "b/Rutin hot.docx"), (D, D)),
        (("a/gamla/Rutin hot v9.docx", "a/Rutin hot v1.docx"), (S, D)),
        (("gamla/Rutin fax.docx",), (S,)),
        (("Rutin hot.docx", "Rutin larm.docx"), (D, D)),
    ],
)
def test_of_versions_of_a_text_the_newest_is_the_document(paths: tuple[str, ...], wanted: tuple[Fate, ...]) -> None:
    assert fates(*paths) == dict(zip(paths, wanted, strict=True))
    assert fates(*reversed(paths)) == dict(zip(paths, wanted, strict=True)), "in whatever order they come"


def test_the_later_date_is_the_newer() -> None:
    old, new = "Rutin hot 2020-01-01.docx", "Rutin hot 2021-01-01.docx"
    assert fates(old, new, dates={old: "2020-01-01", new: "2021-01-01"}) == {old: A, new: D}


def test_of_files_that_are_the_same_one_is_taken() -> None:
    paths = ("djupt/ner/Annat namn.docx", "Rutin hot.docx", "Kopia av Rutin hot.docx")
    assert fates(*paths, same=dict.fromkeys(paths, "1")) == {paths[0]: S, paths[1]: D, paths[2]: S}


@pytest.mark.parametrize(
    ("path", "size", "words"),
    [
        ("a/~$Rutin.docx", 162, "tillfällig"),
        ("a/Thumbs.db", 9, "tillfällig"),
        (".DS_Store", 9, "tillfällig"),
        ("__MACOSX/a/Rutin.docx", 9, "tillfällig"),
        (".git/x.md", 9, "tillfällig"),
        ("a/._Rutin.docx", 9, "tillfällig"),
        ("Genväg.lnk", 9, "tillfällig"),
        ("Rutin.docx", 0, "Filen är tom"),
        ("Rutin.doc", 9, "spara den som docx"),
        ("Lista.xls", 9, "spara den som xlsx"),
        ("Rutin.docm", 9, "makron"),
        ("Rutin.dotx", 9, "mall för ett program"),
        ("Bild.PNG", 9, "Bilder"),
        ("Bilder.pptx", 9, "Bildspel"),
        ("a.zip", 9, "arkiv"),
        ("brev.msg", 9, "Mejl"),
        ("LÄSMIG", 9, "Ge namnet en ändelse"),
        ("a.exe", 9, "slaget .exe läses inte"),
        ("Rutin.docx", 26 * 1024 * 1024, "för stor"),
    ],
)
def test_what_is_passed_over_says_why(path: str, size: int, words: str) -> None:
    assert words in (why_pass(path, size, 25) or "")


@pytest.mark.parametrize("path", ["Rutin.docx", "a/b/Lista.XLSX", "Plan.pdf", "Läs mig.md", "a.b/Rutin.docx"])
def test_what_can_be_read_is_taken(path: str) -> None:
    assert why_pass(path, 9, 25) is None


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("a/b/c.docx", "a/b/c.docx"),
        ("C:\\Users\\bo\\c.docx", "Users/bo/c.docx"),
        ("../../etc/c.docx", "etc/c.docx"),
        ("/a//./b.docx", "a/b.docx"),
        ("a\u0308.docx", "ä.docx"),
        ("a\x00\u202eb.docx", "a��b.docx"),
        ("..", ""),
    ],
)
def test_a_path_is_a_label_and_leads_nowhere(sent: str, told: str) -> None:
    assert path_as_told(sent) == told


def test_a_long_path_keeps_its_end() -> None:
    told = path_as_told("å" * 900 + "/Rutin.docx")
    assert len(told) == LONGEST_PATH
    assert told.endswith("/Rutin.docx")


@pytest.mark.parametrize("path", ["a/Rutin?.docx", "CON.docx", "å" * 200 + ".docx", "x.md", " . .docx", "a/b.c.pdf"])
def test_every_file_can_be_attached_by_some_name(path: str) -> None:
    assert filetype.why_not_name(name_to_attach(path)) is None


def test_two_files_of_a_version_have_two_names() -> None:
    assert unlike("Rutin.docx", {"rutin.docx", "rutin (2).docx"}) == "Rutin (3).docx"


UNITS = Units.of([Name("SOC", "Socialförvaltningen"), Name("SOC-AO", "Äldreomsorgen", "SOC"), Name("SBF", "Bygg")])
WORLD = World(
    units=UNITS,
    taken={"SOC-RUT-0001"},
    claimed={"SOC-RUT-0002": 2},
    owners={"cleo@ekvik.example"},
    may_take={"SOC", "SOC-AO"},
    may_decide={"SOC"},
    today=TODAY,
)
SOUND = {
    "fate": "document",
    "title": "Rutin",
    "type": "routine",
    "unit": "SOC",
    "number": "",
    "status": "valid",
    "valid_from": "2024-01-01",
    "review_by": "",
    "owner": "",
}


def test_a_sound_row_has_no_problems() -> None:
    assert problems_of(SOUND, WORLD) == []
    assert problems_of({**SOUND, "number": "SOC-RUT-0003", "owner": "cleo@ekvik.example"}, WORLD) == []


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"title": ""}, "title", "Skriv en titel"),
        ({"title": "x" * 201}, "title", "för lång"),
        ({"title": "a\u200bb"}, "title", "inte syns"),
        ({"type": ""}, "type", "Välj en typ"),
        ({"type": "declaration"}, "type", "Välj en typ"),
        ({"unit": ""}, "unit", "Välj en enhet"),
        ({"unit": "MOON"}, "unit", "”MOON” finns inte"),
        ({"unit": "SBF"}, "unit", "Du får inte läsa in dokument för SBF"),
        ({"unit": "SOC-AO"}, "status", "Du får inte läsa in beslut för SOC-AO"),
        ({"number": "42"}, "number", "inget dokumentnummer"),
        ({"number": "SOC-RUT-0001"}, "number", "redan använt"),
        ({"number": "SOC-RUT-0002"}, "number", "flera rader"),
        ({"owner": "nobody"}, "owner", "Skriv e-postadressen"),
        ({"valid_from": ""}, "valid_from", "Skriv från vilken dag"),
        ({"valid_from": "2024-13-01"}, "valid_from", "inget datum"),
        ({"valid_from": "2026-11-21"}, "valid_from", "framåt i tiden"),
        ({"review_by": "snart"}, "review_by", "inget datum"),
        ({"review_by": "2024-01-01"}, "review_by", "efter den dag"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_by_its_cell(change: dict[str, str], field: str, words: str) -> None:
    (problem,) = problems_of({**SOUND, **change}, WORLD)
    assert problem.field == field
    assert words in problem.message
    assert problems_of({**SOUND, **change, "fate": "skip"}, WORLD) == []


def test_a_draft_needs_no_day() -> None:
    assert problems_of({**SOUND, "status": "draft", "valid_from": "", "unit": "SOC-AO"}, WORLD) == []


def test_cells_are_read_in_words() -> None:
    typed = {
        **SOUND,
        "type": " rutin ",
        "status": "Utkast",
        "fate": "hoppa över",
        "unit": "äldreomsorgen",
        "number": "soc-rut-1",
    }
    cells = cleaned(typed, UNITS)
    assert [cells[name] for name in ("type", "status", "fate", "unit", "number")] == [
        "routine",
        "draft",
        "skip",
        "SOC-AO",
        "SOC-RUT-1",
    ]
    assert cleaned({"unit": "Mars"}, UNITS)["unit"] == "Mars", "what nobody knows stays as it was typed"


def test_what_is_sent_of_a_table_is_read_by_row() -> None:
    sent = [("row-7-title", "A"), ("row-7-state", "done"), ("chosen", "7"), ("chosen", "x"), ("common-unit", "SOC")]
    sent += [("common-title", "B"), ("row-x-title", "C"), ("common-type", ""), ("row-99999999999-title", "D")]
    found = read_table(sent)
    assert (found.rows, found.chosen, found.common) == ({7: {"title": "A"}}, {7}, {"unit": "SOC"})


def test_phases_follow_what_was_done() -> None:
    now = object()
    steps = [
        phase_of(*[now] * done, *[None] * (4 - done))  # type: ignore[list-item]
        for done in range(5)
    ]
    assert steps == [Phase.GATHERING, Phase.GUESSING, Phase.PROPOSED, Phase.MAKING, Phase.DONE]
    assert why_not_change(Phase.DONE) is None
    assert "läses in just nu" in (why_not_begin(Phase.MAKING, 3) or "")
    assert "Ingen rad är klar" in (why_not_begin(Phase.PROPOSED, 0) or "")


def test_a_name_with_a_dot_in_it_keeps_its_words() -> None:
    assert stem_of("a/Rutin v.2 för larm.docx") == "Rutin v.2 för larm"
    assert PurePosixPath("a/Rutin v.2 för larm.docx").suffix == ".docx"
