"""`portal print`."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document as WordFile
from flask import Flask

from portal.lib.errors import InvalidError, NotFoundError
from portal.printing.commands import print_command
from portal.printing.rules import parts
from tests.support.documents import make_valid
from tests.support.organisation import Organisation
from tests.support.printing import words_of


def run(app: Flask, *words: str) -> str:
    """Run the command and return what it said."""
    with app.app_context():
        done = CliRunner().invoke(print_command, words, catch_exceptions=False, standalone_mode=False)
    return done.output if done.exception is None else str(done.exception)


def titles(file: Path) -> list[str]:
    """Return the titles of the documents in a Word file."""
    return [each.text for each in WordFile(str(file)).paragraphs if each.style.name == "Heading 1"]  # type: ignore[union-attr]


def test_a_document_becomes_a_pdf(bare_app: Flask, organisation: Organisation, tmp_path: Path) -> None:
    make_valid(organisation, audience=("public",))
    out = tmp_path / "rutin.pdf"
    assert run(bare_app, "SOC-RUT-0001", "--out", str(out)) == f"{out}: {out.stat().st_size} byte\n"
    assert "Ta skydd." in words_of(out.read_bytes())


def test_a_units_handbook_comes_as_the_person_may_read_it(
    bare_app: Flask, organisation: Organisation, tmp_path: Path
) -> None:
    make_valid(organisation, "SOC-RUT-0001", title="För alla", audience=("public",))
    make_valid(organisation, "SOC-RUT-0002", title="För oss")
    out = tmp_path / "soc.docx"
    run(bare_app, "--unit", "SOC", "--format", "docx", "--out", str(out))
    assert titles(out) == ["För alla"]
    run(bare_app, "--unit", "SOC", "--format", "docx", "--out", str(out), "--as", "asta@ekvik.example")
    assert titles(out) == ["För alla", "För oss"]


def test_a_large_one_comes_in_parts(
    bare_app: Flask, organisation: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_valid(organisation, "SOC-RUT-0001", title="Ett", audience=("public",))
    make_valid(organisation, "SOC-RUT-0002", title="Två", audience=("public",))
    monkeypatch.setattr(parts, "MOST_DOCUMENTS", 1)
    run(bare_app, "--all", "--format", "docx", "--out", str(tmp_path / "allt.docx"))
    assert titles(tmp_path / "allt-del-1.docx") == ["Ett"]
    assert titles(tmp_path / "allt-del-2.docx") == ["Två"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ((), InvalidError),
        (("SOC-RUT-0001", "--all"), InvalidError),
        (("--unit", "INGEN"), NotFoundError),
        (("--all",), NotFoundError),
        (("SOC-RUT-0001",), NotFoundError),
    ],
)
def test_what_cannot_be_printed_is_said(
    bare_app: Flask, organisation: Organisation, tmp_path: Path, words: tuple[str, ...], error: type[Exception]
) -> None:
    make_valid(organisation)
    with pytest.raises(error):
        run(bare_app, *words, "--out", str(tmp_path / "x.pdf"))
    assert not (tmp_path / "x.pdf").exists()
