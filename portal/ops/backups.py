"""Backup and restore: the whole database in one file, taken while the portal runs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from portal.config import Config
from portal.lib.errors import InvalidError, PortalError
from portal.store.database import database, is_sqlite

SQLITE_MAGIC = b"SQLite format 3\0"


def back_up(config: Config, target: Path) -> int:
    """Write everything into `target`, which must not exist; return its size in bytes.

    One pass over a snapshot: `VACUUM INTO` on SQLite, `pg_dump` on PostgreSQL. The file appears whole or not at all.
    """
    if target.exists():
        message = f"{target} finns redan. Ange en fil som inte finns."
        raise InvalidError(message)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    if is_sqlite():
        database.execute_sql("vacuum into ?", (str(part),))
    else:
        run("pg_dump", "--format=custom", f"--file={part}", config.database)
    os.chmod(part, 0o600)  # noqa: PTH101 - it holds all there is
    part.rename(target)
    return target.stat().st_size


def restore(config: Config, source: Path) -> None:
    """Put a backup in place of an empty or missing database. Raises InvalidError rather than overwrite one in use."""
    if not source.is_file():
        message = f"{source} finns inte."
        raise InvalidError(message)
    if not is_sqlite():
        run("pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={config.database}", str(source))
        return
    with source.open("rb") as file:
        magic = file.read(len(SQLITE_MAGIC))
    if magic != SQLITE_MAGIC:
        message = f"{source} är ingen säkerhetskopia."
        raise InvalidError(message)
    path = Path(database.database)
    if path.exists() and holds_anything(path):
        message = f"{path} innehåller redan en portal. Flytta undan filen först."
        raise InvalidError(message)
    database.close()
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        name.unlink(missing_ok=True)
    part = path.with_name(path.name + ".part")
    shutil.copyfile(source, part)
    part.rename(path)
    shutil.rmtree(config.index_dir, ignore_errors=True)


def holds_anything(path: Path) -> bool:
    """Whether something has ever happened in the portal whose database this is."""
    with closing(sqlite3.connect(path)) as connection:
        tables = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
        return "entry" in tables and connection.execute("select count(*) from entry").fetchone()[0] > 0


def run(*command: str) -> None:
    """Run one of PostgreSQL's own tools. Raises PortalError with what it says."""
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - fixed commands
    except FileNotFoundError as error:
        message = f"{command[0]} saknas på datorn. Installera PostgreSQL:s klientprogram."
        raise PortalError(message) from error
    except subprocess.CalledProcessError as error:
        raise PortalError(error.stderr.strip()) from error
