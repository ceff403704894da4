"""`synonyms.yaml`: what people search for, and what the texts call it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from portal.exchange.errand import Errand
from portal.exchange.outcome import Did, Outcome
from portal.exchange.source import Source
from portal.exchange.writing import Writer
from portal.lib.yamlfile import Sequence, Value
from portal.search.actions.synonyms import save_synonyms
from portal.search.models import Synonym
from portal.search.queries.synonyms import all_synonyms
from portal.search.synonym_rules import Pair, normal, sameness, why_not_synonym

SYNONYMS = "synonyms"


@dataclass(frozen=True, slots=True)
class SynonymFile:
    """What the file says: its pairs, each as it is written there, by what the search tells them apart by."""

    source: Source
    pairs: dict[Pair, Pair]


def read(source: Source) -> SynonymFile | None:
    """Return what the file says, or None after a problem; what is wrong is among the source's problems."""
    values = source.values()
    if values is None:
        return None
    if isinstance(values, Sequence):
        source.fail(1, "Filen ska innehålla ord med betydelser, som ”dagis: förskola”, inte en lista.")
        return None
    pairs: dict[Pair, Pair] = {}
    for term, found in values.items():
        for meaning, line in meanings_in(source, term, found, values.lines[term]):
            reason = why_not_synonym(term, meaning, pairs)
            if reason:
                source.fail(line, reason)
            else:
                pairs[sameness(term, meaning)] = (normal(term), normal(meaning))
    return SynonymFile(source, pairs)


def meanings_in(source: Source, term: str, found: Value, line: int) -> Iterator[tuple[str, int]]:
    """Yield the term's meanings, each with its line: one text, or a list of them."""
    several = isinstance(found, Sequence)
    meanings = list(zip(found, found.lines, strict=True)) if isinstance(found, Sequence) else [(found, line)]
    for meaning, at in meanings:
        if isinstance(meaning, str) and meaning.strip():
            yield meaning, at
        else:
            source.fail(at, f"{normal(term)}: här ska stå {'en text' if several else 'en betydelse, eller en lista'}.")
    if not meanings:
        source.fail(line, f"{normal(term)}: listan är tom. Skriv en betydelse, eller ta bort raden.")


def take(errand: Errand, file: SynonymFile) -> Outcome:
    """Bring the pairs in; what the portal has beside them stays."""
    kept = {sameness(row.term, row.meaning): (row.term, row.meaning) for row in Synonym.select().order_by(Synonym.id)}
    outcome = save_synonyms(errand.reader, (kept | file.pairs).values(), now=errand.now)
    return Outcome(file.source.name, Did.of(outcome))


def write(writer: Writer) -> None:
    """Write the list, unless it is empty: a term's only meaning beside it, several below."""
    meanings: dict[str, list[str]] = defaultdict(list)
    for row in all_synonyms():
        meanings[row.term].append(row.meaning)
    if meanings:
        writer.yaml(
            f"{SYNONYMS}.yaml", {term: found[0] if len(found) == 1 else found for term, found in meanings.items()}
        )
