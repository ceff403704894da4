"""One page of every kind in each of its states: what is shown to axe, to the HTML checker and to the narrow screen."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Flask
from playwright.sync_api import expect

from portal.control.rules.status import Status
from portal.lib import clock
from portal.web.errors import PAGES, page
from tests.support.chromium import Visitor
from tests.support.landmarks import Landmarks

Act = Callable[[Visitor], object]
TRIES = 9
SOUND_LIST = "key;name;email;unit\nny-person;Ny Person;ny.person@ekvik.example;SOC-AO-HTN\nasta;;;SOC-AO-HTN\n"
FAULTY_LIST = "key;name;email;unit\nny-person;;ingen adress;FINNS-INTE\nasta;;;SOC-AO-HTN\n"


@dataclass(frozen=True)
class Stop:
    """A page in a state: how it is called, where it is, who looks, what it answers, and what is done there first."""

    name: str
    path: str
    persona: str = ""
    status: int = 200
    act: Act | None = None


def press(name: str) -> Act:
    """Press the first button of that name which can be seen."""

    def act(visitor: Visitor) -> None:
        visitor.page.get_by_role("button", name=name, exact=True).first.click()

    return act


def submit(status: int, button: str, path: str = "", **fields: str) -> Act:
    """Fill in fields by their name, send the main form, and stand before its answer, which has the status."""

    def act(visitor: Visitor) -> None:
        where = path or visitor.page.url.removeprefix(visitor.site.url)
        visitor.expect(where, status)
        form = visitor.page.locator("main form", has=visitor.page.get_by_role("button", name=button, exact=True)).first
        for name, value in fields.items():
            form.locator(f"[name={name}]").fill(value)
        with visitor.page.expect_navigation() as navigation:
            form.get_by_role("button", name=button, exact=True).click()
        assert navigation.value.status == status, f"{where} answered {navigation.value.status}, not {status}"

    return act


def kept_open(send: Act) -> Act:
    """Send a form whose page has been open for so long that its token is worth nothing."""

    def act(visitor: Visitor) -> None:
        fields = visitor.page.locator("input[name=csrf_token]")
        fields.evaluate_all("nodes => nodes.forEach((node) => { node.value = 'old' })")
        send(visitor)

    return act


def follow_link(visitor: Visitor) -> None:
    """Make a one-time link and follow it."""
    submit(200, "Gör länk till ny lösenfras")(visitor)
    link = visitor.page.get_by_label("Länken").input_value()
    visitor.open(link.removeprefix(visitor.site.url))


def fail_until_throttled(visitor: Visitor) -> None:
    """Sign in wrongly until the portal has had enough."""
    fill = {"email": "for-ofta@ekvik.example", "passphrase": "fel lösenfras"}
    visitor.expect("/logga-in", 429)
    for _ in range(TRIES):
        for name, value in fill.items():
            visitor.page.locator(f"main .form [name={name}]").fill(value)
        with visitor.page.expect_navigation() as navigation:
            visitor.page.locator("main").get_by_role("button", name="Logga in", exact=True).click()
        if navigation.value.status == 429:
            return
    raise AssertionError(f"{TRIES} wrong tries were not too many")


def type_ahead(words: str, field: str = "site-search") -> Act:
    """Type in a search field, the header's, and wait for what is suggested."""

    def act(visitor: Visitor) -> None:
        visitor.page.locator(f"#{field}").press_sequentially(words)
        expect(visitor.page.locator(f"#{field}-suggestions").get_by_role("option").first).to_be_visible()

    return act


def open_menu(visitor: Visitor) -> None:
    """Open the main menu where it is behind a button, else the reader's own."""
    button = visitor.page.get_by_role("button", name="Meny", exact=True)
    if button.is_visible():
        button.click()
        expect(visitor.page.get_by_role("navigation", name="Huvudmeny")).to_be_visible()
    else:
        visitor.page.locator(".menu__summary").click()
        expect(visitor.page.get_by_role("button", name="Logga ut")).to_be_visible()


def open_menu_if_any(visitor: Visitor) -> None:
    """Open the main menu where it is behind a button."""
    if visitor.page.get_by_role("button", name="Meny", exact=True).is_visible():
        open_menu(visitor)


def open_everything(visitor: Visitor) -> None:
    """Open all that can be opened in the page."""
    visitor.page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true; })")


