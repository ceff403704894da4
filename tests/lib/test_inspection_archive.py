"""An archive is measured while it is read, and nothing that it says of itself is believed."""

import io
import struct
import zipfile
import zlib

import pytest

from portal.lib.filetype import why_not_content
from portal.lib.inspection import archive
from tests.support import files

DAMAGED = "skadad"
LARGE = 40 * 1024 * 1024


def told(data: bytes, name: str = "a.docx") -> str:
    """Return why the bytes cannot be attached, or an empty text."""
    return why_not_content(name, io.BytesIO(data)) or ""


def entries(data: bytes) -> int:
    """Return where the archive's directory begins."""
    return data.index(b"PK\x01\x02")


def overlapping(copies: int) -> bytes:
    """Return an archive whose entries all lie on the same packed bytes."""
    data = files.office(parts={"word/x.xml": "<x/>" * 1000})
    start, end = entries(data), data.index(b"PK\x05\x06")
    last = data.rindex(b"PK\x01\x02")
    more = b"".join(data[last:end].replace(b"word/x.xml", b"word/%05d" % n) for n in range(copies))
    table = data[start:end] + more
    count = 3 + copies
    return data[:start] + table + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(table), start, 0)


def test_a_bomb_of_one_part_is_refused() -> None:
    assert "packas upp till mer" in told(files.office(parts={"word/media/a.bin": b"\x00" * LARGE}))


def test_a_bomb_that_hides_its_size_is_refused() -> None:
    data = bytearray(files.office(parts={"word/media/a.bin": b"\x00" * LARGE}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.rindex(mark)
        data[start + place : start + place + 4] = struct.pack("<L", 10)
    assert told(bytes(data))


def test_many_parts_that_are_small_each_spend_one_budget() -> None:
    data = files.archive({f"word/{number}.bin": b"x" * 300 for number in range(5)})
    whole = archive.Archive(io.BytesIO(data), archive.Budget(1000))
    for part in whole.parts[:3]:
        assert sum(map(len, whole.pieces(part))) == 300
    with pytest.raises(archive.UnfitError, match="packas upp till mer"):
        list(whole.pieces(whole.parts[3]))


def test_what_is_inflated_within_a_document_counts_too() -> None:
    inner = files.office("xlsx", {"xl/media/a.bin": b"\x00" * LARGE})
    assert "packas upp till mer" in told(files.office(parts={"word/embeddings/a.xlsx": inner}))


def test_a_bomb_of_parts_is_refused() -> None:
    data = files.office(parts={f"word/{number}": "" for number in range(archive.MOST_PARTS)})
    assert "fler delar" in told(data)


def test_parts_that_share_their_bytes_are_refused() -> None:
    assert DAMAGED in told(overlapping(1))
    assert DAMAGED in told(overlapping(500))


def test_a_real_spreadsheet_that_packs_well_is_taken() -> None:
    rows = "".join(f"<row r='{n}'><c r='A{n}' t='n'><v>{n * 7919 % 10_007}</v></c></row>" for n in range(200_000))
    data = files.office("xlsx", {"xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>"})
    assert told(data, "a.xlsx") == ""


@pytest.mark.parametrize("name", ["../../etc/passwd", "word/../../x", "..\\x"])
def test_a_part_that_leads_out_is_refused(name: str) -> None:
    assert DAMAGED in told(files.office(parts={name: "x"}))


def test_parts_of_one_name_are_refused() -> None:
    data = files.office(parts={"word/a.xml": "<a/>", "word/b.xml": "<b/>"})
    assert DAMAGED in told(data.replace(b"word/b.xml", b"word/A.xml"))


def test_a_part_with_two_names_is_refused() -> None:
    data = bytearray(files.office(parts={"word/a.xml": "<a/>"}))
    start = data.index(b"word/a.xml")
    data[start : start + 10] = b"word/c.xml"
    assert DAMAGED in told(bytes(data))


def test_something_before_the_archive_is_refused() -> None:
    assert "inte en docx-fil" in told(b"<html>" + files.office())
    assert "inte en docx-fil" in told(b"GIF89a" + files.office())
    assert DAMAGED in told(b"PK\x03\x04" + files.office())


def test_another_way_of_packing_is_refused() -> None:
    data = files.archive({"[Content_Types].xml": files.types("docx")}, zipfile.ZIP_LZMA)
    assert DAMAGED in told(data)


def test_a_wrong_checksum_is_refused() -> None:
    data = bytearray(files.office(parts={"word/a.bin": "abc"}))
    start = data.rindex(b"PK\x01\x02")
    data[start + 16] ^= 1
    assert DAMAGED in told(bytes(data))


def test_an_empty_part_that_is_said_to_be_deflated_is_taken() -> None:
    data = bytearray(
        files.archive({"[Content_Types].xml": files.types("docx"), "docProps/a.wmf": ""}, zipfile.ZIP_STORED)
    )
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.rindex(mark) + place] = zipfile.ZIP_DEFLATED
    assert told(bytes(data)) == ""


def test_an_encrypted_part_says_so() -> None:
    data = bytearray(files.office())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(mark) + place] |= 1
    assert "skyddad med lösenord" in told(bytes(data))


def test_an_archive_in_a_document_is_refused() -> None:
    assert "arkiv (zip)" in told(files.office(parts={"word/embeddings/a.bin": files.archive({"x.js": "1"})}))


def test_documents_lie_in_documents_at_two_depths_only() -> None:
    inner = files.office("xlsx")
    for _ in range(2):
        inner = files.office("docx", {"word/embeddings/x.bin": inner})
    assert told(inner) == ""
    assert "i flera led" in told(files.office("docx", {"word/embeddings/x.bin": inner}))


def test_the_pieces_are_never_large() -> None:
    data = files.office(parts={"word/a.bin": b"ab" * 2_000_000})
    whole = archive.Archive(io.BytesIO(data), archive.Budget())
    pieces = [piece for part in whole.parts for piece in whole.pieces(part)]
    assert max(map(len, pieces)) <= archive.PIECE
    assert zlib.crc32(b"ab" * 2_000_000) in {part.checksum for part in whole.parts}
