"""The daily rounds that go by settings."""

from datetime import date, datetime

from portal.control.actions.reminding import remind_approvers
from portal.control.rules.waiting import Patience
from portal.web.portal import running


def remind_of_decisions(now: datetime, today: date) -> None:
    """Remind those who have been waited for to decide."""
    config = running().config
    remind_approvers(now, today, patience=Patience(config.remind_days, config.escalate_days), zone=config.timezone)
