"""Commitments for tests, made by changing one thing of a plain one."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from portal.services.rules.commitment import (
    Clock,
    Commitment,
    Kind,
    Operator,
    Remedy,
    RemedyLevel,
    Statutory,
)

PLAIN = Commitment(
    key="kc-epost",
    kind=Kind.PROMISE,
    text="Du får svar på e-post inom 2 arbetsdagar.",
    clock=Clock.WORKING_DAYS,
    operator=Operator.AT_MOST,
    threshold=Decimal(2),
    owner_role="manager",
    owner_unit="SBF",
    remedy=Remedy(RemedyLevel.EXPLANATION, "Du får veta varför."),
    start="Brevet kommer in",
    stop="Svaret skickas",
    target_share=Decimal(90),
    indicator="kc-epost-andel",
)


def commitment(**changes: Any) -> Commitment:
    """Return the plain commitment with changes; whole numbers are taken as decimal ones."""
    values = {
        name: Decimal(value) if name in {"threshold", "target_share"} else value for name, value in changes.items()
    }
    return replace(PLAIN, **values)


def level(clock: Clock, operator: Operator, threshold: int | str, **changes: Any) -> Commitment:
    """Return a commitment to a level: a count per year, a share or an index."""
    return commitment(
        clock=clock, operator=operator, threshold=threshold, start="", stop="", target_share=100, **changes
    )


def law(threshold: int | str, clock: Clock) -> Statutory:
    """Return a limit of the law's."""
    return Statutory(Decimal(threshold), clock, "plan- och bygglagen (2010:900)")
