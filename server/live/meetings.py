"""All meetings of this server, loaded from the journal, and how a new one is made."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator

import msgspec

from server.journal.journal import Append, Journal
from server.live.live_meeting import Clock, LiveMeeting, line
from server.live.show import Show
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
        self.faults: dict[str, Said] = {}

    async def load(self) -> None:
        """Load every meeting of the journal. One that cannot be read stops no other."""
        for stream in await self._journal.streams(PREFIX):
            try:
                await self._start(stream)
            except Said as fault:
                self.faults[stream.removeprefix(PREFIX)] = fault
                log.error("the meeting %s cannot be read: %s", stream, fault)

    def find(self, key: str) -> Running | None:
        """The meeting with this key, if there is one."""
        return self._running.get(key)

    def __iter__(self) -> Iterator[Running]:
        return iter(self._running.values())

    async def convene(self, convened: MeetingConvened, actor: str) -> Running:
        """Make a meeting. Raises Refused if its key is taken."""
        if convened.key in self._running or convened.key in self.faults:
            raise Refused(
                N_("There is a meeting “{key}” already. Give the new one another key."),
                key=convened.key,
            )
        now = self.clock.now()
        stamp = Stamp(self.clock.new_id(), now, now, actor, f"convene-{convened.key}")
        stream = PREFIX + convened.key
        await self._journal.append([Append(stream, 0, (line(Recorded(stamp, convened)),))])
        return await self._start(stream)

    async def settled(self) -> None:
        """Wait until every order that was taken in is answered."""
        for running in self:
            await running.live.settled()

    async def give_way(self) -> None:
        """Let everything else go first, above all an order that is under way.

        Not for long: whoever only follows is not to wait for ever either.
        """
        await asyncio.sleep(0)
        if any(running.live.busy for running in self):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.settled(), LONGEST_WAY)

    async def _start(self, stream: str) -> Running:
        live = await LiveMeeting.load(stream, self._journal, self.clock)
        running = Running(live, self._show(live))
        self._running[live.meeting.key] = running
        return running
