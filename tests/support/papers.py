# ruff: noqa: E501 - a table's row and a list stand on one line each
"""Documents as municipalities write them, told apart from any file format: what each maker of files is given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph: its words, how they look, where they lead, and the note at their end."""

    words: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    note: str = ""


@dataclass(frozen=True)
class Block:
    """A block: `title`, `h` (level from 1), `p`, `ul` or `ol` (level from 0), `table` or `picture` (its alternative)."""

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """The words of all its pieces."""
        return "".join(run.words for run in self.runs)


def p(*pieces: str | Run) -> Block:
    return Block("p", tuple(Run(piece) if isinstance(piece, str) else piece for piece in pieces))


def h(level: int, words: str) -> Block:
    return Block("h", (Run(words),), level)


def ul(*points: str | tuple[int, str]) -> list[Block]:
    return _points("ul", points)


def ol(*points: str | tuple[int, str]) -> list[Block]:
    return _points("ol", points)


def _points(kind: str, points: tuple[str | tuple[int, str], ...]) -> list[Block]:
    told = ((0, point) if isinstance(point, str) else point for point in points)
    return [Block(kind, (Run(words),), level) for level, words in told]


def table(*rows: str) -> Block:
    return Block("table", rows=tuple(tuple(cell.strip() for cell in row.split("/")) for row in rows))


def picture(alt: str) -> Block:
    return Block("picture", (Run(alt),))


def b(words: str) -> Run:
    return Run(words, bold=True)


def i(words: str) -> Run:
    return Run(words, italic=True)


def to(words: str, link: str) -> Run:
    return Run(words, link=link)


def noted(words: str, note: str) -> Run:
    return Run(words, note=note)


def paper(title: str, *blocks: Block | list[Block]) -> tuple[Block, ...]:
    flat = [each for block in blocks for each in (block if isinstance(block, list) else [block])]
    return (Block("title", (Run(title),)), *flat)


