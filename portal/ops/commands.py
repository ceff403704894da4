"""The commands that run and keep the portal."""

import sys
from pathlib import Path
from threading import Event

import click
from flask import Flask, current_app

from portal.config import Config
from portal.journal.follow import catch_up
from portal.lib.errors import PortalError
from portal.ops import backups, checks, daily, decided, serve
from portal.people.actions.organisation import place_person, save_unit
from portal.people.actions.persons import make_link, save_person
from portal.people.models import Person, Unit
from portal.people.reader import MACHINE
from portal.people.rules import Role
from portal.store.work import unit_of_work
from portal.web.portal import running


@click.command("serve", help="Kör portalen: webbservern, och det som håller sökregistret aktuellt.")
def serve_command() -> None:
    """Serve the portal: the web server and the follower of the journal."""
    config = running().config
    if not config.is_loopback and Person.select().where(Person.is_demo & ~Person.disabled).exists():
        message = (
            f"portalen har demokonton, lyssnar på {config.bind} och nås på {config.own_url}: det tillåts bara på den "
            "egna datorn. Stäng av demokontona, eller sätt PORTAL_BIND=127.0.0.1:8000 och ta bort PORTAL_BASE_URL."
        )
        raise PortalError(message)
    click.echo(f"Röda tråden: {config.own_url}  (Ctrl-C avslutar)")
    if advice := advice_on_proxies(config):
        click.echo(advice, err=True)
    sys.exit(serve.run_both())


def advice_on_proxies(config: Config) -> str:
    """Return what to set where a proxy must stand in front and none is trusted; empty otherwise."""
    is_behind_proxy = config.binds_loopback and not config.is_loopback
    if config.trusted_proxies or not is_behind_proxy:
        return ""
    return (
        f"Något annat än portalen svarar på {config.own_url}, men PORTAL_TRUSTED_PROXIES är 0: alla ser ut att komma "
        "från samma adress, och den som gissar lösenfraser stänger inloggningen för alla. "
        "Sätt PORTAL_TRUSTED_PROXIES=1."
    )


@click.command(
    "worker",
    help="Håll sökregistret och läslistorna aktuella, gör det som ska göras varje dag och skicka mejl, medan en annan "
    "tjänst kör webbservern.",
)
@click.option("--once", is_flag=True, help="Kom ikapp med det som har hänt, och sluta sedan.")
def worker_command(*, once: bool) -> None:
    """Follow the journal: keep what is made of it up to date; do the daily rounds when the day turns; send mail."""
    features = running().features
    followers = [follower for feature in features for follower in feature.followers]
    if once:
        for follower in followers:
            catch_up(follower)
        return
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - for other threads
    errands = [within(app, errand) for feature in features for errand in feature.errands]
    serve.follow_until_stopped(followers, daily.DailyRounds(running()), errands)


def within(app: Flask, errand: serve.Errand) -> serve.Errand:
    """Return the errand as it is done in a thread, which has no application of its own."""

    def done(stopping: Event) -> object:
        with app.app_context():
            return errand(stopping)

    return done


@click.command(
    "daily",
    help="Gör nu det som ska göras en gång om dagen: påminn om översyn, och för in vad dagen har fört med sig. "
    "Att köra det två gånger ändrar inget.",
)
def daily_command() -> None:
    """Do the daily rounds now: remind of reviews, journal what the day has brought. Twice changes nothing."""
    daily.do_rounds(running())
    click.echo("Dagens rundor är gjorda.")


@click.command(
    "init",
    help="Gör portalen färdig att använda: den översta enheten och en engångslänk till den första administratören. "
    "Det finns ingen förvald lösenfras.",
)
@click.option("--email", default="admin@localhost", show_default=True, help="Den första administratörens e-postadress.")
@click.option("--name", default="Administratör", show_default=True, help="Den första administratörens namn.")
def init_command(email: str, name: str) -> None:
    """Make the portal ready: the top unit and a one-time link for the first administrator. No default password."""
    portal = running()
    now = portal.now()
    if Person.select().exists():
        message = "portalen har redan personer. En administratör gör nya länkar på sidan Personer."
        raise PortalError(message)
    with unit_of_work():
        top = Unit.get_or_none(Unit.parent.is_null())
        if top is None:
            top, _ = save_unit(
                MACHINE, code="KOM", name=portal.config.municipality, kind="municipality", parent=None, now=now
            )
        person, _ = save_person(MACHINE, key="administrator", name=name, email=email, now=now)
        place_person(MACHINE, person, top, role=Role.ADMINISTRATOR, now=now)
        token = make_link(MACHINE, person, now=now)
    click.echo(f"Öppna länken inom ett dygn och välj en lösenfras för {email}:")
    click.echo(f"{portal.config.own_url}/lank/{token}")


@click.command("backup", help="Skriv allt till filen FIL medan portalen körs.")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
def backup_command(file: Path) -> None:
    """Write everything into FILE while the portal runs."""
    size = backups.back_up(running().config, file)
    click.echo(f"{file}: {size} byte")


@click.command("restore", help="Läs tillbaka säkerhetskopian FIL till en tom databas. Sökregistret görs på nytt.")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
def restore_command(file: Path) -> None:
    """Put the backup FILE in place of an empty database; the search index is built anew."""
    backups.restore(running().config, file)
    click.echo(f"{file} är återställd. Kontrollera med portal verify.")


@click.command(
    "verify",
    help="Kontrollera journalens kedja, alla versioner och översättningar mot sina kontrollsummor och mot journalen, "
    "och alla bilagor. Vad som är borttaget med stöd i lag sägs. Felkod 1 om något är fel.",
)
def verify_command() -> None:
    """Check the journal's chain, every version's digest and every attachment. Exit code 1 when something is wrong."""
    for line in decided.redactions():
        click.echo(line)
    found = list(checks.faults())
    for fault in found:
        click.echo(fault, err=True)
    if found:
        sys.exit(1)
    click.echo("Allt är helt.")
