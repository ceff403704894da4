"""The way to the mail server: encrypted where it can be, signed in where there is a name, and nothing told in clear."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from portal.lib.mailserver import read_server
from portal.notices.smtp import UnreachableError, connected
from tests.support.mailserver import Post
from tests.support.site import free_port

USER, PASSWORDS = "handbok@ekvik.example", ("lös/en:ord @1".encode(), b"losen/ord")
WRITTEN = "handbok%40ekvik.example:l%C3%B6s%2Fen%3Aord%20%401"
MESSAGE = b"Subject: Hej\r\nMessage-ID: <1@ekvik.example>\r\n\r\n.En rad med punkt\r\n"


@dataclass
class Doorkeeper:
    """Lets in who knows the name and the password, and remembers what was said to whom in clear."""

    heard: list[tuple[bool, str]]

    def __call__(self, _server: Any, session: Any, _envelope: Any, _mechanism: str, said: Any) -> AuthResult:
        """Answer a try to sign in."""
        assert isinstance(said, LoginPassword)
        self.heard.append((session.ssl is not None, said.login.decode()))
        return AuthResult(success=said.login == USER.encode() and said.password in PASSWORDS, handled=False)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """Make an authority that this machine trusts, as a municipality's own is trusted there."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


@contextmanager
def serving(kind: str, authority: trustme.CA, name: str = "localhost") -> Iterator[tuple[Post, Doorkeeper, int]]:
    """Run a server that is encrypted from the first byte, on demand, or never; give its post, its door and its port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    post, door, port = Post(), Doorkeeper([]), free_port()
    options: dict[str, Any] = {"authenticator": door, "auth_require_tls": kind != "plain"}
    options |= {"ssl_context": context} if kind == "smtps" else {"tls_context": context} if kind == "starttls" else {}
    if kind == "smtps":
        options["auth_require_tls"] = False
    controller = Controller(post, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield post, door, port
    finally:
        controller.stop()


@pytest.mark.parametrize("written", [WRITTEN, "handbok%40ekvik.example:losen%2Ford"])
@pytest.mark.parametrize(("kind", "scheme"), [("starttls", "smtp"), ("smtps", "smtps")])
def test_it_is_encrypted_and_signed_in(kind: str, scheme: str, written: str, authority: trustme.CA) -> None:
    with serving(kind, authority) as (post, door, port):
        server = read_server(f"{scheme}://{written}@localhost:{port}")
        with connected(server) as connection:
            answer = connection.deliver("fran@ekvik.example", "till@ekvik.example", MESSAGE, lambda: True)
    assert answer.startswith("250")
    assert post.recipients == ["till@ekvik.example"]
    assert post.taken[0].get_content() == ".En rad med punkt\r\n"
    assert [login for _, login in door.heard] == [USER]
    assert kind == "smtps" or door.heard == [(True, USER)]


def test_a_password_is_not_sent_for_all_to_read(authority: trustme.CA) -> None:
    with serving("plain", authority) as (post, door, port):
        with (
            pytest.raises(UnreachableError, match="no encryption"),
            connected(read_server(f"smtp://{WRITTEN}@localhost:{port}")),
        ):
            pytest.fail("there is no way")
        with connected(read_server(f"smtp://localhost:{port}")) as connection:
            connection.deliver("fran@ekvik.example", "till@ekvik.example", MESSAGE, lambda: True)
    assert door.heard == []
    assert post.recipients == ["till@ekvik.example"]


@pytest.mark.parametrize(("kind", "scheme"), [("starttls", "smtp"), ("smtps", "smtps")])
def test_a_server_with_anothers_name_is_not_spoken_to(kind: str, scheme: str, authority: trustme.CA) -> None:
    with (
        serving(kind, authority, "mejl.annan.example") as (post, door, port),
        pytest.raises(UnreachableError, match="certificate"),
        connected(read_server(f"{scheme}://{WRITTEN}@localhost:{port}")),
    ):
        pytest.fail("there is no way")
    assert (door.heard, post.recipients) == ([], [])


@pytest.mark.parametrize("password", ["hemligt", "hemligåt"])
def test_who_is_not_let_in_is_told_without_the_password(password: str, authority: trustme.CA) -> None:
    with (
        serving("starttls", authority) as (post, _, port),
        pytest.raises(UnreachableError) as error,
        connected(read_server(f"smtp://nagon:{password}@localhost:{port}")),
    ):
        pytest.fail("there is no way")
    assert str(error.value).startswith("535")
    assert "hemlig" not in str(error.value)
    assert post.recipients == []
