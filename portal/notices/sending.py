"""The outbox is sent: by one process at a time, a message claimed just before it is the server's."""

import logging
from collections.abc import Iterator
from datetime import datetime
from email.errors import HeaderParseError
from threading import Event

from flask import current_app

from portal.lib.mailserver import read_server
from portal.notices import smtp
from portal.notices.actions import outbox
from portal.notices.composing import NotNeededError, Place, compose, sender_of, told_in
from portal.notices.queries.outbox import Letter, letters_due
from portal.notices.rules.mailing import MailState
from portal.notices.shown import Shown
from portal.people.queries.units import unit_facts, units_by_code
from portal.store.database import alone
from portal.web.portal import running

log = logging.getLogger(__name__)

SENDER = 7_410_007
# What may be told is read for so many at a time, just before they are sent.
AT_A_TIME = 20
TELL_EACH = 500
SILENT = "Servern har inte svarat på tio minuter. Brevet skickas inte igen, för det kan ha kommit fram."


def send_outbox(stopping: Event) -> int:
    """Send what is due, until nothing is or the event is set; return how many messages were sent.

    Without a mail server nothing is done; nor while another process sends.
    """
    config = running().config
    now = running().now()
    if not config.smtp_url or not (letters_due(now, 1) or outbox.is_unsettled()):
        return 0
    with alone(SENDER) as is_mine, current_app.test_request_context(base_url=config.own_url):
        if not is_mine:
            return 0
        if unknown := outbox.settle_unknown(now):
            log.warning("mail: of %d messages nobody knows whether they arrived; they are not sent again", unknown)
        return Sending(stopping).run()


class Sending:
    """One run through the outbox: what is known of the place, and how far it has come."""

    def __init__(self, stopping: Event) -> None:
        """Begin with the organisation as it is now."""
        portal = running()
        self.portal, self.stopping = portal, stopping
        names = {code: unit.name for code, unit in units_by_code().items()}
        self.place = Place(portal.config, portal.today(), unit_facts(), names)
        self.server = read_server(portal.config.smtp_url)
        self.sender = sender_of(portal.config)[1]
        self.sent = 0

    @property
    def now(self) -> datetime:
        """This moment."""
        return self.portal.now()

    def run(self) -> int:
        """Send all that is due, over as few connections as hold; return how many were sent."""
        after = 0
        while not self.stopping.is_set() and (letters := letters_due(self.now, AT_A_TIME, after)):
            try:
                after = self.send_over_one_connection(letters[0].id - 1)
            except smtp.UnreachableError as error:
                log.warning("mail: the server cannot be used, all waits: %s", error)
                outbox.postpone_all(self.now, str(error))
                break
        if self.sent:
            log.info("mail: %d messages sent", self.sent)
        return self.sent

    def send_over_one_connection(self, after: int) -> int:
        """Send what is due from after that row, until the connection ends; return the last row that was tried."""
        with smtp.connected(self.server) as connection:
            for letter, told in self.due(after):
                self.send(letter, told, connection)
                after = letter.id
                if not connection.is_open:
                    break
        return after

    def due(self, after: int) -> Iterator[tuple[Letter, list[Shown]]]:
        """Yield what is due and what it tells, read for some at a time, so that memory stays flat."""
        while letters := letters_due(self.now, AT_A_TIME, after):
            told = told_in(letters, self.place)
            for letter in letters:
                if self.stopping.is_set():
                    return
                yield letter, told.get(letter.id, [])
                after = letter.id

    def send(self, letter: Letter, told: list[Shown], connection: smtp.Connection) -> None:
        """Send one message and keep what became of it."""
        try:
            message = compose(letter, told, self.place)
        except NotNeededError as error:
            outbox.finish(letter, MailState.DROPPED, self.now, str(error))
            return
        except (HeaderParseError, ValueError) as error:
            log.warning("mail: message %s cannot be written: %s", letter.id, type(error).__name__)
            outbox.finish(letter, MailState.GIVEN_UP, self.now, "Adressen eller texten går inte att skriva i ett brev.")
            return
        try:
            answer = connection.deliver(self.sender, letter.email, bytes(message), lambda: outbox.claim(letter))
        except smtp.TakenError:
            return
        except smtp.DelayedError as error:
            outbox.postpone(letter, self.now, str(error))
        except smtp.RefusedError as error:
            log.warning("mail: message %s was refused: %s", letter.id, error)
            outbox.finish(letter, MailState.GIVEN_UP, self.now, str(error))
        except smtp.UnansweredError:
            log.warning("mail: message %s was never answered", letter.id)
            outbox.finish(letter, MailState.UNKNOWN, self.now, SILENT)
        else:
            outbox.finish(letter, MailState.SENT, self.now, answer)
            self.tell_progress()

    def tell_progress(self) -> None:
        """Count a message, and say in the log how far it has come."""
        self.sent += 1
        if self.sent % TELL_EACH == 0:
            log.info("mail: %d messages sent so far", self.sent)
