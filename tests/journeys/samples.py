"""An address of every route, to be asked by everyone. A route that is not here fails a test."""

from collections.abc import Callable

from portal.control.rules.status import Status
from tests.support.landmarks import Landmarks

Sample = Callable[[Landmarks], list[str]]


def here(*paths: str) -> Sample:
    """Return addresses that need no looking around."""
    return lambda _marks: list(paths)


def documents(end: str = "") -> Sample:
    """Return the address of a version in every status that the example has, with something after it."""
    return lambda marks: [spots[0].path + end for spots in marks.versions.values() if spots]


def documents_by_number(end: str = "") -> Sample:
    """Return the address of a document with a version in every status that the example has, with something after it."""
    return lambda marks: [f"/d/{spots[0].number}{end}" for spots in marks.versions.values() if spots]


def of_a_document(end: str) -> Sample:
    """Return an address of a document that has several versions."""
    return lambda marks: [f"/d/{marks.find(Status.SUPERSEDED).number}{end}"]


def of_a_draft(end: str) -> Sample:
    """Return an address of a draft, with something after it."""
    return lambda marks: [marks.find(Status.DRAFT).path + end]


PAGES: dict[str, Sample] = {
    "home.start_show": here("/"),
    "home.accessibility_show": here("/tillganglighet"),
    "home.privacy_show": here("/personuppgifter"),
    "handbook.start_index": here("/handbok/"),
    "handbook.unit_index": here("/handbok/enheter/"),
    "handbook.unit_show": here("/handbok/enhet/SOC-AO", "/handbok/enhet/SOC?status=forsenad"),
    "handbook.area_show": lambda marks: [f"/handbok/omrade/{key}" for key in marks.areas[::3]],
    "handbook.type_show": here("/handbok/typ/routine", "/handbok/typ/form"),
    "handbook.letter_index": here("/handbok/a-o", "/handbok/a-o?bokstav=R", "/handbok/a-o?bokstav=Q"),
    "handbook.applied_index": here("/handbok/gallde", "/handbok/gallde?datum=2025-06-01&enhet=SOC"),
    "handbook.move_new": here("/handbok/flytt", "/handbok/flytt?enhet=SOC-AO&till=SOC"),
    "handbook.change_index": here("/handbok/nytt", "/handbok/nytt?dagar=365"),
    "handbook.document_new": here("/handbok/nytt-dokument", "/handbok/nytt-dokument?typ=policy"),
    "control.draft_new": here("/d/SOC-RUT-0042/versioner"),
    "control.draft_edit": of_a_draft("/andra"),
    "control.writing_show": of_a_draft("/skribenter"),
    "control.gate_show": of_a_draft("/kontroll"),
    "control.submission_new": of_a_draft("/inlamning"),
    "control.recall_new": lambda marks: [marks.find(Status.IN_REVIEW).path + "/atertagning"],
    "control.link_index": here("/d/lankar?q=rutin", "/d/lankar"),
    "control.document_show": documents_by_number(),
    "control.version_show": documents(),
    "control.history_index": of_a_document("/historik"),
    "control.difference_show": of_a_document("/skillnad"),
    "control.print_show": documents("/utskrift"),
    "control.print_check": documents("/giltig"),
    "control.translation_show": here(
        "/d/SOC-SDK-0001/v/2/sprak/en", "/d/SOC-SDK-0001/v/2/sprak/so", "/d/SOC-RUT-0001/v/4/sprak/sv-easy"
    ),
    "control.translation_index": here("/d/SOC-RUT-0001/v/4/sprak"),
    "control.translation_edit": here("/d/SOC-RUT-0001/v/4/sprak/fi/andra", "/d/SOC-RUT-0001/v/4/sprak/en/andra"),
    "control.translation_approval_new": here("/d/SOC-RUT-0001/v/4/sprak/en/beslut"),
    "control.redaction_new": here("/d/SOC-RUT-0001/v/4/borttagning"),
    "control.attachment_show": lambda marks: [marks.attachment],
    "control.review_show": lambda marks: [f"{spot.path}/granskning" for spot in marks.versions[Status.IN_REVIEW]],
    "control.approval_new": lambda marks: [f"{spot.path}/beslut" for spot in marks.versions[Status.IN_REVIEW]],
    "control.revocation_new": lambda marks: [f"{marks.find(Status.SCHEDULED).path}/aterkallelse"],
    "control.waiting_index": here("/vantar"),
    "control.applied_show": of_a_document("/gallde?datum=2026-01-01"),
    "control.confirmation_new": documents_by_number("/oversyn"),
    "control.withdrawal_new": documents_by_number("/upphavande"),
    "control.replacement_index": of_a_document("/upphavande/ersattare?replaced_by=rutin"),
    "services.service_index": here("/tjanster/"),
    "services.service_show": lambda marks: [f"/tjanster/{key}" for key in marks.services[::3]],
    "services.promise_index": here("/loften/"),
    "services.promise_show": lambda marks: [f"/loften/{key}" for key in marks.promises[::9]],
    "services.broken_feed": here("/loften/brutna.atom"),
    "search.search_index": here("/sok", "/sok?q=rutin", "/sok?q=xyzzyqwv", "/sok?q=rutin&typ=routine&alla=1&sida=2"),
    "search.suggestion_index": here("/sok/forslag?q=rutin", "/sok/forslag"),
    "search.synonym_index": here("/sok/ordlista", "/sok/ordlista?q=barn&sida=2", "/sok/ordlista?term=xyzzy"),
    "search.synonym_edit": here("/sok/ordlista/1/andra"),
    "search.keyword_new": here("/sok/ordlista/dokument", "/sok/ordlista/dokument?term=xyzzy"),
    "search.target_index": here("/sok/ordlista/dokument/forslag?document=rutin", "/sok/ordlista/dokument/forslag"),
    "search.statistics_show": here("/sok/statistik", "/sok/statistik?dagar=90"),
    "intake.move_index": here("/flytta-in/"),
    "intake.move_show": here("/flytta-in/1", "/flytta-in/1?visa=alla", "/flytta-in/1?visa=hoppas-over&sida=2"),
    "intake.file_show": here("/flytta-in/1/filer/1", "/flytta-in/1/filer/2"),
    "intake.picture_show": here("/flytta-in/1/filer/1/bilder/okand.png"),
    "intake.original_show": here("/flytta-in/1/filer/1/original"),
    "intake.making_new": here("/flytta-in/1/inlasning"),
    "intake.report_show": here("/flytta-in/1/rapport"),
    "intake.report_file": here("/flytta-in/1/rapport.csv"),
    "intake.table_file": here("/flytta-in/1/tabell.csv"),
    "people.session_new": here("/logga-in", "/logga-in?next=/handbok/"),
    "people.link_show": here("/lank/okand"),
    "people.person_index": here("/personer/", "/personer/?q=xyzzy"),
    "people.person_show": here("/personer/cleo", "/personer/asta"),
    "people.person_new": here("/personer/ny"),
    "people.person_edit": here("/personer/bo/andra"),
    "people.disabling_new": here("/personer/cleo/avstangning", "/personer/asta/avstangning"),
    "people.roster_new": here("/personer/import"),
    "people.unit_index": here("/enheter/"),
    "people.unit_show": here("/enheter/SOC-AO"),
    "people.unit_new": here("/enheter/ny"),
    "people.unit_edit": here("/enheter/SOC-AO/andra"),
    "people.closing_new": here("/enheter/SOC-AO-HTN/avslut"),
    "people.permission_index": here("/behorigheter"),
    "people.own_session_index": here("/mina-sessioner"),
    "people.passphrase_edit": here("/min-losenfras"),
    "ops.health_show": here("/healthz"),
    "ops.ready_show": here("/readyz"),
    "theme.theme_show": here("/tema.css"),
    "theme.logo_show": here("/logotyp"),
    "theme.icon_show": here("/favicon.svg"),
    "theme.robots_show": here("/robots.txt"),
}

