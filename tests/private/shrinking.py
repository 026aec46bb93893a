"""The shortest story that still tells two meetings apart: what a test says when it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from server.meeting.refused import Refused
from tests.private.pair import Pair
from tests.private.world import Given, World


class Row(NamedTuple):
    """What was given in one of the two, or the same order in both."""

    given: tuple[Given | None, Given | None]

    def __str__(self) -> str:
        whose = "both" if None not in self.given else "first" if self.given[0] else "second"
        told = [
            f"{g.order.command} {g.order.given}{f' at {g.order.at}' if g.order.at else ''}"
            for g in self.given
            if g is not None
        ]
        now = next(f"{g.now:%H:%M:%S}" for g in self.given if g is not None)
        return f"{now} {whose}: {' / '.join(dict.fromkeys(told))}"


class Told(NamedTuple):
    """Two meetings told anew from some rows."""

    worlds: tuple[World, World]

    @property
    def differ(self) -> bool:
        """Whether they can be told apart outside, though the same was released."""
        one, other = self.worlds
        return one.told == other.told and (one.outside, one.heard) != (other.outside, other.heard)


def rows_of(pair: Pair) -> list[Row]:
    """All that was given in a pair, in the order of time."""
    one, other = ({g.order.id: g for g in world.given} for world in pair.worlds)
    ids = dict.fromkeys((*one, *other))
    rows = [Row((one.get(id), other.get(id))) for id in ids]
    return sorted(rows, key=lambda row: min(g.now for g in row.given if g is not None))


def retold(pair: Pair, rows: Sequence[Row]) -> Told:
    """Two meetings from these rows; a row that one refuses is left out in both."""
    worlds = World(pair.worlds[0].convened), World(pair.worlds[1].convened)
    for row in rows:
        new, meant = [], False
        try:
            for world, given in zip(worlds, row.given, strict=True):
                new.append(world.decide(given.order, given.now) if given is not None else None)
                meant |= row.given[0] == row.given[1]
                meant |= given is not None and world.is_meant_privately(given.order, given.now)
        except Refused:
            continue
        if not meant:
            continue
        released = [
            world.releases(given, n) if given is not None and n else ()
            for world, given, n in zip(worlds, row.given, new, strict=True)
        ]
        if released[0] != released[1]:
            continue
        for world, given, events in zip(worlds, row.given, new, strict=True):
            if given is not None and events is not None:
                world.take(given, events)
    return Told(worlds)


def shrunk(pair: Pair, still: Callable[[Told], bool] = lambda told: told.differ) -> list[Row]:
    """As few rows as still tell the two apart."""
    rows = rows_of(pair)
    if not still(retold(pair, rows)):
        return rows
    size = len(rows) // 2
    while size:
        place = 0
        while place < len(rows):
            fewer = rows[:place] + rows[place + size :]
            if still(retold(pair, fewer)):
                rows = fewer
            else:
                place += size
        size //= 2
    return rows
