"""A commitment: what is promised, measured how, and what follows when it is not kept."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

WHOLE = Decimal(100)


class Kind(StrEnum):
    """How far a commitment binds.

    A guarantee has a remedy attached, a promise brings an explanation and a correction, an ambition is a goal. The word
    "garanti" is kept for the first, as municipal use of it raises questions of private law (SvJT 2002 s. 483).
    """

    GUARANTEE = "guarantee"
    PROMISE = "promise"
    AMBITION = "ambition"


class Clock(StrEnum):
    """What is counted: time from start to stop, or a level."""

    MINUTES = "minutes"
    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    COUNT_PER_YEAR = "count_per_year"
    SHARE = "share"
    INDEX = "index"

    @property
    def is_duration(self) -> bool:
        """Whether time is counted."""
        return self not in {Clock.COUNT_PER_YEAR, Clock.SHARE, Clock.INDEX}


class Operator(StrEnum):
    """On which side of the threshold the commitment is kept."""

    AT_MOST = "<="
    AT_LEAST = ">="
    EXACTLY = "="


class RemedyLevel(StrEnum):
    """What somebody gets when the commitment is not kept, from least to most."""

    EXPLANATION = "explanation"
    CORRECTION = "correction"
    SERVICE = "service"
    FEE = "fee"
    AMOUNT = "amount"


class Quality(StrEnum):
    """The side of the service that the commitment is about."""

    TIME = "time"
    AVAILABILITY = "availability"
    RECEPTION = "reception"
    QUALITY = "quality"
    INFORMATION = "information"
    PARTICIPATION = "participation"


KIND_LABELS = {Kind.GUARANTEE: "Garanti", Kind.PROMISE: "Löfte", Kind.AMBITION: "Ambition"}
REMEDY_LABELS = {
    RemedyLevel.EXPLANATION: "Förklaring",
    RemedyLevel.CORRECTION: "Rättelse",
    RemedyLevel.SERVICE: "Tjänst",
    RemedyLevel.FEE: "Avgift",
    RemedyLevel.AMOUNT: "Belopp",
}
QUALITY_LABELS = {
    Quality.TIME: "Tid",
    Quality.AVAILABILITY: "Tillgänglighet",
    Quality.RECEPTION: "Bemötande",
    Quality.QUALITY: "Kvalitet",
    Quality.INFORMATION: "Information",
    Quality.PARTICIPATION: "Delaktighet",
}


@dataclass(frozen=True, slots=True)
class Remedy:
    """What follows when the commitment is not kept; `reference` names the decision that allows it."""

    level: RemedyLevel
    text: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Statutory:
    """The law's own limit, in the same sense as the commitment's threshold."""

    threshold: Decimal
    clock: Clock
    reference: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Season:
    """The part of the year in which it applies: first and last day as (month, day); it may turn the year."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment of a declaration. `key` is the same through all versions; numbers are in the clock's unit.

    `target_share` is the share of cases, in per cent, that a duration is reported against.
    """

    key: str
    kind: Kind
    text: str
    clock: Clock
    operator: Operator
    threshold: Decimal
    owner_role: str
    owner_unit: str
    remedy: Remedy
    start: str = ""
    stop: str = ""
    target_share: Decimal = WHOLE
    pauses: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    season: Season | None = None
    statutory: Statutory | None = None
    indicator: str = ""
    quality: Quality | None = None

    @property
    def binds(self) -> bool:
        """Whether anyone can hold the municipality to it; an ambition binds nobody."""
        return self.kind is not Kind.AMBITION

    @property
    def is_share(self) -> bool:
        """Whether it is measured as a share of all cases: durations are, by those within the threshold."""
        return self.clock.is_duration or self.clock is Clock.SHARE

    @property
    def goal(self) -> Decimal:
        """What the measured value is held against."""
        return self.target_share if self.clock.is_duration else self.threshold

    @property
    def goal_operator(self) -> Operator:
        """On which side of the goal the value is to lie."""
        return Operator.AT_LEAST if self.clock.is_duration else self.operator
