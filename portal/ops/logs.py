"""Logs: for people on a terminal, as JSON everywhere else."""

import json
import logging
import os
import sys
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class PlainFormatter(logging.Formatter):
    """One line for each message: an address may hold what would break the line or steer the terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Write the line before any exception, with the unprintable spelt out."""
        line = super().formatMessage(record)
        return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)


def formatter() -> logging.Formatter:
    """Return the form that suits the reader of stderr."""
    plain = PlainFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S")
    return plain if sys.stderr.isatty() else JsonFormatter()


def set_up_logs() -> None:
    """Send logs to stderr in the form that suits the reader."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter())
    logging.basicConfig(level=os.environ.get("PORTAL_LOG_LEVEL", "INFO"), handlers=[handler], force=True)
