"""Backup and restore: the whole database in one file, taken while the portal runs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

from portal.config import Config
from portal.journal.record import head
from portal.lib.errors import InvalidError, PortalError
from portal.store.database import database, is_sqlite

SQLITE_MAGIC = b"SQLite format 3\0"
POSTGRES_MAGIC = b"PGDMP"


def back_up(config: Config, target: Path) -> int:
    """Write everything into `target`, which must not exist; return its size in bytes.

    One pass over a snapshot: `VACUUM INTO` on SQLite, `pg_dump` on PostgreSQL. The file appears whole or not at all.
    """
    if target.exists():
        message = f"{target} finns redan. Ange en fil som inte finns."
        raise InvalidError(message)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    if is_sqlite():
        database.execute_sql("vacuum into ?", (str(part),))
    else:
        run_for(config, "pg_dump", "--format=custom", f"--file={part}")
    part.rename(target)
    return target.stat().st_size


def restore(config: Config, source: Path) -> None:
    """Put a backup in place of an empty or missing database. Raises InvalidError rather than overwrite one in use."""
    if not source.is_file():
        message = f"{source} finns inte."
        raise InvalidError(message)
    magic = SQLITE_MAGIC if is_sqlite() else POSTGRES_MAGIC
    with source.open("rb") as file:
        if file.read(len(magic)) != magic:
            kind = "SQLite" if is_sqlite() else "PostgreSQL"
            message = f"{source} är ingen säkerhetskopia av en portal på {kind}."
            raise InvalidError(message)
    if is_sqlite():
        restore_file(Path(database.database), source)
    else:
        restore_database(config, source)
    shutil.rmtree(config.index_dir, ignore_errors=True)


def restore_database(config: Config, source: Path) -> None:
    """Fill PostgreSQL's database, wholly or not at all."""
    if database.table_exists("entry") and head():
        message = "Databasen innehåller redan en portal. Skapa en ny databas och ange den i PORTAL_DATABASE_URL."
        raise InvalidError(message)
    database.close()
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    run_for(config, "pg_restore", *options, str(source))


def restore_file(path: Path, source: Path) -> None:
    """Put the copy in place of SQLite's file."""
    if path.exists() and holds_anything(path):
        message = f"{path} innehåller redan en portal. Flytta undan filen först."
        raise InvalidError(message)
    database.close()
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        name.unlink(missing_ok=True)
    part = path.with_name(path.name + ".part")
    shutil.copyfile(source, part)
    part.rename(path)


def holds_anything(path: Path) -> bool:
    """Whether something has ever happened in the portal whose database this is."""
    with closing(sqlite3.connect(path)) as connection:
        tables = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
        return "entry" in tables and connection.execute("select count(*) from entry").fetchone()[0] > 0


def run_for(config: Config, program: str, *options: str) -> None:
    """Run one of PostgreSQL's own tools on the portal's database. Raises PortalError with what it says.

    The password goes by the environment: what a process is called with, everyone on the machine can see.
    """
    password = urlsplit(config.database).password
    address = config.database.replace(f":{password}@", "@", 1)
    environment = {**os.environ, **({"PGPASSWORD": unquote(password)} if password else {})}
    command = (program, *options, f"--dbname={address}")
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment)  # noqa: S603 - ours
    except FileNotFoundError as error:
        message = f"{program} saknas på datorn. Installera PostgreSQL:s klientprogram."
        raise PortalError(message) from error
    except subprocess.CalledProcessError as error:
        raise PortalError(error.stderr.strip()) from error