@contextmanager
def spoilt(visitor: Visitor) -> Iterator[None]:
    """Let the moments of confirmations be no moments, as a fault in the database would."""
    with closing(sqlite3.connect(visitor.site.home / "portal.db", isolation_level=None)) as database:
        kept = database.execute("select id, at from confirmation").fetchall()
        database.execute("update confirmation set at = 'igår'")
        try:
            yield
        finally:
            database.executemany("update confirmation set at = ? where id = ?", [(at, row) for row, at in kept])


def crash(visitor: Visitor) -> None:
    """Open a page that cannot be made."""
    with spoilt(visitor):
        visitor.open("/d/SOC-INS-0002/historik", 500)


def show_error(status: int, html: str) -> Act:
    """Stand before an error's page as the portal renders it, at an address that nothing else answers."""

    def act(visitor: Visitor) -> None:
        path = f"/fel/{status}"
        visitor.page.route(
            visitor.site.at(path), lambda route: route.fulfill(status=status, content_type="text/html", body=html)
        )
        visitor.open(path, status)

    return act


def comment(visitor: Visitor) -> None:
    """Say something of a paragraph, with other words for it."""
    form = visitor.page.locator("#skriv-3")
    form.locator("summary").first.click()
    form.get_by_label("Din kommentar").fill("Vem gör det?")
    form.get_by_text("Föreslå andra ord").click()
    form.get_by_label("Så här kan stycket stå i stället").fill("Den som är på plats ringer samordnaren.")
    with visitor.page.expect_navigation():
        form.get_by_role("button", name="Spara kommentaren").click()


def say_nothing(path: str) -> Act:
    """Send a comment without a word, to the path."""

    def act(visitor: Visitor) -> None:
        open_everything(visitor)
        submit(409, "Spara kommentaren", path)(visitor)

    return act


def home_stops() -> Iterator[Stop]:
    """The start pages and those about the portal."""
    yield Stop("start, citizen", "/")
    for key in ("asta", "cleo", "disa"):
        yield Stop(f"start, {key}", "/", key)
    yield Stop("menu open", "/tillganglighet", "asta", act=open_menu)
    yield Stop("menu open, citizen", "/", act=open_menu_if_any)
    yield Stop("accessibility", "/tillganglighet")
    yield Stop("privacy", "/personuppgifter")


def browse_stops(marks: Landmarks) -> Iterator[Stop]:
    """The seven ways to browse the handbook, and lists that are narrowed or empty."""
    for key in ("", "asta"):
        who = key or "citizen"
        yield Stop(f"browse, {who}", "/handbok/", key)
        yield Stop(f"browse by unit, {who}", "/handbok/enheter/", key)
        yield Stop(f"a unit's documents, {who}", "/handbok/enhet/SOC-AO", key, act=open_everything)
        yield Stop(f"an area's documents, {who}", f"/handbok/omrade/{marks.areas[0]}", key)
        yield Stop(f"a type's documents, {who}", "/handbok/typ/routine", key)
        yield Stop(f"from A to Ö, {who}", "/handbok/a-o", key)
        yield Stop(f"changed lately, {who}", "/handbok/nytt", key)
    yield Stop("a letter", "/handbok/a-o?bokstav=R", "asta")
    yield Stop("late for review", "/handbok/enhet/SOC?status=forsenad", "disa")


def document_stops(marks: Landmarks) -> Iterator[Stop]:
    """A handbook page in every status, its history, differences, prints, and whether a print holds."""
    # A decision that was called off is seen in the history; no page of the example is one.
    for status in (status for status in Status if status is not Status.REVOKED):
        spot = marks.find(status)
        yield Stop(f"document: {status.code}", spot.path, spot.persona)
        yield Stop(f"print: {status.code}", f"{spot.path}/utskrift", spot.persona)
        answer = 404 if status.is_open else 200
        yield Stop(f"print check: {status.code}", f"{spot.path}/giltig", spot.persona, answer)
    old = marks.find(Status.SUPERSEDED, persona="asta")
    yield Stop("history", f"/d/{old.number}/historik", "asta")
    yield Stop("history, quality lead", f"/d/{old.number}/historik", "disa")
    yield Stop("difference", f"/d/{old.number}/skillnad", "asta")
    yield Stop("no difference", f"/d/{old.number}/skillnad?fran=1&till=1", "asta")
    yield Stop("what applied", f"/d/{old.number}/gallde?datum=2026-01-01", "asta")
    yield Stop("what applied, no day", f"/d/{old.number}/gallde?datum=x", "asta", 422)
    yield Stop("with attachments", marks.attachment.partition("/filer/")[0], "asta")
    yield Stop("print check: unknown", "/d/SOC-RUT-9999/v/1/giltig", status=404)


