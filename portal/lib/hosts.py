"""Hosts' names, as browsers ask for them, and what a request tells of its way here."""

import re
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
# What proxies add. Only a proxy still speaks the first HTTP: nginx does unless told otherwise, and then adds nothing.
PROXIES_SIGNS = re.compile(r"x-forwarded-.+|forwarded|via|x-real-ip", re.IGNORECASE)
PROXIES_PROTOCOL = "HTTP/1.0"


def name_of(host: str) -> str:
    """Return the name or address of a `Host` header, in small letters, without port; empty when it is no host."""
    match = HOST.fullmatch(host)
    return match[1].lower().rstrip(".") if match else ""


def read_name(text: str) -> str:
    """Return a host's name as written by hand, in the letters that browsers send. Raises ValueError."""
    text = text.strip()
    name = name_of(text if text.isascii() else text.encode("idna").decode())
    if not name:
        message = "inget värdnamn"
        raise ValueError(message)
    return name


def read_names(text: str) -> tuple[str, ...]:
    """Return the names of a list with commas. Raises ValueError."""
    return tuple(read_name(part) for part in text.split(","))


def name_in(address: str) -> str:
    """Return the host's name in an address on the web. Raises ValueError for anything else."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"}:
        message = "skriv adressen som https://handbok.example"
        raise ValueError(message)
    return read_name(parts.netloc)


def is_loopback(name: str) -> bool:
    """Whether the name leads to the own machine alone."""
    try:
        return name == "localhost" or ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def comes_straight(host: str, headers: Iterable[str], protocol: str) -> bool:
    """Whether a request was sent to this machine's own name, and nothing in it tells of a proxy on the way.

    `host` is its `Host` header, `headers` the names of all its headers, `protocol` as in `HTTP/1.1`.
    """
    is_passed_on = protocol == PROXIES_PROTOCOL or any(PROXIES_SIGNS.fullmatch(name) for name in headers)
    return is_loopback(name_of(host)) and not is_passed_on
