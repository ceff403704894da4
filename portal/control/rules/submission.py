"""Handing in: who may be asked to decide, who is suggested, and who may take a draft back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.control.rules.status import Status, VersionFact, status_of
from portal.control.rules.types import TYPE_RULES, Mode, Type

# Where several are to decide, so many are suggested and demanded, as far as there are so many.
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Manager:
    """One who may decide: a manager `level` steps above the document's unit. `deputies` are names."""

    key: str
    name: str
    unit: str
    level: int
    title: str = ""
    deputies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who may be asked, nearest first, the keys of those who are suggested, and how they decide."""

    possible: tuple[Manager, ...]
    suggested: tuple[str, ...]
    mode: Mode


def mode_of(sort: str) -> Mode:
    """Return how a sort of document is decided."""
    return TYPE_RULES[Type(sort)].mode if sort in set(Type) else Mode.ONE


def suggest_approvers(managers: Iterable[Manager], hands: Collection[str], mode: Mode) -> Suggestion:
    """Return who may decide and who should: the nearest manager, or where several decide one on each level up.

    `hands` are the keys of who has written the version or hands it in: they are not offered, so that the manager above
    comes instead.
    """
    by_key: dict[str, Manager] = {}
    for manager in sorted(managers, key=lambda manager: manager.level):
        if manager.key not in hands:
            by_key.setdefault(manager.key, manager)
    possible = tuple(by_key.values())
    if mode is Mode.ONE:
        return Suggestion(possible, tuple(manager.key for manager in possible[:1]), mode)
    first_of_level = {manager.level: manager.key for manager in reversed(possible)}
    ranked = [first_of_level[level] for level in sorted(first_of_level)]
    ranked += [manager.key for manager in possible if manager.key not in ranked]
    return Suggestion(possible, tuple(ranked[:SEVERAL]), mode)


def in_order(keys: Iterable[str], possible: Sequence[Manager]) -> list[str]:
    """Return those who were chosen in the order in which they decide: nearest first."""
    chosen = set(keys)
    return [manager.key for manager in possible if manager.key in chosen]


def why_not_choose(chosen: Collection[str], suggestion: Suggestion) -> str | None:
    """Return why these may not be asked to decide, or None."""
    possible = {manager.key for manager in suggestion.possible}
    if not possible:
        return "Det finns ingen chef som kan besluta. Be administratören ge någon rollen chef för enheten."
    if not chosen:
        return "Välj vem som ska besluta."
    if not set(chosen) <= possible:
        return "Välj bland dem som kan besluta."
    if suggestion.mode is not Mode.ONE and len(set(chosen)) < min(SEVERAL, len(possible)):
        return f"Den här typen av dokument beslutas av flera. Välj minst {SEVERAL}."
    return None


def why_not_ask_hands(approvers: Iterable[tuple[str, str]], hands: Collection[str]) -> str | None:
    """Return why approvers (name by key) may not be asked: nobody decides about what they wrote or handed in."""
    own = [name for key, name in approvers if key in hands]
    if not own:
        return None
    return f"{' och '.join(own)} har skrivit eller lämnar in versionen och kan inte besluta om den. Välj någon annan."


def why_not_review(reviewers: Iterable[tuple[str, bool]]) -> str | None:
    """Return why persons (name, whether the account is closed) may not be asked to review, or None."""
    closed = [name for name, is_closed in reviewers if is_closed]
    return f"{' och '.join(closed)} kan inte logga in längre. Välj någon annan som granskar." if closed else None


def why_not_recall(version: VersionFact, who: str, hands: Collection[str], today: date) -> str | None:
    """Return why a person may not take a version back, or None: `hands` are who has written it or handed it in."""
    if status_of(version, today) is not Status.IN_REVIEW:
        return "Bara en version som granskas kan tas tillbaka."
    return None if who in hands else "Bara den som har skrivit eller lämnat in versionen kan ta tillbaka den."


def why_not_say_why(reason: str) -> str | None:
    """Return what lacks in the reason for taking a version back, or None."""
    return None if reason.strip() else "Skriv varför du tar tillbaka versionen."
