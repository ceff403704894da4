"""Whatever is in a file, it is taken or refused with a sentence: the inspection itself never breaks."""

import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.lib.accessibility import accessibility_of
from portal.lib.filetype import why_not_content, why_not_name
from portal.lib.inspection import pdf_reader
from tests.support import files

WHOLE = {
    "a.docx": files.office("docx", {"word/_rels/a.rels": files.relation("hyperlink", "https://a.example/")}),
    "a.xlsx": files.office("xlsx", {"xl/embeddings/b.docx": files.office("docx")}),
    "a.odt": files.opened("odt"),
    "a.png": files.png(),
    "a.jpg": files.jpeg(),
    "a.csv": "a;b\n1;å\n".encode(),
}
PDF = files.pdf("/OpenAction <</S /GoTo /D [3 0 R /Fit]>>", ("<</Title (Mall)>>",), "/Info 5 0 R")
changes = st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=8)), min_size=1, max_size=4)


def changed(data: bytes, edits: list[tuple[float, bytes]]) -> bytes:
    """Return the bytes with pieces written over."""
    for share, piece in edits:
        place = int(share * len(data))
        data = data[:place] + piece + data[place + len(piece) :]
    return data


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), changes)
@example("a.odt", [(0.984375, b"\x01")])
def test_a_changed_file_is_taken_or_refused_in_words(name: str, edits: list[tuple[float, bytes]]) -> None:
    stream = io.BytesIO(changed(WHOLE[name], edits))
    reason = why_not_content(name, stream)
    assert reason is None or reason.endswith((".", "…"))
    assert accessibility_of(stream, name).faults == ()


@settings(max_examples=150, deadline=None)
@given(changes)
def test_a_changed_pdf_is_told_of(edits: list[tuple[float, bytes]]) -> None:
    told = pdf_reader.read(io.BytesIO(changed(PDF, edits)))
    assert told["danger"] in {"", "locked", "script", "launch", "program", "damaged"}


@settings(deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.binary(max_size=400))
def test_any_bytes_are_taken_or_refused_in_words(name: str, data: bytes) -> None:
    reason = why_not_content(name, io.BytesIO(data))
    assert reason is None or reason.endswith(".")


@given(st.text(max_size=200))
def test_any_name_is_taken_or_refused_in_words(name: str) -> None:
    reason = why_not_name(name)
    assert reason is None or reason.endswith(".")
    if reason is None:
        assert name.isprintable()
        assert not set("/\\") & set(name)
