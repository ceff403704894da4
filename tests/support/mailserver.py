"""A real mail server that refuses, delays and drops, as it is told to, and counts what it took by Message-ID."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.support.site import free_port

# What the server answers at the end of a message: an answer that is no 250 takes nothing.
Answer = str | None
Plan = Callable[[int], Answer]
DROP = None


@dataclass
class Post:
    """What the server has taken, and what it is to answer.

    `at_recipient` and `at_end` answer the n-th time they are asked (from 1); DROP is to end the connection without a
    word. `before_answer` is called when the server has the whole message and has not answered yet. Without
    `keeps_texts` only the recipients are kept.
    """

    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    at_recipient: Plan = lambda _time: "250 OK"
    at_end: Plan = lambda _time: "250 taken"
    before_answer: Callable[[], object] = lambda: None
    connections: int = 0
    keeps_texts: bool = True
    asked: Counter[str] = field(default_factory=Counter)

    async def handle_EHLO(self, server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]) -> Any:  # noqa: N802
        """Count the connection."""
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> Any:  # noqa: N802
        """Answer as planned."""
        self.asked["recipient"] += 1
        answer = self.at_recipient(self.asked["recipient"])
        if answer is DROP:
            server.transport.close()
            return "421 gone"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> Any:  # noqa: N802
        """Take the message, or answer as planned."""
        self.asked["end"] += 1
        answer = self.at_end(self.asked["end"])
        if answer is DROP:
            server.transport.abort()
            return "421 gone"
        if answer.startswith("250"):
            if self.keeps_texts:
                self.taken.append(message_from_bytes(envelope.content, policy=default))
            self.recipients += envelope.rcpt_tos
        self.before_answer()
        return answer

    def by_id(self) -> Counter[str]:
        """Return how many times each Message-ID was taken."""
        return Counter(str(message["Message-ID"]) for message in self.taken)


@contextmanager
def mail_server(post: Post | None = None) -> Iterator[tuple[Post, str]]:
    """Run the server until the block ends; give what it takes and its address."""
    post = post or Post()
    port = free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port, timeout=60)
    controller.start()
    try:
        yield post, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


def text_of(message: EmailMessage, sort: str = "plain") -> str:
    """Return a message's text."""
    body = message.get_body((sort,))
    assert body is not None
    return str(body.get_content())
