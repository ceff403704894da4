"""The search page and its suggestions, as browsers get them."""

import json

import pytest
from click.testing import CliRunner
from flask import Flask

from portal.lib.errors import InvalidError, NotFoundError
from portal.search import commands
from tests.search.conftest import Visit
from tests.support.browser import client_for
from tests.support.documents import make_valid
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries


@pytest.fixture(autouse=True)
def pages(organisation: Organisation) -> None:
    make_valid(organisation, title="Rutin vid hot och våld", audience=["public"])
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för <b>nycklar</b> & lås", body="Lås skåpet.\n")


def test_the_empty_page_says_what_to_do(visit: Visit) -> None:
    page = visit(None, "/sok").text
    assert "Skriv ett ord, en fråga eller ett dokumentnummer." in page
    assert "Inga träffar" not in page


def test_hits_tell_what_they_are(visit: Visit) -> None:
    page = visit("asta", "/sok?q=hot+rutin").text
    assert ">2 träffar</p>" in page
    assert '<a href="/d/SOC-RUT-0001" data-ref="document:SOC-RUT-0001" ' in page
    assert "><mark>Rutin</mark> vid <mark>hot</mark> och våld</a>" in page
    for words in ("Rutin · ", "SOC-RUT-0001", "Gäller", "från 20 november 2026", "Äldreomsorgen", "version 1"):
        assert words in page
    assert "&lt;b&gt;nycklar&lt;/b&gt; &amp; lås" in page


def test_htmx_gets_the_results_and_the_count(visit: Visit) -> None:
    response = visit("asta", "/sok?q=hot", HX_Request="true")
    assert response.text.lstrip().startswith('<div class="search-results')
    assert 'id="search-count" role="status" data-hx-swap-oob="true">1 träff</p>' in response.text
    assert "<html" not in response.text
    assert "HX-Request" in response.vary


def test_a_choice_narrows_and_can_be_taken_back(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, "SOC-PLA-0003", title="Plan för hot", audience=["public"])
    page = visit(None, "/sok?q=hot&enhet=SOC-AO&typ=routine").text
    assert ">2 träffar</p>" in page
    assert 'href="/sok?q=hot&amp;enhet=SOC-AO"' in page, "without the type"
    assert 'href="/sok?q=hot"' in page, "without any"
    assert '<input type="hidden" name="typ" value="routine">' in page
    nothing = visit(None, "/sok?q=hot&typ=plan").text
    assert "Sök utan avgränsningar" in nothing


def test_suggestions_are_options(visit: Visit) -> None:
    part = visit("asta", "/sok/forslag?q=ny", HX_Request="true").text
    assert part.count('role="option"') == 2
    assert 'href="/d/SOC-RUT-0002"' in part
    assert "Visa alla träffar för ”ny”" in part
    assert visit("asta", "/sok/forslag?q=").text.strip() == ""
    assert visit(None, "/sok/forslag?q=ny").text.strip() == ""


def test_nothing_found_says_what_to_do(visit: Visit) -> None:
    page = visit(None, "/sok?q=xqzwxq").text
    for words in ("Inga träffar", "Vi hittade inget för ”xqzwxq”", "/handbok/", "/tjanster/", "mailto:"):
        assert words in page


def test_a_misspelling_is_told(visit: Visit) -> None:
    assert "Menade du ”rutin hot”?" in visit(None, "/sok?q=rutn+hot").text


def test_pages_are_numbered(visit: Visit, organisation: Organisation) -> None:
    for number in range(100, 125):
        make_valid(organisation, f"SOC-RUT-0{number}", title=f"Instruktion {number}", body="Ekollon.")
    page = visit("asta", "/sok?q=ekollon&sida=2").text
    assert page.count('class="hit"') == 5
    assert 'href="/sok?q=ekollon&amp;sida=1"' in page
    assert visit("asta", "/sok?q=ekollon&sida=77").text.partition("<main")[2] == page.partition("<main")[2]


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "x" * 10_000,
        "q=" + "hot%20" * 2_000,
        "q=***",
        "q=%22hot",
        "q=(hot%20OR",
        "q=hot&sida=-3&typ=%20&enhet=&status=nonsense&alla=maybe",
        "q=" + "%F0%9F%91%8D",
        "q=%ff%fe",
        "q=[a-z]%2B.*",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "&".join(f"typ=t{number}" for number in range(300)),
    ],
)
def test_odd_questions_get_a_page(visit: Visit, query: str) -> None:
    for path in ("/sok", "/sok/forslag"):
        response = visit("asta", f"{path}?{query}")
        assert response.status_code == 200
        assert "<script>alert" not in response.text


def test_a_page_asks_the_database_little(bare_app: Flask, visit: Visit, organisation: Organisation) -> None:
    path = "/sok?q=rutin&typ=routine&omrade=x&enhet=SOC&alla=1"
    visit("asta", path)
    client = client_for(bare_app, organisation.people["asta"])
    with counted_queries() as queries:
        assert "Sök utan avgränsningar" in client.get(path).text
        asked = len(queries)
        assert "SOC-RUT-0001" in client.get("/sok?q=rutin").text
    assert asked <= 8, queries
    assert len(queries) - asked <= 8, queries


def ask(*arguments: str, stdin: bytes = b"") -> str:
    result = CliRunner().invoke(commands.search_command, arguments, input=stdin, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


@pytest.fixture
def commanded(bare_app: Flask) -> None:
    """Run what follows as a command does: within the application."""
    context = bare_app.app_context()
    context.push()
    yield
    context.pop()


@pytest.mark.usefixtures("commanded")
def test_the_command_answers_scripts() -> None:
    answer = json.loads(ask("--json", "hot våld"))
    assert {key: answer[key] for key in ("total", "suggestion")} == {"total": 1, "suggestion": None}
    (hit,) = answer["hits"]
    assert hit.pop("score") > 0
    assert hit == {
        "number": "SOC-RUT-0001",
        "title": "Rutin vid hot och våld",
        "kind": "handbook",
        "type": "routine",
        "status": "valid",
        "version": 1,
        "url": "/d/SOC-RUT-0001",
    }
    assert json.loads(ask("--json", "nyckal"))["total"] == 0
    as_asta = json.loads(ask("--json", "nyckal", "--as", "asta@ekvik.example"))
    assert (as_asta["total"], as_asta["suggestion"]) == (1, "nycklar")


@pytest.mark.usefixtures("commanded")
def test_the_command_reads_questions_from_lines() -> None:
    lines = ask("--json", "--limit", "1", "--as", "asta@ekvik.example", "-", stdin="rutin\n\nvåld\r\n".encode())
    answers = [json.loads(line) for line in lines.splitlines()]
    assert [(answer["total"], len(answer["hits"])) for answer in answers] == [(2, 1), (0, 0), (1, 1)]
    assert "SOC-RUT-0001" in ask("våld")


@pytest.mark.usefixtures("commanded")
def test_the_command_refuses_what_it_cannot_read() -> None:
    with pytest.raises(InvalidError, match="UTF-8"):
        ask("--json", "-", stdin=b"v\xe5ld\n")
    with pytest.raises(NotFoundError, match="nobody"):
        ask("hot", "--as", "nobody@ekvik.example")


@pytest.mark.usefixtures("commanded")
def test_reindexing_tells_how_many() -> None:
    result = CliRunner().invoke(commands.reindex_command, catch_exceptions=False)
    assert result.output.endswith("Sökregistret är gjort på nytt: 2 poster.\n")
