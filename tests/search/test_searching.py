"""Swedish as it is typed, against a real index and the database."""

from datetime import timedelta

import pytest

from portal.control.actions.documents import place_document, withdraw_document
from portal.control.models.versions import Version
from portal.control.rules.status import Status
from portal.search import searching
from portal.search.rules import KIND, STATUS, TYPE, UNIT
from tests.search.conftest import Ask, numbers
from tests.support.documents import approve, make_document, make_draft, make_valid, submit
from tests.support.organisation import Organisation
from tests.support.services import make_service

PAGES = {
    "SOC-RUT-0001": ("Rutin vid hot och våld", "Ta skydd och larma. Anmäl tillbud samma dag. E-post går bra."),
    "SOC-RUT-0002": ("Rutin för läkemedel", "Mediciner delas i dosett. Signera medicinen efter varje dos."),
    "SOC-PLA-0003": ("Plan för egenkontroll", "Egenkontrollplanen gäller ett år. Vald person kontrollerar."),
    "SOC-RUT-0042": ("Ansökan om förskoleplats", "Barnets vårdnadshavare ansöker. Cafét är öppet."),
    "SOC-RUT-0043": ("Snöröjning av gångvägar", "Vid tio centimeter börjar arbetet. Se SOC-RUT-0001."),
}


@pytest.fixture(autouse=True)
def pages(organisation: Organisation) -> None:
    for number, (title, body) in PAGES.items():
        make_valid(organisation, number, title=title, body=f"## Så gör du\n\n{body}\n")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("hot och våld", "SOC-RUT-0001"),
        ("hot vald", "SOC-RUT-0001"),
        ("HOT VÅLD!", "SOC-RUT-0001"),
        ("tillbuden anmäls", "SOC-RUT-0001"),
        ("epost", "SOC-RUT-0001"),
        ("e-post", "SOC-RUT-0001"),
        ("lakemedel", "SOC-RUT-0002"),
        ("läkemedlen medicinerna", "SOC-RUT-0002"),
        ("rutn medicin", "SOC-RUT-0002"),
        ("medecin", "SOC-RUT-0002"),
        ("egenkontrollplan", "SOC-PLA-0003"),
        ("egenkontrolplan", "SOC-PLA-0003"),
        ("egen kontroll", "SOC-PLA-0003"),
        ("plan egenkontroll", "SOC-PLA-0003"),
        ("förskoleplatsen", "SOC-RUT-0042"),
        ("cafe", "SOC-RUT-0042"),
        ("ansök", "SOC-RUT-0042"),
        ("snö", "SOC-RUT-0043"),
        ("snoroj", "SOC-RUT-0043"),
        ("vad gör jag när det är snöröjning?", "SOC-RUT-0043"),
        ("SOC-RUT-0042", "SOC-RUT-0042"),
        ("soc rut 42", "SOC-RUT-0042"),
        ("socrut0042", "SOC-RUT-0042"),
        ("SOC-RUT-0001", "SOC-RUT-0001"),
    ],
)
def test_it_is_found_first(ask: Ask, typed: str, number: str) -> None:
    assert numbers(ask(typed))[0] == number


def test_dots_that_are_typed_count(ask: Ask) -> None:
    assert numbers(ask("våld")) == ["SOC-RUT-0001"]
    assert set(numbers(ask("vald"))) == {"SOC-RUT-0001", "SOC-PLA-0003"}


def test_a_misspelling_is_told_and_what_was_meant_is_shown(ask: Ask) -> None:
    answer = ask("Rutn medicin")
    assert answer.corrected == "rutin medicin"
    assert ask("rutin medicin").corrected == ""


def test_words_that_stand_nowhere_are_told(ask: Ask) -> None:
    answer = ask("våld xqzwxq")
    assert answer.missing == ("xqzwxq",)
    assert numbers(answer) == ["SOC-RUT-0001"]


def test_nothing_found_offers_the_nearest_words(ask: Ask) -> None:
    answer = ask("kontrollantskap")
    assert answer.total == 0
    assert "kontrollerar" in answer.nearest


