"""Both databases: the same test runs on SQLite and on a real PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

EMPTY = """do $$
declare
  name text;
  has_rows boolean;
begin
  perform pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid();
  set local session_replication_role = replica;
  for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migration' loop
    execute format('select exists(select from %I)', name) into has_rows;
    if has_rows then execute format('delete from %I', name); end if;
  end loop;
  for name in select sequencename from pg_sequences
    where schemaname = 'public' and last_value is not null and sequencename not like 'schema_migration%' loop
    perform setval(quote_ident(name)::regclass, 1, false);
  end loop;
end $$"""


def ask(url: str, statement: str) -> None:
    """Let the server do something that belongs to no transaction."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def fresh_postgres(url: str) -> Iterator[str]:
    """Give the address of an empty database on the server, dropped afterwards."""
    name = f"test_{uuid4().hex}"
    ask(url, f'create database "{name}" strategy file_copy')
    yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    ask(url, f'drop database "{name}" with (force)')


def empty_postgres(url: str) -> None:
    """Make a migrated database as it was when it was new, whatever was left in it: faster than another one."""
    ask(url, EMPTY)


def kept_postgres(url: str) -> list[tuple[str, str]]:
    """Return what fills an empty database as this one is filled: statements, each with its one value."""
    with psycopg.connect(url) as connection:
        tables = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        filling = []
        for (table,) in tables:
            (rows,) = connection.execute(f'select json_agg(rows)::text from "{table}" rows').fetchone() or (None,)
            if rows and table != "schema_migration":
                statement = f'insert into "{table}" select * from json_populate_recordset(null::"{table}", %s)'
                filling.append((statement, rows))
        counted = "select sequencename, last_value::text from pg_sequences where last_value is not null"
        for sequence, last in connection.execute(counted).fetchall():
            filling.append((f"select setval(quote_ident('{sequence}')::regclass, %s::bigint)", last))
    return filling


def fill_postgres(url: str, filling: list[tuple[str, str]]) -> None:
    """Fill an empty database with what was kept: quicker than to do again what filled it."""
    with psycopg.connect(url) as connection:
        connection.execute("set local session_replication_role = replica")
        for statement, value in filling:
            connection.execute(statement, [value])


def fresh_sqlite(directory: Path, like: Path) -> str:
    """Return the address of a copy of a SQLite database."""
    path = directory / "test.db"
    shutil.copyfile(like, path)
    return f"sqlite:///{path}"