PAPERS: dict[str, tuple[Block, ...]] = {
    "rutin-lakemedel": paper(
        "Rutin för läkemedelshantering i hemtjänsten",
        h(1, "Syfte"),
        p("Rutinen ska se till att ", b("rätt person"), " får ", b("rätt läkemedel"), " i ", i("rätt tid"), "."),
        h(1, "Ansvar"),
        table("Roll / Ansvar", "Sjuksköterska / Delegerar och följer upp", "Omsorgspersonal / Ger och signerar"),
        h(1, "Så gör du"),
        ol("Läs signeringslistan.", "Kontrollera namn och personnummer.", (1, "Fråga personen."), (1, "Jämför med dosetten."), "Signera."),
        p("Se ", to("föreskriften", "https://www.example.se/hslf-fs-2017:37?kap=4&x=1"), " om hantering", noted(".", "HSLF-FS 2017:37, 4 kap. 5 §.")),
    ),
    "riktlinje-distans": paper(
        "Riktlinje för distansarbete",
        p("Gäller från 2025-01-01. Antagen av kommunstyrelsen § 12."),
        h(1, "Bakgrund"),
        h(2, "Vad som gäller i dag"),
        p("Chefen och medarbetaren kommer överens. * Avtalet kan sägas upp."),
        h(2, "Vad som ändras"),
        ul("Högst 2 dagar i veckan", "Arbetsplatsen är kontoret", (1, "utom vid olycka"), (2, "som anmäls samma dag")),
        h(1, "Kontakt"),
        p("Skriv till ", to("personalenheten", "mailto:personal@ekvik.example"), "."),
    ),
    "checklista-brand": paper(
        "Checklista för brandrond",
        p("Gå ronden den första måndagen varje kvartal."),
        ul("Utrymningsvägar är fria", "Brandsläckare är på plats", "Dörrar stänger av sig själva"),
        table("Nr / Kontroll / Ja / Nej", "1 / Skyltar lyser / X / ", "2 / Inget brännbart i trapphus /  / X", "3 / A|B-släckare *plomberad* / X / "),
        picture("Karta över utrymningsvägar på plan 2"),
    ),
    "protokoll-apt": paper(
        "Minnesanteckningar arbetsplatsträff",
        p("Tid: 14:00–15:30\tPlats: Sammanträdesrum Björken"),
        p(b("Närvarande:"), " Åsa Öberg, Per-Olof Lindström, Márjá Niia"),
        h(1, "Föregående anteckningar"),
        p("Inga synpunkter."),
        h(1, "Arbetsmiljö"),
        p("1. Ventilationen är mätt. # Se bilaga."),
        ol("Skyddsrond v. 12", "Medarbetarenkät", "Sommarschema"),
        h(1, "Övriga frågor"),
        p("Nästa möte ", i("tisdag"), "."),
    ),
    "rutin-avvikelse": paper(
        "Rutin för avvikelser",
        h(1, "När något gått fel"),
        ol("Hjälp den som drabbats.", "Ring chefen.", "Skriv avvikelsen samma dag."),
        p("Därefter:"),
        ol("Chefen utreder.", "Åtgärd bestäms."),
        h(1, "Bedömning"),
        table("Allvar / Poäng / Exempel", "Liten / 1–4 / Sen insats", "Stor / 5–9 / Fall med skada", "Mycket stor / 10–16 / Dödsfall"),
        p("Enligt lex Sarah", noted("", "14 kap. 3 § socialtjänstlagen (2001:453)."), " ska den som arbetar rapportera", noted(".", "Se även SOSFS 2011:5.")),
    ),
    "policy-sprak": paper(
        "Språkpolicy",
        p("Vi skriver ", b("klart och enkelt"), ". Sámi giella, meänkieli och suomi är nationella minoritetsspråk: čáhci, šaddu, žalbmi, ŋuohku, ŧ, đ."),
        h(1, "Mål"),
        h(2, "Texter på webben"),
        h(3, "Rubriker"),
        p("En rubrik säger vad texten handlar om."),
        h(3, "Länkar"),
        p("Skriv inte ", i("klicka här"), ". Skriv <länktext> som säger vart den leder & varför: a_b, __init__, [x](y)."),
        h(2, "Brev"),
        p("Börja med det viktigaste."),
    ),
    "instruktion-larm": paper(
        "Instruktion för trygghetslarm",
        h(1, "Larmet går"),
        ol("Svara inom 3 minuter.", "Fråga vad som hänt.", (1, "Svarar ingen: åk dit."), (1, "Är det akut: ring 112."), "Dokumentera."),
        h(1, "Felsökning"),
        table("Fel / Orsak / Åtgärd", "Ingen ton / Batteriet är slut / Byt batteri", "Röd lampa / Ingen täckning / Flytta enheten"),
        p("Sökväg: G:\\Gemensam\\Larm\\*.pdf och C:\\_arkiv\\"),
        picture("Larmknappens tre lampor"),
    ),
    "plan-krisledning": paper(
        "Plan för krisledning 2024–2027",
        h(1, "1 Inledning"),
        p("Planen gäller vid extraordinär händelse", noted("", "Lag (2006:544) om kommuners och regioners åtgärder."), "."),
        h(1, "2 Organisation"),
        h(2, "2.1 Krisledningsnämnd"),
        p("Nämnden består av 5 ledamöter."),
        h(2, "2.2 Stab"),
        table("Funktion / Namn / Telefon", "Stabschef / Vakant / 0555-10 50 01", "Samband / It-enheten / 0555-10 50 02"),
        h(1, "3 Övning"),
        ul("Varje år", "Tillsammans med räddningstjänsten"),
    ),
    "anvisning-diarie": paper(
        "Anvisning för diarieföring",
        p("Handlingar registreras ", b("samma dag"), " de kommer in (5 kap. 1 § offentlighets- och sekretesslagen)."),
        h(1, "Vad ska registreras?"),
        ul("Inkomna handlingar", (1, "brev"), (1, "e-post"), "Upprättade handlingar", "- men inte arbetsmaterial"),
        h(1, "Exempel"),
        table("Handling / Dnr", "Ansökan / KS 2025:00123", "Svar / KS 2025:00123-2"),
        p("Läs mer hos ", to("Riksarkivet", "https://riksarkivet.example/rad_(gallring)"), "."),
    ),
    "mall-genomforandeplan": paper(
        "Genomförandeplan",
        table("Uppgift / Svar", "Namn / ", "Kontaktperson / ", "Planen gäller från / "),
        h(1, "Mina mål"),
        p("Skriv i jag-form. Exempel: ", i("Jag vill kunna gå till affären."), ""),
        h(1, "Insatser"),
        ol("Morgon", "Middag", "Kväll"),
        p("+ = klarar själv, - = behöver hjälp, 2+2=4, 100 % och 5 < 7 > 3."),
    ),
    "rutin-skola-franvaro": paper(
        "Rutin vid frånvaro i grundskolan",
        h(1, "Dag 1"),
        p("Mentorn ringer hem före kl. 10", noted(".", "7 kap. 17 § skollagen.")),
        h(1, "Dag 3"),
        p("Elevhälsoteamet ", b("utreder " ), i("orsaken"), " och skriver ned den."),
        ul("kartläggning", "samtal", "anpassning"),
        h(1, "Efter 10 dagar"),
        table("Steg / Vem / När", "Orosanmälan / Rektor / Genast", "Uppföljning / Mentor / Varje vecka"),
        p("!!! OBS: gäller även ogiltig frånvaro. [^1] är ingen fotnot."),
    ),
    "delegation": paper(
        "Delegationsordning för miljönämnden",
        h(1, "Allmänt"),
        p("Nämnden får delegera (6 kap. 37 § kommunallagen)."),
        h(1, "Ärenden"),
        table("Nr / Ärende / Delegat", "1.1 / Livsmedelskontroll / Inspektör", "1.2 / Förbud / Miljöchef", "2.1 / Yttrande < 14 dagar / Handläggare"),
        h(2, "Undantag"),
        ol("Principiella ärenden", "Ärenden om nämndens mål", "Jäv"),
    ),
    "manual-it": paper(
        "Manual för inloggning",
        h(1, "Första gången"),
        ol("Öppna sidan.", "Skriv användarnamn: fornamn_efternamn.", "Byt lösenord.", (1, "minst 12 tecken"), (1, "`inte` ditt namn")),
        p("Sidan finns på ", to("intranätet", "https://intra.ekvik.example/in?a=1&copy=2#start"), ". Koden är &lt;hemlig&gt; ~~~ eller ```."),
        picture("Inloggningssidan med fälten användarnamn och lösenord"),
        h(1, "Hjälp"),
        p("Ring servicedesk."),
    ),
    "arbetsordning": paper(
        "Arbetsordning för kommunala pensionärsrådet",
        p("Rådet är ett forum för samråd."),
        h(1, "Uppgifter"),
        ul("vara remissinstans", "väcka frågor", "sprida information"),
        h(1, "Sammansättning"),
        p("Rådet har ", b("11"), " ledamöter", noted("", "Varav 7 från föreningarna."), " och 11 ersättare."),
        h(1, "Möten"),
        p("Minst 4 gånger om året. --- Kallelse skickas 14 dagar före."),
    ),
}  # fmt: skip
