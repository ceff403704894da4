"""A message as it is sent: what a person may be told when it is sent, in plain text and HTML."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from flask import render_template, url_for

from portal.config import Config
from portal.lib.hosts import name_in
from portal.lib.mailserver import read_sender
from portal.notices.models import Notice
from portal.notices.queries.notices import notices_in
from portal.notices.queries.outbox import Letter
from portal.notices.queries.persons import recipients
from portal.notices.queries.things import known_of
from portal.notices.rules.mailing import head_text, why_not_address
from portal.notices.shown import Shown, readable
from portal.people.rules import UnitFact

MOST_TOLD = 50
SUBJECTS = {"day": "{count} nyheter i det du följer", "week": "Veckan som gick: {count} nyheter i det du följer"}
ONE = {"day": "En nyhet i det du följer", "week": "Veckan som gick: en nyhet i det du följer"}


class NotNeededError(Exception):
    """There is nothing to send any more, or nobody to send it to."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a message is written: the organisation as rules see it, and its names, by code."""

    config: Config
    today: date
    units: Mapping[str, UnitFact]
    names: Mapping[str, str]


def sender_of(config: Config) -> tuple[str, str]:
    """Return who mail is from: name and address."""
    if config.mail_from:
        return read_sender(config.mail_from)
    return config.municipality, f"noreply@{domain_of(config)}"


def domain_of(config: Config) -> str:
    """Return the name that the portal's addresses and Message-IDs end with."""
    return name_in(config.own_url).strip("[]") or "localhost"


def compose(letter: Letter, told: Sequence[Shown], place: Place) -> EmailMessage:
    """Return the message that tells this. Raises NotNeededError when nothing is left to tell, or nobody to be told."""
    if letter.is_disabled:
        raise NotNeededError("Kontot är avstängt.")
    if reason := why_not_address(letter.email):
        raise NotNeededError(reason)
    if not told:
        raise NotNeededError("Inget i brevet är oläst och får läsas längre.")
    return written(letter, told, place)


def told_in(letters: Sequence[Letter], place: Place) -> dict[int, list[Shown]]:
    """Return what each message tells, by its row: unread still, and what its person may know of now. Seven queries."""
    rows: dict[int, list[Notice]] = defaultdict(list)
    for row in notices_in(letter.id for letter in letters):
        rows[row.mail_id].append(row)
    who = recipients({letter.person for letter in letters}, place.today, place.units)
    known = known_of((row for some in rows.values() for row in some), place.today, place.names)
    return {
        letter.id: readable(rows[letter.id], known, who[letter.person].tokens)
        for letter in letters
        if letter.person in who
    }


def written(letter: Letter, told: Sequence[Shown], place: Place) -> EmailMessage:
    """Return the message with its head and both texts."""
    message = EmailMessage(policy=SMTP)
    name, address = sender_of(place.config)
    settings = url_for("notices.setting_edit", _external=True)
    message["From"] = Address(head_text(name), addr_spec=address)
    message["To"] = Address(head_text(letter.name), addr_spec=letter.email)
    message["Subject"] = subject_of(letter, told)
    message["Date"] = format_datetime(letter.made_at)
    message["Message-ID"] = message_id(letter, place.config)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Id"] = f"{head_text(place.config.municipality)} <notices.{domain_of(place.config)}>"
    message["List-Unsubscribe"] = f"<{settings}>"
    values = {
        "told": told[:MOST_TOLD],
        "more": max(len(told) - MOST_TOLD, 0),
        "is_digest": not is_single(letter),
        "own_url": place.config.own_url,
        "settings_url": settings,
        "all_url": url_for("notices.notice_index", _external=True),
    }
    message.set_content(render_template("mail/notices.txt", **values), cte="quoted-printable")
    message.add_alternative(render_template("mail/notices.html", **values), subtype="html", cte="quoted-printable")
    return message


def is_single(letter: Letter) -> bool:
    """Whether the message tells of one notice, at once."""
    return letter.key.startswith("notice:")


def message_id(letter: Letter, config: Config) -> str:
    """Return the Message-ID, the same at each attempt."""
    return f"<{letter.message}@{domain_of(config)}>"


def subject_of(letter: Letter, told: Sequence[Shown]) -> str:
    """Return the subject: the thing's name and what happened, or how much is new."""
    if is_single(letter):
        return head_text(f"{told[0].label}: {told[0].text}")
    sort = letter.key.partition(":")[0]
    return ONE[sort] if len(told) == 1 else SUBJECTS[sort].format(count=len(told))