def keeping_stops(marks: Landmarks) -> Iterator[Stop]:
    """Renewing, withdrawing, moving; what applied in the whole handbook."""
    late = marks.find(Status.OVERDUE)
    empty = {"review_by": "", "note": "Stämt av."}
    yield Stop("still valid?", f"/d/{late.number}/oversyn", "cleo")
    yield Stop("still valid? refused", f"/d/{late.number}/oversyn", "asta")
    yield Stop(
        "still valid? faulty", "/d/SOC-RUT-0001/oversyn", "cleo", act=submit(422, "Fortfarande aktuell", **empty)
    )
    yield Stop("withdraw", "/d/SOC-RUT-0001/upphavande", "cleo")
    faulty = {"reason": "", "replaced_by": "rutin"}
    yield Stop("withdraw, faulty", "/d/SOC-RUT-0001/upphavande", "cleo", act=submit(422, "Upphäv dokumentet", **faulty))
    yield Stop("what applied in the handbook", "/handbok/gallde?datum=2026-01-01&enhet=SOC", "asta")
    yield Stop("what applied, nothing", "/handbok/gallde?datum=1999-01-01")
    yield Stop("what applied in the handbook, no day", "/handbok/gallde?datum=x", status=422)
    yield Stop("move", "/handbok/flytt", "bo")
    yield Stop("move, seen", "/handbok/flytt?agare=cleo&till=SOC", "bo", act=open_everything)
    yield Stop("move, faulty", "/handbok/flytt?agare=okand&till=SOC", "bo", 422)


def press_and_wait(name: str, status: int) -> Act:
    """Press a button of the editor's form and stand before its answer, which has the status."""

    def act(visitor: Visitor) -> None:
        visitor.expect(visitor.page.url.removeprefix(visitor.site.url), status)
        with visitor.page.expect_navigation() as navigation:
            visitor.page.locator("#draft-form").get_by_role("button", name=name, exact=True).last.click()
        assert navigation.value.status == status

    return act


def leave_without_title(visitor: Visitor) -> None:
    """Save a draft that has lost its title."""
    visitor.page.locator("#draft-form [name=title]").fill("")
    press_and_wait("Spara", 422)(visitor)


def save_on_an_older_text(visitor: Visitor) -> None:
    """Save what builds on a text that is no longer what is saved."""
    visitor.page.locator("#base").evaluate("field => { field.value = '0'.repeat(64); }")
    visitor.page.locator("#text").fill("## Min text\n\nAnnat än det som är sparat.")
    press_and_wait("Spara", 409)(visitor)


def writing_stops(marks: Landmarks) -> Iterator[Stop]:
    """A new document, a new version, the editor in its states."""
    draft = marks.find(Status.DRAFT)
    edit = f"{draft.path}/andra"
    yield Stop("new document", "/handbok/nytt-dokument", "bo", act=open_everything)
    yield Stop("new document, wrong", "/handbok/nytt-dokument", "bo", act=submit(422, "Börja skriva", title=""))
    yield Stop("new version", "/d/SOC-RUT-0042/versioner", "bo")
    yield Stop("editor", edit, draft.persona, act=open_everything)
    yield Stop("editor, wrong", edit, draft.persona, act=leave_without_title)
    yield Stop("editor, both texts", edit, draft.persona, act=save_on_an_older_text)


