"""What was found is used again only for the same question, with the same things given."""

from portal.search.latest import KEPT_QUESTIONS, Latest


class Finder:
    """Tells which time it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_the_same_question_is_answered_from_memory() -> None:
    latest, find, given = Latest(), Finder(), ({}, [])
    assert [latest.keep("hot", given, find) for _ in range(3)] == [1, 1, 1]
    assert latest.keep("våld", given, find) == 2


def test_what_is_given_anew_counts_as_other_though_it_looks_alike() -> None:
    latest, find = Latest(), Finder()
    synonyms: dict[str, tuple[str, ...]] = {}
    assert latest.keep("hot", (synonyms, 1), find) == 1
    assert latest.keep("hot", ({}, 1), find) == 2
    assert latest.keep("hot", (synonyms,), find) == 3


def test_the_least_asked_for_is_forgotten() -> None:
    latest, find = Latest(), Finder()
    for number in range(KEPT_QUESTIONS):
        latest.keep(number, (), find)
    latest.keep(0, (None,), find)
    latest.keep("ett till", (None,), find)
    assert len(latest.found) == KEPT_QUESTIONS
    assert 0 in latest.found
    assert 1 not in latest.found
