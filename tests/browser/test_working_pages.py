"""One page of every kind in each of its states, where one works: nothing stands in the way of readers."""

from tests.browser.conftest import Visit
from tests.browser.looking import faults_on
from tests.support.gallery import working_stops
from tests.support.landmarks import Landmarks


def test_nothing_stands_in_the_way(visit: Visit, marks: Landmarks) -> None:
    faults = faults_on(visit, working_stops(marks))
    assert not faults, "\n".join(faults)
