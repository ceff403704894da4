"""The reader: who asks, what may be read and done."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.lib.errors import ForbiddenError
from portal.people import rules


@dataclass(frozen=True, slots=True)
class Reader:
    """A signed-in person, a part of the portal, or (key None) a citizen who is not signed in."""

    key: str | None
    name: str
    tokens: frozenset[str]
    permissions: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()
    initials: str = field(default="")

    def holds(self, permission: str) -> bool:
        """Whether the reader holds the permission anywhere."""
        return permission in self.permissions

    def require(self, permission: str, unit: str) -> None:
        """Raise ForbiddenError unless the reader holds the permission for the unit."""
        reason = rules.why_not_hold(permission, unit, self.tokens)
        if reason and not self.is_machine:
            raise ForbiddenError(reason)

    def require_manage(self, units: Iterable[str]) -> None:
        """Raise ForbiddenError unless the reader may change a person or unit that concerns all these units."""
        reason = None if self.is_machine else rules.why_not_manage(units, self.tokens)
        if reason:
            raise ForbiddenError(reason)

    @property
    def is_machine(self) -> bool:
        """Whether this is the one who runs the portal's commands: may all."""
        return self.key == "system"


CITIZEN = Reader(None, "Invånare", frozenset({rules.PUBLIC}))
MACHINE = Reader("system", "Systemet", frozenset({rules.PUBLIC, rules.INTERNAL}), frozenset(rules.PERMISSIONS))
