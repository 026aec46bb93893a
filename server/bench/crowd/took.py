"""What was measured of a crowd: figures by what they tell and whose they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable

from server.bench.crowd.packages import NotInstalled
from server.words import Said

FAILURES = (OSError, TimeoutError, ValueError, NotInstalled, Said)
"""What may go wrong with a row: then the table says so, and tells the others."""


class Took:
    """One figure from each repeat, of each server; and why something has none.

    `left_out` tells it of servers, `failed` of rows.
    """

    def __init__(self, rows: frozenset[str]) -> None:
        self.left_out: dict[str, str] = {}
        self.failed: dict[str, str] = {}
        self._rows = rows
        self._figures: defaultdict[tuple[str, str], list[float]] = defaultdict(list)

    def note(self, what: str, whose: str, figure: float) -> None:
        """Write down the figure of this repeat."""
        self._figures[what, whose].append(figure)

    def of(self, what: str, whose: str) -> list[float]:
        """The figures of all repeats; none if that was not measured."""
        return self._figures.get((what, whose), [])

    async def row(self, name: str, measure: Callable[[], Awaitable[None]]) -> None:
        """Measure a row if it was asked for and has not failed before."""
        if name not in self._rows or name in self.failed:
            return
        try:
            await measure()
        except FAILURES as why:
            self.failed[name] = reason(why)


def reason(why: BaseException) -> str:
    """What went wrong, in words."""
    return str(why) or type(why).__name__
