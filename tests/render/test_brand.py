"""A council's colour can be read wherever it stands, whatever it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.render.brand import ENOUGH, NOBODY, Brand, contrast, on, style_of

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def properties(style: str) -> list[dict[str, str]]:
    """The custom properties by day, and by night."""
    return [
        dict(re.findall(r"(--app-[\w-]+):(#\w{6})", block))
        for block in re.findall(r":root\{(.*?)\}", style)
    ]


def test_black_on_white_is_the_strongest_contrast_that_there_is() -> None:
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == 21
    assert contrast("#7a0019", "#7a0019") == 1
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54  # the example that everybody knows


@given(COLOURS)
def test_words_can_be_read_on_the_bar_and_in_the_colour_by_day_and_by_night(colour: str) -> None:
    day, night = properties(style_of(colour))
    assert day["--app-bar"] == colour
    for each, ground in ((day, "#ffffff"), (night, "#16191c")):
        assert contrast(each["--app-bar"], each["--app-on-bar"]) >= ENOUGH
        assert contrast(each["--app-brand"], each["--app-on-brand"]) >= ENOUGH
        assert contrast(each["--app-brand"], ground) >= ENOUGH


def test_a_colour_that_can_be_read_is_left_as_it_is() -> None:
    day, _ = properties(style_of("#7a0019"))
    assert day["--app-brand"] == day["--app-bar"] == "#7a0019"
    assert on("#7a0019") == "#ffffff"
    assert on("#ffdd00") == "#000000"


@pytest.mark.parametrize("wrong", ["", "red", "#fff", "#7a0019;}body{display:none", "#\uff17a0019"])
def test_what_is_no_colour_gives_no_style(wrong: str) -> None:
    assert style_of(wrong) == ""


def test_the_address_of_a_style_is_its_colour() -> None:
    assert Brand("Oakham", "#7A0019").sheet == "/brand/7a0019.css"
    assert NOBODY.sheet == NOBODY.style == ""
