"""What was found is used again only for the same question, with the same things given."""

from portal.search.latest import Latest

MOST = 5


class Finder:
    """Tells which time it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_the_same_question_is_answered_from_memory() -> None:
    latest, find, given = Latest(MOST), Finder(), ({}, [])
    assert [latest.keep("hot", given, find) for _ in range(3)] == [1, 1, 1]
    assert latest.keep("våld", given, find) == 2


def test_what_is_given_anew_counts_as_other_though_it_looks_alike() -> None:
    latest, find = Latest(MOST), Finder()
    synonyms: dict[str, tuple[str, ...]] = {}
    assert latest.keep("hot", (synonyms, 1), find) == 1
    assert latest.keep("hot", ({}, 1), find) == 2
    assert latest.keep("hot", (synonyms,), find) == 3


def test_the_least_asked_for_is_forgotten() -> None:
    latest, find = Latest(MOST), Finder()
    for number in range(MOST):
        latest.keep(number, (), find)
    latest.keep(0, (None,), find)
    latest.keep("ett till", (None,), find)
    assert len(latest.found) == MOST
    assert 0 in latest.found
    assert 1 not in latest.found
