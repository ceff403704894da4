"""The example municipality: as large, as varied and as much its own as it is said to be."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from portal.lib import yamlfile
from portal.search.analysis import STOP_WORDS, folded, stem, words_of

CONTENT = Path(__file__).parents[2] / "content"
DOCUMENTS = sorted((CONTENT / "documents").iterdir())
VERSION = re.compile(r"v\d+\.md")
VERSIONS = sorted(path for path in (CONTENT / "documents").glob("*/v*.md") if VERSION.fullmatch(path.name))
# Sections of laws that have been read in a source: docs/decisions/0009-cited-law.md.
SECTION = re.compile(r"(?:\d+ kap\. )?\d+(?:[–-]\d+)? §§?")
ALLOWED_SECTIONS = {"6 §", "9 §", "11 §", "12 §", "22 §", "4 kap. 7–8 §§", "4 kap. 7-8 §§"}


def meta(path: Path) -> yamlfile.Mapping:
    """Return a document's own data."""
    loaded = yamlfile.load((path / "document.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, yamlfile.Mapping)
    return loaded


def body(path: Path) -> str:
    """Return the text of a version."""
    return yamlfile.split_front_matter(path.read_text(encoding="utf-8"))[1]


def newest(folder: Path) -> Path:
    """Return the last version's file."""
    found = (path for path in folder.glob("v*.md") if VERSION.fullmatch(path.name))
    return max(found, key=lambda path: int(path.stem[1:]))


HANDBOOK = [folder for folder in DOCUMENTS if meta(folder)["kind"] == "handbook"]


def test_it_is_as_large_as_a_real_start() -> None:
    units = [yamlfile.load(path.read_text(encoding="utf-8")) for path in (CONTENT / "units").glob("*.yaml")]
    kinds = Counter(unit["kind"] for unit in units)
    assert kinds["administration"] >= 5
    assert kinds["department"] >= 14
    assert kinds["unit"] >= 40
    assert len(list((CONTENT / "persons").glob("*.yaml"))) >= 30
    assert len(HANDBOOK) >= 80
    assert len([folder for folder in HANDBOOK if len(list(folder.glob("v?.md"))) > 1]) >= 20
    types = Counter(meta(folder)["type"] for folder in HANDBOOK)
    assert types["template"] + types["form"] >= 25
    assert len(list((CONTENT / "services").glob("*.yaml"))) >= 14


def test_templates_and_forms_have_real_files_of_every_sort() -> None:
    files = [path for path in (CONTENT / "documents").glob("*/files/*") if path.is_file()]
    assert {path.suffix for path in files} >= {".docx", ".xlsx", ".odt", ".pdf"}
    for folder in HANDBOOK:
        if meta(folder)["type"] in {"template", "form"}:
            assert list((folder / "files").glob("*")), folder.name


@pytest.mark.parametrize("path", [newest(folder) for folder in HANDBOOK], ids=lambda path: path.parent.name)
def test_a_text_has_substance(path: Path) -> None:
    words = len(re.findall(r"\w+", body(path)))
    assert 250 <= words <= 1400, f"{words} words"


ROUTINES = [newest(folder) for folder in HANDBOOK if meta(folder)["type"] == "routine"]


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.parent.name)
def test_a_routine_names_role_step_deadline_and_exception(path: Path) -> None:
    text = body(path)
    headings = " ".join(re.findall(r"^#+ (.*)$", text, re.MULTILINE)).lower()
    assert re.search(r"roll|ansvar|vem", headings), "who does it?"
    assert re.search(r"^\s*\d+\. ", text, re.MULTILINE), "in what steps?"
    deadline = r"inom|senast|samma dag|direkt|före|minuter|timm|dygn|vardag|arbetsdag|veck"
    assert re.search(rf"(?:{deadline})", text, re.IGNORECASE), "by when?"
    assert re.search(r"undantag", text, re.IGNORECASE), "what are the exceptions?"


def sentences(text: str) -> set[str]:
    """Return the sentences of more than eight words, headings left out."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    plain = re.sub(r"\[\[[^\]|]*\|([^\]]*)\]\]", r"\1", " ".join(lines))
    plain = re.sub(r"[*_`>|\[\]]", " ", plain)
    found = (re.sub(r"\s+", " ", part).strip().lower() for part in re.split(r"(?<=[.!?])\s|\s{2,}|\|", plain))
    return {part for part in found if len(part.split()) > 8}


def test_no_sentence_is_everywhere() -> None:
    where = defaultdict(set)
    for path in VERSIONS:
        for sentence in sentences(body(path)):
            where[sentence].add(path.parent.name)
    repeated = {sentence: names for sentence, names in where.items() if len(names) > 2}
    assert not repeated


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_only_sections_that_were_read_are_cited(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = {re.sub(r"\s+", " ", section) for section in SECTION.findall(text)}
    assert found <= ALLOWED_SECTIONS


@pytest.mark.parametrize("folder", [f for f in HANDBOOK if len(list(f.glob("v?.md"))) > 1], ids=lambda f: f.name)
def test_versions_really_differ(folder: Path) -> None:
    texts = [body(path) for path in sorted(folder.glob("v?.md"))]
    assert len(set(texts)) == len(texts)


def stems(text: str) -> set[str]:
    """Return the stems of a text's words, without those that say nothing."""
    return {stem(folded(word)) for word in words_of(text) if folded(word) not in STOP_WORDS}


def test_every_synonym_leads_to_some_text_and_none_does_nothing() -> None:
    pairs = yamlfile.load((CONTENT / "synonyms.yaml").read_text(encoding="utf-8"))
    assert isinstance(pairs, yamlfile.Mapping)
    assert len(pairs) >= 250
    files = [*(newest(folder) for folder in DOCUMENTS), *(CONTENT / "services").glob("*.yaml")]
    texts = [stems(path.read_text(encoding="utf-8")) for path in files]
    for term, meaning in pairs.items():
        wanted = stems(str(meaning))
        assert any(wanted <= text for text in texts), f"{term}: no text holds {meaning}"
        assert wanted != stems(term), f"{term}: {meaning} is found as it is"
