"""Bo pastes from Word, LibreOffice, Google Docs and web pages: the structure comes along, the rest does not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from portal.lib.markup.render import render
from tests.browser.conftest import Visit
from tests.browser.desk import PICTURE, begin, choose, own_site, paste, typed
from tests.support.site import Site

PASTED = Path(__file__).parent / "pasted"
EXPECTED = {
    "word": """## Hantering av nycklar

Rutinen gäller **all personal** i Ekvik, också *vikarier*. Avgiften är 250\u00a0kronor.

### Så gör du

1. Hämta nyckeln i skåpet.
    - Skåpet har en kod.
    - Koden byts varje månad.
2. Skriv upp dig på [listan för nycklar](https://www.ekvik.se/nycklar).

- Lämna aldrig nyckeln i bilen
- Märk den inte med adress

Vem som svarar för vad:

| Roll | Ansvar |
| --- | --- |
| Enhetschef | Inventerar A\\|B; Anmäler förlust |
| Vikarie |  |

#### Vid förlust

Ring 0123-45\u00a067\u00a089 * dygnet runt. Se den gamla rutinen på \\\\\\server\\mapp.""",
    "word-on-the-web": """## Besök i hemmet

Ring på och **vänta**.

- Ta med
    - legitimation
- Skriv i journalen""",
    "libreoffice": """## Rutin för brandskydd

Gäller **alla** som arbetar *i huset*. Läs [mer om brand](https://www.ekvik.se/brand).

### Varje vecka

- Prova larmet
    - Ring först
    - Vänta på svar
- Gå runt

1. Skriv i pärmen
2. Skriv under

| Vad | Vem |
| --- | --- |
| Släckare | Vaktmästaren |

Slut.""",
    "google-docs": """## Innan mötet

Läs [hur vi har möten](https://www.ekvik.se/moten) och boka **i tid**, *helst två veckor* innan.

- Kallelse
    - Dagordning
- Lokal
- [x] Bjud in
- [ ] Beställ fika

| Vem | När |
| --- | --- |
| Sekreteraren | måndag; tisdag |""",
    "web-page": """## Bygglov

Du söker bygglov *innan* du börjar. Läs mer på <https://www.ekvik.se/bygglov_(nytt)?a=1&b=2> eller \
<bygg@ekvik.example>. Inte den här.

> Lovet gäller i fem år.

Avgift

Enligt taxa

Ett ensamt stycke

Avgifter

| Sak | Kronor |  |
| --- | --- | --- |
| Sak | Ute | Inne |
| Staket | 1\u00a0000 | 0 |

\\# inte en rubrik

1\\. inte en lista

\\[[inte en länk]] och \\*inte fet* \\_eller så_ med snake_case <b>rå</b> \\`kod\\`

```
rad 1
  rad 2
```

- typad punkt
- en till""",
    "excel": """| Period | Utfall |
| --- | --- |
| 2026 | 87,5 |""",
}
# Small pastes, each with one difficulty.
SMALL = {
    "<p>o<i>fri</i>villig och <b>fet </b>text<br>ny rad</p>": "o*fri*villig och **fet** text  \nny rad",
    "<b><p>Ett</p><p>Två</p></b>": "Ett\n\nTvå",
    "<b>fet <i>båda</i></b> <i><b>helt</b></i>": "**fet _båda_** _**helt**_",
    "<ol start=3><li>tre<ol><li>a</li></ol></li><li><p>fyra</p><p>mer</p></li></ol>": (
        "3. tre\n    1. a\n4. fyra\n\n    mer"
    ),
    "<ul><li>A</li><ul type=circle><li>B</li></ul></ul>": "- A\n    - B",
    "<table><tr><td colspan=2>Namn</td></tr><tr><td>a</td><td>b</td></tr><tr><td rowspan=2>c</td><td>d</td></tr>"
    "<tr><td>e</td></tr></table>": "Namn\n\n| a | b |\n| --- | --- |\n| c | d |\n| c | e |",
    "<a href='https://x.se/a b(c)'>[se] hit</a>": r"[\[se\] hit](https://x.se/a%20b%28c%29)",
    "<p><b>x</b> <del>bort</del><ins>till</ins> H<sub>2</sub>O</p>": "**x** till H2O",
    "<h1>Ett</h1><h4>Under</h4><h4>Bredvid</h4><h2>Nytt</h2>": "## Ett\n\n### Under\n\n### Bredvid\n\n### Nytt",
    "<h3>Bara en trea</h3>": "### Bara en trea",
    "<div>rad ett</div><div>rad två</div><div><br></div>": "rad ett\n\nrad två",
}
# What the reader sees of a pasted page that tries everything.
SHOWN = {
    "word": [
        "<ol>",
        "<strong>all personal</strong>",
        '<th scope="col">Roll</th>',
        "<td>Inventerar A|B; Anmäler",
        r"\\server\mapp.",
    ],
    "web-page": [
        "<p># inte en rubrik</p>",
        "<p>1. inte en lista</p>",
        "*inte fet* _eller så_",
        "&lt;b&gt;rå&lt;/b&gt; `kod`",
    ],
}


@pytest.fixture(scope="module")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the example that these tests write in."""
    with own_site(example, tmp_path_factory.mktemp("pasting")) as running:
        yield running


@pytest.fixture(scope="module")
def keys() -> dict[str, Any]:
    """Return the cookies of those who have signed in there."""
    return {}


def test_every_kind_of_paste_has_its_expectation() -> None:
    assert {path.stem for path in PASTED.glob("*.html")} == EXPECTED.keys()


def test_what_is_pasted_becomes_markdown_that_the_portal_reads(visit: Visit) -> None:
    page = begin(visit, "SOC-RUT-0002").page
    for name, expected in EXPECTED.items():
        page.locator("#text").fill("")
        assert paste(page, html=(PASTED / f"{name}.html").read_text(encoding="utf-8"), plain="platt"), name
        assert typed(page) == expected, name
        shown = "".join(str(part) for part in render(typed(page)).segments)
        assert all(words in shown for words in SHOWN.get(name, [])), (name, shown)


def test_each_difficulty_is_met(visit: Visit) -> None:
    page = begin(visit, "SOC-BLA-0003").page
    for html, expected in SMALL.items():
        page.locator("#text").fill("")
        paste(page, html=html)
        assert typed(page) == expected, html


def test_plain_text_and_code_are_left_to_the_browser(visit: Visit) -> None:
    page = begin(visit, "SOC-RUT-0011").page
    assert not paste(page, plain="# Som det är")
    assert not paste(page, html="<meta charset=utf-8><span style='color: red'>ett ord</span>", plain="ett ord")
    assert typed(page) == ""


def test_a_paste_stands_by_itself_between_paragraphs_and_is_undone_at_once(visit: Visit) -> None:
    page = begin(visit, "SOC-RUT-0005").page
    page.locator("#text").fill("Före BYT efter")
    choose(page, "BYT")
    paste(page, html="<ul><li>ett</li><li>två</li></ul>")
    assert typed(page) == "Före \n\n- ett\n- två\n\n efter"
    page.keyboard.press("Control+z")
    assert typed(page) == "Före BYT efter"
    choose(page, "BYT")
    paste(page, html="<b>fet</b> text")
    assert typed(page) == "Före **fet** text efter"


def test_what_is_hostile_in_a_paste_does_nothing(visit: Visit) -> None:
    page = begin(visit, "SOC-RUT-0006").page
    paste(
        page,
        html="<p style=color:red onclick='document.title=1'>a</p><img src=x onerror=\"document.title='x'\"><p>b</p>"
        "<script>document.title=2</script><a href='java&#10;script:alert(1)'>c</a>"
        "<table><tr><td style='\"'>d<td>e</table>",
    )
    assert typed(page) == "a\n\nb\n\nc\n\n| d | e |\n| --- | --- |"
    expect(page.locator(".tools__note")).to_have_text(
        "En bild kunde inte följa med. Lägg till den med knappen Bild eller fil."
    )
    assert page.title().startswith("Skriv:")


def test_a_link_to_the_portal_becomes_a_link_to_the_document(visit: Visit) -> None:
    visitor = begin(visit, "SOC-RUT-0008")
    address = visitor.site.at("/d/SOC-RUT-0001")
    paste(
        visitor.page, html=f"<p>Se <a href='{address}'>rutinen om hot</a> och <a href='{address}'>SOC-RUT-0001</a>.</p>"
    )
    assert typed(visitor.page) == "Se [[SOC-RUT-0001|rutinen om hot]] och [[SOC-RUT-0001]]."


def test_a_picture_in_the_paste_is_uploaded_and_described(visit: Visit) -> None:
    page = begin(visit, "SOC-RUT-0009").page
    paste(page, html=f"<p>Före</p><p><img src='data:image/png;base64,{PICTURE}'></p><p>Efter</p>")
    dialog = page.get_by_role("dialog", name="Beskriv bilden")
    dialog.get_by_label("Vad visar bilden?").fill("En nyckel i ett lås")
    dialog.get_by_role("button", name="Infoga bilden").click()
    expect(page.locator("#draft-preview img[alt='En nyckel i ett lås']")).to_be_visible()
    before, shown, after = typed(page).split("\n\n")
    assert (before, after) == ("Före", "Efter")
    assert shown.startswith("![En nyckel i ett lås](bild-1-")


def test_a_long_document_is_pasted_in_a_moment(visit: Visit) -> None:
    size = 2000
    page = begin(visit, "SOC-RUT-0010").page
    html = "<h2>Rubrik</h2>" + "<p class=MsoNormal>Ett <b>stycke</b> med flera ord i.</p>" * size
    took = page.evaluate("() => performance.now()")
    assert paste(page, html=html)
    assert page.evaluate("() => performance.now()") - took < 5000
    assert typed(page).count("**stycke**") == size


def test_the_keys_paste_what_the_clipboard_holds_and_shift_pastes_it_plain(visit: Visit) -> None:
    visitor = begin(visit, "SOC-BLA-0001")
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.page
    page.evaluate("""() => navigator.clipboard.write([new ClipboardItem({
      "text/html": new Blob(["<h2>Syfte</h2><p>Att <b>veta</b></p>"], {type: "text/html"}),
      "text/plain": new Blob(["Syfte Att veta"], {type: "text/plain"}),
    })])""")
    page.locator("#text").focus()
    page.keyboard.press("Control+v")
    assert typed(page) == "## Syfte\n\nAtt **veta**"
    page.locator("#text").fill("")
    page.keyboard.press("Control+Shift+v")
    assert typed(page) == "Syfte Att veta"


def test_a_copied_picture_is_uploaded_under_a_name_of_its_own(visit: Visit) -> None:
    page = begin(visit, "SOC-BLA-0002").page
    page.locator("#text").fill("Skärmbild:")
    page.evaluate(
        """([field, base64]) => {
          const clipboard = new DataTransfer();
          const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0));
          clipboard.items.add(new File([bytes], "image.png", {type: "image/png"}));
          field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true}));
        }""",
        [page.locator("#text").element_handle(), PICTURE],
    )
    dialog = page.get_by_role("dialog", name="Beskriv bilden")
    dialog.get_by_label("Vad visar bilden?").fill("Menyn i systemet")
    dialog.get_by_role("button", name="Infoga bilden").click()
    expect(page.locator("#draft-preview img[alt='Menyn i systemet']")).to_be_visible()
    assert re.fullmatch(r"Skärmbild:\n\n!\[Menyn i systemet\]\(bild-\d{14}\.png\)", typed(page))
