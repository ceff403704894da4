"""Translations and what was taken out by law, in files: in, out, and what is told of what cannot be taken."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.config import Config
from portal.control.actions.redactions import Cause, redact_part
from portal.control.deed import Deed
from portal.control.models.versions import Translation, Version
from portal.exchange.export import run_export
from portal.exchange.outcome import Report
from portal.ops import checks
from portal.people.queries.persons import get_person
from portal.people.queries.readers import reader_of
from portal.people.rules import PERMISSIONS
from tests.exchange import test_export
from tests.exchange.conftest import DOCUMENT, Content
from tests.support.clock import Clock

Import = Callable[..., Report]
FOLDER = "documents/SOC-RUT-0001"
both_ways = test_export.both_ways
FRONT = {
    "version": "1",
    "language": "en",
    "title": "Threats and violence",
    "translator": "bo",
    "created": "T-60d",
    "handed_in": "T-55d",
    "approval": "{by: cleo, on: T-50d}",
}
REDACTION = """\
redactions:
- {subject: SOC-RUT-0001/v1/text, sha256: %s, by: egon, on: T-5d, ground: dataskyddsförordningen, reason: Begäran.}
""" % ("a" * 64)


def text(body: str = "## What to do\n\n1. Take cover.\n", **changes: str) -> str:
    """Return a translation's file; an empty value leaves its key out."""
    front = {key: value for key, value in {**FRONT, **changes}.items() if value}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + f"---\n\n{body}"


def test_a_decided_translation_comes_in_as_it_was(content: Content, bring_in: Import) -> None:
    content.write(f"{FOLDER}/v1.en.md", text())
    report = bring_in(content)
    row = Translation.get()
    assert (row.title, row.translator.key, row.approved_by.key) == ("Threats and violence", "bo", "cleo")
    assert f"ny: {FOLDER}/v1.en.md" in report.lines()
    assert bring_in(content).lines()[-1].startswith("Inget ändrades")
    assert list(checks.faults()) == []


def test_every_stage_comes_back_the_same(
    content: Content, bring_in: Import, both_ways: Callable[[], tuple[Path, Path]]
) -> None:
    content.write(f"{FOLDER}/v1.en.md", text(writers="[egon]"))
    content.write(
        f"{FOLDER}/v1.en.2.md", text(title="Again", created="T-9d", handed_in='"2026-11-12T07:15:09Z"', approval="")
    )
    content.write(f"{FOLDER}/v1.sv-easy.md", text(language="sv-easy", handed_in="", approval=""))
    content.write(f"{FOLDER}/v1.ar.md", text(body="نص.\n", language="ar", title="عنوان"))
    content.write(f"{FOLDER}/document.yaml", DOCUMENT + REDACTION)
    bring_in(content)
    assert list(checks.faults()) == []
    first, second = both_ways()
    assert test_export.files_in(first) == test_export.files_in(second)
    told = (first / FOLDER / "v1.en.md").read_text()
    assert told.startswith("---\nversion: 1\nlanguage: en\ntitle: Threats and violence\ntranslator: bo\nwriters:\n")
    assert "handed_in: 2026-11-12T07:15:09Z" in (first / FOLDER / "v1.en.2.md").read_text()
    assert "subject: SOC-RUT-0001/v1/text" in (first / FOLDER / "document.yaml").read_text()
    assert list(checks.faults()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"version": "2"}, "v1.en.md:2: version: ska vara 1, som i filens namn."),
        ({"language": "fi"}, "language: ska vara en, som i filens namn."),
        ({"title": ""}, "Nyckeln ”title” saknar värde"),
        ({"translator": "nobody"}, "Personen nobody finns varken i mappen eller i portalen"),
        ({"approval": "{by: bo, on: T-50d}"}, "den som har översatt får inte besluta"),
        ({"approval": "{by: cleo}"}, "Nyckeln ”on” saknar värde"),
        ({"handed_in": ""}, "har också ”handed_in”"),
        ({"writers": "[cleo]"}, "den som har översatt får inte besluta"),
        ({"approval": "{by: cleo, on: T+5d}"}, "ligger i framtiden"),
        ({"body": ""}, "Översättningen saknar text."),
        ({"body": "> " * 400 + "x\n"}, "v1.en.md:"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_line(
    content: Content, refused: Callable[..., list[str]], changes: dict[str, str], words: str
) -> None:
    content.write(f"{FOLDER}/v1.en.md", text(**changes))
    assert any(words in line for line in refused(content)), refused(content)
    assert not Translation.select().exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("v1.xx.md", "Välj bland sv-easy"),
        ("v2.en.md", "Version 2 finns varken i mappen eller i portalen."),
        ("v1.en.3.md", "kan inte komma före att den förra är beslutad"),
        ("v1.en.1.md", "betyder ingenting här"),
    ],
)
def test_a_name_that_leads_nowhere_is_told(
    content: Content, refused: Callable[..., list[str]], name: str, words: str
) -> None:
    version, language = name[1], name.split(".")[1]
    content.write(f"{FOLDER}/{name}", text(version=version, language=language))
    assert any(words in line for line in refused(content)), refused(content)