def deciding_stops(marks: Landmarks) -> Iterator[Stop]:
    """What waits, a review, a decision, a decision called off."""
    review = "/d/SOC-RUT-0004/v/2/granskning"
    for key in ("asta", "bo", "cleo"):
        yield Stop(f"waiting, {key}", "/vantar", key)
    yield Stop("review", review, "cleo", act=open_everything)
    silent = say_nothing("/d/SOC-RUT-0004/v/2/kommentarer")
    yield Stop("review, nothing said", review, "cleo", act=silent)
    yield Stop("review, commented", review, "cleo", act=comment)
    for spot in marks.versions[Status.IN_REVIEW]:
        if spot.persona in {"cleo", "disa"}:
            yield Stop(f"review: {spot.number}", f"{spot.path}/granskning", spot.persona)
    yield Stop("decision", "/d/SOC-RUT-0004/v/2/beslut", "cleo", act=open_everything)
    wrong = submit(422, "Besluta", "/d/SOC-RUT-0004/v/2/beslut", valid_from="2020-01-01")
    yield Stop("decision, wrong", "/d/SOC-RUT-0004/v/2/beslut", "cleo", act=wrong)
    back = submit(422, "Återsänd till Bo Ekström", "/d/SOC-RUT-0004/v/2/aterlamning", reason="")
    yield Stop("return, no reason", "/d/SOC-RUT-0004/v/2/beslut", "cleo", act=back)


def acknowledging_stops() -> Iterator[Stop]:
    """Who is to read what: the reader's own, the unit's, the document's."""
    demands = "/d/SOC-RUT-0006/laskrav"
    yield Stop("asked to read", "/d/SOC-RUT-0006", "asta")
    yield Stop("asked to read, late and read before", "/d/SOC-RUT-0001", "bo")
    yield Stop("has read", "/d/SOC-RUT-0001", "asta")
    yield Stop("my reading", "/lasning/", "asta")
    yield Stop("my reading, done", "/lasning/?visa=last", "asta")
    yield Stop("who has read, a unit", "/lasning/enheter/SOC", "disa")
    yield Stop("who has read, a unit that asks nothing", "/lasning/enheter/SOC-AO-BIS", "cleo")
    yield Stop("who has not read a document", "/lasning/enheter/SOC/SOC-RUT-0042", "disa")
    yield Stop("who has read a document", "/lasning/enheter/SOC/SOC-RUT-0042?visa=last", "disa")
    yield Stop("who is to read", demands, "cleo")
    yield Stop("who is to read, nobody", "/d/SOC-RUT-0004/laskrav", "cleo")
    yield Stop("who is to read, faulty", demands, "cleo", act=submit(422, "Be dem läsa", days=""))
    yield Stop("who is to read, refused", demands, "cleo", act=ask_for_too_long)


def ask_for_too_long(visitor: Visitor) -> None:
    """Ask with more days than there are."""
    visitor.page.get_by_label("Enhet, med allt under").select_option("SOC-AO")
    submit(409, "Be dem läsa", days="999")(visitor)


def send_for_reviewers(words: str) -> Act:
    """Look for persons to review, and wait for who is found."""

    def act(visitor: Visitor) -> None:
        visitor.page.get_by_label("Sök person").fill(words)
        visitor.page.get_by_role("button", name="Sök", exact=True).last.click()
        expect(visitor.page.locator("#submission-reviewers [role=status] p")).to_be_visible()

    return act


def handing_in_stops(marks: Landmarks) -> Iterator[Stop]:
    """The gate, handing in, taking back."""
    draft, review = marks.find(Status.DRAFT), marks.find(Status.IN_REVIEW, persona="bo")
    yield Stop("gate", f"{draft.path}/kontroll", draft.persona)
    yield Stop("hand in", f"{draft.path}/inlamning", draft.persona)
    yield Stop("hand in, reviewers", f"{draft.path}/inlamning", draft.persona, act=send_for_reviewers("a"))
    yield Stop("gate of what is handed in", f"{review.path}/kontroll", review.persona)
    yield Stop("take back", f"{review.path}/atertagning", review.persona)
    yield Stop(
        "take back, wrong", f"{review.path}/atertagning", review.persona, act=submit(422, "Ta tillbaka", reason="")
    )


def language_stops() -> Iterator[Stop]:
    """Texts in other languages: read, written, decided; and something taken out by law."""
    place = "/d/SOC-RUT-0001/v/4/sprak"
    yield Stop("in English", "/d/SOC-SDK-0001/v/2/sprak/en")
    yield Stop("in no Somali", "/d/SOC-SDK-0001/v/2/sprak/so")
    yield Stop("an older easy-read text", f"{place}/sv-easy", "asta")
    yield Stop("languages", place, "bo")
    yield Stop("translating", f"{place}/ar/andra", "bo")
    wrong = submit(422, "Spara", title="", text="")
    yield Stop("translating, nothing written", f"{place}/fi/andra", "bo", act=wrong)
    yield Stop("translation handed in", f"{place}/en/andra", "bo")
    yield Stop("translation to decide", f"{place}/en/beslut", "cleo")
    yield Stop("taking out by law", "/d/SOC-RUT-0001/v/4/borttagning", "egon")
    nothing = submit(422, "Ta bort för alltid", section="", reason="")
    yield Stop("taking out by law, nothing said", "/d/SOC-RUT-0001/v/4/borttagning", "egon", act=nothing)


