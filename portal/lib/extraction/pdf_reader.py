"""A program of its own: reads PDF files from its standard input, each after its length, and answers with their pages.

It is run by `pdf.py` in a process with little time and memory, as a file can make any reader of PDF slow. It imports
nothing of the portal's, so that it starts at once.
"""

import io
import json
import logging
import resource
import signal
import struct
import sys
import time
import warnings

from pypdf import PdfReader

MOST_MEMORY = 1024 * 1024 * 1024
# So many kilobytes are too many for another file in the same process.
LARGE = 300 * 1024
BEGAN_AT = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
LENGTH = struct.Struct(">L")


def limit() -> None:
    """Leave this process little memory and no file to write."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """Let the next file take twice so much of the processor, thrice of the clock: the system stops the process then."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    (_, hardest) = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 2 * seconds, hardest))
    signal.alarm(3 * seconds)


def pages_of(data: bytes, most_pages: int, most_characters: int, seconds: int) -> list[str]:
    """Return the text of each page, as far as there is time; nothing of what is locked."""
    pages: list[str] = []
    left, until = most_characters, time.process_time() + seconds
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return []
    for number in range(min(len(reader.pages), most_pages)):
        pages.append(text_on(reader, number)[:left])
        left -= len(pages[-1])
        if left <= 0 or time.process_time() > until:
            break
    return pages


def text_on(reader: PdfReader, number: int) -> str:
    """Return the text of a page; one that cannot be read is empty, and the next is read."""
    try:
        return reader.pages[number].extract_text()
    except Exception:  # noqa: BLE001 - a broken page can raise anything in its reader
        return ""


def answer_to(data: bytes, most_pages: int, most_characters: int, seconds: int) -> bytes:
    """Return the pages as JSON, in which letters that are half a pair are written out."""
    try:
        pages = pages_of(data, most_pages, most_characters, seconds)
    except Exception:  # noqa: BLE001 - a broken file can raise anything in its reader
        pages = []
    return json.dumps({"pages": pages, "is_large": grown_by() > LARGE}).encode()


def grown_by() -> int:
    """Return by how many kB the process is larger at most than when it began: it begins as large as who started it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - BEGAN_AT


def main() -> None:
    """Read files and tell, until there are no more."""
    most_pages, most_characters, seconds = map(int, sys.argv[1:])
    limit()
    logging.disable()
    warnings.simplefilter("ignore")
    while head := sys.stdin.buffer.read(LENGTH.size):
        data = sys.stdin.buffer.read(*LENGTH.unpack(head))
        limit_time(seconds)
        told = answer_to(data, most_pages, most_characters, seconds)
        sys.stdout.buffer.write(LENGTH.pack(len(told)) + told)
        sys.stdout.buffer.flush()
        signal.alarm(0)


if __name__ == "__main__":
    main()
