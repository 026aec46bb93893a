"""How well a colour is read beside white."""

from __future__ import annotations

ENOUGH = 4.5
"""The least contrast of words with what is behind them (WCAG 2.2, 1.4.3)."""


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour, written #rrggbb, with white: from 1 to 21 (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 1.05 / (luminance + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
