"""What services add to other pages."""

import json
from datetime import date
from typing import Any

from portal.lib.refs import Ref
from portal.people.reader import Reader
from portal.services.queries.services import resting_on
from portal.web.portal import journal_head


def resting_panel(ref: Ref, reader: Reader, today: date) -> dict[str, Any] | None:
    """Return the services, with their promises, that rest on a document; None when none does."""
    groups: dict[str, dict[str, Any]] = {}
    for row in resting_on(ref.key, reader.tokens, today, journal_head()):
        key = row["service"]
        group = groups.setdefault(key, {"name": row["name"], "url": f"/tjanster/{key}", "promises": []})
        if row["key"]:
            text = json.loads(row["terms"])["text"]
            group["promises"].append({"text": text, "url": f"/loften/{row['key']}"})
    return {"services": list(groups.values())} if groups else None