@pytest.mark.parametrize(
    "typed", ["", "   ", "och", "!!!", '"', "*", "?", "a OR (", "\x00", "\\", "%", "[a-z]*", "-", "x" * 200]
)
def test_odd_questions_are_answered(ask: Ask, typed: str) -> None:
    assert ask(typed).total in range(6)


@pytest.mark.parametrize(
    "typed", ["medicin", "medecin", "medi", "medicinsk vård", "egenkontrolplan", "egenkontrollantskap"]
)
def test_words_of_hidden_pages_are_neither_found_nor_offered(ask: Ask, organisation: Organisation, typed: str) -> None:
    make_valid(organisation, "SOC-RUT-0700", title="Cykelparkering", body="Ställ cykeln.", audience=["public"])
    answer = ask(typed, None)
    assert (answer.total, answer.corrected, answer.nearest) == (0, "", ())
    assert not any(answer.counts.values())


def test_the_passage_and_the_title_are_marked(ask: Ask) -> None:
    hit = ask("medicin rutin").hits[0]
    assert hit.marked_title == "<mark>Rutin</mark> för läkemedel"
    assert "<mark>Mediciner</mark> delas" in hit.passage


def test_a_version_that_follows_takes_its_place_on_its_day(ask: Ask, organisation: Organisation, clock: object) -> None:
    document = Version.get(Version.title == "Rutin vid hot och våld").document
    later = organisation.today + timedelta(10)
    draft = make_draft(organisation, document, title="Rutin vid aggressivitet", change_note="Ny.")
    assert numbers(ask("aggressivitet", "bo")) == [], "its document is told of once, by what applies"
    approve(organisation, submit(organisation, draft), valid_from=later)
    assert numbers(ask("aggressivitet")) == []
    assert [hit.version for hit in ask("hot våld").hits] == [1]
    clock.go(days=10)
    assert [(hit.version, hit.status) for hit in ask("aggressivitet", follow=False).hits] == [(2, Status.VALID)]
    assert "SOC-RUT-0001" not in numbers(ask("hot våld", follow=False))
    everything = ask("hot våld", everything=True, follow=False)
    assert [(hit.version, hit.status, hit.url) for hit in everything.hits if hit.number == "SOC-RUT-0001"] == [
        (1, Status.SUPERSEDED, "/d/SOC-RUT-0001/v/1")
    ]


def test_a_scheduled_document_and_a_draft_are_found_as_such(ask: Ask, organisation: Organisation) -> None:
    scheduled = make_draft(organisation, make_document(organisation, "SOC-RUT-0005"), title="Zebror")
    approve(organisation, submit(organisation, scheduled), valid_from=organisation.today + timedelta(5))
    make_draft(organisation, make_document(organisation, "SOC-RUT-0006"), title="Zebrastängsel")
    assert [(hit.number, hit.status) for hit in ask("zebror").hits] == [("SOC-RUT-0005", Status.SCHEDULED)]
    assert [(hit.number, hit.status) for hit in ask("zebrastängsel", "bo").hits] == [("SOC-RUT-0006", Status.DRAFT)]
    assert ask("zebrastängsel", "asta").total == 0


def test_review_falls_overdue_without_anything_being_written(ask: Ask, clock: object) -> None:
    assert ask("våld").hits[0].status is Status.VALID
    clock.go(days=400)
    assert ask("våld", follow=False).hits[0].status is Status.OVERDUE


def test_the_database_has_the_last_word(ask: Ask, organisation: Organisation) -> None:
    assert numbers(ask("våld")) == ["SOC-RUT-0001"]
    document = Version.get(Version.title == "Rutin vid hot och våld").document
    withdraw_document(organisation.deed("cleo"), document, on=organisation.today, reason="Behövs inte.")
    lagging = ask("våld", follow=False)
    assert (numbers(lagging), lagging.total) == ([], 0)
    assert "SOC-RUT-0001" not in numbers(ask("våld"))
    assert [hit.status for hit in ask("våld", everything=True).hits] == [Status.WITHDRAWN]


def test_a_lagging_index_tells_the_newer_version(ask: Ask, organisation: Organisation) -> None:
    ask("våld")
    document = Version.get(Version.title == "Rutin vid hot och våld").document
    newer = make_draft(organisation, document, title="Rutin vid oro", change_note="Ny.")
    Version.update(valid_from=organisation.today - timedelta(9)).where(
        Version.title == "Rutin vid hot och våld"
    ).execute()
    approve(organisation, submit(organisation, newer))
    (hit,) = ask("våld", follow=False).hits
    assert (hit.title, hit.version, hit.passage) == ("Rutin vid oro", 2, "")


