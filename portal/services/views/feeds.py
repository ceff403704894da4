"""The feed of broken promises."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import Response, render_template, url_for

from portal.indicators.rules import period_words
from portal.lib import clock
from portal.services.queries.promises import Promise, promises
from portal.services.queries.terms import Explained
from portal.services.rules.verdict import DAYS_TO_EXPLAIN, Verdict
from portal.services.rules.wording import actual_text, target_text
from portal.services.views.blueprint import blueprint, reader_here
from portal.web.access import public
from portal.web.pages import kept
from portal.web.portal import journal_head, running, today

MOST_ENTRIES = 60


@blueprint.get("/loften/brutna.atom")
@public
@kept
def broken_feed() -> Response:
    """Answer the broken promises as an Atom feed (RFC 4287), newest first; an explanation makes an entry anew."""
    found = promises(reader_here().tokens, today(), stamp=journal_head())
    entries = [entry_of(promise, verdict) for promise in found for verdict in promise.verdicts if verdict.is_broken]
    newest = sorted(entries, key=lambda entry: (entry["updated"], entry["id"]), reverse=True)[:MOST_ENTRIES]
    body = render_template(
        "services/promises/broken.xml",
        own_url=running().config.own_url,
        self_url=running().config.own_url + url_for("services.broken_feed"),
        home_url=running().config.own_url + url_for("services.promise_index"),
        updated=newest[0]["updated"] if newest else clock.to_text(datetime(2000, 1, 1, tzinfo=UTC)),
        entries=newest,
    )
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def entry_of(promise: Promise, verdict: Verdict) -> dict[str, Any]:
    """Return a broken promise of a period as an entry; its id stays the same whatever is told of it later."""
    code = verdict.period.code
    explained = promise.explained.get(code)
    url = running().config.own_url + url_for("services.promise_show", key=promise.key)
    published = first_told(promise, verdict)
    return {
        "id": f"{url}#{code}",
        "url": f"{url}#period-{code}",
        "title": f"{promise.service_name}: {verdict.commitment.text}",
        "period": period_words(verdict.period),
        "actual": actual_text(verdict),
        "target": target_text(verdict.commitment),
        "explained": explained,
        "published": clock.to_text(published),
        "updated": clock.to_text(updated_at(promise, verdict, published, explained)),
    }


def first_told(promise: Promise, verdict: Verdict) -> datetime:
    """Return when the figure was entered."""
    end = datetime.combine(verdict.period.last, time(12), running().config.timezone)
    entered = promise.measured.entered_at.get(verdict.period.code) if promise.measured else None
    return entered or end


def updated_at(promise: Promise, verdict: Verdict, published: datetime, explained: Explained | None) -> datetime:
    """Return when there was last something new to tell: the figure, the explanation, or that none had come in time."""
    if explained:
        return max(published, explained.published_at)
    due = verdict.period.last + timedelta(days=DAYS_TO_EXPLAIN + 1)
    return max(published, clock.noon_of(due, running().config.timezone)) if promise.today >= due else published
