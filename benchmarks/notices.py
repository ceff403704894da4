"""What a run of digests costs: `python -m benchmarks.notices [RECIPIENTS]` against a mail server of its own.

Prints time, and the process's own memory (resident, highest) after each tenth.
"""

import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from threading import Event

from portal.app import create_app
from portal.config import Config
from portal.lib import clock
from portal.notices.models import Mail
from portal.notices.rounds import make_digests
from portal.notices.sending import send_outbox
from portal.store import database, schema
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.followers import many_followers
from tests.support.organisation import make_organisation


def peak() -> int:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run(home: Path, address: str, count: int) -> None:
    """Gather and send the digests of so many persons."""
    time_of = Clock(clock.now())
    app = create_app(Config(data_dir=home, secret_key="x", smtp_url=address, clock=time_of))  # noqa: S106 - not one
    schema.migrate()
    organisation = make_organisation(time_of())
    for number in range(10):
        make_valid(organisation, f"SOC-RUT-{number + 1:04d}", title=f"Rutin {number}")
    many_followers(organisation.units["SOC"].id, count, time_of())
    time_of.go(days=1)
    portal = app.extensions["portal"]
    with app.app_context():
        print(f"before: {peak()} MB")
        began = time.perf_counter()
        make_digests(time_of(), portal.today())
        print(f"gathered {Mail.select().count()}: {time.perf_counter() - began:.1f} s, {peak()} MB")
        Mail.update(next_at=time_of() - timedelta(minutes=1)).execute()
        began, sent, told = time.perf_counter(), Event(), 0
        for part in range(1, 11):
            last = Mail.select(Mail.id).order_by(Mail.id).offset(count * part // 10 - 1).limit(1).scalar()
            later = time_of() + timedelta(days=1)
            Mail.update(next_at=later).where((Mail.id > last) & (Mail.state == "waiting")).execute()
            told += send_outbox(sent)
            Mail.update(next_at=time_of() - timedelta(minutes=1)).where(Mail.state == "waiting").execute()
            print(f"sent {told}: {time.perf_counter() - began:.1f} s, {peak()} MB", flush=True)
    database.database.close()


def main() -> int:
    """Run against the mail server at the address given, e.g. `smtp://127.0.0.1:8025`."""
    address, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    with tempfile.TemporaryDirectory() as home:
        run(Path(home), address, count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
