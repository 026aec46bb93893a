"""What was measured, and the table that tells it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import median

import msgspec

Rounds = Sequence[Sequence[float]]
"""Milliseconds, in rounds that took turns with those of what they are compared with."""


class Row(msgspec.Struct, frozen=True):
    """One line of the table, in milliseconds. `met` is None where nothing was promised."""

    what: str
    median: float
    p95: float
    target: str = ""
    met: bool | None = None


class Most(msgspec.Struct, frozen=True):
    """A target: the figure of that name is at most so many milliseconds."""

    milliseconds: float
    figure: str = "median"
    words: str = ""

    def __str__(self) -> str:
        return self.words or f"{self.figure} ≤ {_told(self.milliseconds)}"


def row(what: str, rounds: Rounds, target: Most | None = None) -> Row:
    """The medians over all rounds of each round's median and 95th percentile."""
    figures = Row(
        what, median(map(median, rounds)), median(percentile(round, 95) for round in rounds)
    )
    if target is None:
        return figures
    met = getattr(figures, target.figure) <= target.milliseconds
    return msgspec.structs.replace(figures, target=str(target), met=met)


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest of the values that so many per cent of them do not exceed."""
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


def table(rows: Iterable[Row]) -> str:
    """The rows as lines of text, in columns."""
    cells = [("What", "Median", "p95", "Target", "")]
    cells += [
        (row.what, _told(row.median), _told(row.p95), row.target, _verdict(row)) for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        f"{what:<{widths[0]}}  {middle:>{widths[1]}}  {high:>{widths[2]}}  "
        f"{target:<{widths[3]}}  {verdict}".rstrip()
        for what, middle, high, target, verdict in cells
    )
    return "\n".join(lines)


def _verdict(row: Row) -> str:
    return {None: "", True: "met", False: "not met"}[row.met]


def _told(milliseconds: float) -> str:
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"
