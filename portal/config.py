"""Settings, read once from the environment. Every one has a line in docs/settings.md."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from portal.lib import clock
from portal.lib.colour import contrast
from portal.lib.hosts import LOOPBACK_NAMES, is_loopback, name_in, name_of, read_names
from portal.lib.mailserver import read_sender, read_server
from portal.lib.office import Office, read_office

HERE = Path(__file__).resolve().parent
RESOURCES = HERE / "_data" if (HERE / "_data").is_dir() else HERE.parent
COLOUR = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?")
# The accent is text and background of buttons: on white pages, and on dark ones (WCAG 2.2, 1.4.3).
PAPERS = {"accent": "#ffffff", "accent_dark": "#11181a"}
LOWEST_CONTRAST = 4.5
FILES_AT_ONCE = 4
SWITCHES = {"1": True, "true": True, "on": True, "ja": True, "0": False, "false": False, "off": False, "nej": False}


@dataclass(frozen=True)
class Config:
    """The portal's settings. Field `data_dir` is read from `PORTAL_DATA_DIR`, and so on."""

    data_dir: Path = Path("var")
    database_url: str = ""
    secret_key: str = ""
    bind: str = "127.0.0.1:8000"
    workers: int = 2
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Stockholm"))
    base_url: str = ""
    trusted_proxies: int = 0
    allowed_hosts: tuple[str, ...] = ()
    municipality: str = "Ekvik kommun"
    accent: str = "#0b5c6b"
    accent_dark: str = "#7fd1dd"
    logo: Path | None = None
    contact_email: str = "kundtjanst@ekvik.example"
    contact_phone: str = "0555-10 10 00"
    max_file_mb: int = 25
    max_files: int = 20
    session_hours: int = 12
    remind_days: int = 5
    escalate_days: int = 10
    office_hours: str = "8-16.30"
    half_days: str = ""
    search_learns: bool = True
    smtp_url: str = ""
    mail_from: str = ""
    log_level: str = "INFO"
    clock: Callable[[], datetime] = field(default=clock.now)

    @property
    def database(self) -> str:
        """The database's address: SQLite under the data directory unless one is set."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'portal.db'}"

    @property
    def index_dir(self) -> Path:
        """Where the search index lies; it can be deleted at any time."""
        return self.data_dir.resolve() / "index"

    @property
    def binds_loopback(self) -> bool:
        """Whether the server listens to this machine alone."""
        return self.bind.startswith("unix:") or is_loopback(name_of(self.bind))

    @property
    def is_loopback(self) -> bool:
        """Whether the server is for this machine alone: listens there, and is not shown to others by a proxy."""
        is_own_name = not self.base_url or is_loopback(name_in(self.base_url))
        return self.binds_loopback and is_own_name and not self.trusted_proxies

    @property
    def hosts(self) -> frozenset[str]:
        """The names that the portal answers to; none means any.

        Those that are set, else the one it is shown under, else this machine's own. A server that listens to others
        and is not told its name cannot know what its network calls it.
        """
        if self.allowed_hosts:
            return frozenset(self.allowed_hosts)
        shown = name_in(self.base_url) if self.base_url else ""
        if shown and not is_loopback(shown):
            return frozenset({shown})
        if shown or self.binds_loopback:
            return LOOPBACK_NAMES.union({shown or name_of(self.bind)}) - {""}
        return frozenset()

    @property
    def most_sent(self) -> int:
        """The largest request in bytes: some files at once, so that one too large can be told of beside the text."""
        return FILES_AT_ONCE * self.max_file_mb * 1024 * 1024

    @property
    def office(self) -> Office:
        """When the office is open. Raises ValueError."""
        half_days = [name.strip().lower() for name in self.half_days.split(",") if name.strip()]
        return read_office(self.timezone, self.office_hours, half_days)

    @property
    def own_url(self) -> str:
        """The address that printed links begin with."""
        return self.base_url.rstrip("/") or f"http://{self.bind}"


def read_switch(text: str) -> bool:
    """Read what is on or off. Raises ValueError for anything else."""
    if text.strip().lower() not in SWITCHES:
        message = "skriv 1 (på) eller 0 (av)"
        raise ValueError(message)
    return SWITCHES[text.strip().lower()]


READERS: Mapping[object, Callable[[str], object]] = {
    Path: Path,
    Path | None: Path,
    int: int,
    bool: read_switch,
    ZoneInfo: ZoneInfo,
    str: str,
    tuple[str, ...]: read_names,
}


def from_environment(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the settings. Raises ValueError naming the variable that cannot be read."""
    values: dict[str, object] = {}
    for name, setting in Config.__dataclass_fields__.items():
        text = environ.get(f"PORTAL_{name.upper()}", "")
        if not text or name == "clock":
            continue
        try:
            values[name] = READERS[setting.type](text)
        except (ValueError, KeyError) as error:
            message = f"PORTAL_{name.upper()}={text!r}: {error}"
            raise ValueError(message) from error
    config = Config(**values)  # type: ignore[arg-type]
    check_colours(config)
    check_ways_in(config)
    check_mail(config)
    check_office(config)
    return config if config.secret_key else with_kept_secret(config)


def check_colours(config: Config) -> None:
    """Raise ValueError for an accent that is no colour, or cannot be read."""
    for name, paper in PAPERS.items():
        value = getattr(config, name)
        if not COLOUR.fullmatch(value) or contrast(value, paper) < LOWEST_CONTRAST:
            message = (
                f"PORTAL_{name.upper()}={value!r}: skriv en färg som {getattr(Config, name)}, med kontrasten "
                f"{LOWEST_CONTRAST} eller mer mot {paper}."
            )
            raise ValueError(message)


def check_ways_in(config: Config) -> None:
    """Raise ValueError for an address that is none, or fewer proxies than none."""
    try:
        _ = config.base_url and name_in(config.base_url)
    except ValueError as error:
        message = f"PORTAL_BASE_URL={config.base_url!r}: {error}"
        raise ValueError(message) from error
    if config.trusted_proxies < 0:
        message = f"PORTAL_TRUSTED_PROXIES={config.trusted_proxies}: skriv hur många proxyer som står framför portalen"
        raise ValueError(message)


def check_mail(config: Config) -> None:
    """Raise ValueError for a mail server or a sender that cannot be used; what the address holds is not told."""
    try:
        _ = config.smtp_url and read_server(config.smtp_url)
    except ValueError as error:
        message = f"PORTAL_SMTP_URL: {error}"
        raise ValueError(message) from None
    try:
        _ = config.mail_from and read_sender(config.mail_from)
    except ValueError as error:
        message = f"PORTAL_MAIL_FROM={config.mail_from!r}: {error}"
        raise ValueError(message) from error


def check_office(config: Config) -> None:
    """Raise ValueError for opening hours or half-days that are none."""
    try:
        _ = config.office
    except ValueError as error:
        message = f"PORTAL_OFFICE_HOURS={config.office_hours!r}, PORTAL_HALF_DAYS={config.half_days!r}: {error}"
        raise ValueError(message) from error


def with_kept_secret(config: Config) -> Config:
    """Return the settings with the secret key kept in the data directory, made at first need."""
    config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = config.data_dir / "secret-key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return Config(**{**config.__dict__, "secret_key": path.read_text().strip()})
