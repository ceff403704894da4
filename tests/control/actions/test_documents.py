"""Documents come into being, are placed, withdrawn and confirmed, under numbers that are never used again."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from portal.control.actions.areas import save_areas
from portal.control.actions.documents import confirm_document, create_document, place_document, withdraw_document
from portal.control.models.documents import Alias, Document, ProcessArea, Withdrawal
from portal.control.models.versions import Version
from portal.control.queries.documents import get_history
from portal.control.rules.status import Status
from portal.lib import clock
from portal.lib.errors import ForbiddenError, InvalidError, RefusedError
from portal.people.reader import MACHINE
from tests.support.documents import approve, make_document, make_draft, make_valid, submit
from tests.support.organisation import Organisation
from tests.support.traces import journalled, refused, unchanged

SUBJECT = "document:SOC-RUT-0001"


def create(organisation: Organisation, who: str = "bo", **changes: Any) -> Document:
    """Create SOC-RUT-0001 with changes."""
    facts = {
        "number": "SOC-RUT-0001",
        "kind": "handbook",
        "type": "routine",
        "unit": organisation.units["SOC-AO"],
        "owner_role": "manager",
    }
    return create_document(organisation.deed(who), **{**facts, **changes})


def place(organisation: Organisation, document: Document, who: str = "bo", **changes: Any) -> bool:
    """Place the document as it stands, with changes."""
    facts = {
        "type": document.type,
        "unit": document.unit,
        "owner_role": document.owner_role,
        "owner": document.owner,
        "process_lead": document.process_lead,
        "review_months": document.review_months,
        "areas": [row.area for row in document.areas],
        "aliases": [],
    }
    return place_document(organisation.deed(who), document, **{**facts, **changes})


def status_of(organisation: Organisation, day: date, number: int = 1) -> Status:
    """Return what the version of SOC-RUT-0001 is on the day."""
    return get_history("SOC-RUT-0001", organisation.reader("cleo").tokens, day).get(number).status


def test_a_document_is_created(organisation: Organisation) -> None:
    with journalled("document-created", "bo", SUBJECT) as facts:
        create(organisation, owner=organisation.people["cleo"], review_months=24)
    assert facts == {"kind": "handbook", "type": "routine", "unit": "SOC-AO"}
    kept = Document.get()
    assert (kept.number, kept.owner.key, kept.process_lead, kept.review_months) == ("SOC-RUT-0001", "cleo", None, 24)
    assert kept.created_at == organisation.now


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"number": "rutin 1"}, "inget dokumentnummer"), ({"kind": "dikt"}, "Dokumentslaget dikt finns inte")],
)
def test_creating_is_refused_in_words(organisation: Organisation, changes: dict[str, str], words: str) -> None:
    with refused(InvalidError, words):
        create(organisation, **changes)


@pytest.mark.parametrize("who", ["asta", "ylva", "egon"])
def test_creating_is_forbidden_for_others(organisation: Organisation, who: str) -> None:
    with refused(ForbiddenError, "Skriva och ändra utkast"):
        create(organisation, who)


def test_a_number_is_never_used_again(organisation: Organisation) -> None:
    document = make_valid(organisation).document
    withdraw_document(organisation.deed("cleo"), document, on=organisation.today, reason="Behövs inte.")
    with refused(InvalidError, "SOC-RUT-0001 är redan använt"):
        create(organisation)
    place(organisation, document, aliases=["SOC-RUT-0099"])
    with refused(InvalidError, "SOC-RUT-0099 är redan använt"):
        create(organisation, number="SOC-RUT-0099")


def test_a_document_is_placed(organisation: Organisation) -> None:
    save_areas(MACHINE, [("omsorg", "Vård och omsorg", "operate")], now=organisation.now)
    document = make_document(organisation)
    wanted = {
        "type": "instruction",
        "unit": organisation.units["SOC"],
        "owner": None,
        "process_lead": organisation.people["disa"],
        "areas": [ProcessArea.get()],
        "aliases": ["SOC-RUT-0099"],
    }
    with journalled("document-placed", "bo", SUBJECT) as facts:
        assert place(organisation, document, **wanted)
    moved = {"unit_before": "SOC-AO", "unit": "SOC", "owner_before": "cleo", "owner": ""}
    assert facts == {"changed": ["type", "unit", "owner", "process_lead", "areas", "aliases"], **moved}
    kept = Document.get()
    assert (kept.type, kept.unit.code, kept.owner, kept.process_lead.key) == ("instruction", "SOC", None, "disa")
    assert kept.areas.get().area.key == "omsorg"
    assert Alias.get().document == kept
    with unchanged():
        assert not place(organisation, document, **wanted)
    assert place(organisation, document, areas=[])
    assert not Document.get().areas.exists()


def test_a_former_number_still_leads_to_the_document(organisation: Organisation) -> None:
    document = make_document(organisation)
    place(organisation, document, aliases=["SOC-RUT-0099"])
    assert not place(organisation, document, aliases=[])
    assert Alias.get().number == "SOC-RUT-0099"


@pytest.mark.parametrize(
    ("alias", "words"), [("SOC-RUT-0002", "redan använt"), ("SOC-RUT-0001", "redan använt"), ("x", "inget dokumentn")]
)
def test_a_former_number_is_refused_whole(organisation: Organisation, alias: str, words: str) -> None:
    document = make_document(organisation)
    make_document(organisation, "SOC-RUT-0002")
    with refused(InvalidError, words):
        place(organisation, document, type="instruction", aliases=["SOC-RUT-0099", alias])


def test_placing_is_forbidden_for_others_and_into_others_units(organisation: Organisation) -> None:
    document = make_document(organisation)
    for who in ("asta", "ylva"):
        with refused(ForbiddenError, "Skriva och ändra utkast"):
            place(organisation, document, who, type="instruction")
    with refused(ForbiddenError, "Skriva och ändra utkast"):
        place(organisation, document, unit=organisation.units["SBF"])


def test_placing_leaves_alone_what_it_does_not_name(organisation: Organisation) -> None:
    document = make_document(organisation)
    stale = Document.get()
    place(organisation, document, type="instruction")
    assert place(organisation, stale, type="instruction", review_months=6)
    assert (Document.get().type, Document.get().review_months) == ("instruction", 6)


def test_areas_are_named_and_ordered(organisation: Organisation) -> None:
    areas = [("leda", "Leda", "steer"), ("omsorg", "Vård och omsorg", "operate")]
    egon = organisation.reader("egon")
    with journalled("areas-changed", "egon", "areas:all") as facts:
        assert save_areas(egon, areas, now=organisation.now) == "created"
    assert facts == {"keys": ["leda", "omsorg"]}
    with unchanged():
        assert save_areas(egon, areas, now=organisation.now) == "unchanged"
    assert save_areas(egon, [("omsorg", "Omsorg", "operate")], now=organisation.now) == "changed"
    kept = [(area.key, area.name) for area in ProcessArea.select().order_by(ProcessArea.position)]
    assert kept == [("omsorg", "Omsorg"), ("leda", "Leda")]
    with refused(ForbiddenError, "Läsa in innehåll"):
        save_areas(organisation.reader("bo"), areas, now=organisation.now)


@pytest.mark.parametrize(("days", "before"), [(0, Status.WITHDRAWN), (10, Status.VALID)])
def test_a_document_is_withdrawn_from_a_day(organisation: Organisation, days: int, before: Status) -> None:
    document = make_valid(organisation).document
    make_document(organisation, "SOC-RUT-0002")
    day = organisation.today + timedelta(days)
    with journalled("document-withdrawn", "cleo", SUBJECT) as facts:
        withdraw_document(organisation.deed("cleo"), document, on=day, reason="Slogs ihop.", replaced_by="SOC-RUT-0002")
    assert facts == {"on": str(day), "replaced_by": "SOC-RUT-0002"}
    kept = Withdrawal.get()
    assert (kept.by.key, kept.at, kept.on, kept.reason) == ("cleo", organisation.now, day, "Slogs ihop.")
    assert status_of(organisation, day - timedelta(1)) is before
    assert status_of(organisation, day) is Status.WITHDRAWN
    version = Version.get()
    assert (version.valid_until, version.withdrawn) == (day, True)


def give_former_number(organisation: Organisation, document: Document, former: str) -> None:
    """Let a former number lead to the document."""
    kept = {name: getattr(document, name) for name in ("type", "unit", "owner_role", "owner", "process_lead")}
    place_document(
        organisation.deed("bo"), document, **kept, review_months=document.review_months, areas=[], aliases=[former]
    )


def test_what_replaces_is_another_document_by_any_of_its_numbers(organisation: Organisation) -> None:
    document, other = make_valid(organisation).document, make_document(organisation, "SOC-RUT-0002")
    give_former_number(organisation, document, "SOC-RUT-0101")
    give_former_number(organisation, other, "SOC-RUT-0102")
    cleo, today = organisation.deed("cleo"), organisation.today
    with refused(RefusedError, "Dokumentet SOC-RUT-0404 finns inte. Skriv numret på det som ersätter SOC-RUT-0001."):
        withdraw_document(cleo, document, on=today, reason="Slut.", replaced_by="SOC-RUT-0404")
    for itself in ("SOC-RUT-0001", "SOC-RUT-0101"):
        with refused(RefusedError, "SOC-RUT-0001 kan inte ersättas av sig självt."):
            withdraw_document(cleo, document, on=today, reason="Slut.", replaced_by=itself)
    with journalled("document-withdrawn", "cleo", SUBJECT) as facts:
        withdraw_document(cleo, document, on=today, reason="Slut.", replaced_by="SOC-RUT-0102")
    assert (facts["replaced_by"], Withdrawal.get().replaced_by) == ("SOC-RUT-0002", "SOC-RUT-0002")


def test_what_is_brought_in_may_name_what_comes_later(organisation: Organisation) -> None:
    document = make_valid(organisation).document
    told = replace(organisation.deed("cleo"), reader=MACHINE, recorded_at=organisation.now)
    withdraw_document(told, document, on=organisation.today, reason="Slut.", replaced_by="SOC-RUT-0002")
    assert Withdrawal.get().replaced_by == "SOC-RUT-0002"


def test_what_was_to_begin_after_the_withdrawal_never_applies(organisation: Organisation) -> None:
    document = make_valid(organisation).document
    newer = submit(organisation, make_draft(organisation, document))
    approve(organisation, newer, valid_from=organisation.today + timedelta(20))
    withdraw_document(organisation.deed("cleo"), document, on=organisation.today + timedelta(10), reason="Slut.")
    assert status_of(organisation, organisation.today, 2) is Status.WITHDRAWN
    assert status_of(organisation, organisation.today + timedelta(30), 2) is Status.WITHDRAWN
    assert status_of(organisation, organisation.today + timedelta(9)) is Status.VALID


def test_withdrawing_is_refused_in_words(organisation: Organisation) -> None:
    document = make_document(organisation)
    version = make_draft(organisation, document)
    cleo, today = organisation.deed("cleo"), organisation.today
    with refused(RefusedError, "aldrig gällt"):
        withdraw_document(cleo, document, on=today, reason="Behövs inte.")
    approve(organisation, submit(organisation, version))
    with refused(RefusedError, "Skriv varför"):
        withdraw_document(cleo, document, on=today, reason=" ")
    with refused(RefusedError, "bakåt i tiden"):
        withdraw_document(cleo, document, on=today - timedelta(1), reason="Behövs inte.")
    for who in ("bo", "disa", "ylva"):
        with refused(ForbiddenError, "Upphäva dokument"):
            withdraw_document(organisation.deed(who), document, on=today, reason="Behövs inte.")
    withdraw_document(cleo, document, on=today, reason="Behövs inte.")
    with refused(RefusedError, "redan upphävt"):
        withdraw_document(cleo, document, on=today, reason="Igen.")
    with refused(RefusedError, "inga nya versioner"):
        make_draft(organisation, document)


def test_a_confirmation_renews_the_review_of_what_applies(organisation: Organisation) -> None:
    document = make_valid(organisation).document
    newer = submit(organisation, make_draft(organisation, document))
    approve(organisation, newer, valid_from=organisation.today + timedelta(5), months=6)
    review = organisation.today + timedelta(500)
    with journalled("document-confirmed", "cleo", SUBJECT) as facts:
        confirm_document(organisation.deed("cleo"), document, review_by=review, note="Stämmer.")
    assert facts == {"review_by": str(review)}
    first, second = Version.select().order_by(Version.number)
    assert first.review_by == review
    assert second.review_by == organisation.today + timedelta(5 + 180)


def test_a_confirmation_counts_by_its_local_day(organisation: Organisation) -> None:
    document = make_valid(organisation).document
    newer = submit(organisation, make_draft(organisation, document))
    day = organisation.today + timedelta(1)
    approve(organisation, newer, valid_from=day)
    just_after_midnight = clock.from_text(f"{organisation.today}T23:30:00Z")
    deed = replace(organisation.deed("cleo"), at=just_after_midnight, today=day)
    confirm_document(deed, document, review_by=day + timedelta(700))
    first, second = Version.select().order_by(Version.number)
    assert second.review_by == day + timedelta(700)
    assert first.review_by == organisation.today + timedelta(360)


def test_confirming_is_refused_in_words(organisation: Organisation) -> None:
    document = make_document(organisation)
    version = submit(organisation, make_draft(organisation, document))
    cleo, later = organisation.deed("cleo"), organisation.today + timedelta(90)
    with refused(RefusedError, "Bara det som gäller"):
        confirm_document(cleo, document, review_by=later)
    approve(organisation, version)
    with refused(RefusedError, "framåt i tiden"):
        confirm_document(cleo, document, review_by=organisation.today)
    for who in ("bo", "ylva"):
        with refused(ForbiddenError, "Bara dokumentets ägare"):
            confirm_document(organisation.deed(who), document, review_by=later)


def test_an_imported_deed_is_the_importers_and_says_whose_it_was(organisation: Organisation) -> None:
    then = datetime(2020, 5, 4, 10, 0, tzinfo=organisation.now.tzinfo)
    told = replace(organisation.deed("bo", then), reader=organisation.reader("egon"), recorded_at=organisation.now)
    with journalled("document-created", "egon", SUBJECT) as facts:
        document = create_document(
            told,
            number="SOC-RUT-0001",
            kind="handbook",
            type="routine",
            unit=organisation.units["SOC-AO"],
            owner_role="manager",
        )
    assert (facts["imported"], facts["by"], facts["done"]) == (True, "bo", "2020-05-04T10:00:00Z")
    assert document.created_at == then
    with refused(ForbiddenError, "Läsa in redan fattade beslut"):
        withdraw_document(
            replace(told, reader=organisation.reader("cleo")), document, on=then.date(), reason="Behövs inte."
        )


def test_nobody_vouches_for_a_version_they_have_not_read(organisation: Organisation) -> None:
    document, later = make_valid(organisation).document, organisation.today + timedelta(90)
    with refused(RefusedError, "Version 1 har börjat gälla sedan"):
        confirm_document(organisation.deed("cleo"), document, review_by=later, seen=2)
    confirm_document(organisation.deed("cleo"), document, review_by=later, seen=1)
    assert Version.get().review_by == later


@pytest.mark.parametrize("field", ["owner", "process_lead"])
def test_owner_and_process_lead_confirm_without_a_role(organisation: Organisation, field: str) -> None:
    document, later = make_valid(organisation).document, organisation.today + timedelta(90)
    setattr(document, field, organisation.people["bo"])
    document.save()
    confirm_document(organisation.deed("bo"), document, review_by=later)
    assert Version.get().review_by == later
