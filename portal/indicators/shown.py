"""Figures in words."""

from decimal import Decimal

from flask_babel import gettext as _

from portal.indicators.rules import Figure, ValueUnit
from portal.lib.text import NO_BREAK_SPACE, format_number


def value_words(figure: Figure) -> str:
    """Return a figure's value: `84,1 %`, `82,4`; or why there is none."""
    if figure.value is None:
        return _("inget inträffade")
    number = format_number(Decimal(figure.value.numerator) / Decimal(figure.value.denominator), 1).removesuffix(",0")
    return f"{number}{NO_BREAK_SPACE}%" if figure.unit is ValueUnit.PERCENT else number


def counted(figure: Figure) -> str:
    """Return what was counted: `1 836 av 2 183`."""
    return _("%(some)s av %(all)s", some=format_number(figure.numerator), all=format_number(figure.denominator))
