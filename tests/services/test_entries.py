from datetime import date

from portal.services.entries import PROMISES, SERVICES
from tests.services.commitments import commitment
from tests.support.queries import counted_queries
from tests.support.services import declare


def test_a_service_is_found_by_its_words(bygglov):
    assert list(SERVICES.keys()) == ["bygglov"]
    (entry,) = SERVICES.read(["bygglov", "finns-inte"])
    assert (entry.ref, entry.kind, entry.title, entry.url) == (
        "service:bygglov",
        "service",
        "Bygglov",
        "/tjanster/bygglov",
    )
    assert (entry.tokens, entry.unit) == (frozenset({"public"}), "SBF")


def test_a_promise_is_found_as_part_of_its_declaration_version_by_version(bygglov):
    declare(bygglov, [commitment()], audience=["internal"])
    declare(bygglov, [commitment(threshold=1)], valid_from=date(2026, 7, 1))
    assert list(PROMISES.keys()) == ["SBF-SDK-0001"]
    with counted_queries() as asked:
        old, new = PROMISES.read(["SBF-SDK-0001"])
    assert len(asked) == 1
    assert (new.ref, new.kind, new.number, new.url) == (
        "document:SBF-SDK-0001",
        "promise",
        "kc-epost",
        "/loften/kc-epost",
    )
    assert (old.version, old.tokens, old.valid_until) == (1, frozenset({"internal"}), date(2026, 7, 1))
    assert (new.version, new.tokens, new.valid_until) == (2, frozenset({"public"}), None)
    assert "arbetsdag" in new.text
