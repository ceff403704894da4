"""The difference between two versions, as rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.control.difference import file_changes, rows_of, words_between
from portal.control.models.versions import Attachment
from portal.lib.diff import Block, Fold

LINES = st.lists(st.sampled_from(["Ta skydd.", "Larma.", "Ring chefen.", "Skriv en rapport."]), max_size=30)


def file(name: str, sha256: str = "a", title: str = "Mall") -> Attachment:
    return Attachment(filename=name, sha256=sha256, title=title)


def test_what_is_alike_has_no_difference() -> None:
    assert rows_of("Ta skydd.\nLarma.", "Ta skydd.\nLarma.") == []
    assert words_between("Rutin", "Rutin") == []


def test_a_line_is_a_row() -> None:
    rows = rows_of("A\nB\n", "A\nB\nC\nD\n")
    assert [row.kind for row in rows if isinstance(row, Block)] == ["equal", "equal", "insert", "insert"]


def test_what_is_far_from_a_change_is_folded() -> None:
    rows = rows_of("\n".join("abcdefghij") + "\n", "\n".join("abcdefghij") + "\nk\n")
    assert isinstance(rows[0], Fold)
    assert rows[0].count == 7


def test_a_title_is_compared_word_by_word() -> None:
    runs = words_between("Rutin vid hot", "Rutin vid fara")
    assert [(run.op, run.text) for run in runs] == [("equal", "Rutin vid "), ("delete", "hot"), ("insert", "fara")]


@given(LINES, LINES)
def test_nothing_is_lost_but_what_is_folded(old: list[str], new: list[str]) -> None:
    rows = rows_of("\n".join(old), "\n".join(new))
    for op, lines in (("delete", old), ("insert", new)):
        kept = [
            line
            for row in rows
            if isinstance(row, Block)
            for line in "".join(run.text for run in row.runs if run.op in {op, "equal"}).splitlines()
            if line
        ]
        folded = sum(row.count for row in rows if isinstance(row, Fold))
        assert old == new or len(kept) + folded == len(lines)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ([], [file("a.pdf")], [("added", "a.pdf")]),
        ([file("a.pdf")], [], [("removed", "a.pdf")]),
        ([file("a.pdf")], [file("a.pdf")], []),
        ([file("a.pdf")], [file("a.pdf", "b")], [("changed", "a.pdf")]),
        ([file("a.pdf")], [file("a.pdf", title="Ny")], [("changed", "a.pdf")]),
        ([file("a.pdf")], [file("b.pdf")], [("removed", "a.pdf"), ("added", "b.pdf")]),
    ],
)
def test_files_are_told_apart(old: list[Attachment], new: list[Attachment], changes: list[tuple[str, str]]) -> None:
    assert [(change.kind, change.filename) for change in file_changes(old, new)] == changes