def test_what_was_decided_is_not_changed_and_what_was_not_is(
    content: Content, bring_in: Import, refused: Callable[..., list[str]]
) -> None:
    content.write(f"{FOLDER}/v1.en.md", text(handed_in="", approval=""))
    bring_in(content)
    content.write(f"{FOLDER}/v1.en.md", text(title="Better"))
    assert f"ändrad: {FOLDER}/v1.en.md" in bring_in(content).lines()
    assert (Translation.get().title, Translation.get().approved_by.key) == ("Better", "cleo")
    content.write(f"{FOLDER}/v1.en.md", text(title="Other"))
    assert "Skriv en ny i filen v1.en.2.md." in refused(content)[0]


def test_who_may_not_decide_brings_in_what_waits(content: Content, bring_in: Import) -> None:
    bring_in(content)
    importer = {name: holders for name, holders in PERMISSIONS.items() if name != "exchange.import_decisions"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.people.rules.PERMISSIONS", {**importer, "exchange.import_decisions": frozenset()})
        content.write(f"{FOLDER}/v1.en.md", text())
        told = bring_in(content, email="egon@ekvik.example").lines()
    assert any("väntar på beslut: du får inte läsa in beslut" in line for line in told)
    row = Translation.get()
    assert (row.handed_in_at is not None, row.approved_at) == (True, None)


def test_an_old_folder_does_not_bring_back_what_was_taken_out(
    content: Content, bring_in: Import, config: Config, clock: Clock, tmp_path: Path
) -> None:
    bring_in(content)
    version = Version.get()
    before = version.sha256
    egon = get_person("egon")
    deed = Deed(egon, reader_of(egon, clock().date()), clock(), clock().date())
    redact_part(deed, version, "text", Cause("gdpr", "artikel 17", "Begäran."))
    told = "\n".join(bring_in(content).lines())
    assert "v1.md (utelämnad: texten är borttagen i portalen med stöd i lag)" in told
    assert Version.select().count() == 1
    assert b"Larma" not in bytes(Version.get().body)
    run_export(tmp_path / "out", config.timezone)
    assert before in (tmp_path / "out" / FOLDER / "document.yaml").read_text()
    assert "Texten togs bort" in (tmp_path / "out" / FOLDER / "v1.md").read_text()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("SOC-RUT-0001/v1/text", "SOC-RUT-0002/v1/text", "går inte att läsa"),
        ("SOC-RUT-0001/v1/text", "SOC-RUT-0001/v7/text", "Version 7 av SOC-RUT-0001 finns inte."),
        ("a" * 64, "kort", "64 tecken"),
        ("by: egon", "by: nobody", "Personen nobody"),
        ("ground: dataskyddsförordningen", "ground: ''", "Nyckeln ”ground” saknar värde"),
    ],
)
def test_a_redaction_that_cannot_be_is_told(
    content: Content, refused: Callable[..., list[str]], old: str, new: str, words: str
) -> None:
    content.write(f"{FOLDER}/document.yaml", DOCUMENT + REDACTION.replace(old, new))
    assert any(words in line for line in refused(content)), refused(content)
