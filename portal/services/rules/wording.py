"""Commitments and their outcomes in words, as a citizen reads them."""

from decimal import Decimal
from fractions import Fraction

from portal.indicators.rules import ValueUnit
from portal.lib.calendar import MONTHS
from portal.lib.text import NO_BREAK_SPACE, format_number
from portal.services.rules.commitment import Clock, Commitment, Operator, Season
from portal.services.rules.verdict import State, Verdict, as_decimal

CLOCK_WORDS = {
    Clock.MINUTES: ("minut", "minuter"),
    Clock.HOURS: ("timme", "timmar"),
    Clock.CALENDAR_DAYS: ("kalenderdag", "kalenderdagar"),
    Clock.WORKING_DAYS: ("arbetsdag", "arbetsdagar"),
    Clock.WEEKS: ("vecka", "veckor"),
    Clock.MONTHS: ("månad", "månader"),
    Clock.COUNT_PER_YEAR: ("gång per år", "gånger per år"),
}
SIDE_WORDS = {Operator.AT_LEAST: "minst ", Operator.AT_MOST: "högst ", Operator.EXACTLY: ""}
MOST_DECIMALS = 4


def threshold_text(commitment: Commitment) -> str:
    """Return the threshold: `inom 2 arbetsdagar`, `minst 70 %`, `minst 10 gånger per år`, `index minst 80`.

    A time that is promised as at least so long is a notice: `minst 5 arbetsdagar i förväg`.
    """
    return limit_text(commitment.clock, commitment.operator, commitment.threshold)


def limit_text(clock: Clock, operator: Operator, threshold: Decimal) -> str:
    """Return a limit in words."""
    if clock.is_duration:
        amount = amount_text(clock, threshold)
        return f"minst {amount} i förväg" if operator is Operator.AT_LEAST else f"inom {amount}"
    if clock is Clock.INDEX:
        return f"index {SIDE_WORDS[operator]}{format_number(threshold)}"
    return f"{SIDE_WORDS[operator]}{amount_text(clock, threshold)}"


def amount_text(clock: Clock, count: Decimal) -> str:
    """Return a number with its unit: `1 arbetsdag`, `70 %`, `10 gånger per år`."""
    number = format_number(count)
    if clock is Clock.SHARE:
        return f"{number}{NO_BREAK_SPACE}%"
    if clock is Clock.INDEX:
        return number
    one, many = CLOCK_WORDS[clock]
    return f"{number}{NO_BREAK_SPACE}{one if count == 1 else many}"


def target_text(commitment: Commitment) -> str:
    """Return what the outcome is held against: `minst 90 %`, `100 %`, `minst 80`, `högst 4 gånger`."""
    goal, operator = commitment.goal, commitment.goal_operator
    if commitment.is_share and goal == 100:
        return f"100{NO_BREAK_SPACE}%"
    return f"{SIDE_WORDS[operator]}{value_text(commitment, Fraction(goal))}"


def actual_text(verdict: Verdict) -> str:
    """Return the outcome: `94,2 %`, `82,4`, `3 gånger`; or why there is none to show."""
    value = verdict.value
    if value is None:
        return {State.UNMEASURED: "Ej mätt", State.TOO_FEW: "Visas inte"}.get(verdict.state, "–")
    return value_text(verdict.commitment, value, told_apart_from=verdict.commitment.goal)


def value_text(commitment: Commitment, value: Fraction, told_apart_from: Decimal | None = None) -> str:
    """Return a value with its unit and one decimal, or so many that it does not look like the goal that it misses."""
    places = 1
    if told_apart_from is not None and value != told_apart_from:
        while places < MOST_DECIMALS and round(value, places) == Fraction(told_apart_from):
            places += 1
    number = format_number(as_decimal(value), places).removesuffix(",0")
    if commitment.is_share:
        return f"{number}{NO_BREAK_SPACE}%"
    if commitment.clock is Clock.COUNT_PER_YEAR:
        return f"{number}{NO_BREAK_SPACE}{'gång' if value == 1 else 'gånger'}"
    return number


def count_text(verdict: Verdict) -> str:
    """Return how many were counted: `1 836 av 2 183`, `69 svar`, `153 fördelat på 14`; of too few only that."""
    figure = verdict.figure
    if figure is None:
        return ""
    if verdict.state is State.TOO_FEW:
        return f"färre än {figure.min_n}"
    if figure.denominator == 0:
        return "inget inträffade"
    of = format_number(figure.denominator)
    if figure.unit is ValueUnit.INDEX:
        return f"{of} svar"
    counted = format_number(figure.numerator)
    if figure.unit is ValueUnit.PERCENT:
        return f"{counted} av {of}"
    return f"{counted} fördelat på {of}" if figure.denominator > 1 else ""


def season_text(season: Season) -> str:
    """Return the season: `1 november–15 april`."""
    first, last = (f"{day} {MONTHS[month - 1]}" for month, day in (season.first, season.last))
    return f"{first}–{last}"


def terms_of(commitment: Commitment) -> list[str]:
    """Return what limits the commitment, as sentences: from when to when, season, pauses, exclusions."""
    sentences = []
    if commitment.start and commitment.stop:
        sentences.append(
            f"Klockan startar: {lower_first(commitment.start)}. Den stannar: {lower_first(commitment.stop)}."
        )
    if commitment.season:
        sentences.append(f"Gäller {season_text(commitment.season)}.")
    sentences += [f"Uppehåll: {lower_first(text)}." for text in commitment.pauses]
    sentences += [f"Gäller inte: {lower_first(text)}." for text in commitment.exclusions]
    return sentences


def lower_first(text: str) -> str:
    """Return a sentence's words as they stand after a colon: no capital first, no full stop last."""
    words = text.strip().rstrip(".")
    is_name = len(words) > 1 and words[1].isupper()
    return words if is_name else words[:1].lower() + words[1:]


def upper_first(text: str) -> str:
    """Return the text with a capital first, as it begins a sentence."""
    return text[:1].upper() + text[1:]
