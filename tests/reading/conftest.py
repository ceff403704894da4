"""A small municipality in each kind of database, with a routine that applies."""

import pytest

from portal.control import kinds
from portal.control.models.documents import Document
from portal.handbook.feature import PAGE
from tests.support.documents import make_valid
from tests.support.organisation import Organisation


@pytest.fixture
def town(small_town: Organisation) -> Organisation:
    kinds.register((PAGE,))
    return small_town


@pytest.fixture
def routine(town: Organisation) -> Document:
    return make_valid(town).document
