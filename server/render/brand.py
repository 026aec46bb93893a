"""A council's own face: its name, its colour and its logo, as every page of it bears them.

The bar at the top has the very colour. Where words and lines have it, on white or on a dark page,
it is made darker or lighter until it can be read there (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
from markupsafe import Markup

ENOUGH = 4.5  # the contrast of words with what they stand on
_LIGHT = ("#ffffff", "#f2f5f8", "#e9edf1")  # what words stand on; see web/src/_page.scss
_DARK = ("#16191c", "#22272c", "#2b3137")  # and by night; see web/src/_dark.scss
_STEPS = 50


class Brand(msgspec.Struct, frozen=True):
    """How pages show whose they are. Without a `name`, a page says what it always said.

    `colour` as #rrggbb, or empty for the program's own; `logo`: the address of a picture.
    """

    name: str = ""
    colour: str = ""
    logo: str = ""

    @property
    def sheet(self) -> str:
        """The address of the style that sets the colour; empty where it is the program's own.

        It follows from the colour alone, so it may be kept for ever.
        """
        return f"/brand/{self.colour[1:].lower()}.css" if self.colour else ""

    @property
    def style(self) -> Markup:
        """That style itself, for a page that carries its style inside."""
        return Markup(style_of(self.colour))  # noqa: S704  # made of nothing but numbers


NOBODY = Brand()


@lru_cache(maxsize=64)
def style_of(colour: str) -> str:
    """The custom properties that follow from a colour, #rrggbb; empty for none. What is no colour
    is none."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        return ""
    colour = colour.lower()
    light, dark = _readable(colour, _LIGHT, "#000000"), _readable(colour, _DARK, "#ffffff")
    night = _readable(colour, ("#ffffff",), "#000000")  # a bar that does not dazzle
    return (
        f":root{{--app-bar:{colour};--app-on-bar:{on(colour)};"
        f"--app-brand:{light};--app-on-brand:{on(light)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{--app-bar:{night};"
        f"--app-on-bar:#ffffff;--app-brand:{dark};--app-on-brand:{on(dark)}}}}}"
    )


def on(colour: str) -> str:
    """White or black, whichever is read better on this colour: one of them always can be."""
    return max("#ffffff", "#000000", key=lambda words: contrast(words, colour))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _readable(colour: str, grounds: tuple[str, ...], towards: str) -> str:
    """The colour, or the nearest to it on the way to black or white, that is read on these."""
    mixed = (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(each for each in mixed if all(contrast(each, g) >= ENOUGH for g in grounds))


def _mixed(colour: str, other: str, share: float) -> str:
    both = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in both)


def _luminance(colour: str) -> float:
    shares = (part / 255 for part in _parts(colour))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
