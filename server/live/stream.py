"""A stream of changes that officers make between meetings: read, changed, taken back, followed.

What is decided is decided on the newest state: whoever writes to the same stream elsewhere comes
first, and it is decided again. Stored, then shown.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

import msgspec

from server.council.change import Change, Changed, Gone, TakenBack, read_change, write_change
from server.council.fold import after, standing
from server.journal.journal import Append, Conflict, InDoubt, Journal, Line, Row
from server.live.turn import Clock
from server.meeting.event import Stamp
from server.meeting.refused import Refused
from server.words import N_

S = TypeVar("S")

log = logging.getLogger(__name__)


class Done(msgspec.Struct, frozen=True):
    """What was stored: by which act, and what it is called."""

    act: str
    title: str


class Stream(Generic[S]):
    """What one stream keeps."""

    def __init__(self, name: str, nothing: S, journal: Journal, clock: Clock) -> None:
        self.name = name
        self.state = nothing
        self.changes: list[Changed] = []
        self.changed: list[Callable[[], None]] = []
        self._nothing = nothing
        self._journal = journal
        self._clock = clock
        self._turn = asyncio.Lock()
        self._reading: set[asyncio.Task[None]] = set()

    async def load(self) -> None:
        """Read what is new in the journal. Raises what reading it does, and UnknownChange."""
        async with self._turn:
            await self._read_on()

    async def change(
        self, decide: Callable[[S], Iterable[Change]], by: str, act: str = ""
    ) -> Done | None:
        """Store the changes that are decided on the newest state; None if there are none.

        `act` tells this act from all others: the same one given twice happens once. Raises Refused
        as `decide` does, and what storing does: nothing is stored then.
        """
        act = act or self._clock.new_id()
        async with self._turn:
            while True:
                known = self.act(act)
                if known is not None:
                    return known
                new = [self._stamped(change, by, act) for change in decide(self.state)]
                if not new:
                    return None
                if await self._store(new):
                    return Done(act, new[0].change.title)

    async def take_back(
        self, act: str, by: str, guard: Callable[[Sequence[Changed], str], None] | None = None
    ) -> Done | None:
        """Take back everything of an act. Raises Refused where that is not possible, or as `guard`
        does of all changes and the act."""

        def decide(_: S) -> Iterable[Change]:
            found = [each for each in standing(self.changes) if each.stamp.command == act]
            if not found:
                raise Refused(N_("This was taken back already, or never done."))
            if not all(each.change.undoable for each in found):
                raise Refused(N_("This cannot be taken back: change it to what is right."))
            if guard is not None:
                guard(self.changes, act)
            yield TakenBack(act)

        return await self.change(decide, by)

    def act(self, act: str) -> Done | None:
        """An act that was stored."""
        found = next((each for each in self.changes if each.stamp.command == act), None)
        return Done(act, found.change.title) if found is not None else None

    def grown(self, end: int) -> None:
        """Be told that the stream ends there now: what is not known yet is read on."""
        if end > len(self.changes) and not self._reading:
            task = asyncio.create_task(self._follow())
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)

    async def close(self) -> None:
        """Read on no more."""
        for task in tuple(self._reading):
            task.cancel()
            await asyncio.wait([task])

    async def _follow(self) -> None:
        try:
            await self.load()
        except Exception as why:  # the next look is not far
            log.warning("%s cannot be read on: %s", self.name, why)

    async def _store(self, new: list[Changed]) -> bool:
        """Store these; False if somebody else wrote first, so that it is decided again."""
        lines = tuple(_line(each) for each in new)
        try:
            await self._journal.append([Append(self.name, len(self.changes), lines)])
        except Conflict:
            await self._read_on()
            return False
        except InDoubt:
            await self._read_on()
            if self.act(new[0].stamp.command) is None:
                raise
            return True
        self._take(new)
        return True

    async def _read_on(self) -> None:
        rows = await self._journal.read(self.name, len(self.changes))
        if rows:
            self._take([changed_in(row) for row in rows])

    def _take(self, new: list[Changed]) -> None:
        self.state = after(self._nothing, self.state, self.changes, new)
        self.changes.extend(new)
        for tell in self.changed:
            tell()

    def _stamped(self, change: Change, by: str, act: str) -> Changed:
        now = self._clock.now()
        if self.changes:  # the clocks of two machines differ
            now = max(now, self.changes[-1].stamp.recorded_at)
        return Changed(Stamp(self._clock.new_id(), now, now, by, act), change)


def _line(changed: Changed) -> Line:
    stamp = changed.stamp
    return Line(
        event=type(changed.change).__name__,
        payload=write_change(changed.change),
        id=stamp.id,
        actor=stamp.actor,
        command=stamp.command,
        recorded_at=stamp.recorded_at,
        happened_at=stamp.happened_at,
    )


def changed_in(row: Row) -> Changed:
    """The change that a row of the journal holds. Raises UnknownChange."""
    stamp = Stamp(row.id, row.happened_at, row.recorded_at, row.actor, row.command)
    return Changed(stamp, Gone() if row.payload is None else read_change(row.event, row.payload))
