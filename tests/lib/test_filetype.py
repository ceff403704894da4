"""Which files may be attached, by name, and that content goes with it."""

import io

import pytest

from portal.lib.filetype import MOST_NAME, media_type_of, why_not_content, why_not_name
from tests.support import files


@pytest.mark.parametrize(
    "name", ["mall.docx", "Blankett för å.PDF", "foto.jpeg", "a.b.xlsx", "con-rapport.pdf", "A' (1).odt"]
)
def test_these_names_are_taken(name: str) -> None:
    assert why_not_name(name) is None
    assert "/" in media_type_of(name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "är tomt"),
        (".docx", "börjar eller slutar med punkt"),
        ("a.pdf.", "börjar eller slutar med punkt"),
        ("a.pdf ", "mellanslag"),
        ("../a.pdf", "börjar eller slutar"),
        ("a/../b.pdf", "får inte innehålla"),
        ("a/b.pdf", "får inte innehålla"),
        ("a\\b.pdf", "får inte innehålla"),
        ("C:a.pdf", "får inte innehålla"),
        ("a\n.pdf", "osynliga tecken"),
        ("a\x00.pdf", "osynliga tecken"),
        ("a\u202efdp.docx", "osynliga tecken"),
        ("a\u200b.pdf", "osynliga tecken"),
        ("a\ud800.pdf", "osynliga tecken"),
        ("CON.pdf", "Windows"),
        ("lpt1.2024.pdf", "Windows"),
        ("a" * 300 + ".pdf", "för långt"),
        ("å" * (MOST_NAME // 2) + ".pdf", "för långt"),
        ("mall", "Välj bland docx"),
        ("mall.html", "Välj bland docx"),
        ("mall.pdf.exe", "Välj bland docx"),
        ("mall.docm", "makron (.docm) kan inte bifogas. Spara filen som docx."),
        ("mall.doc", "spara den som docx"),
        ("bild.svg", "Spara bilden som png eller jpg"),
    ],
)
def test_these_are_not(name: str, reason: str) -> None:
    assert reason in str(why_not_name(name))


TAKEN = {
    "a.docx": files.office("docx"),
    "a.xlsx": files.office("xlsx"),
    "a.pptx": files.office("pptx"),
    "a.odt": files.opened("odt"),
    "a.ods": files.opened("ods"),
    "a.odp": files.opened("odp"),
    "a.pdf": files.pdf(),
    "a.png": files.png(),
    "a.jpeg": files.jpeg(),
    "a.csv": "å;ä\r\n1;-2\r\n".encode(),
    "a.txt": "å".encode("latin-1"),
}
KINDS = {"docx": "a.docx", "xlsx": "a.xlsx", "pptx": "a.pptx", "odt": "a.odt", "pdf": "a.pdf", "png": "a.png"}


@pytest.mark.parametrize("name", TAKEN)
def test_content_that_bears_the_name_out_is_taken(name: str) -> None:
    assert why_not_content(name, io.BytesIO(TAKEN[name])) is None


@pytest.mark.parametrize("name", TAKEN)
def test_nothing_at_all_is_no_file(name: str) -> None:
    assert why_not_content(name, io.BytesIO()) == "Filen är tom. Kontrollera att den är sparad och bifoga den igen."


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TAKEN)
def test_content_of_another_kind_is_refused(name: str, kind: str) -> None:
    if name == KINDS[kind]:
        return
    reason = why_not_content(name, io.BytesIO(TAKEN[KINDS[kind]]))
    assert reason
    assert "inte en" in reason or "ren text" in reason


@pytest.mark.parametrize("name", TAKEN)
@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html><script>1</script>", b"<svg xmlns='s' onload='x'/>", b"MZ\x90\x00\x03"]
)
def test_pages_and_programs_are_no_documents(name: str, page: bytes) -> None:
    assert why_not_content(name, io.BytesIO(page))


@pytest.mark.parametrize("name", [name for name in TAKEN if not name.endswith(("csv", "txt", "png", "jpeg"))])
def test_half_a_file_is_refused(name: str) -> None:
    whole = TAKEN[name]
    reason = why_not_content(name, io.BytesIO(whole[: len(whole) // 3]))
    assert reason
    assert reason.endswith(("bifoga den igen.", "rätta namnet."))
