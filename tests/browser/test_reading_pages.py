"""One page of every kind in each of its states, where one reads: nothing stands in the way of readers."""

from tests.browser.conftest import Visit
from tests.browser.looking import faults_on
from tests.support.gallery import reading_stops
from tests.support.landmarks import Landmarks, application
from tests.support.site import Site


def test_nothing_stands_in_the_way(visit: Visit, site: Site, marks: Landmarks) -> None:
    faults = faults_on(visit, reading_stops(application(site.home), marks))
    assert not faults, "\n".join(faults)
