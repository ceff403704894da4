"""Logs: what a stranger puts into an address cannot write lines of its own."""

import json
import logging

import pytest

from portal.ops.logs import JsonFormatter, PlainFormatter

HOSTILE = "/d/x\n12:00:00 INFO portal: all is well\x1b[2J\u2028\x9b2J å"


def record() -> logging.LogRecord:
    """Return what is logged of a hostile address."""
    return logging.LogRecord("portal", logging.INFO, "", 0, "%s: %s", (HOSTILE, 404), None)


def test_on_a_terminal_it_stays_on_its_line() -> None:
    line = PlainFormatter("%(levelname)s %(message)s").format(record())
    assert line.isprintable()
    assert line.startswith(r"INFO /d/x\n12:00:00")
    assert line.endswith("å: 404")


@pytest.mark.parametrize("mark", ["\n", "\x1b"])
def test_elsewhere_it_stays_in_its_object(mark: str) -> None:
    line = JsonFormatter().format(record())
    assert mark not in line
    assert json.loads(line)["message"] == f"{HOSTILE}: 404"
