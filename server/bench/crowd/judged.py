"""What was promised of a crowd, whether it was kept, and the table that tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

import msgspec


class Judged(msgspec.Struct, frozen=True):
    """One line of the table. `met` is None where nothing was promised or nothing measured."""

    what: str
    measured: str
    promised: str = ""
    met: bool | None = None


def ratios(ours: Sequence[float], others: Sequence[float]) -> list[float]:
    """Ours by the others', each within its own repeat."""
    return [own / other for own, other in zip(ours, others, strict=True)]


def at_most(what: str, values: Sequence[float], limit: float, unit: str) -> Judged:
    """Whether the median of these, one from each repeat, is at most so much."""
    return Judged(
        what, spread(values, unit), f"at most {number(limit)} {unit}", median(values) <= limit
    )


def at_least(what: str, values: Sequence[float], limit: float, unit: str) -> Judged:
    """Whether the median of these is at least so much."""
    return Judged(
        what, spread(values, unit), f"at least {number(limit)} {unit}", median(values) >= limit
    )


def less_than(what: str, values: Sequence[float], limit: float, unit: str) -> Judged:
    """Whether the median of these is less than so much."""
    return Judged(
        what, spread(values, unit), f"less than {number(limit)} {unit}", median(values) < limit
    )


def known(what: str, values: Sequence[float], unit: str) -> Judged:
    """What was measured without a promise."""
    return Judged(f"  {what}", spread(values, unit))


def unmeasured(what: str, why: str) -> Judged:
    """What was not measured, and why."""
    return Judged(what, f"not measured: {why}")


def spread(values: Sequence[float], unit: str) -> str:
    """The median, and between what the repeats lie."""
    middle = f"{number(median(values))} {unit}"
    if len(values) == 1:
        return middle
    return f"{middle} ({number(min(values))}–{number(max(values))})"


def number(value: float) -> str:
    """A figure with as many places as it is worth."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def judged_table(rows: Iterable[Judged]) -> str:
    """The rows as lines of text, in columns."""
    cells = [("What", "Measured: median (range)", "Promised", "")]
    cells += [(row.what, row.measured, row.promised, _verdict(row)) for row in rows]
    short = [cell for cell in cells if not cell[1].startswith("not measured")]
    widths = [max(map(len, column)) for column in zip(*short, strict=True)]
    widths[0] = max(len(cell[0]) for cell in cells)
    lines = (
        f"{what:<{widths[0]}}  {measured:<{widths[1]}}  {promised:<{widths[2]}}  {verdict}".rstrip()
        for what, measured, promised, verdict in cells
    )
    return "\n".join(lines)


def _verdict(row: Judged) -> str:
    return {None: "", True: "met", False: "not met"}[row.met]
