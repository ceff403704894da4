"""A small municipality with two reading lists, on either database."""

from datetime import UTC, datetime

import pytest

from portal.control import kinds
from portal.handbook.feature import PAGE
from portal.introduction.models import IntroductionList
from tests.introduction.lists import fill_lists
from tests.support.organisation import Organisation, make_organisation

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def town(both: str) -> Organisation:
    """Return the small municipality, on either database."""
    kinds.register((PAGE,))
    return make_organisation(NOW)


@pytest.fixture
def lists(town: Organisation) -> dict[str, IntroductionList]:
    """Return lists for the municipality and for Hemtjänst Norr, made half a year ago: two documents and two tasks."""
    return fill_lists(town)


@pytest.fixture
def site_lists(organisation: Organisation) -> dict[str, IntroductionList]:
    """Return the same in the application's database."""
    return fill_lists(organisation)
