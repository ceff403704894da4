"""Who works on a version, and so may read it before it is decided."""

from collections.abc import Iterable

from portal.people.rules import Role


def workers_on(people: Iterable[str], unit: str, *, handed_in: bool) -> frozenset[str]:
    """Return the tokens of those who may read a version that is not decided.

    `people` are the keys of its writers, of those who were asked to review or decide it, and of the document's owner.
    With them read the quality leads of the owner unit and, once it is handed in, its managers: they may decide in an
    approver's place.
    """
    roles = [Role.QUALITY_LEAD, *([Role.MANAGER] if handed_in else [])]
    return frozenset({*(f"person:{key}" for key in people), *(f"role:{role}@{unit}" for role in roles)})
