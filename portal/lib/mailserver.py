"""The address of a mail server, and who mail is from, as settings write them."""

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. `is_encrypted` from the first byte, else as soon as the server offers it."""

    host: str
    port: int
    is_encrypted: bool
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Tell all but the password."""
        return f"MailServer({self.host}:{self.port})"


def read_server(url: str) -> MailServer:
    """Read `smtp://user:password@host:587` or `smtps://…`. Raises ValueError, which does not repeat the address."""
    parts, port = urlsplit(url.strip()), None
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in PORTS or parts.path.strip("/") or parts.query or parts.fragment:
        message = "skriv servern som smtp://namn:losenord@smtp.example:587 eller smtps://smtp.example"
        raise ValueError(message)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        message = "skriv både namn och lösenord, eller inget av dem"
        raise ValueError(message)
    return MailServer(host, port or PORTS[parts.scheme], parts.scheme == "smtps", user, password)


def read_sender(text: str) -> tuple[str, str]:
    """Read `Name <address>`, or an address alone, as name and address. Raises ValueError."""
    name, address = parseaddr(text)
    local, _at, domain = address.rpartition("@")
    if not (local and domain and address.isascii() and text.isprintable()):
        message = "skriv avsändaren som Handboken <handbok@ekvik.example>"
        raise ValueError(message)
    return name, address