def service_stops(marks: Landmarks) -> Iterator[Stop]:
    """Services and promises."""
    yield Stop("services", "/tjanster/")
    yield Stop("services, employee", "/tjanster/", "asta")
    for key in ("kundtjanst", "bygglov"):
        yield Stop(f"service: {key}", f"/tjanster/{key}", act=open_everything)
    yield Stop("service, employee", "/tjanster/hemtjanst", "cleo")
    yield Stop("promises", "/loften/", act=open_everything)
    for key in marks.promises[::8]:
        yield Stop(f"promise: {key}", f"/loften/{key}", act=open_everything)
    declaration = marks.find(Status.SUPERSEDED, kind="declaration")
    yield Stop("declaration: superseded", declaration.path, declaration.persona)


COUNTED = (
    ("hot och våld", 41, 12),
    ("parkeringstillstånd för rörelsehindrade", 7, 0),
    ("xyzzyqwv", 1, 0),
    ("lov", 9, 3),
)


def count_searches(visitor: Visitor) -> None:
    """Let there have been searches today, and openings after some."""
    day = clock.day_of(clock.now(), ZoneInfo("Europe/Stockholm")).isoformat()
    with closing(sqlite3.connect(visitor.site.home / "portal.db", isolation_level=None)) as database:
        for words, count, hits in COUNTED:
            row = (day, words, count, hits)
            database.execute("insert or replace into searched (day, words, count, hits) values (?, ?, ?, ?)", row)
        opening = (day, COUNTED[0][0], "document:SOC-RUT-0001", 2, 30)
        database.execute("insert or replace into opened (day, words, ref, rank, count) values (?, ?, ?, ?, ?)", opening)
    visitor.page.reload()
    expect(visitor.page.get_by_role("row", name=COUNTED[1][0]).first).to_be_visible()


def search_stops() -> Iterator[Stop]:
    """Search: hits, none, narrowed, everything, while typing."""
    yield Stop("search, nothing asked", "/sok")
    yield Stop("search, hits", "/sok?q=hot+och+v%C3%A5ld", "asta", act=open_everything)
    yield Stop("search, citizen", "/sok?q=bygglov", act=open_everything)
    yield Stop("search, narrowed", "/sok?q=rutin&typ=routine", "asta", act=open_everything)
    yield Stop("search, misspelt", "/sok?q=egenkontrolplan", "asta")
    yield Stop("search, older too", "/sok?q=rutin&alla=1", "asta")
    yield Stop("search, second page", "/sok?q=rutin&sida=2", "asta")
    yield Stop("search, none", "/sok?q=xyzzyqwv")
    yield Stop("search, none, quality lead", "/sok?q=xyzzyqwv", "disa")
    yield Stop("search statistics", "/sok/statistik?dagar=7", "disa")
    yield Stop("search statistics, filled", "/sok/statistik", "disa", act=count_searches)
    yield Stop("suggestions", "/handbok/", "asta", act=type_ahead("hot och v"))
    yield Stop("suggestions, citizen", "/", act=type_ahead("bygg", "start-search"))


def add_nothing(visitor: Visitor) -> None:
    """Send the form for a new pair without a word; its part of the page is answered in place."""
    visitor.expect("/sok/ordlista", 422)
    visitor.page.get_by_role("button", name="Lägg till", exact=True).click()
    expect(visitor.page.locator(".ds-error-summary")).to_be_visible()


def take_out(visitor: Visitor) -> None:
    """Stand before what has been asked for; ask for it the first time."""
    mine = visitor.page.locator("[aria-labelledby=mine] a").first
    if mine.count():
        mine.click()
    else:
        submit(200, "Ta ut")(visitor)
    expect(visitor.page.locator("#takeout-progress")).to_be_visible()


