"""The figures behind a chart: bars in order, their scale, the line of the target. Drawn by ui/chart.html."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, log10

PERCENT_SCALE = 100.0
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Point:
    """One period in a chart: its name in full and in short, its value (None where there is none to show) and tone."""

    label: str
    short: str
    value: float | None
    display: str
    tone: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Points in order, the end of the scale, and where the target stands on it."""

    series: tuple[Point, ...]
    max: float
    target: float | None


def chart_of(points: Iterable[Point], target: Decimal | None, *, is_share: bool) -> Chart:
    """Return the chart of the points. Shares stand on a scale to 100, others on one that ends at a round number."""
    series = tuple(points)
    line = None if target is None else float(target)
    if is_share:
        return Chart(series, PERCENT_SCALE, line)
    values = [point.value for point in series if point.value is not None]
    return Chart(series, round_top([*values, line or 0.0]), line)


def round_top(values: Iterable[float]) -> float:
    """Return the round number (1, 2, 2.5 or 5 times a power of ten) at or above all of the values; 1 for none."""
    largest = max(values, default=0.0)
    if largest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(largest))
    return next(step * power for step in STEPS if step * power >= largest)


def to_float(value: Fraction | None) -> float | None:
    """Return the value as a chart takes it."""
    return None if value is None else float(value)
