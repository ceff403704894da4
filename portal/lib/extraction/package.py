"""A package's parts in the order in which people see them: sheets and slides."""

from dataclasses import dataclass

from portal.lib.extraction.reading import read_parts, value
from portal.lib.inspection.archive import Archive
from portal.lib.inspection.xmlscan import Watch


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet or a slide: what it is called, and its part."""

    title: str
    part: str


class _Order(Watch):
    """The list of a workbook's sheets or a presentation's slides; those that are hidden are not listed."""

    def __init__(self) -> None:
        """Begin with an empty list."""
        self.listed: list[tuple[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Meet a sheet or a slide."""
        if name in {"sheet", "sldId"} and not value(attributes, "state").lower().endswith("hidden"):
            # A slide has a number beside the name of its relation, and both are called id: the relation has a prefix.
            relation = next((kept for key, kept in attributes.items() if key.endswith(":id")), "")
            self.listed.append((value(attributes, "name"), relation))


class _Relations(Watch):
    """Where a part's relations lead."""

    def __init__(self) -> None:
        """Begin with none."""
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Meet a relation."""
        if name == "Relationship":
            self.targets[value(attributes, "Id")] = value(attributes, "Target")


def leaves(whole: Archive, folder: str, main: str) -> list[Leaf]:
    """Return the sheets or slides that the main part in the folder lists, in order."""
    order, relations = _Order(), _Relations()
    read_parts(whole, [f"{folder}/{main}"], lambda _root: order)
    read_parts(whole, [f"{folder}/_rels/{main}.rels"], lambda _root: relations)
    found = ((title, relations.targets.get(relation, "")) for title, relation in order.listed)
    return [Leaf(title, part_at(folder, target)) for title, target in found if target]


def part_at(folder: str, target: str) -> str:
    """Return the part that a relation leads to, from the folder or from the root."""
    return target.removeprefix("/") if target.startswith("/") else f"{folder}/{target.removeprefix('./')}"