def printing_stops() -> Iterator[Stop]:
    """Taking out the handbook: asked, being made, refused."""
    place = "/handbok/ta-ut"
    yield Stop("take out", place, "asta")
    yield Stop("take out a unit", f"{place}?enhet=SOC-AO", "asta")
    yield Stop("take out, being made", f"{place}?enhet=SOC-AO", "asta", act=take_out)
    yield Stop("take out, asked for", place, "asta")


def trial_stops() -> Iterator[Stop]:
    """A promise that is tried: asked, answered, with lines that cannot be read."""
    place = "/loften/prova-en-grans"
    lines = "\n".join(f"2026-10-{day:02d};2026-10-{day + day % 4:02d}" for day in range(1, 28))
    yield Stop("try a threshold", place, "disa")
    tried = submit(200, "Pröva gränsen", length="2", cases=f"{lines}\n2026-11-27;")
    yield Stop("try a threshold, tried", place, "disa", act=tried)
    wrong = submit(422, "Pröva gränsen", length="två", cases="i går;i dag\n2026-10-02;2026-10-01")
    yield Stop("try a threshold, wrong", place, "disa", act=wrong)


def figure_stops() -> Iterator[Stop]:
    """Indicators, one of them, and figures that are entered: asked, looked through, with lines that cannot be."""
    place = "/nyckeltal/lagg-in"
    yield Stop("indicators", "/nyckeltal/", "disa")
    yield Stop("an indicator", "/nyckeltal/abo-kontakt-andel", "disa")
    yield Stop("enter figures", place, "disa", act=open_everything)
    sound = submit(200, "Granska siffrorna", text="abo-kontakt-andel;2019-Q3;1;20\nabo-kontakt-andel;2019-Q4;20;20")
    yield Stop("enter figures, looked through", place, "disa", act=sound)
    faulty = submit(422, "Granska siffrorna", text="abo-kontakt-andel;2019-Q3;21;20\nfinns inte;i höstas;x;y")
    yield Stop("enter figures, with faults", place, "disa", act=faulty)
    yield Stop("enter figures, none", place, "disa", act=submit(422, "Granska siffrorna"))


def synonym_stops() -> Iterator[Stop]:
    """The list of synonyms, and words that lead to a document."""
    place, document = "/sok/ordlista", "/sok/ordlista/dokument"
    yield Stop("synonyms", place, "disa")
    yield Stop("synonyms, narrowed", f"{place}?q=barn", "disa")
    yield Stop("synonyms, none", f"{place}?q=xyzzyqwv", "disa")
    yield Stop("synonyms, wrong", place, "disa", act=add_nothing)
    yield Stop("change a synonym", f"{place}/1/andra", "disa")
    same = submit(409, "Spara", term="barn", meaning="barn")
    yield Stop("change a synonym, refused", f"{place}/1/andra", "disa", act=same)
    yield Stop("words to a document", f"{document}?term=xyzzyqwv", "disa")
    unsure = submit(422, "Lägg till", term="xyzzyqwv", document="rutin")
    yield Stop("words to a document, unsure", document, "disa", act=unsure)


def follow_and_look(visitor: Visitor) -> None:
    """Follow what the page is about, and look at all that is followed."""
    visitor.page.get_by_role("button", name="Följ", exact=True).or_(
        visitor.page.get_by_role("button", name="Sluta följa")
    ).first.click()
    expect(visitor.page.locator("#flash .ds-alert, #flash [role=status], #flash > *").first).to_be_visible()
    visitor.open("/aviseringar/foljer")


def notice_stops() -> Iterator[Stop]:
    """Notices, what is followed, the choices and a new address."""
    yield Stop("notices", "/aviseringar/", "asta")
    yield Stop("followed, nothing", "/aviseringar/foljer", "disa")
    yield Stop("followed", "/handbok/enhet/SOC-AO", "asta", act=follow_and_look)
    yield Stop("notice settings", "/aviseringar/installningar", "asta")
    wrong = "/aviseringar/installningar"
    yield Stop("notice settings, new address", wrong, "asta", act=press("Kalender med det du ska göra: slå på"))


