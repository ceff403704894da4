"""What was found for the latest questions: one types on, turns the page and comes back."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

Kept = TypeVar("Kept")


class Latest:
    """The latest questions of a thread, with what was given when they were asked and what was found."""

    def __init__(self, most: int) -> None:
        """Begin with none; keep so many."""
        self.most = most
        self.found: OrderedDict[Hashable, tuple[tuple[object, ...], Any]] = OrderedDict()

    def keep(self, question: Hashable, given: tuple[object, ...], find: Callable[[], Kept]) -> Kept:
        """Return what was found before with these very things given, or find it; the least asked for is forgotten."""
        kept = self.found.pop(question, None)
        if kept is None or list(map(id, kept[0])) != list(map(id, given)):
            kept = (given, find())
        self.found[question] = kept
        if len(self.found) > self.most:
            self.found.popitem(last=False)
        return cast("Kept", kept[1])
