"""What is wrong in a folder is told with file, line and what to do; and nothing is imported."""

import os
from collections.abc import Callable
from time import process_time

import pytest

from portal.journal.record import head
from portal.lib.errors import InvalidError
from portal.people.models import Person, Unit
from portal.store.settings import Setting
from tests.exchange.conftest import APPROVAL, BODY, DOCUMENT, SUBMISSION, Content, version_text

Refused = Callable[..., list[str]]
V1 = "documents/SOC-RUT-0001/v1.md"
META = "documents/SOC-RUT-0001/document.yaml"
CASES = {
    "no front matter": (V1, "Hej\n", ":1: Filen ska börja med en rad med bara ---"),
    "open front matter": (V1, "---\nversion: 1\n", ":1: Uppgifterna överst avslutas inte"),
    "malformed": (V1, "---\nversion: 1\ntitle: a: b\n---\n", ":3: Går inte att läsa som YAML: ett kolon står"),
    "duplicate key": (V1, "---\nversion: 1\nversion: 2\n---\n", ":3: Nyckeln ”version” finns redan på rad 2"),
    "alias": (META, DOCUMENT + "process_lead: *x\n", ":8: Ankare och alias"),
    "not UTF-8": (V1, version_text(body="a\n").encode() + "å".encode("latin-1"), ":12: Tecknen går inte att läsa"),
    "brackets": (V1, version_text(body="[" * 10_000), ":11: "),
    "brackets in YAML": (META, "[" * 10_000, ":1: För många nivåer"),
    "unknown key": (META, DOCUMENT + "ownr: cleo\n", ":8: Nyckeln ”ownr” finns inte. Menade du ”owner”?"),
    "missing key": (V1, version_text(author=""), ":4: Nyckeln ”author” saknar värde"),
    "another number": (META, DOCUMENT.replace("0001", "0002"), ":1: number: ”SOC-RUT-0002” ska vara detsamma som"),
    "unknown kind": (META, DOCUMENT.replace("handbook", "handbok"), ":2: kind: Dokumentslaget handbok finns inte"),
    "unknown type": (META, DOCUMENT.replace("routine", "rutin"), ":3: type: ”rutin” finns inte. Välj bland policy"),
    "unknown unit": (META, DOCUMENT.replace("SOC-AO", "SOC-A0"), ":4: Enheten SOC-A0 finns varken i mappen"),
    "unknown person": (META, DOCUMENT.replace("cleo", "clea"), ":6: Personen clea finns varken i mappen"),
    "unknown area": (META, DOCUMENT.replace("[aldre", "[äldre"), ":7: Processområdet äldreomsorg finns varken"),
    "no list": (META, DOCUMENT.replace("[aldreomsorg]", "aldreomsorg"), ":7: process_areas: här ska stå en lista"),
    "another version": (V1, version_text(2), ":2: version: ska vara 1"),
    "no date": (V1, version_text(created="i går"), ":5: created: ”i går” är inget datum"),
    "future": (V1, version_text(created="T+1d"), ":5: created: ”T+1d” ligger i framtiden"),
    "unknown audience": (V1, version_text(audience="[alla]"), ":6: audience: ”alla” går inte att läsa"),
    "unknown unit in audience": (V1, version_text(audience="['unit:XYZ']"), ":6: Enheten XYZ finns varken"),
    "no audience": (V1, version_text(audience="[]"), ":6: audience: minst en grupp måste få läsa"),
    "a link to nothing": (
        V1,
        version_text(body="Hej\n\nSe [[SOC-RUT-9]].\n"),
        ":13: Dokumentet SOC-RUT-9 finns varken",
    ),
    "own approval": (V1, version_text(head=SUBMISSION + APPROVAL.replace("cleo", "bo")), ":8: Den som har skrivit"),
    "approved unasked": (V1, version_text(head=APPROVAL), ":7: Bara en version som granskas kan beslutas"),
    "review too soon": (V1, version_text(head=SUBMISSION + APPROVAL.replace("T+295d", "T-70d")), ":8: Översynen måste"),
    "out of order": (
        V1,
        version_text(head=SUBMISSION.replace("T-90d", "T-101d") + APPROVAL),
        ":7: ”submission” ligger",
    ),
    "nothing to decide": (V1, version_text(body=""), ":8: En sida utan text kan inte beslutas"),
    "half a decision": (V1, version_text(head="submission: {by: bo}\n"), ":7: Nyckeln ”on” saknar värde"),
    "a text for a record": (
        V1,
        version_text(head="submission: bo\n"),
        ":7: submission: här ska stå nycklar med värden: by, on, approvers, reviewers, mode",
    ),
    "no such file": (
        V1,
        version_text(attachments="[{file: a.pdf, title: A}]"),
        ":7: file: ”a.pdf” finns inte i mappen",
    ),
    "unit key": (
        "units/SBF.yaml",
        "code: SOF\nname: A\nkind: unit\nparent: EKV\n",
        ":1: code: ”SOF” ska vara detsamma",
    ),
    "second root": ("units/SBF.yaml", "code: SBF\nname: A\nkind: municipality\n", "Bara en enhet kan stå överst"),
    "no parent": ("units/SBF.yaml", "code: SBF\nname: A\nkind: unit\n", ":3: kind: enheten saknar ”parent”"),
    "its own parent": (
        "units/SBF.yaml",
        "code: SBF\nname: A\nkind: unit\nparent: SBF\n",
        ":4: SBF ligger under sig själv",
    ),
    "shared e-mail": ("persons/bo.yaml", "key: bo\nname: Bo\nemail: cleo@ekvik.example\n", "hör redan till bo"),
    "no role": (
        "persons/bo.yaml",
        "key: bo\nname: Bo\nroles: [{role: boss, unit: SOC}]\n",
        ":3: role: ”boss” finns inte",
    ),
    "own deputy": ("persons/bo.yaml", "key: bo\nname: Bo\ndeputies: [{person: bo}]\n", ":3: deputies: ingen kan"),
    "no truth": ("persons/bo.yaml", "key: bo\nname: Bo\ndisabled: ja\n", ":3: disabled: skriv true eller false"),
    "misspelt folder": ("unit/SBF.yaml", "", "unit: Namnet ”unit” betyder ingenting här. Menade du ”units”?"),
    "misspelt file": ("documents/SOC-RUT-0001/v01.md", "", "v01.md: Namnet ”v01.md” betyder ingenting här"),
    "misspelt ending": ("units/SBF.yml", "", "units/SBF.yml: Här läses bara filer som slutar på .yaml"),
    "an unnamed file": ("documents/SOC-RUT-0001/files/a.pdf", "%PDF-", "a.pdf: Ingen version nämner filen"),
    "a list for a mapping": ("units/SBF.yaml", "- code: SBF\n", ":1: Filen ska innehålla nycklar med värden"),
    "a mapping for a list": ("process-areas.yaml", "key: a\n", ":1: Filen ska innehålla en lista"),
    "the same area twice": (
        "process-areas.yaml",
        "- {key: aldreomsorg, name: A, band: steer}\n- {key: aldreomsorg, name: B, band: steer}\n",
        ":2: key: ”aldreomsorg” står två gånger",
    ),
}


