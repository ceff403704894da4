"""A small municipality in each kind of database."""

import pytest

from portal.control import kinds
from portal.handbook.feature import PAGE
from tests.support.organisation import Organisation


@pytest.fixture
def organisation(small_town: Organisation) -> Organisation:
    kinds.register((PAGE,))
    return small_town
