"""What becomes of the messages of the outbox: each change a row, committed before the next step is taken."""

from datetime import datetime

from portal.notices.models import Mail
from portal.notices.queries.outbox import Letter, is_due
from portal.notices.rules.mailing import MOST_REASON, PATIENCE, MailState, is_hopeless, wait_after
from portal.store.work import unit_of_work

TOO_LONG = "Servern har inte tagit emot brevet på fyra dygn: "
KILLED = "Processen dog medan servern hade brevet. Det skickas inte igen, för det har nästan säkert kommit fram."


def is_unsettled() -> bool:
    """Whether something is being handed over, or was when a process died: one query."""
    return Mail.select(Mail.id).where(Mail.state == MailState.HANDED.value).exists()


def settle_unknown(now: datetime) -> int:
    """Settle what a process that is dead was handing over; return how many there were.

    Only whoever sends alone may ask.
    """
    if not is_unsettled():
        return 0
    changes = {"state": MailState.UNKNOWN.value, "done_at": now, "reason": KILLED}
    with unit_of_work():
        return Mail.update(**changes).where(Mail.state == MailState.HANDED.value).execute()


def claim(letter: Letter) -> bool:
    """Say that the message is about to be ended, and return whether it still was to be sent."""
    with unit_of_work():
        still = (Mail.id == letter.id) & (Mail.state == MailState.WAITING.value)
        changes = {"state": MailState.HANDED.value, "attempts": Mail.attempts + 1}
        return bool(Mail.update(**changes).where(still).execute())


def finish(letter: Letter, state: MailState, now: datetime, reason: str) -> None:
    """Say what became of the message."""
    with unit_of_work():
        changes = {"state": state.value, "done_at": now, "reason": reason[:MOST_REASON]}
        Mail.update(**changes).where(Mail.id == letter.id).execute()


def postpone(letter: Letter, now: datetime, reason: str) -> None:
    """Let the message be tried again later, or give it up when it has been tried for days."""
    if is_hopeless(letter.made_at, now):
        finish(letter, MailState.GIVEN_UP, now, TOO_LONG + reason)
        return
    attempts = letter.attempts + 1
    changes = {
        "state": MailState.WAITING.value,
        "attempts": attempts,
        "next_at": now + wait_after(attempts),
        "reason": reason[:MOST_REASON],
    }
    with unit_of_work():
        Mail.update(**changes).where(Mail.id == letter.id).execute()


def postpone_all(now: datetime, reason: str) -> None:
    """Let all that is due be tried again later: the server could not be reached. What is too old is given up."""
    with unit_of_work():
        for (attempts,) in Mail.select(Mail.attempts).where(is_due(now)).distinct().tuples():
            changes = {"attempts": attempts + 1, "next_at": now + wait_after(attempts + 1)}
            told = {"reason": reason[:MOST_REASON]}
            Mail.update(**changes, **told).where(is_due(now) & (Mail.attempts == attempts)).execute()
        too_old = (Mail.state == MailState.WAITING.value) & (Mail.made_at <= now - PATIENCE)
        given_up = {"state": MailState.GIVEN_UP.value, "done_at": now, "reason": (TOO_LONG + reason)[:MOST_REASON]}
        Mail.update(**given_up).where(too_old).execute()
