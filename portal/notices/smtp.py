"""Handing messages to a mail server: many over one connection, each claimed just before the dot that ends it."""

import re
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from portal.lib.mailserver import MailServer

PATIENCE = 20.0
# How long a server may look at a whole message before it answers (RFC 5321, 4.5.3.2.6).
PATIENCE_AFTER_DOT = 600.0
DOT = re.compile(rb"^\.", re.MULTILINE)
Failed = (OSError, smtplib.SMTPException)


class DelayedError(Exception):
    """The message was not taken now; it is to be tried again."""


class RefusedError(Exception):
    """The message will never be taken."""


class UnansweredError(Exception):
    """The whole message was sent, and for ten minutes no answer came: nobody knows."""


class UnreachableError(Exception):
    """The server cannot be reached, or does not let us in: no message is at fault."""


class TakenError(Exception):
    """Somebody else has claimed the message."""


@dataclass(frozen=True, slots=True)
class Connection:
    """An open way to the server."""

    link: smtplib.SMTP

    def deliver(self, sender: str, recipient: str, message: bytes, claim: Callable[[], bool]) -> str:
        """Hand the message over and return the server's answer. `claim` is asked just before the message is ended.

        Until then the server has no message. Raises DelayedError, RefusedError, UnansweredError, UnreachableError when
        the sender is refused, and TakenError when the claim is.
        """
        try:
            self.begin(sender, recipient)
            self.link.send(DOT.sub(b"..", message.rstrip(b"\r\n") + b"\r\n"))
        except Failed as error:
            self.link.close()
            raise DelayedError(told(error)) from error
        if not claim():
            self.link.close()
            raise TakenError
        return self.end()

    def begin(self, sender: str, recipient: str) -> None:
        """Say who writes to whom. Raises as `deliver`."""
        code, answer = self.link.mail(sender)
        if code >= 500:
            raise UnreachableError(words(code, answer))
        if code != 250:
            self.refuse(code, answer)
        code, answer = self.link.rcpt(recipient)
        if code not in {250, 251}:
            self.refuse(code, answer)
        code, answer = self.link.docmd("DATA")
        if code != 354:
            self.refuse(code, answer)

    def end(self) -> str:
        """Send the dot and return the answer."""
        try:
            self.wait_for(PATIENCE_AFTER_DOT)
            self.link.send(b".\r\n")
            code, answer = self.link.getreply()
            self.wait_for(PATIENCE)
        except Failed as error:
            self.link.close()
            if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
                raise UnansweredError from error
            raise DelayedError(told(error)) from error
        if code != 250:
            self.refuse(code, answer)
        return words(code, answer)

    def wait_for(self, seconds: float) -> None:
        """Let the server have so long for each answer."""
        if self.link.sock is not None:
            self.link.sock.settimeout(seconds)

    def refuse(self, code: int, answer: bytes) -> None:
        """Raise what the server's answer means, ready for the next message."""
        if code == 421:
            self.link.close()
        else:
            with suppress(*Failed):
                self.link.rset()
        if code >= 500:
            raise RefusedError(words(code, answer))
        raise DelayedError(words(code, answer))

    @property
    def is_open(self) -> bool:
        """Whether there is still someone at the other end, as far as is known."""
        return self.link.sock is not None


@contextmanager
def connected(server: MailServer) -> Iterator[Connection]:
    """Open a way to the server, encrypted where it can be, and signed in where there is a name.

    Raises UnreachableError, also where a password would have to be sent for all to read.
    """
    try:
        link = opened(server)
    except Failed as error:
        raise UnreachableError(told(error)) from error
    try:
        yield Connection(link)
    finally:
        farewell(link)


def opened(server: MailServer) -> smtplib.SMTP:
    """Return a link that is greeted, encrypted and signed in."""
    context = ssl.create_default_context()
    link: smtplib.SMTP
    if server.is_encrypted:
        link = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    else:
        link = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        link.ehlo_or_helo_if_needed()
        is_safe = server.is_encrypted
        if not is_safe and link.has_extn("starttls"):
            link.starttls(context=context)
            link.ehlo()
            is_safe = True
        if server.user:
            if not is_safe:
                raise smtplib.SMTPException("the server offers no encryption, so no password is sent to it")  # noqa: TRY301
            sign_in(link, server)
    except BaseException:
        link.close()
        raise
    return link


def sign_in(link: smtplib.SMTP, server: MailServer) -> None:
    """Sign in. smtplib knows ASCII only; other words go as RFC 4616 has them. Raises SMTPException."""
    if (server.user + server.password).isascii():
        link.login(server.user, server.password)
        return
    secret = f"\0{server.user}\0{server.password}".encode()
    code, answer = link.docmd("AUTH", f"PLAIN {b64encode(secret).decode()}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, answer)


def farewell(link: smtplib.SMTP) -> None:
    """Say good-bye where there is still someone to say it to."""
    try:
        if link.sock is not None:
            link.quit()
    except Failed:
        link.close()


def words(code: int, answer: bytes) -> str:
    """Return the server's answer as it is kept."""
    return f"{code} {answer.decode('utf-8', 'replace')}"


def told(error: BaseException) -> str:
    """Return what went wrong with the connection, in the words that there are."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"{error.smtp_code} {text}"
    return f"{type(error).__name__}: {error}"
