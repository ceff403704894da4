"""Commitments as they are written in a content file, read strictly and written back the same."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from portal.lib.errors import InvalidError
from portal.services.rules.commitment import (
    WHOLE,
    Clock,
    Commitment,
    Kind,
    Operator,
    Quality,
    Remedy,
    RemedyLevel,
    Season,
    Statutory,
)

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,4})?")
LEAP_YEAR = 2024
COMMITMENT_KEYS = (
    "key", "kind", "text", "start", "stop", "clock", "operator", "threshold", "target_share", "pauses", "exclusions",
    "season", "statutory", "owner_role", "owner_unit", "indicator", "remedy", "quality",
)  # fmt: skip
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Fields:
    """A mapping being read: what is wrong in it is told with the line it stands on, if that is known."""

    mapping: Mapping[str, Any]
    name: str

    @classmethod
    def of(cls, value: object, name: str, known: Sequence[str], place: str = "") -> "Fields":
        """Return the fields of a mapping that has only known keys. Raises InvalidError."""
        if not isinstance(value, Mapping):
            message = f"{name}: skriv nycklar med värden."
            raise InvalidError(message, place)
        fields = cls(value, name)
        for key in value:
            if key not in known:
                raise fields.fault(key, f"”{key}” är ingen nyckel här. De som finns är {', '.join(known)}")
        return fields

    def fault(self, key: str, message: str) -> InvalidError:
        """Return the error to raise about a key: its place is the key's line, else the key."""
        lines = getattr(self.mapping, "lines", {})
        line = lines.get(key, getattr(self.mapping, "line", None))
        return InvalidError(f"{self.name}: {message}.", key if line is None else str(line))

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text without space around; empty when it is left out."""
        value = self.mapping.get(key)
        if value is not None and not isinstance(value, str):
            raise self.fault(key, f"”{key}” ska vara en text")
        text = (value or "").strip()
        if required and not text:
            raise self.fault(key, f"”{key}” saknas")
        return text

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """Return one of the choices."""
        text = self.text(key, required=True)
        if text not in set(choices):
            raise self.fault(key, f"”{text}” går inte att välja för {key}. Välj bland {', '.join(choices)}")
        return choices(text)

    def number(self, key: str, default: Decimal | None = None) -> Decimal:
        """Return a number that is not negative; the default when it is left out."""
        text = self.text(key, required=default is None)
        if not text and default is not None:
            return default
        if not NUMBER.fullmatch(text):
            raise self.fault(key, f"”{text}” är inget tal för {key}: skriv som 8 eller 7.5")
        return Decimal(text)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty when it is left out."""
        value = self.mapping.get(key) or []
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise self.fault(key, f"”{key}” ska vara en lista")
        if not all(isinstance(item, str) and item.strip() for item in value):
            raise self.fault(key, f"”{key}” ska vara en lista med meningar")
        return tuple(item.strip() for item in value)

    def part(self, key: str, known: Sequence[str]) -> "Fields | None":
        """Return the fields of a mapping within this one, or None when it is left out."""
        value = self.mapping.get(key)
        if value is None or value == "":
            return None
        return Fields.of(value, f"{self.name}, {key}", known, self.fault(key, "").place)


def commitment_from(value: object, position: int) -> Commitment:
    """Return the commitment that a mapping tells of. Raises InvalidError; its place is a line number, else a key."""
    fields = Fields.of(value, f"löfte {position}", COMMITMENT_KEYS)
    key = read_key(fields, "key")
    fields = Fields(fields.mapping, f"löftet {key}")
    clock = fields.choice("clock", Clock)
    commitment = Commitment(
        key=key,
        kind=fields.choice("kind", Kind),
        text=fields.text("text", required=True),
        clock=clock,
        operator=fields.choice("operator", Operator),
        threshold=fields.number("threshold"),
        owner_role=fields.text("owner_role", required=True),
        owner_unit=fields.text("owner_unit", required=True),
        remedy=remedy_from(fields),
        start=fields.text("start", required=clock.is_duration),
        stop=fields.text("stop", required=clock.is_duration),
        target_share=fields.number("target_share", WHOLE),
        pauses=fields.texts("pauses"),
        exclusions=fields.texts("exclusions"),
        season=season_from(fields),
        statutory=statutory_from(fields),
        indicator=read_key(fields, "indicator") if fields.text("indicator") else "",
        quality=fields.choice("quality", Quality) if fields.text("quality") else None,
    )
    check_measure(commitment, fields)
    return commitment