@pytest.mark.parametrize(("name", "text", "told"), CASES.values(), ids=CASES)
def test_each_fault_is_told_with_its_line(
    content: Content, refused: Refused, name: str, text: str | bytes, told: str
) -> None:
    before = process_time()
    lines = refused(content.write(name, text))
    assert process_time() - before < 2
    assert any(told in line for line in lines), lines
    assert all(line.count("\n") == 0 and len(line) < 400 for line in lines)
    assert (head(), Unit.select().count(), Person.select().count(), Setting.select().count()) == (0, 0, 0, 0)


def test_every_fault_is_told_at_once(content: Content, refused: Refused) -> None:
    content.change(META, "owner: cleo", "owner: x").change(V1, "author: bo", "author: y")
    content.write("units/XX.yaml", "code: XX\n")
    lines = refused(content)
    assert [line.split(": ")[0] for line in lines] == ["units/XX.yaml:1"] * 3 + [f"{META}:6", f"{V1}:4"]


HOPELESS = {
    "keys": (META, DOCUMENT + "".join(f"k{number}: x\n" for number in range(100_000))),
    "links": (V1, version_text(body="".join(f"[[SOC-RUT-{number:04}]]\n\n" for number in range(2, 2_500)))),
    "persons": (
        V1,
        version_text(head=f"submission: {{by: bo, on: T-90d, approvers: [{', '.join(map(str, range(90_000)))}]}}\n"),
    ),
}


