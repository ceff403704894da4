"""Attachments come in with the version that names them, and nothing else does."""

from collections.abc import Callable

import pytest

from portal.config import Config
from portal.control.models.versions import Attachment
from portal.exchange.outcome import Report
from portal.store import blobs
from portal.store.blobs import Blob
from tests.exchange.conftest import Content, version_text
from tests.support import files

Import = Callable[..., Report]
Refused = Callable[..., list[str]]
V1 = "documents/SOC-RUT-0001/v1.md"
FILES = "documents/SOC-RUT-0001/files"
PDF = files.pdf()
DOCX = files.office()
MACRO = files.office(parts={"word/vbaProject.bin": "x"})


@pytest.fixture
def attached(content: Content) -> Content:
    """Return the folder with two attachments to the version."""
    content.write(f"{FILES}/mall.docx", DOCX).write(f"{FILES}/råd.pdf", PDF)
    named = "[{file: råd.pdf, title: Råd}, {file: mall.docx, title: Mall, name: Min mall.docx}]"
    return content.write(V1, version_text(attachments=named))


def test_they_are_kept_in_order_with_their_types(attached: Content, bring_in: Import) -> None:
    bring_in(attached)
    first, second = Attachment.select().order_by(Attachment.position)
    assert (first.filename, first.title, first.media_type, first.size) == (
        "råd.pdf",
        "Råd",
        "application/pdf",
        len(PDF),
    )
    assert (second.filename, blobs.read_all(second.sha256)) == ("Min mall.docx", DOCX)
    assert bring_in(attached).lines()[-1].startswith("Inget ändrades")


def test_other_bytes_are_another_text(attached: Content, bring_in: Import) -> None:
    bring_in(attached)
    report = bring_in(attached.write(f"{FILES}/råd.pdf", PDF + b"\n"))
    assert "texten blir utkast till version 2" in report.lines()[0]


def test_a_trial_keeps_no_bytes(attached: Content, bring_in: Import) -> None:
    bring_in(attached, dry=True)
    assert Blob.select().count() == 0


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (MACRO, "Filen innehåller makron. Spara den utan makron och bifoga den igen."),
        (PDF, "Innehållet är inte en docx-fil. Spara filen i rätt format eller rätta namnet."),
    ],
)
def test_what_is_not_what_it_says_is_refused(attached: Content, refused: Refused, data: bytes, told: str) -> None:
    [line] = refused(attached.write(f"{FILES}/mall.docx", data))
    assert line == f"{V1}:7: file: {told}"


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.exe", "../v1.md"])
def test_some_files_are_never_attached(content: Content, refused: Refused, name: str) -> None:
    content.write(f"{FILES}/{name.replace('../', '')}", "x")
    lines = refused(content.write(V1, version_text(attachments=f"[{{file: {name}, title: A}}]")))
    assert lines[0].startswith(f"{V1}:7: file: ")


def test_two_files_of_one_name_are_refused(attached: Content, refused: Refused) -> None:
    assert "två bilagor har samma namn" in refused(attached.change(V1, "Min mall.docx", "råd.pdf"))[0]


class TestWithASmallLimit:
    @pytest.fixture
    def config(self, config: Config) -> Config:
        return Config(**{**config.__dict__, "max_file_mb": 1})

    def test_a_large_file_is_refused_unread(self, attached: Content, refused: Refused) -> None:
        with (attached.root / FILES / "råd.pdf").open("r+b") as file:
            file.truncate(300 * 1024 * 1024)
        assert refused(attached) == [f"{V1}:7: file: Filen är för stor: 314,6\xa0MB, högst 1\xa0MB."]
