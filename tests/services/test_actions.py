from datetime import timedelta

import pytest

from portal.journal.models import Entry
from portal.lib.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError
from portal.people.reader import MACHINE
from portal.services.actions import publish_explanation, save_life_situations, save_service
from portal.services.models import CommitmentRow, Explanation, LifeSituation, Service, ServiceDocument
from tests.services.commitments import commitment
from tests.support.services import declare, explain, make_service, make_situation


def verbs():
    return [entry.verb for entry in Entry.select().order_by(Entry.number)]


def test_a_service_is_created_once_and_changed_where_it_differs(bygglov):
    facts = {"life_situations": ["bygga-och-bo"], "documents": ["SBF-RUT-0001", "SOC-RUT-0001"]}
    before = verbs()
    make_service(bygglov, **facts)
    assert verbs() == before
    make_service(bygglov, **{**facts, "documents": ["SOC-RUT-0001"]})
    assert verbs() == [*before, "service-changed"]
    assert [row.number for row in ServiceDocument.select()] == ["SOC-RUT-0001"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"life_situations": ["rymden"]}, "Livssituationen rymden finns inte"),
        ({"channels": [{"kind": "fax"}]}, "inget sätt att nå oss"),
    ],
)
def test_a_service_that_refers_to_nothing_is_refused(organisation, values, message):
    with pytest.raises(InvalidError, match=message):
        make_service(organisation, "ny-tjanst", **values)
    assert not Service.select().exists()


def test_only_those_who_may_import_change_services(bygglov):
    with pytest.raises(ForbiddenError):
        save_service(
            bygglov.reader("asta"),
            key="bygglov",
            name="Annat",
            summary="Annat.",
            unit=bygglov.units["SBF"],
            board=bygglov.units["EKV"],
            now=bygglov.now,
        )
    assert Service.get().name == "Bygglov"


def test_a_life_situation_with_services_stays(bygglov):
    with pytest.raises(RefusedError, match="det finns tjänster i den"):
        save_life_situations(MACHINE, [("annat", "Annat")], now=bygglov.now)
    assert [row.key for row in LifeSituation.select()] == ["bygga-och-bo"]


def test_life_situations_keep_their_order(organisation):
    wanted = [("b", "Andra"), ("a", "Första")]
    assert save_life_situations(MACHINE, wanted, now=organisation.now) == "changed"
    assert save_life_situations(MACHINE, wanted, now=organisation.now) == "unchanged"
    make_situation(organisation, "c", "Ny")
    assert [row.key for row in LifeSituation.select()] == ["c"]


def test_a_decided_declaration_fills_the_table_of_commitments(bygglov):
    version = declare(bygglov, [commitment(), commitment(key="annat", owner_unit="SOC")])
    rows = CommitmentRow.select().where(CommitmentRow.version == version).order_by(CommitmentRow.position)
    assert [(row.key, row.service, row.owner_unit) for row in rows] == [
        ("kc-epost", "bygglov", "SBF"),
        ("annat", "bygglov", "SOC"),
    ]


def test_a_key_belongs_to_one_declaration(bygglov):
    declare(bygglov, [commitment()])
    before = verbs()
    with pytest.raises(RefusedError, match="kc-epost hör till ett löfte i en annan"):
        declare(bygglov, [commitment()], number="SBF-SDK-0002", service="annan")
    assert CommitmentRow.select().count() == 1
    assert "version-approved" not in verbs()[len(before) :]


def test_an_explanation_is_published_once_and_kept_when_it_changes(bygglov):
    declare(bygglov, [commitment()])
    explain(bygglov)
    before = verbs()
    explain(bygglov)
    assert verbs() == before
    explain(bygglov, our_fault=False)
    assert verbs() == [*before, "explanation-published"]
    assert [row.our_fault for row in Explanation.select().order_by(Explanation.id)] == [True, False]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"what_happened": "Oj."}, RefusedError),
        ({"correction": " "}, RefusedError),
        ({"period": "i våras"}, InvalidError),
        ({"commitment": "finns-inte"}, NotFoundError),
    ],
)
def test_an_explanation_that_says_too_little_is_refused(bygglov, values, error):
    declare(bygglov, [commitment()])
    with pytest.raises(error):
        explain(bygglov, **values)
    assert not Explanation.select().exists()


def test_only_those_who_answer_for_the_unit_explain(bygglov):
    declare(bygglov, [commitment()])
    with pytest.raises(ForbiddenError):
        publish_explanation(
            bygglov.deed("bo"),
            commitment="kc-epost",
            period="2026-Q3",
            what_happened="Någon annan gjorde fel den här gången.",
            our_fault=False,
            correction="Vi gör ingenting åt det just nu.",
            correct_by=bygglov.today + timedelta(days=1),
        )
    assert not Explanation.select().exists()
