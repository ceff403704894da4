"""`process-areas.yaml` and `life-situations.yaml`: short lists of the municipality's own."""

from dataclasses import dataclass

from portal.control.actions.areas import save_areas
from portal.control.models.documents import ProcessArea
from portal.exchange.errand import Errand
from portal.exchange.fields import KEY, records_of
from portal.exchange.outcome import Did, Outcome
from portal.exchange.source import Source
from portal.exchange.writing import Writer
from portal.lib.yamlfile import Mapping
from portal.services.actions import save_life_situations
from portal.services.models import LifeSituation

AREAS = "process-areas"
SITUATIONS = "life-situations"
BANDS = ("steer", "develop", "operate", "support")


@dataclass(frozen=True, slots=True)
class ListFile:
    """What one of the two files says: key, name and, for a process area, band of each line."""

    source: Source
    items: tuple[tuple[str, str, str], ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the list."""
        return frozenset(key for key, _, _ in self.items)


def read(source: Source) -> ListFile | None:
    """Return what the file says, or None after a problem; what is wrong is among the source's problems."""
    values = source.values()
    if values is None:
        return None
    if isinstance(values, Mapping):
        if values:
            source.fail(1, "Filen ska innehålla en lista: varje rad i listan börjar med ett bindestreck.")
        return ListFile(source, ())
    has_bands = source.path.stem == AREAS
    items: dict[str, tuple[str, str, str]] = {}
    for fields in records_of(source, values, "key name band" if has_bands else "key name"):
        key, name = fields.text("key", required=True), fields.text("name", required=True)
        if key and not KEY.fullmatch(key):
            fields.fail("key", "en nyckel skrivs med små bokstäver a–z, siffror och bindestreck.")
        if key in items:
            fields.fail("key", f"”{key}” står två gånger. Ta bort den ena.")
        items[key] = (key, name, fields.choice("band", BANDS) if has_bands else "")
    return ListFile(source, tuple(items.values()))


def take(errand: Errand, file: ListFile) -> Outcome:
    """Bring the list in; what the portal has beside it stays, after it."""
    if file.source.path.stem == AREAS:
        outcome = save_areas(errand.reader, file.items, now=errand.now)
    else:
        kept = [(row.key, row.name) for row in LifeSituation.select().order_by(LifeSituation.position)]
        rest = [(key, name) for key, name in kept if key not in file.keys]
        situations = [(key, name) for key, name, _ in file.items] + rest
        outcome = save_life_situations(errand.reader, situations, now=errand.now)
        if outcome == "changed" and not kept:
            outcome = "created"
    return Outcome(file.source.name, Did.of(outcome))


def write(writer: Writer) -> None:
    """Write the lists that are not empty."""
    areas = ProcessArea.select().order_by(ProcessArea.position, ProcessArea.key)
    situations = LifeSituation.select().order_by(LifeSituation.position, LifeSituation.key)
    for name, rows in (
        (AREAS, [{"key": row.key, "name": row.name, "band": row.band} for row in areas]),
        (SITUATIONS, [{"key": row.key, "name": row.name} for row in situations]),
    ):
        if rows:
            writer.yaml(f"{name}.yaml", rows)
