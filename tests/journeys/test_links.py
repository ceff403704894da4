"""Whoever follows every link finds a page, well made, and on it what the link names.

Here a list is opened once for each way to narrow it, and of the files that are made when asked for some few are; `make
audit` opens it for each choice.
"""

from collections import Counter

import pytest
from flask.testing import FlaskClient

from tests.support.crawl import Answer, Crawl

# A document as a file takes seconds to make.
MADE, FEW = ("/pdf", "/docx"), 2


@pytest.mark.parametrize("persona", ["", "asta"])
def test_no_link_leads_nowhere(clients: dict[str, FlaskClient], persona: str) -> None:
    places: set[str] = set()
    made: Counter[str] = Counter()

    def ask(path: str) -> tuple[int, str, str]:
        place = Answer(path, 200).place
        made[path.rpartition("/")[2]] += path.endswith(MADE)
        if ("?" in path and place in places) or made[path.rpartition("/")[2]] > FEW:
            return 200, "", ""
        places.add(place)
        with clients[persona].get(path, follow_redirects=True) as response:
            text = response.get_data(as_text=True) if response.mimetype == "text/html" else ""
            return response.status_code, response.content_type, text

    crawl = Crawl(ask)
    count = sum(1 for _ in crawl.run())
    assert count > 500
    assert not list(crawl.dead())