def test_groups_narrow_and_count(ask: Ask, organisation: Organisation) -> None:
    make_valid(organisation, "SOC-RUT-0099", unit="SOC-AO-HTN", title="Rutin för cyklar", audience=["public"])
    answer = ask("rutin")
    assert answer.total == 6
    assert answer.counts[TYPE] == {"routine": 6}
    assert answer.counts[KIND] == {"handbook": 6}
    assert answer.counts[STATUS] == {"valid": 6}
    assert answer.counts[UNIT] == {"SOC-AO-HTN": 1, "SOC-AO": 6, "SOC": 6, "EKV": 6}
    narrowed = ask("rutin", chosen={UNIT: frozenset({"SOC-AO-HTN"})})
    assert numbers(narrowed) == ["SOC-RUT-0099"]
    assert narrowed.counts[UNIT] == answer.counts[UNIT], "what another choice would give"
    assert narrowed.counts[TYPE] == {"routine": 1}
    assert ask("rutin", chosen={UNIT: frozenset({"SOC"}), TYPE: frozenset({"plan"})}).total == 0
    everything_there = ask("", chosen={STATUS: frozenset({"valid"})})
    assert everything_there.total == 6
    assert everything_there.hits[0].title == "Ansökan om förskoleplats"


def test_a_former_number_leads_to_the_document(ask: Ask, organisation: Organisation) -> None:
    document = Version.get(Version.title == "Rutin för läkemedel").document
    place_document(
        organisation.deed("bo"),
        document,
        type=document.type,
        unit=document.unit,
        owner_role=document.owner_role,
        owner=document.owner,
        process_lead=None,
        review_months=12,
        areas=[],
        aliases=["SOC-RUT-0900"],
    )
    assert numbers(ask("soc rut 900"))[0] == "SOC-RUT-0002"


def test_pages_follow_each_other(ask: Ask, organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(100, 125):
        make_valid(organisation, f"SOC-RUT-0{number}", title=f"Instruktion {number}", body="Ekollon.")
    first, second = ask("ekollon"), ask("ekollon", page=2)
    assert (first.total, len(first.hits), len(second.hits)) == (25, 20, 5)
    assert not set(numbers(first)) & set(numbers(second))
    assert ask("ekollon", page=9).hits == ()


def test_no_index_is_answered_by_the_database(ask: Ask) -> None:
    answer = ask("våld", follow=False)
    assert answer.plain
    assert numbers(answer) == ["SOC-RUT-0001"]
    assert numbers(ask("soc rut 42", follow=False)) == ["SOC-RUT-0042"]
    assert numbers(ask("ekorre", follow=False)) == []
    assert numbers(ask("våld", None, follow=False)) == []
    assert ask("100 % \\ _", follow=False).total == 0
    assert not ask("våld").plain


def test_a_fault_in_the_middle_of_a_search_is_answered_too(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("våld")

    def fail(*_: object, **__: object) -> None:
        raise searching.UnreadableError

    with monkeypatch.context() as patch:
        patch.setattr(searching, "visible_to", fail)
        assert ask("våld", follow=False).plain
    assert ask("våld", follow=False).plain, "it stays marked until it is made anew"
    assert not ask("våld").plain


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("medicin", "medicinhjalp"),
        ("rutin medicin", "SOC-RUT-0002"),
        ("rutn medicin", "SOC-RUT-0002"),
        ("rutiner för medicin", "SOC-RUT-0002"),
        ("mall medicin", "SOC-MAL-0009"),
    ],
)
def test_who_names_a_type_of_document_wants_a_document(
    ask: Ask, organisation: Organisation, typed: str, first: str
) -> None:
    make_service(organisation, "medicinhjalp", name="Hjälp med medicin", summary="Du får hjälp med din medicin.")
    make_valid(organisation, "SOC-MAL-0009", title="Mall för avvikelse", body="Fyll i.")
    assert ask(typed).hits[0].url.rpartition("/")[2] == first
