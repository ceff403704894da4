"""What sorts of document there are, and how they are numbered."""

import re
from dataclasses import dataclass
from enum import StrEnum

NUMBER = re.compile(r"([A-ZÅÄÖ]{2,6})-([A-ZÅÄÖ]{2,4})-([0-9]{4,6})")


class Type(StrEnum):
    """What sort of document it is."""

    POLICY = "policy"
    PLAN = "plan"
    GUIDELINE = "guideline"
    ROUTINE = "routine"
    INSTRUCTION = "instruction"
    TEMPLATE = "template"
    FORM = "form"
    DECLARATION = "declaration"


TYPE_LABELS = {
    Type.POLICY: "Policy",
    Type.PLAN: "Plan",
    Type.GUIDELINE: "Riktlinje",
    Type.ROUTINE: "Rutin",
    Type.INSTRUCTION: "Instruktion",
    Type.TEMPLATE: "Mall",
    Type.FORM: "Blankett",
    Type.DECLARATION: "Servicedeklaration",
}


TYPE_CODES = {
    Type.POLICY: "POL",
    Type.PLAN: "PLA",
    Type.GUIDELINE: "RIK",
    Type.ROUTINE: "RUT",
    Type.INSTRUCTION: "INS",
    Type.TEMPLATE: "MAL",
    Type.FORM: "BLA",
    Type.DECLARATION: "SDK",
}


def why_not_number(number: str) -> str | None:
    """Return why a text is not a document number, or None."""
    if NUMBER.fullmatch(number):
        return None
    return f"”{number}” är inget dokumentnummer. Skriv som SOC-RUT-0042."


def normal_number(text: str) -> str:
    """Return a number as typed by hand (`soc rut 42`) in its full form, or the text in capitals."""
    kinds = "|".join(TYPE_CODES.values())
    match = re.fullmatch(rf"\s*([A-ZÅÄÖ]{{2,6}})[-\s]*({kinds})[-\s]*([0-9]{{1,6}})\s*", text.upper())
    if not match:
        return text.strip().upper()
    unit, kind, number = match.groups()
    return f"{unit}-{kind}-{int(number):04d}"


class Mode(StrEnum):
    """How the approvers of a version decide: one is enough, all in any order, or all in the order they are named."""

    ONE = "one"
    ALL = "all"
    IN_ORDER = "in_order"


class Part(StrEnum):
    """What a text of some sort must tell: who does it, in which steps, by when, and when it does not apply."""

    WHO = "who"
    STEPS = "steps"
    DEADLINE = "deadline"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True)
class TypeRule:
    """What a sort of document asks for: months until it is reviewed, how it is decided, what its text must tell."""

    review_months: int
    mode: Mode = Mode.ONE
    parts: tuple[Part, ...] = ()


TYPE_RULES = {
    Type.POLICY: TypeRule(24, Mode.IN_ORDER),
    Type.PLAN: TypeRule(12),
    Type.GUIDELINE: TypeRule(24),
    Type.ROUTINE: TypeRule(12, parts=tuple(Part)),
    Type.INSTRUCTION: TypeRule(12),
    Type.TEMPLATE: TypeRule(24),
    Type.FORM: TypeRule(24),
    Type.DECLARATION: TypeRule(12, Mode.ALL),
}
