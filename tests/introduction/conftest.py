"""A small municipality with two reading lists, on either database."""

import pytest

from portal.control import kinds
from portal.handbook.feature import PAGE
from portal.introduction.models import IntroductionList
from tests.introduction.lists import fill_lists
from tests.support.organisation import Organisation


@pytest.fixture
def town(small_town: Organisation) -> Organisation:
    """Return the small municipality, on either database."""
    kinds.register((PAGE,))
    return small_town


@pytest.fixture
def lists(town: Organisation) -> dict[str, IntroductionList]:
    """Return lists for the municipality and for Hemtjänst Norr, made half a year ago: two documents and two tasks."""
    return fill_lists(town)


@pytest.fixture
def site_lists(organisation: Organisation) -> dict[str, IntroductionList]:
    """Return the same in the application's database."""
    return fill_lists(organisation)
