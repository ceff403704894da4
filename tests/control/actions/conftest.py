"""A small municipality in each kind of database."""

from datetime import UTC, datetime

import pytest

from portal.control import kinds
from portal.handbook.feature import PAGE
from tests.support.organisation import Organisation, make_organisation

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def organisation(both: str) -> Organisation:
    kinds.register((PAGE,))
    return make_organisation(NOW)
