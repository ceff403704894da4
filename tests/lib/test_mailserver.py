"""The mail server's address and the sender, as settings write them."""

import pytest

from portal.config import from_environment
from portal.lib.mailserver import MailServer, read_sender, read_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, is_encrypted=False)),
        ("smtp://mail.example:587", MailServer("mail.example", 587, is_encrypted=False)),
        ("smtps://mail.example", MailServer("mail.example", 465, is_encrypted=True)),
        (
            "smtp://bo%40x.example:l%2Fsen@mail.example:587/",
            MailServer("mail.example", 587, is_encrypted=False, user="bo@x.example", password="l/sen"),
        ),
    ],
)
def test_a_server_is_read(url: str, server: MailServer) -> None:
    assert read_server(url) == server
    assert "l/sen" not in repr(server)


@pytest.mark.parametrize(
    "url", ["", "mail.example", "http://mail.example", "smtp://", "smtp://x:99999", "smtp://bo@x", "smtp://x/y"]
)
def test_what_is_no_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="skriv"):
        read_server(url)


def test_senders_are_read() -> None:
    assert read_sender("Handboken <handbok@ekvik.example>") == ("Handboken", "handbok@ekvik.example")
    assert read_sender("handbok@ekvik.example") == ("", "handbok@ekvik.example")
    for wrong in ("Handboken", "a@å.example", "x <a@b.example>\nBcc: c@d.example"):
        with pytest.raises(ValueError, match="skriv"):
            read_sender(wrong)


def test_a_wrong_address_is_told_of_without_its_password(tmp_path: object) -> None:
    with pytest.raises(ValueError, match="PORTAL_SMTP_URL") as caught:
        from_environment({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_SMTP_URL": "smtp://bo:hemligt@x:port"})
    assert "hemligt" not in str(caught.value)
    assert caught.value.__cause__ is None
    with pytest.raises(ValueError, match="PORTAL_MAIL_FROM"):
        from_environment({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_MAIL_FROM": "jag"})