def introduction_stops() -> Iterator[Stop]:
    """Those who are new, who leads them, and the lists that are written for them."""
    unit, one = "/introduktion/enhet/SOC-AO", "/introduktion/listor/hemtjanst-norr"
    yield Stop("start, new", "/", "saga")
    yield Stop("introduction", "/introduktion/", "saga", act=open_everything)
    yield Stop("waiting, new", "/vantar", "saga")
    yield Stop("introduction, none", "/introduktion/", "asta")
    yield Stop("those who are new", "/introduktion/enhet/", "cleo", act=open_everything)
    yield Stop("those who are new, quality lead", unit, "disa")
    yield Stop("those who are new, none", "/introduktion/enhet/SOC-AO-BIS", "cleo")
    nobody = submit(422, "Börja introduktion", f"{unit}/borjan", person="okänd")
    yield Stop("those who are new, faulty", unit, "cleo", act=nobody)
    yield Stop("one who is new", "/introduktion/person/saga", "cleo", act=open_everything)
    yield Stop("one who is new, quality lead", "/introduktion/person/noel", "disa")
    refused = submit(409, "Avsluta introduktionen", "/introduktion/person/saga/avslut", note="")
    yield Stop("one who is new, not closed", "/introduktion/person/saga", "cleo", act=refused)
    faulty = submit(422, "Spara fadder", "/introduktion/person/saga/fadder", mentor="okänd")
    yield Stop("one who is new, no mentor", "/introduktion/person/saga", "cleo", act=faulty)
    yield Stop("reading lists", "/introduktion/listor/", "disa")
    yield Stop("new reading list", "/introduktion/listor/ny", "cleo")
    yield Stop("new reading list, faulty", "/introduktion/listor/ny", "cleo", act=submit(422, "Skapa listan", title=""))
    yield Stop("reading list", one, "cleo", act=open_everything)
    section = submit(422, "Lägg till avsnitt", f"{one}/avsnitt", title="", within="x")
    yield Stop("reading list, faulty", one, "cleo", act=section)
    yield Stop("reading list, previewed", f"{one}/visning", "cleo", act=open_everything)
    yield Stop("change a reading list", f"{one}/andra", "cleo")
    yield Stop("change a section", f"{one}/avsnitt/4/andra", "cleo")
    yield Stop("new item, document", f"{one}/avsnitt/4/punkter?slag=document", "cleo")
    unsure = submit(422, "Spara", document="rutin")
    yield Stop("new item, unsure", f"{one}/avsnitt/4/punkter?slag=document", "cleo", act=unsure)
    yield Stop("new item, task", f"{one}/avsnitt/4/punkter?slag=task", "cleo")
    yield Stop("change an item", f"{one}/punkter/11/andra", "cleo")


def upload_nothing(visitor: Visitor) -> None:
    """Send the form for a new moving in without a file."""
    visitor.expect("/flytta-in/", 422)
    visitor.page.get_by_role("button", name="Ladda upp", exact=True).click()
    expect(visitor.page.locator(".ds-error-summary")).to_be_visible()


def moving_in_stops() -> Iterator[Stop]:
    """Moving in: what is on its way, its table by every filter, a file, what will happen, the report."""
    place = "/flytta-in/1"
    yield Stop("moving in", "/flytta-in/", "egon")
    yield Stop("moving in, nothing chosen", "/flytta-in/", "egon", act=upload_nothing)
    yield Stop("moving in, what to correct", place, "egon")
    yield Stop("moving in, all rows", f"{place}?visa=alla", "egon", act=open_everything)
    yield Stop("moving in, passed over", f"{place}?visa=hoppas-over", "egon")
    yield Stop("moving in, nothing here", f"{place}?visa=misslyckade", "egon")
    yield Stop("moving in, a file", f"{place}/filer/2", "egon", act=open_everything)
    yield Stop("moving in, what will happen", f"{place}/inlasning", "egon")
    yield Stop("moving in, report", f"{place}/rapport", "egon")