# What changes something: only the address, for those who may not.
DEEDS: dict[str, str] = {
    "search.opening_create": "/sok/oppnad",
    "handbook.document_create": "/handbok/nytt-dokument",
    "control.draft_create": "/d/SOC-RUT-0001/versioner",
    "control.draft_update": "/d/SOC-RUT-0001/v/1/andra",
    "control.writing_update": "/d/SOC-RUT-0001/v/1/autosparning",
    "control.writer_create": "/d/SOC-RUT-0001/v/1/skribenter",
    "control.preview_show": "/d/SOC-RUT-0001/v/1/forhandsvisning",
    "control.file_create": "/d/SOC-RUT-0001/v/1/filer",
    "control.file_delete": "/d/SOC-RUT-0001/v/1/filer/karta.png/borttagning",
    "control.submission_create": "/d/SOC-RUT-0001/v/1/inlamning",
    "control.recall_create": "/d/SOC-RUT-0001/v/1/atertagning",
    "control.translation_update": "/d/SOC-RUT-0001/v/4/sprak/fi/andra",
    "control.translation_recall_create": "/d/SOC-RUT-0001/v/4/sprak/en/atertagning",
    "control.translation_approval_create": "/d/SOC-RUT-0001/v/4/sprak/en/beslut",
    "control.translation_return_create": "/d/SOC-RUT-0001/v/4/sprak/en/aterlamning",
    "control.redaction_create": "/d/SOC-RUT-0001/v/4/borttagning",
    "control.confirmation_create": "/d/SOC-RUT-0001/oversyn",
    "control.review_create": "/d/SOC-RUT-0004/v/2/granskning",
    "control.comment_create": "/d/SOC-RUT-0004/v/2/kommentarer",
    "control.reply_create": "/d/SOC-RUT-0004/v/2/kommentarer/1/svar",
    "control.outcome_create": "/d/SOC-RUT-0004/v/2/kommentarer/1/avslut",
    "control.approval_create": "/d/SOC-RUT-0004/v/2/beslut",
    "control.return_create": "/d/SOC-RUT-0004/v/2/aterlamning",
    "control.revocation_create": "/d/SOC-RUT-0001/v/1/aterkallelse",
    "handbook.move_create": "/handbok/flytt",
    "control.withdrawal_create": "/d/SOC-RUT-0001/upphavande",
    "search.synonym_create": "/sok/ordlista",
    "search.synonym_update": "/sok/ordlista/1/andra",
    "search.synonym_delete": "/sok/ordlista/1/borttagning",
    "search.keyword_create": "/sok/ordlista/dokument",
    "intake.move_create": "/flytta-in/",
    "intake.file_create": "/flytta-in/1/filer",
    "intake.gathering_create": "/flytta-in/1/insamling",
    "intake.row_update": "/flytta-in/1/rader",
    "intake.making_create": "/flytta-in/1/inlasning",
    "intake.move_delete": "/flytta-in/1/borttagning",
    "people.session_create": "/logga-in",
    "people.session_delete": "/logga-ut",
    "people.link_update": "/lank/okand",
    "people.passphrase_update": "/min-losenfras",
    "people.own_session_delete": "/mina-sessioner/1/avslut",
    "people.own_sessions_delete": "/mina-sessioner/avslut",
    "people.person_create": "/personer/ny",
    "people.person_update": "/personer/bo/andra",
    "people.disabling_create": "/personer/bo/avstangning",
    "people.disabling_delete": "/personer/bo/avstangning/avslut",
    "people.reset_create": "/personer/bo/lank",
    "people.place_create": "/personer/bo/platser",
    "people.place_delete": "/personer/bo/platser/1/avslut",
    "people.deputy_create": "/personer/bo/ersattare",
    "people.deputy_delete": "/personer/bo/ersattare/1/avslut",
    "people.roster_create": "/personer/import",
    "people.unit_create": "/enheter/ny",
    "people.unit_update": "/enheter/SOC-AO/andra",
    "people.closing_create": "/enheter/SOC-AO-HTN/avslut",
    "people.closing_delete": "/enheter/SOC-AO-HTN/avslut/upphav",
}