@pytest.mark.parametrize(("name", "text"), HOPELESS.values(), ids=HOPELESS)
def test_a_hopeless_file_is_given_up_soon(content: Content, refused: Refused, name: str, text: str) -> None:
    before = process_time()
    assert len(refused(content.write(name, text))) == 20
    assert process_time() - before < 10


def test_a_ring_of_units_is_told_of_each(content: Content, refused: Refused) -> None:
    content.write("units/A.yaml", "code: A\nname: A\nkind: unit\nparent: B\n")
    content.write("units/B.yaml", "code: B\nname: B\nkind: unit\nparent: A\n")
    assert [line.split(":")[0] for line in refused(content)] == ["units/A.yaml", "units/B.yaml"]


def test_a_ring_of_successors_is_told(content: Content, refused: Refused) -> None:
    content.change("units/SOC.yaml", "parent: EKV", "parent: EKV\nsuccessor: SBF")
    content.change("units/SBF.yaml", "parent: EKV", "parent: EKV\nsuccessor: SOC")
    assert all("efterträds i en ring" in line for line in refused(content))


def test_a_huge_file_is_not_read(content: Content, refused: Refused) -> None:
    path = content.root / "documents/SOC-RUT-0001/v2.md"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    before = process_time()
    told = "documents/SOC-RUT-0001/v2.md: Filen är för stor: 314,6\xa0MB, högst 2,2\xa0MB."
    assert refused(content) == [told]
    assert process_time() - before < 1


def test_a_link_out_of_the_folder_is_refused(content: Content, refused: Refused) -> None:
    secret = content.root.parent / "secret.yaml"
    secret.write_text("code: GEM\nname: Hemligt\nkind: unit\nparent: EKV\n")
    (content.root / "units/GEM.yaml").symlink_to(secret)
    (content.root / "persons/loop.yaml").symlink_to("loop.yaml")
    lines = refused(content)
    assert lines[0] == "units/GEM.yaml: Länken leder ut ur mappen. Lägg själva filen här."
    assert lines[1].startswith("persons/loop.yaml: ")


def test_what_is_no_file_is_not_waited_for(content: Content, refused: Refused) -> None:
    os.mkfifo(content.root / "units/PIPE.yaml")
    assert refused(content) == ["units/PIPE.yaml: Här ska finnas en vanlig fil."]


def test_numbers_and_former_numbers_mean_one_document(content: Content, refused: Refused) -> None:
    other = "documents/SOC-RUT-0002/document.yaml"
    content.write(other, DOCUMENT.replace("0001", "0002") + "aliases: [SOC-RUT-0001]\n")
    content.write("documents/SOC-RUT-0002/v1.md", version_text())
    assert "SOC-RUT-0001 är numret på ett dokument" in refused(content)[0]
    content.change(other, "SOC-RUT-0001", "SOC-RUT-0003")
    content.change(META, "owner: cleo\n", "owner: cleo\naliases: [SOC-RUT-0003]\n")
    assert refused(content) == [f"{other}:8: aliases: SOC-RUT-0003 hör redan till SOC-RUT-0001."]


def test_versions_follow_each_other(content: Content, refused: Refused) -> None:
    second = SUBMISSION.replace("T-90d", "T-60d") + APPROVAL.replace("T-80d", "T-50d")
    content.write("documents/SOC-RUT-0001/v2.md", version_text(2, head=second, change_note="Nytt."))
    assert "v2.md:9: Version 1 börjar gälla" in refused(content)[0]
    content.write(V1, version_text(head=""))
    assert "Version 1 är under arbete" in refused(content)[0]


def test_a_folder_that_is_not_there(within: object, refused: Refused, content: Content) -> None:
    with pytest.raises(InvalidError, match="finns inte"):
        refused(content.root / "nowhere")


def test_dotted_names_and_the_readme_are_passed_over(content: Content, bring_in: Callable[..., object]) -> None:
    content.write(".git/config", "x").write("README.md", "x").write("units/.SBF.yaml.swp", "x")
    content.write("documents/SOC-RUT-0001/.DS_Store", "x")
    assert bring_in(content)


def test_windows_line_ends_and_a_byte_order_mark_are_read(content: Content, bring_in: Callable[..., object]) -> None:
    text = version_text(body=BODY)
    content.write(V1, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    bring_in(content)
    report = bring_in(content.write(V1, text))
    assert report.lines()[0].startswith("Inget ändrades")
