"""A small municipality with one service, and browsers that look at each page they get."""

import pytest

from tests.support.organisation import Organisation
from tests.support.services import make_service, make_situation


@pytest.fixture
def bygglov(organisation: Organisation) -> Organisation:
    """Return the municipality when it has the service Bygglov."""
    make_situation(organisation)
    make_service(organisation, life_situations=["bygga-och-bo"], documents=["SBF-RUT-0001", "SOC-RUT-0001"])
    return organisation