def read_key(fields: Fields, name: str) -> str:
    """Return a key."""
    text = fields.text(name, required=True)
    if not KEY.fullmatch(text):
        raise fields.fault(name, f"”{text}” är ingen nyckel: skriv a–z, siffror och bindestreck")
    return text


def check_measure(commitment: Commitment, fields: Fields) -> None:
    """Raise InvalidError where clock, operator and numbers do not make sense together."""
    if commitment.clock.is_duration and commitment.operator is Operator.EXACTLY:
        raise fields.fault("operator", "en tid lovas som högst (<=) eller, i förväg, minst (>=) så lång")
    if not commitment.clock.is_duration and "target_share" in fields.mapping:
        raise fields.fault("target_share", "target_share hör bara till tider")
    if commitment.clock is Clock.SHARE and commitment.threshold > WHOLE:
        raise fields.fault("threshold", "en andel är högst 100")
    if not 0 < commitment.target_share <= WHOLE:
        raise fields.fault("target_share", "en andel är mer än 0 och högst 100")


def remedy_from(fields: Fields) -> Remedy:
    """Return what follows when the commitment is not kept."""
    part = fields.part("remedy", ("level", "text", "reference"))
    if part is None:
        raise fields.fault("remedy", "”remedy” saknas")
    return Remedy(part.choice("level", RemedyLevel), part.text("text", required=True), part.text("reference"))


def statutory_from(fields: Fields) -> Statutory | None:
    """Return the law's own limit, if one is cited."""
    part = fields.part("statutory", ("threshold", "clock", "reference", "text"))
    if part is None:
        return None
    reference = part.text("reference", required=True)
    return Statutory(part.number("threshold"), part.choice("clock", Clock), reference, part.text("text"))


def season_from(fields: Fields) -> Season | None:
    """Return the part of the year in which the commitment applies, if it does not apply all year."""
    part = fields.part("season", ("from", "to"))
    return None if part is None else Season(day_from(part, "from"), day_from(part, "to"))


def day_from(fields: Fields, key: str) -> tuple[int, int]:
    """Return a day of the year written `MM-DD`."""
    text = fields.text(key, required=True)
    try:
        day = date.fromisoformat(f"{LEAP_YEAR}-{text}")
    except ValueError:
        raise fields.fault(key, f"”{text}” är ingen dag på året: skriv som 11-01") from None
    return day.month, day.day


def commitment_to(commitment: Commitment) -> dict[str, object]:
    """Return the mapping that `commitment_from` reads, its keys in a fixed order, without what is left to defaults."""
    season, statutory, remedy = commitment.season, commitment.statutory, commitment.remedy
    whole: dict[str, object | None] = {
        **{name: str(getattr(commitment, name)) or None for name in ("key", "kind", "text", "start", "stop")},
        "clock": str(commitment.clock),
        "operator": str(commitment.operator),
        "threshold": plain(commitment.threshold),
        "target_share": None if commitment.target_share == WHOLE else plain(commitment.target_share),
        "pauses": list(commitment.pauses) or None,
        "exclusions": list(commitment.exclusions) or None,
        "season": {"from": day_to(season.first), "to": day_to(season.last)} if season else None,
        "statutory": statutory_to(statutory) if statutory else None,
        "owner_role": commitment.owner_role,
        "owner_unit": commitment.owner_unit,
        "indicator": commitment.indicator or None,
        "remedy": without_empty({"level": str(remedy.level), "text": remedy.text, "reference": remedy.reference}),
        "quality": str(commitment.quality) if commitment.quality else None,
    }
    return without_empty(whole)


def statutory_to(statutory: Statutory) -> dict[str, object]:
    """Return the law's limit as it is written."""
    whole = {"threshold": plain(statutory.threshold), "clock": str(statutory.clock)}
    return without_empty({**whole, "reference": statutory.reference, "text": statutory.text})


def without_empty(mapping: Mapping[str, object]) -> dict[str, object]:
    """Return the mapping without what is left out."""
    return {key: value for key, value in mapping.items() if value not in (None, "")}


def plain(number: Decimal) -> str:
    """Return a number as it is written: no idle zeros, a point before decimals."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day_to(day: tuple[int, int]) -> str:
    """Return a day of the year as `MM-DD`."""
    return f"{day[0]:02}-{day[1]:02}"