def people_stops() -> Iterator[Stop]:
    """Signing in, persons, units, permissions, one's own things."""
    wrong = {"email": "okand@ekvik.example", "passphrase": "fel lösenfras"}
    yield Stop("sign in", "/logga-in")
    yield Stop("shut out", "/personer/cleo/avstangning", "egon")
    yield Stop("shut out, faulty", "/personer/cleo/avstangning", "egon", act=submit(422, "Stäng av", successor="okand"))
    yield Stop("sign in, wrong", "/logga-in", act=submit(422, "Logga in", **wrong))
    yield Stop("sign in, too often", "/logga-in", act=fail_until_throttled)
    yield Stop("persons", "/personer/", "disa")
    yield Stop("persons, administrator", "/personer/", "egon", act=open_everything)
    yield Stop("persons, none", "/personer/?q=xyzzy", "egon")
    yield Stop("person", "/personer/asta", "disa")
    yield Stop("person, administrator", "/personer/cleo", "egon", act=open_everything)
    yield Stop("person, oneself", "/personer/egon", "egon", act=open_everything)
    yield Stop("new person", "/personer/ny", "egon")
    yield Stop("new person, wrong", "/personer/ny", "egon", act=submit(422, "Lägg till", name="", email="fel"))
    yield Stop("change person", "/personer/bo/andra", "egon")
    yield Stop("persons from a list", "/personer/import", "egon")
    for name, status, rows in (("sound", 200, SOUND_LIST), ("faulty", 422, FAULTY_LIST), ("empty", 422, "")):
        act = submit(status, "Granska listan", text=rows)
        yield Stop(f"persons from a list, {name}", "/personer/import", "egon", act=act)
    yield Stop("new passphrase's link", "/personer/kalle", "egon", act=submit(200, "Gör länk till ny lösenfras"))
    yield Stop("choose a passphrase", "/personer/kalle", "egon", act=follow_link)
    yield Stop("units", "/enheter/", "disa")
    yield Stop("units, administrator", "/enheter/", "egon", act=open_everything)
    yield Stop("unit", "/enheter/SOC-AO-HTN", "disa")
    yield Stop("unit, administrator", "/enheter/SOC-AO", "egon", act=open_everything)
    yield Stop("new unit", "/enheter/ny", "egon")
    yield Stop("change unit", "/enheter/SOC-AO/andra", "egon")
    yield Stop("close unit", "/enheter/SOC-AO-HTN/avslut", "egon")
    yield Stop("permissions", "/behorigheter", "disa")
    yield Stop("own sessions", "/mina-sessioner", "asta")
    yield Stop("own passphrase", "/min-losenfras", "asta")


def error_stops(app: Flask) -> Iterator[Stop]:
    """Every error as a page: where the portal gives it, and as it is rendered for those that nothing gives yet."""
    yield Stop("403", "/personer/", "asta", 403)
    yield Stop("404", "/finns-inte", status=404)
    yield Stop("404 with the nearest", "/d/SOC-RUT-0099", "asta", 404)
    yield Stop("404 of a person", "/personer/finns-inte", "egon", 404)
    yield Stop("404 of a link", "/lank/okand", status=404)
    expired = kept_open(submit(400, "Granska listan", text=SOUND_LIST))
    yield Stop("form kept open for too long", "/personer/import", "egon", act=expired)
    secret = kept_open(submit(400, "Logga in", email="okand@ekvik.example", passphrase="en lösenfras"))
    yield Stop("form kept open for too long, secret", "/logga-in", act=secret)
    yield Stop("500", "/tillganglighet", "asta", act=crash)
    for status in sorted(PAGES):
        with app.test_request_context("/"):
            html = page(status, "Det här hände, och inget är förlorat.").get_data(as_text=True)
        yield Stop(f"error page {status}", "/tillganglighet", act=show_error(status, html))


def reading_stops(app: Flask, marks: Landmarks) -> list[Stop]:
    """Return where one reads and searches, and where that fails."""
    return [
        *home_stops(),
        *browse_stops(marks),
        *document_stops(marks),
        *service_stops(marks),
        *search_stops(),
        *error_stops(app),
    ]


def working_stops(marks: Landmarks) -> list[Stop]:
    """Return where one writes, decides and looks after things."""
    return [
        *keeping_stops(marks),
        *writing_stops(marks),
        *handing_in_stops(marks),
        *deciding_stops(marks),
        *acknowledging_stops(),
        *language_stops(),
        *printing_stops(),
        *synonym_stops(),
        *trial_stops(),
        *figure_stops(),
        *notice_stops(),
        *introduction_stops(),
        *moving_in_stops(),
        *people_stops(),
    ]


def arrive(visitor: Visitor, stop: Stop) -> None:
    """Open the page and bring it into its state."""
    visitor.open(stop.path, stop.status)
    if stop.act:
        stop.act(visitor)
    expect(visitor.page.locator("h1")).to_have_count(1)


def slug(name: str) -> str:
    """Return a name as a file's."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
