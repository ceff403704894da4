"""Who may do what: the whole permission table on one page, and the tokens that reading goes by."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PUBLIC = "public"
INTERNAL = "internal"
PERSON_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
UNIT_CODE = re.compile(r"[A-ZÅÄÖ0-9]+(?:-[A-ZÅÄÖ0-9]+)*")
EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
# Addresses of the portal's own beside the persons' pages.
RESERVED_KEYS = frozenset({"ny", "import"})
UNIT_KINDS = {
    "municipality": "Kommun",
    "board": "Nämnd",
    "administration": "Förvaltning",
    "department": "Avdelning",
    "unit": "Enhet",
}


class Role(StrEnum):
    """What a person is trusted with in a unit and all below it."""

    AUTHOR = "author"
    MANAGER = "manager"
    PROCESS_LEAD = "process_lead"
    QUALITY_LEAD = "quality_lead"
    ADMINISTRATOR = "administrator"


ROLE_LABELS = {
    Role.AUTHOR: "Författare",
    Role.MANAGER: "Chef",
    Role.PROCESS_LEAD: "Processledare",
    Role.QUALITY_LEAD: "Kvalitetsledare",
    Role.ADMINISTRATOR: "Administratör",
}

# Reading needs no permission: it goes by audience, see `may_read`. A permission not named here is held by nobody.
PERMISSIONS: Mapping[str, frozenset[Role]] = {
    "control.write": frozenset({Role.AUTHOR, Role.MANAGER, Role.PROCESS_LEAD, Role.QUALITY_LEAD}),
    "control.approve": frozenset({Role.MANAGER}),
    "control.withdraw": frozenset({Role.MANAGER}),
    "control.read_drafts": frozenset({Role.QUALITY_LEAD}),
    "control.redact": frozenset({Role.ADMINISTRATOR}),
    "reading.demand": frozenset({Role.MANAGER, Role.QUALITY_LEAD}),
    "reading.follow": frozenset({Role.MANAGER, Role.QUALITY_LEAD}),
    "introduction.follow": frozenset({Role.MANAGER, Role.QUALITY_LEAD}),
    "introduction.close": frozenset({Role.MANAGER}),
    "introduction.write": frozenset({Role.MANAGER, Role.QUALITY_LEAD}),
    "services.explain": frozenset({Role.MANAGER, Role.QUALITY_LEAD}),
    "indicators.measure": frozenset({Role.AUTHOR, Role.MANAGER, Role.QUALITY_LEAD, Role.ADMINISTRATOR}),
    "people.read": frozenset(Role),
    "people.manage": frozenset({Role.ADMINISTRATOR}),
    "exchange.import": frozenset({Role.ADMINISTRATOR}),
    "exchange.import_decisions": frozenset({Role.ADMINISTRATOR}),
    "search.explain": frozenset({Role.ADMINISTRATOR}),
    "search.edit_synonyms": frozenset({Role.QUALITY_LEAD, Role.ADMINISTRATOR}),
    "search.read_log": frozenset({Role.QUALITY_LEAD, Role.ADMINISTRATOR}),
}
PERMISSION_LABELS = {
    "control.write": "Skriva och ändra utkast",
    "control.approve": "Besluta om dokument",
    "control.withdraw": "Upphäva dokument",
    "control.read_drafts": "Läsa andras utkast",
    "control.redact": "Ta bort uppgifter med stöd i lag",
    "reading.demand": "Kräva att dokument läses",
    "reading.follow": "Se vilka som har läst",
    "introduction.follow": "Se hur det går för nya medarbetare",
    "introduction.close": "Leda och avsluta introduktioner",
    "introduction.write": "Skriva listor för introduktionen",
    "services.explain": "Förklara ett brutet löfte",
    "indicators.measure": "Lägga in mätvärden",
    "people.read": "Se personer och enheter",
    "people.manage": "Hantera personer, enheter och roller",
    "exchange.import": "Läsa in innehåll",
    "exchange.import_decisions": "Läsa in redan fattade beslut",
    "search.explain": "Se varför en träff står där den står",
    "search.edit_synonyms": "Ändra sökningens ordlista",
    "search.read_log": "Se vad som söks och inte hittas",
}


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit's place in the tree and its days."""

    code: str
    parent: str | None
    successor: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """A membership (role None) or a role in a unit, with its first and last day."""

    unit: str
    role: Role | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def is_current(valid_from: date | None, valid_to: date | None, today: date) -> bool:
    """Whether `today` lies within the days; an open end has no limit. An ended one has no effect from the day after."""
    return (valid_from is None or valid_from <= today) and (valid_to is None or today <= valid_to)


