"""Walking through the gallery with a question."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Error

from tests.support.chromium import Visitor
from tests.support.gallery import Stop, arrive

Visit = Callable[..., Visitor]
Question = Callable[[Visitor], list[str]]


def walk(visit: Visit, gallery: list[Stop], ask: Question, width: int) -> Iterator[str]:
    """Arrive at every stop, each persona in a browser of their own, and tell what the question finds there."""
    visitors: dict[str, Visitor] = {}
    for stop in gallery:
        if stop.persona not in visitors:
            visitors[stop.persona] = visit(stop.persona, width=width)
        visitor = visitors[stop.persona]
        try:
            arrive(visitor, stop)
            found = ask(visitor)
        except (AssertionError, Error) as error:
            found = [f"could not be reached: {str(error)[:300]}"]
        found = [*found, *visitor.faults]
        visitor.faults.clear()
        yield from (f"{stop.name} ({visitor.page.url}): {fault}" for fault in found)
