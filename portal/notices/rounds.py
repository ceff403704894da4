"""What notices do once a day."""

from datetime import date, datetime

from portal.notices.actions.digests import gather
from portal.notices.actions.forgetting import forget_old
from portal.web.portal import running


def make_digests(now: datetime, today: date) -> None:
    """Put the digests into the outbox, where there is a mail server."""
    config = running().config
    if config.smtp_url:
        gather(now, today, config.timezone)


def forget(now: datetime, _today: date) -> None:
    """Delete what is old."""
    forget_old(now)
