"""Contrast by WCAG's formula."""

import pytest

from portal.lib.colour import contrast


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", "#ffffff", 21), ("#fff", "#fff", 1), ("#767676", "#fff", 4.54), ("#777777", "#fff", 4.48)],
)
def test_contrast_is_as_the_standard_says(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)
