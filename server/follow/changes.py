"""The changes that came to followers: who had each, who missed it, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

TICK = 100_000
"""Times are counted in tenths of a millisecond of the machine's clock that never goes back: on one
machine it is the same in all processes, and counting takes no more memory with more followers."""


class Change(msgspec.Struct):
    """A change of the drawing.

    `at`: by tick, how many followers were told then. `caught_up_by`: so many were given it when
    they (re)connected. `missed_by`: so many were connected and never had it.
    """

    root: str
    at: dict[int, int] = {}
    caught_up_by: int = 0
    missed_by: int = 0
    mark: int = 0

    @property
    def told(self) -> int:
        """How many followers were told of it when it came."""
        return sum(self.at.values())

    @property
    def first(self) -> int:
        """The tick at which the first follower was told of it; 0 if nobody was when it came."""
        return min(self.at, default=0)

    def after(self, percent: float) -> int:
        """The tick by which so many of the hundred had it."""
        wanted = max(1, -(-self.told * percent // 100))
        for tick in sorted(self.at):
            wanted -= self.at[tick]
            if wanted <= 0:
                return tick
        return max(self.at)


class Changes:
    """The changes as the followers of one process saw them, in order.

    A follower stands at a place among them; the first is what was there before them all.
    """

    def __init__(self, root: str) -> None:
        self.all = [Change(root)]

    @property
    def last(self) -> int:
        """The place of the newest."""
        return len(self.all) - 1

    def place_of(self, root: str) -> int | None:
        """The newest place at which the drawing was this one, if it ever was."""
        places = (at for at in range(self.last, -1, -1) if self.all[at].root == root)
        return next(places, None)

    def told(self, place: int | None, root: str, tick: int) -> tuple[int | None, bool]:
        """Somebody who stood here was told of this drawing: where they stand now, and whether
        nothing lies between. Who does not know where they stand learns it from the others."""
        if place is None:
            now = self.place_of(root) if self.last else self._appended(root)
        elif root == self.all[place].root:
            return place, True  # the same again
        else:
            later = (at for at in range(place + 1, len(self.all)) if self.all[at].root == root)
            now = next(later, None)
            now = self._appended(root) if now is None else now
            self.missed(place, now - 1)
        if now is None:
            return None, True
        counted = self.all[now].at
        counted[tick] = counted.get(tick, 0) + 1
        return now, place is None or now == place + 1

    def _appended(self, root: str) -> int:
        self.all.append(Change(root))
        return self.last

    def caught_up(self, root: str) -> int | None:
        """Somebody who comes in was given this drawing: where they stand now, if others have come
        there already."""
        now = self.place_of(root)
        if now is not None:
            self.all[now].caught_up_by += 1
        return now

    def missed(self, place: int, until: int) -> None:
        """Somebody who was connected missed what came after this place, until that."""
        for change in self.all[place + 1 : until + 1]:
            change.missed_by += 1


def together(processes: Iterable[list[Change]]) -> list[Change]:
    """The changes of all processes as one list, by when the first follower had each.

    A drawing may come again (something is undone), so changes are told apart by how often their
    drawing came after them: all processes saw the last ones, but not all the first.
    """
    merged: dict[tuple[str, int], Change] = {}
    for changes in processes:
        later: Counter[str] = Counter()
        for change in reversed(changes[1:]):
            known = change.root, later[change.root]
            later[change.root] += 1
            _add(merged.setdefault(known, Change(change.root)), change)
    return sorted((c for c in merged.values() if c.at), key=lambda change: change.first)


def _add(to: Change, change: Change) -> None:
    for tick, count in change.at.items():
        to.at[tick] = to.at.get(tick, 0) + count
    to.caught_up_by += change.caught_up_by
    to.missed_by += change.missed_by
    to.mark = max(to.mark, change.mark)
