"""A PostgreSQL server of our own: made in a directory of its own, reached by a socket, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SUPERUSER = "postgres"
# Sorted as on a Swedish machine: what leaves the order to the database is then seen to differ from SQLite.
CLUSTER = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=sv-SE")
# A crash of the machine may lose the tests' data: that makes the server several times faster.
SETTINGS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def programs() -> Path:
    """Return the folder with PostgreSQL's programs, the newest where there are several. Raises FileNotFoundError."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not installed:
        raise FileNotFoundError("PostgreSQL's server is not installed; `make test` tells how")
    return installed[-1].parent


def run_as_owner(*command: str | Path) -> None:
    """Run one of PostgreSQL's programs; root hands it to the user postgres, as the server refuses to be root's."""
    unprivileged = ["setpriv", f"--reuid={SUPERUSER}", f"--regid={SUPERUSER}", "--init-groups"]
    prefix = unprivileged if os.geteuid() == 0 else []
    done = subprocess.run(
        [*prefix, *command], cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name}: {done.stdout}{done.stderr}")


@contextmanager
def stopped(url: str) -> Iterator[None]:
    """Stop the server of an address given by `running_postgres`, whoever uses it, until the block ends."""
    (home,) = parse_qs(urlsplit(url).query)["host"]
    control, data = programs() / "pg_ctl", Path(home) / "data"
    options = (data / "postmaster.opts").read_text().partition(" ")[2].replace('"', "'").strip()
    run_as_owner(control, "stop", "-w", "-s", "-m", "fast", "-D", data)
    yield
    run_as_owner(control, "start", "-w", "-s", "-D", data, "-l", Path(home) / "log", "-o", options)


@contextmanager
def running_postgres() -> Iterator[str]:
    """Run a server and give the address of its database `postgres`; any number may run beside each other."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as home:
        if os.geteuid() == 0:
            shutil.chown(home, SUPERUSER, SUPERUSER)
        data = Path(home) / "data"
        control = programs() / "pg_ctl"
        run_as_owner(
            programs() / "initdb",
            "-D",
            data,
            "-U",
            SUPERUSER,
            *CLUSTER,
            "--no-sync",
        )
        options = " ".join([f"-k {home}", *(f"-c {name}='{value}'" for name, value in SETTINGS.items())])
        run_as_owner(control, "start", "-w", "-s", "-D", data, "-l", Path(home) / "log", "-o", options)
        try:
            yield f"postgresql://{SUPERUSER}@/postgres?host={home}"
        finally:
            run_as_owner(control, "stop", "-w", "-s", "-m", "immediate", "-D", data)
