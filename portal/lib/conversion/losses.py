"""What could not be carried over, counted by kind and told in Swedish."""

from collections import Counter

# One of it, and several: `{n}` is the count.
KINDS = {
    "toc": ("innehållsförteckningen (portalen gör en egen)", "{n} innehållsförteckningar (portalen gör en egen)"),
    "textbox": (
        "1 textruta (texten finns sist i dokumentet)",
        "{n} textrutor (texten finns sist i dokumentet)",
    ),
    "smartart": (
        "1 SmartArt-bild (texten finns sist i dokumentet)",
        "{n} SmartArt-bilder (texten finns sist i dokumentet)",
    ),
    "chart": ("1 diagram", "{n} diagram"),
    "shape": ("1 ritning", "{n} ritningar"),
    "object": ("1 inbäddat objekt", "{n} inbäddade objekt"),
    "formula": ("1 formel (står som text)", "{n} formler (står som text)"),
    "vector": (
        "1 bild i ett format som inte kan visas (emf, wmf eller liknande)",
        "{n} bilder i format som inte kan visas (emf, wmf eller liknande)",
    ),
    "broken picture": ("1 bild som är skadad eller saknas i filen", "{n} bilder som är skadade eller saknas i filen"),
    "linked picture": ("1 bild som ligger utanför filen", "{n} bilder som ligger utanför filen"),
    "revision": (
        "1 spårad ändring (texten står som om den godkänts)",
        "{n} spårade ändringar (texten står som om de godkänts)",
    ),
    "comment": ("1 kommentar", "{n} kommentarer"),
    "hidden": ("1 ställe med dold text", "{n} ställen med dold text"),
    "picture link": ("1 länk från en bild", "{n} länkar från bilder"),
    "link": (
        "1 länk till en fil eller plats som inte nås härifrån (texten står kvar)",
        "{n} länkar till filer eller platser som inte nås härifrån (texten står kvar)",
    ),
    "bookmark": (
        "1 hänvisning till ett ställe i texten (den leder till närmaste rubrik)",
        "{n} hänvisningar till ställen i texten (de leder till närmaste rubrik)",
    ),
    "dead bookmark": (
        "1 hänvisning till ett ställe som inte finns (texten står kvar)",
        "{n} hänvisningar till ställen som inte finns (texten står kvar)",
    ),
    "merged": ("1 sammanslagen ruta i en tabell (den är delad)", "{n} sammanslagna rutor i tabeller (de är delade)"),
    "nested table": (
        "1 tabell i en tabell (dess text står i rutan)",
        "{n} tabeller i tabeller (deras text står i rutorna)",
    ),
    "crowded cell": (
        "1 tabellruta med flera stycken (de står efter varandra)",
        "{n} tabellrutor med flera stycken (de står efter varandra)",
    ),
    "frame": ("1 ram runt text (texten står utan ram)", "{n} ramar runt text (texten står utan ram)"),
    "struck": (
        "1 ställe med överstruken text (visas som vanlig text)",
        "{n} ställen med överstruken text (visas som vanlig text)",
    ),
    "underlined": ("1 understrykning", "{n} understrykningar"),
    "coloured": ("1 ställe med färgad eller färgmarkerad text", "{n} ställen med färgad eller färgmarkerad text"),
    "raised": ("1 ställe med upphöjd eller nedsänkt text", "{n} ställen med upphöjd eller nedsänkt text"),
    "emphasis": ("1 ställe med fet eller kursiv stil", "{n} ställen med fet eller kursiv stil"),
    "symbol": ("1 tecken ur ett symboltypsnitt", "{n} tecken ur symboltypsnitt"),
    "numbers": (
        "1 punkt med bokstav eller sammansatt nummer (a, 1.1; numreras 1, 2, 3)",
        "{n} punkter med bokstav eller sammansatt nummer (a, 1.1; numreras 1, 2, 3)",
    ),
    "joined list": (
        "1 numrerad lista som följer direkt på en annan (numreringen fortsätter)",
        "{n} numrerade listor som följer direkt på andra (numreringen fortsätter)",
    ),
    "deep heading": ("1 rubrik under sjätte nivån", "{n} rubriker under sjätte nivån"),
    "deep list": ("1 punkt under nionde nivån", "{n} punkter under nionde nivån"),
    "columns": ("1 avsnitt med spalter (texten står i en spalt)", "{n} avsnitt med spalter (texten står i en spalt)"),
    "header": ("sidhuvudet", "{n} sidhuvuden"),
    "footer": ("sidfoten", "{n} sidfötter"),
    "tail": (
        "1 stycke i slutet (dokumentet är större än vad en text i portalen får vara)",
        "{n} stycken i slutet (dokumentet är större än vad en text i portalen får vara)",
    ),
    "hidden sheet": ("1 dolt blad", "{n} dolda blad"),
    "hidden row": ("1 dold rad eller kolumn", "{n} dolda rader eller kolumner"),
    "rows": ("1 rad utöver de 500 som ett blad får ha", "{n} rader utöver de 500 som ett blad får ha"),
    "columns over": ("1 kolumn utöver de 30 som ett blad får ha", "{n} kolumner utöver de 30 som ett blad får ha"),
    "uncounted": ("1 formel utan uträknat värde", "{n} formler utan uträknat värde"),
    "formulas": ("1 formel (värdet står kvar)", "{n} formler (värdena står kvar)"),
    "picture": ("1 bild", "{n} bilder"),
    "textless": ("1 sida utan text (troligen inskannad)", "{n} sidor utan text (troligen inskannade)"),
    "furniture": (
        "1 rad som upprepas på sidorna (sidhuvud eller sidfot)",
        "{n} rader som upprepas på sidorna (sidhuvud eller sidfot)",
    ),
    "layout": ("tabeller, bilder och länkar i pdf-filen (bara texten förs över)", ""),
    "html": ("1 ställe med HTML (visas som text)", "{n} ställen med HTML (visas som text)"),
}  # fmt: skip


class Losses:
    """Counts what is lost by its kind, a key of `KINDS`."""

    def __init__(self) -> None:
        """Begin with nothing lost."""
        self.counts: Counter[str] = Counter()

    def add(self, kind: str, count: int = 1) -> None:
        """Count so many of the kind. Raises KeyError for a kind that nobody has named."""
        KINDS[kind]
        if count:
            self.counts[kind] += count

    def sentences(self) -> tuple[str, ...]:
        """Return a sentence for each kind, in the order in which they were met."""
        return tuple(KINDS[kind][count > 1].format(n=count) for kind, count in self.counts.items())
