"""The index on disk: what is committed is there, what fails is not, and what is damaged says so."""

from array import array
from contextlib import closing
from pathlib import Path

import pytest

from portal.search import index, places
from portal.search.index import Row, UnreadableError
from portal.search.stand import find_position, standing


def row(ref: str, *words: str) -> Row:
    places = {f"{word} {word}": array("I", (place,)) for place, word in enumerate(words)}
    return Row(ref, b"", " ".join(words).encode(), dict.fromkeys(places, 2.0), places)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    index.create(tmp_path)
    return tmp_path


def holding(folder: Path, word: str) -> list[str]:
    """Return the texts of the documents that hold the word."""
    found = []
    with closing(index.open_index(folder)) as opening:
        for leaf in opening.leaves:
            docs, _ = leaf.decode().of_stem(word, leaf.size)
            found += [leaf.text(doc).decode() for doc in docs.tolist() if doc not in leaf.deleted]
    return sorted(found)


def test_what_is_committed_is_found_with_its_weight(folder: Path) -> None:
    with index.writing(folder) as writing:
        writing.add(row("a", "hot", "våld"))
        writing.add(row("b", "våld"))
        writing.keep_position(7)
    assert holding(folder, "våld") == ["hot våld", "våld"]
    assert holding(folder, "fred") == []
    with closing(index.open_index(folder)) as opening:
        (leaf,) = opening.leaves
        words = leaf.decode()
        assert words.of_stem("hot", leaf.size)[1].tolist() == [2.0]
        assert words.words.words.between(0, 9) == ["hot hot", "våld våld"]
        assert words.stands(1).tolist() == [1, 3]
        assert words.docs_at(words.stands(1)).tolist() == [0, 1]
        assert index.position_in([leaf]) == 7


def test_a_ref_is_replaced_whole(folder: Path) -> None:
    for text in ("gammal", "ny"):
        with index.writing(folder) as writing:
            writing.delete(["a", "never"])
            writing.add(row("a", text))
            writing.add(row("a", text, "två"))
    assert holding(folder, "gammal") == []
    assert holding(folder, "ny") == ["ny", "ny två"]


def test_a_writer_that_fails_leaves_nothing_and_frees_its_lock(folder: Path) -> None:
    def fail() -> None:
        with index.writing(folder) as writing:
            writing.add(row("a", "halv"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with index.writing(folder) as writing:
        writing.add(row("b", "hel"))
    assert holding(folder, "halv") == []
    assert holding(folder, "hel") == ["hel"]


def test_a_commit_that_fails_frees_the_lock_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        message = "the disk is full"
        raise OSError(message)

    with monkeypatch.context() as patch:
        patch.setattr(index, "merge_alike", fail)
        with pytest.raises(OSError, match="full"), index.writing(folder) as writing:
            writing.add(row("a", "halv"))
    with index.writing(folder) as writing:
        writing.add(row("b", "hel"))
    assert holding(folder, "hel") == ["hel"]


def test_many_commits_leave_few_segments(folder: Path) -> None:
    for number in range(30):
        with index.writing(folder) as writing:
            writing.add(row(f"r{number}", "ord", f"tal{number}"))
            writing.keep_position(number)
    with closing(index.open_index(folder)) as opening:
        assert len(opening.leaves) <= 3
        assert index.position_in(opening.leaves) == 29
        assert sum(len(leaf.decode().of_stem("ord", leaf.size)[0]) for leaf in opening.leaves) == 30


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    """Return a place with a live index at position 1."""
    make(tmp_path, 1)
    return tmp_path


def make(place: Path, number: int) -> None:
    with places.made_anew(place) as folder:
        index.create(folder)
        with index.writing(folder) as writing:
            writing.add(row("a", "ord"))
            writing.keep_position(number)


def test_the_newest_making_is_live_and_the_old_one_goes(index_dir: Path) -> None:
    before = standing(index_dir)
    make(index_dir, 2)
    after = standing(index_dir)
    assert (before.key, find_position(index_dir)) != (after.key, 1)
    assert find_position(index_dir) == 2
    assert [path.name for path in index_dir.iterdir() if path.is_dir()] == [after.folder.name]
    assert before.leaves[0].text(0) == b"ord", "what is open can still be read"


def test_a_making_that_fails_changes_nothing(index_dir: Path) -> None:
    def fail() -> None:
        with places.made_anew(index_dir) as folder:
            index.create(folder)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert find_position(index_dir) == 1
    make(index_dir, 3)
    assert len([path for path in index_dir.iterdir() if path.is_dir()]) == 1


def test_an_index_of_another_format_is_not_read(index_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PREFIX", "v999-")
    assert find_position(index_dir) is None


def test_no_index_has_no_position(tmp_path: Path) -> None:
    assert find_position(tmp_path / "nowhere") is None
    with pytest.raises(UnreadableError):
        standing(tmp_path / "nowhere")


@pytest.mark.parametrize("suffix", [".arrays", ".facts.col", ".trm", ".toc"])
@pytest.mark.parametrize("harm", ["truncate", "empty", "remove", "garble"])
def test_a_damaged_file_of_any_kind_is_noticed(index_dir: Path, suffix: str, harm: str) -> None:
    live = places.find_live(index_dir)
    assert live
    (file,) = live.glob(f"*{suffix}")
    size = file.stat().st_size
    if harm == "remove":
        file.unlink()
    else:
        data = {"truncate": file.read_bytes()[: size // 2], "empty": b"", "garble": b"\xff" * size}[harm]
        file.write_bytes(data)
    assert find_position(index_dir) is None
    assert places.find_live(index_dir) is None, "it is marked, so that it is made anew"
