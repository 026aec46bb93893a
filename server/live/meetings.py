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
from server.live.rehearsed import REHEARSALS, gone, is_discarded, is_rehearsal
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

    @property
    def apart(self) -> bool:
        """Whether it is a rehearsal that only those know of who are in it."""
        return is_rehearsal(self.live.stream)


class Meetings:
    """The meetings by key. Rehearsals that are kept apart are none of them: whoever may be in one
    asks for it by name."""

    def __init__(self, journal: Journal, clock: Clock, show: Callable[[LiveMeeting], Show]) -> None:
        self.clock = clock
        self._journal = journal
        self._show = show
        self._running: dict[str, Running] = {}
        self._rehearsals: dict[str, Running] = {}
        self._gone: set[str] = set()  # streams of rehearsals that were discarded
        self.rehearses = True  # whether this process has rehearsals at all
        self._starting: dict[str, asyncio.Task[Running]] = {}
        self._ends: dict[str, int] = {}
        self._lookout = Lookout(journal, self._told)
        self.faults: dict[str, Said] = {}
        self.begun: list[Callable[[Running], None]] = []
        self.rehearsal_begun: list[Callable[[Running], None]] = []
        self.rehearsal_gone: list[Callable[[Running], None]] = []
        self.elsewhere: list[Callable[[str, int], None]] = []  # told of streams of other things

    async def load(self) -> None:
        """Load every meeting of the journal, and follow what other processes do. One meeting that
        cannot be read stops no other."""
        self._lookout.begin()  # before anything is read, so that nothing is missed
        for stream in await self._journal.streams(PREFIX):
            await self._try_to_start(stream)
        for stream in await self._journal.streams(REHEARSALS) if self.rehearses else ():
            await self._try_to_start(stream)

    def find(self, key: str) -> Running | None:
        """The meeting with this key, if there is one that everybody may know of."""
        return self._running.get(key)

    def inside(self, key: str) -> Running | None:
        """The meeting or the rehearsal with this key: for those who have a right to be in it."""
        return self._running.get(key) or self._rehearsals.get(key)

    def __iter__(self) -> Iterator[Running]:
        return iter(self._running.values())

    @property
    def rehearsals(self) -> tuple[Running, ...]:
        """The rehearsals that are kept apart from the record."""
        return tuple(self._rehearsals.values())

    @property
    def _all(self) -> tuple[Running, ...]:
        return (*self._running.values(), *self._rehearsals.values())

    async def convene(self, convened: MeetingConvened, actor: str, stream: str = "") -> Running:
        """Make a meeting; with the `stream` of a rehearsal, that. Raises Refused if its key is
        taken."""
        if self.inside(convened.key) is not None or convened.key in self.faults:
            raise _taken(convened.key)
        now = self.clock.now()
        stamp = Stamp(self.clock.new_id(), now, now, actor, f"convene-{convened.key}")
        stream = stream or PREFIX + convened.key
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
        for running in self._all:
            await running.live.close()

    async def settled(self) -> None:
        """Wait until every order that was taken in is answered."""
        for running in self._all:
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

    def forget_rehearsal(self, running: Running) -> None:
        """Know nothing more of a rehearsal: nobody can write to it or is shown it from now on."""
        live = running.live
        if self._rehearsals.pop(live.meeting.key, None) is None:
            return
        live.over = gone()
        self._gone.add(live.stream)
        measures.meetings.dec()
        for tell in self.rehearsal_gone:
            tell(running)

    def _told(self, stream: str, end: int) -> None:
        """A stream ends there: a meeting reads on; one that is not known yet begins here too."""
        if is_rehearsal(stream) and (stream in self._gone or not self.rehearses):
            return
        if not stream.startswith(PREFIX) and not is_rehearsal(stream):
            for tell in self.elsewhere:
                tell(stream, end)
            return
        key = _key_of(stream)
        if key in self.faults:
            return
        self._ends[stream] = max(end, self._ends.get(stream, 0))
        running = self.inside(key)
        if running is not None:
            running.live.grown(end)
        elif stream not in self._starting:
            self._begin_start(stream)

    async def _try_to_start(self, stream: str) -> None:
        with contextlib.suppress(Said):  # it is kept, or in the log
            await self._start(stream)

    async def _start(self, stream: str) -> Running:
        """Load a meeting and serve it from now on. Raises what reading the journal raises."""
        running = self.inside(_key_of(stream))
        if running is not None:
            return running
        return await asyncio.shield(self._starting.get(stream) or self._begin_start(stream))

    def _begin_start(self, stream: str) -> asyncio.Task[Running]:
        task = self._starting[stream] = asyncio.create_task(self._load(stream))
        task.add_done_callback(lambda done: self._started(stream, done))
        return task

    async def _load(self, stream: str) -> Running:
        live = await LiveMeeting.load(stream, self._journal, self.clock)
        if is_discarded(live.recorded):
            self._gone.add(stream)
            raise gone()
        running = Running(live, self._show(live))
        known = self._rehearsals if running.apart else self._running
        known[live.meeting.key] = running
        measures.meetings.inc()
        if running.apart:
            live.changed.append(lambda: self._look_whether_gone(running))
        for tell in self.rehearsal_begun if running.apart else self.begun:
            tell(running)
        live.grown(self._ends.get(stream, 0))  # what was told while it was read
        return running

    def _started(self, stream: str, task: asyncio.Task[Running]) -> None:
        del self._starting[stream]
        fault = None if task.cancelled() else task.exception()
        if fault is None or stream in self._gone:
            return
        log.error("the meeting %s cannot be read: %s", stream, fault)
        if isinstance(fault, Said) and not isinstance(fault, OutOfReach):  # which passes
            self.faults[_key_of(stream)] = fault
            measures.unreadable_meetings.inc()

    def _look_whether_gone(self, running: Running) -> None:
        """Another process may have discarded it."""
        if is_discarded(running.live.recorded):
            self.forget_rehearsal(running)


def _key_of(stream: str) -> str:
    return stream.rpartition("/")[2]


def _taken(key: str) -> Refused:
    return Refused(N_("There is a meeting “{key}” already. Give the new one another key."), key=key)
