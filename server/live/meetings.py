"""All meetings of this server, loaded from the journal, and how a new one is made."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator

import msgspec

from server import measures
from server.journal.journal import Append, Conflict, Journal, OutOfReach
from server.live.lines import line
from server.live.live_meeting import LiveMeeting
from server.live.lookout import Lookout
from server.live.show import Show
from server.live.turn import Clock
from server.meeting.convened import MeetingConvened
from server.meeting.event import Recorded, Stamp
from server.meeting.refused import Refused
from server.words import N_, Said

PREFIX = "meeting/"
LONGEST_WAY = 0.02  # seconds

log = logging.getLogger(__name__)


class Running(msgspec.Struct, frozen=True, eq=False):
    """A meeting and its feeds."""

    live: LiveMeeting
    show: Show


class Meetings:
    """The meetings by key."""

    def __init__(self, journal: Journal, clock: Clock, show: Callable[[LiveMeeting], Show]) -> None:
        self.clock = clock
        self._journal = journal
        self._show = show
        self._running: dict[str, Running] = {}
        self._starting: dict[str, asyncio.Task[Running]] = {}
        self._ends: dict[str, int] = {}
        self._lookout = Lookout(journal, self._told)
        self.faults: dict[str, Said] = {}
        self.begun: list[Callable[[Running], None]] = []

    async def load(self) -> None:
        """Load every meeting of the journal, and follow what other processes do. One meeting that
        cannot be read stops no other."""
        self._lookout.begin()  # before anything is read, so that nothing is missed
        for stream in await self._journal.streams(PREFIX):
            await self._try_to_start(stream)

    def find(self, key: str) -> Running | None:
        """The meeting with this key, if there is one."""
        return self._running.get(key)

    def __iter__(self) -> Iterator[Running]:
        return iter(self._running.values())

    async def convene(self, convened: MeetingConvened, actor: str) -> Running:
        """Make a meeting. Raises Refused if its key is taken."""
        if convened.key in self._running or convened.key in self.faults:
            raise _taken(convened.key)
        now = self.clock.now()
        stamp = Stamp(self.clock.new_id(), now, now, actor, f"convene-{convened.key}")
        stream = PREFIX + convened.key
        try:
            await self._journal.append([Append(stream, 0, (line(Recorded(stamp, convened)),))])
        except Conflict as taken:  # by another process, which nobody has told of here yet
            self._told(stream, 1)
            raise _taken(convened.key) from taken
        return await self._start(stream)

    async def close(self) -> None:
        """Answer every order that was taken in, and follow other processes no more."""
        await self._lookout.close()
        if self._starting:
            await asyncio.wait(list(self._starting.values()))
        for running in self:
            await running.live.close()

    async def settled(self) -> None:
        """Wait until every order that was taken in is answered."""
        for running in self:
            await running.live.settled()

    async def give_way(self) -> None:
        """Let everything else go first, above all an order that is under way.

        Not for long: whoever only follows is not to wait for ever either. And not for what is done
        in private: those outside could see that they wait.
        """
        await asyncio.sleep(0)
        hurried = [r.live for r in self if r.live.busy and r.live.meeting.private is None]
        if hurried:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_WAY):
                    for live in hurried:
                        await live.calm()

    def _told(self, stream: str, end: int) -> None:
        """A stream ends there: a meeting reads on; one that is not known yet begins here too."""
        key = stream.removeprefix(PREFIX)
        if key == stream or key in self.faults:
            return
        self._ends[stream] = max(end, self._ends.get(stream, 0))
        running = self._running.get(key)
        if running is not None:
            running.live.grown(end)
        elif stream not in self._starting:
            self._begin_start(stream)

    async def _try_to_start(self, stream: str) -> None:
        with contextlib.suppress(Said):  # it is kept, or in the log
            await self._start(stream)

    async def _start(self, stream: str) -> Running:
        """Load a meeting and serve it from now on. Raises what reading the journal raises."""
        running = self._running.get(stream.removeprefix(PREFIX))
        if running is not None:
            return running
        return await asyncio.shield(self._starting.get(stream) or self._begin_start(stream))

    def _begin_start(self, stream: str) -> asyncio.Task[Running]:
        task = self._starting[stream] = asyncio.create_task(self._load(stream))
        task.add_done_callback(lambda done: self._started(stream, done))
        return task

    async def _load(self, stream: str) -> Running:
        live = await LiveMeeting.load(stream, self._journal, self.clock)
        running = Running(live, self._show(live))
        self._running[live.meeting.key] = running
        measures.meetings.inc()
        for tell in self.begun:
            tell(running)
        live.grown(self._ends.get(stream, 0))  # what was told while it was read
        return running

    def _started(self, stream: str, task: asyncio.Task[Running]) -> None:
        del self._starting[stream]
        fault = None if task.cancelled() else task.exception()
        if fault is None:
            return
        log.error("the meeting %s cannot be read: %s", stream, fault)
        if isinstance(fault, Said) and not isinstance(fault, OutOfReach):  # which passes
            self.faults[stream.removeprefix(PREFIX)] = fault
            measures.unreadable_meetings.inc()


def _taken(key: str) -> Refused:
    return Refused(N_("There is a meeting “{key}” already. Give the new one another key."), key=key)