def ancestors_of(code: str, units: Mapping[str, UnitFact]) -> tuple[str, ...]:
    """Return the unit and all above it, from itself up. Raises ValueError at a cycle."""
    path: list[str] = []
    step: str | None = code
    while step is not None and step in units:
        if step in path:
            message = f"the unit tree has a cycle at {step}"
            raise ValueError(message)
        path.append(step)
        step = units[step].parent
    return tuple(path)


def predecessors_of(code: str, units: Mapping[str, UnitFact]) -> frozenset[str]:
    """Return the units that have been merged into this one, however many steps ago."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        successor = waiting.pop()
        for unit in units.values():
            if unit.successor == successor and unit.code not in found:
                found.add(unit.code)
                waiting.append(unit.code)
    return frozenset(found)


def reach_of(code: str, units: Mapping[str, UnitFact]) -> frozenset[str]:
    """Return every unit whose grants a place in this unit meets: it, those above, and their predecessors."""
    own = ancestors_of(code, units)
    return frozenset(own).union(*(predecessors_of(unit, units) for unit in own))


def tokens_of(
    appointments: Iterable[Appointment], units: Mapping[str, UnitFact], today: date, key: str | None
) -> frozenset[str]:
    """Return the tokens that a reader holds; a document is read by who holds one of its grants.

    Grants are `public`, `internal`, `unit:CODE` (the unit and all below) and `role:ROLE@CODE` (who has the role for
    that unit); drafts are granted to `person:KEY` and to roles. No key means a citizen who is not signed in.
    """
    if key is None:
        return frozenset({PUBLIC})
    tokens = {PUBLIC, INTERNAL, f"person:{key}"}
    for place in appointments:
        if not is_current(place.valid_from, place.valid_to, today):
            continue
        prefix = f"role:{place.role}@" if place.role else "unit:"
        if place.role is None:
            tokens.update(f"{prefix}{unit}" for unit in reach_of(place.unit, units))
        else:
            tokens.update(f"{prefix}{unit}" for unit in subtree_of(place.unit, units))
    return frozenset(tokens)


def shared_of(tokens: frozenset[str]) -> frozenset[str]:
    """Return the tokens that others may hold too: what is decided is never granted to a person, so it is read by these.

    Readers of the same units and roles share what is kept in memory by them.
    """
    return frozenset(token for token in tokens if not token.startswith("person:"))


def subtree_of(code: str, units: Mapping[str, UnitFact]) -> frozenset[str]:
    """Return the unit, all below it, and the predecessors of these; never a unit above, by whatever mergers."""
    own = {unit for unit in units if code in ancestors_of(unit, units)}
    above = ancestors_of(code, units)[1:]
    return frozenset(own | {code}).union(*(predecessors_of(unit, units) for unit in own)).difference(above)


def may_read(tokens: frozenset[str], grants: Iterable[str]) -> bool:
    """Whether a reader with these tokens may read what has these grants. No grants: nobody."""
    return not tokens.isdisjoint(grants)


def why_not_hold(permission: str, unit: str, tokens: frozenset[str]) -> str | None:
    """Return why a reader may not use the permission on something the unit owns, or None.

    An empty unit is the portal as a whole: then it is enough to hold the permission anywhere.
    """
    if not unit and permission in permissions_held(tokens):
        return None
    if any(f"role:{role}@{unit}" in tokens for role in PERMISSIONS.get(permission, ())):
        return None
    return f"Du saknar behörigheten ”{PERMISSION_LABELS.get(permission, permission)}” för enheten."


def why_not_manage(units: Iterable[str], tokens: frozenset[str]) -> str | None:
    """Return why a reader may not change a person or unit that concerns all these units, or None.

    Whoever changes a person could sign in as them, so it takes the permission in every unit where the person has a
    place. A person without any is changed by who holds the permission anywhere.
    """
    wanted = set(units)
    if not wanted and "people.manage" not in permissions_held(tokens):
        return "Du saknar behörigheten ”Hantera personer, enheter och roller”."
    beyond = sorted(unit for unit in wanted if why_not_hold("people.manage", unit, tokens))
    if beyond:
        return f"Du är inte administratör för {', '.join(beyond)}. Be den som är det."
    return None


def permissions_held(tokens: frozenset[str]) -> frozenset[str]:
    """Return the permissions that a reader with these tokens holds anywhere."""
    roles = {token.removeprefix("role:").split("@")[0] for token in tokens if token.startswith("role:")}
    return frozenset(name for name, holders in PERMISSIONS.items() if roles & {str(role) for role in holders})


def why_not_place(code: str, parent: str | None, units: Mapping[str, UnitFact]) -> str | None:
    """Return why a unit may not stand under a parent, or None."""
    if parent is None:
        return None
    if parent not in units:
        return f"Den överordnade enheten {parent} finns inte."
    if code == parent:
        return f"{code} kan inte ligga under sig själv."
    if code in ancestors_of(parent, units):
        return f"{code} kan inte ligga under {parent}, som självt ligger under {code}."
    merged = subtree_of(code, units).intersection(ancestors_of(parent, units))
    if merged:
        return f"{code} kan inte ligga under {', '.join(sorted(merged))}, som har gått upp i {code} eller en enhet där."
    return None


def why_not_succeed(code: str, successor: str | None, units: Mapping[str, UnitFact]) -> str | None:
    """Return why a unit may not be merged into another, or None."""
    if successor is None:
        return None
    if successor == code:
        return f"{code} kan inte gå upp i sig själv."
    if successor in predecessors_of(code, units):
        return f"{code} kan inte gå upp i {successor}, som självt har gått upp i {code}."
    above = predecessors_of(code, units).union({code}).intersection(ancestors_of(successor, units))
    if above:
        named = ", ".join(sorted(above))
        return f"{code} kan inte gå upp i {successor}, som ligger under {named}. Flytta {successor} först."
    return None


def why_not_close(code: str, last_day: date, units: Mapping[str, UnitFact]) -> str | None:
    """Return why a unit may not end with that day, or None."""
    unit = units[code]
    if unit.parent is None:
        return "Kommunen står överst och kan inte avslutas."
    if unit.valid_from and last_day < unit.valid_from:
        return "Sista dagen ligger före enhetens första dag."
    outlive = [below.code for below in units.values() if below.parent == code and not ends_by(below, last_day)]
    if outlive:
        named = ", ".join(sorted(outlive))
        return f"{code} har enheter som finns kvar efter den dagen: {named}. Flytta eller avsluta dem först."
    return None


def ends_by(unit: UnitFact, day: date) -> bool:
    """Whether the unit has a last day, and it is no later than the day."""
    return unit.valid_to is not None and unit.valid_to <= day


def local_path(address: str) -> str:
    """Return the address if it is a path of this portal, else `/`: a sign-in must never lead to someone else's page.

    Browsers read a backslash as a slash and pass over control characters, so neither may occur.
    """
    is_plain = all(char > " " and char not in "\\\x7f" for char in address)
    return address if is_plain and address.startswith("/") and not address.startswith("//") else "/"


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def browser_of(user_agent: str) -> str:
    """Return what a person knows the browser by, `Firefox på Windows`; no more of it is kept."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "Okänd webbläsare")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{browser} på {system}" if system else browser
