"""What is exported can be imported, and is then exported the same, byte for byte."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.app import create_app
from portal.config import Config
from portal.control.models.decisions import Return
from portal.exchange.export import run_export
from portal.exchange.folder import PASSED_OVER
from portal.exchange.outcome import Report
from portal.exchange.run import Request, run_import
from portal.exchange.source import Frame, Source
from portal.exchange.writing import Writer
from portal.lib.errors import RefusedError
from portal.people.reader import MACHINE
from portal.store import database, schema
from tests.exchange import test_attachments, test_promises, test_versions
from tests.exchange.conftest import DOCUMENT, PERSONS, Content, version_text
from tests.support.clock import Clock
from tests.support.databases import fresh_postgres

Import = Callable[..., Report]
EXAMPLE = Path(__file__).parents[2] / "content"
FOLDER = "documents/SOC-RUT-0001"
promises = test_promises.promises
__all__ = ["promises"]
NOTES = """\
confirmations:
- {on: T-60d, by: cleo, note: Gäller., review_by: T+500d}
- {on: "2026-10-01T23:30:00Z", by: bo, review_by: T+600d}
"""


@pytest.fixture
def tricky(promises: Content) -> Content:
    """Return a folder with everything that is easily lost on the way."""
    promises.change("persons/bo.yaml", "name:", "demo_passphrase: bo skriver rutinen\nname:")
    promises.write(
        "persons/ove.yaml", "key: ove\nname: Ove 'O' Ek\ndisabled: true\ndeputies: [{person: bo, to: T+5d}]\n"
    )
    promises.write("units/GML.yaml", "code: GML\nname: 'Gamla: enheten'\nkind: unit\nparent: SOC\nsuccessor: SBF\n")
    promises.change(
        "indicators/htj-beslut-andel.yaml",
        "- {period: Q-1",
        "- {period: Q-2, numerator: 0, denominator: 0, reason: Fel., method_version: 2}\n- {period: Q-1",
    )
    promises.write(
        f"{FOLDER}/document.yaml", DOCUMENT + NOTES + "aliases: [AO-RUT-0007, AO-RUT-0002]\nprocess_lead: bo\n"
    )
    promises.write(f"{FOLDER}/files/mall.pdf", test_attachments.PDF)
    promises.write(f"{FOLDER}/files/mall-ny.pdf", test_attachments.PDF + b"\n")
    promises.write(f"{FOLDER}/v1.md", version_text(attachments="[{file: mall.pdf, title: 'Mall: ny'}]"))
    second = {**test_versions.SECOND, "attachments": "[{file: mall-ny.pdf, title: Mall, name: mall.pdf}]"}
    promises.write(f"{FOLDER}/v2.md", version_text(2, head=test_versions.SCHEDULED, significance="minor", **second))
    third = {
        "created": '"2026-11-02T07:15:09Z"',
        "change_note": '"Rad ett.\\n\\nRad: två # tre"',
        "title": '"- \\"Hot\\" & våld: 1"',
    }
    body = "---\n\n    indragen kod\n\n---\nSlut  \n\n\n"
    promises.write(
        f"{FOLDER}/v3.md",
        version_text(
            3,
            head=test_versions.AGAIN.replace("T-50d", "T-9d").replace("T-45d", "T-8d").replace("T-44d", "T-7d"),
            body=body,
            **third,
        ),
    )
    withdrawal = (
        'withdrawal: {on: T+9d, decided: "2026-11-01T08:00:01Z", by: cleo, reason: Slut., replaced_by: SOC-RUT-0001}\n'
    )
    promises.write("documents/SOC-RUT-0002/document.yaml", DOCUMENT.replace("0001", "0002") + withdrawal)
    promises.write("documents/SOC-RUT-0002/v1.md", version_text(head=test_versions.REVOKED.replace("T-50d", "T-99d")))
    promises.write(
        "documents/SOC-RUT-0002/v2.md", version_text(2, head=test_versions.NOW_VALID, **test_versions.SECOND)
    )
    return promises


def files_in(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def moved(first: Path, config: Config, clock: Clock, to: Path) -> None:
    """Import an exported folder into a portal of its own, a year later, and export it from there."""
    clock.go(days=400)
    database.database.close()
    with create_app(config).app_context():
        schema.migrate()
        run_import(Request(first, MACHINE, clock()), config)
        run_export(to, config.timezone)


@pytest.fixture
def both_ways(
    within: Flask, config: Config, other_config: Config, clock: Clock, tmp_path: Path
) -> Callable[[], tuple[Path, Path]]:
    """Return a call that exports, imports that into another portal, exports again, and returns both exports."""

    def run() -> tuple[Path, Path]:
        first, second = tmp_path / "first", tmp_path / "second"
        run_export(first, config.timezone)
        moved(first, other_config, clock, second)
        return first, second

    return run


def test_who_reviews_and_how_approvers_decide_come_back(
    content: Content, bring_in: Import, both_ways: Callable[[], tuple[Path, Path]]
) -> None:
    asked = "submission: {by: bo, on: T-50d, approvers: [cleo, bo], reviewers: [bo], mode: in_order}\n"
    name = "documents/SOC-RUT-0001/v2.md"
    bring_in(content.write(name, version_text(2, head=asked, created="T-60d", change_note="Ny.")))
    first, second = both_ways()
    assert files_in(first) == files_in(second)
    told = (first / name).read_text()
    assert "    - cleo\n    - bo\n" in told
    assert "mode: in_order\n" in told


def test_the_tricky_folder_comes_back_the_same(
    tricky: Content, bring_in: Import, both_ways: Callable[[], tuple[Path, Path]]
) -> None:
    bring_in(tricky, with_demo=True)
    Return.update(reason="Rad ett.\r\nRad två.\r\n").where(Return.reason == "För tunt.").execute()
    first, second = both_ways()
    assert files_in(first) == files_in(second)
    told = (first / FOLDER / "v3.md").read_text()
    assert "submission:\n  - by: bo\n    on: 2026-11-11\n" in told
    assert "reason: |-\n    Rad ett.\n    Rad två.\n" in told
    assert told.endswith("---\n\n---\n\n    indragen kod\n\n---\nSlut  \n")
    assert (first / FOLDER / "files/mall-v2.pdf").read_bytes() == test_attachments.PDF + b"\n"
    assert "name: mall.pdf" in (first / FOLDER / "v2.md").read_text()
    assert "decided: 2026-11-01T08:00:01Z" in (first / "documents/SOC-RUT-0002/document.yaml").read_text()


class TestByWayOfPostgres:
    @pytest.fixture
    def other_config(self, other_config: Config, postgres_server: str) -> Iterator[Config]:
        with fresh_postgres(postgres_server) as url:
            yield Config(**{**other_config.__dict__, "database_url": url})
            database.database.close()

    def test_it_comes_back_the_same_too(
        self, tricky: Content, bring_in: Import, both_ways: Callable[[], tuple[Path, Path]]
    ) -> None:
        bring_in(tricky)
        first, second = both_ways()
        assert files_in(first) == files_in(second)


def test_the_example_comes_back_the_same(bring_in: Import, both_ways: Callable[[], tuple[Path, Path]]) -> None:
    bring_in(EXAMPLE)
    first, second = both_ways()
    assert files_in(first) == files_in(second)
    names = {path.relative_to(EXAMPLE).as_posix() for path in EXAMPLE.rglob("*") if path.is_file()}
    assert files_in(first).keys() == names - set(PASSED_OVER)


def test_dates_are_absolute_and_no_secret_is_told(
    tricky: Content, bring_in: Import, config: Config, tmp_path: Path
) -> None:
    bring_in(tricky, with_demo=True)
    run_export(tmp_path / "out", config.timezone)
    whole = b"\n".join(files_in(tmp_path / "out").values()).decode(errors="replace")
    assert ": T-" not in whole
    assert "bo skriver rutinen" not in whole
    assert "argon2" not in whole


def test_what_is_exported_is_what_is_there(content: Content, bring_in: Import, config: Config, tmp_path: Path) -> None:
    bring_in(content)
    run_export(tmp_path / "out", config.timezone)
    assert (tmp_path / "out/persons/cleo.yaml").read_text() == (
        "key: cleo\nname: Cleo Åkerlund\nemail: cleo@ekvik.example\n"
        "roles:\n  - role: manager\n    unit: SOC-AO\n    from: 2024-06-03\n"
    )
    assert bring_in(tmp_path / "out").lines()[-1].startswith("Inget ändrades")
    assert PERSONS.keys() == {path.stem for path in (tmp_path / "out/persons").iterdir()}


def test_a_folder_with_something_in_it_is_left_alone(
    content: Content, bring_in: Import, config: Config, tmp_path: Path
) -> None:
    bring_in(content)
    with pytest.raises(RefusedError, match="inte en tom mapp"):
        run_export(content.root, config.timezone)
    (tmp_path / "empty").mkdir()
    assert run_export(tmp_path / "empty", config.timezone) == 10


def test_no_file_is_written_outside(tmp_path: Path, config: Config) -> None:
    (tmp_path / "out").mkdir()
    writer = Writer(tmp_path / "out", config.timezone)
    for name in ("../a.yaml", "units/../../a.yaml", "/tmp/portal-test-a.yaml"):
        with pytest.raises(ValueError, match="leder ut"):
            writer.text(name, "x")


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=80)


@given(note=TEXTS, body=TEXTS)
def test_any_text_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, note: str, body: str) -> None:
    root = tmp_path_factory.mktemp("text")
    zone = Config().timezone
    Writer(root, zone).markdown("v1.md", {"change_note": note}, body)
    parts = Source(root, root / "v1.md", Frame(date(2026, 1, 1), date(2026, 1, 1), zone)).front_matter()
    assert parts is not None
    assert (str(parts[0].get("change_note", "")).strip(), parts[1]) == (note.strip(), f"\n{body}")
