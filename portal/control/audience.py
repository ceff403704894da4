"""Who a version is for, in words."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from portal.people.models import Unit
from portal.people.rules import INTERNAL, PUBLIC, ROLE_LABELS, Role


def audience_words(grants: Iterable[str], units: Mapping[str, Unit]) -> list[str]:
    """Return each grant in words, the widest first."""
    order = {PUBLIC: 0, INTERNAL: 1}
    return [words_of(grant, units) for grant in sorted(grants, key=lambda grant: (order.get(grant, 2), grant))]


def words_of(grant: str, units: Mapping[str, Unit]) -> str:
    """Return one grant in words."""
    if grant == PUBLIC:
        return _("Alla, också utanför kommunen")
    if grant == INTERNAL:
        return _("Alla medarbetare")
    kind, __, rest = grant.partition(":")
    role, __, code = rest.rpartition("@")
    name = units[code].name if code in units else code
    if kind == "unit":
        return _("Medarbetare i %(unit)s", unit=name)
    label = ROLE_LABELS[Role(role)] if role in set(Role) else role
    return _("%(role)s för %(unit)s", role=label, unit=name)
