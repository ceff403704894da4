"""Who works on a version, and so may read it before it is decided."""

from collections.abc import Iterable

from portal.people.rules import Role


def workers_on(people: Iterable[str], unit: str, *, owner: str | None, handed_in: bool) -> frozenset[str]:
    """Return the tokens of those who may read a version that is not decided.

    `people` are the keys of its writers and of those who were asked to review or decide it. With them read the
    document's owner and the quality leads of its unit. The unit's managers read it where no person is the owner, since
    it is then theirs, and once it is handed in: they may decide in an approver's place.
    """
    roles = [Role.QUALITY_LEAD, *([Role.MANAGER] if handed_in or owner is None else [])]
    keys = {*people, *([owner] if owner else [])}
    return frozenset({*(f"person:{key}" for key in keys), *(f"role:{role}@{unit}" for role in roles)})
