"""A small municipality in each kind of database, with a routine that applies."""

from datetime import UTC, datetime

import pytest

from portal.control import kinds
from portal.control.models.documents import Document
from portal.handbook.feature import PAGE
from tests.support.documents import make_valid
from tests.support.organisation import Organisation, make_organisation

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def town(both: str) -> Organisation:
    kinds.register((PAGE,))
    return make_organisation(NOW)


@pytest.fixture
def routine(town: Organisation) -> Document:
    return make_valid(town).document
