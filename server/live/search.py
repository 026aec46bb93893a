"""Keeping what can be found up to date: a short while after a meeting has changed for those
outside, and at start wherever it is not what the journal tells.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine

from server.journal.journal import Journal
from server.live.erasure import recorded_of
from server.live.live_meeting import LiveMeeting
from server.live.meetings import PREFIX, Meetings
from server.live.passages import Passages
from server.meeting.sides import Sides, sides_of
from server.words import Said

PAUSE = 1.0  # seconds in which what changes is gathered
RESPITE = 10.0  # seconds until it is tried again where it could not be written

log = logging.getLogger(__name__)


class Indexing:
    """Writes what changed, one meeting after the other, and lets whoever gives a command go first.

    Private business leaves the outside of a meeting as it is: then nothing at all is done here.
    Each process that takes commands has one; what another has written is not written again.
    """

    def __init__(self, journal: Journal, meetings: Meetings, pause: float = PAUSE) -> None:
        self._journal = journal
        self._meetings = meetings
        self._pause = pause
        self._passages: dict[str, Passages] = {}
        self._due: dict[str, LiveMeeting] = {}
        self._erased: set[str] = set()
        self._called = asyncio.Event()
        self._idle = asyncio.Event()
        journal.index.forgotten.append(self._forgotten)

    def watch(self, live: LiveMeeting) -> None:
        """Keep what is found of this meeting up to date, from now on."""
        known = live.outside

        def changed() -> None:
            nonlocal known
            if live.outside is not known:
                known = live.outside
                self._is_due(live)

        live.changed.append(changed)
        self._is_due(live)

    async def run(self) -> None:
        """Do so until it is cancelled."""
        pause = self._pause
        if not await self._done(self._forget_what_is_gone()):
            pause = RESPITE
        while True:
            if not self._due:
                self._idle.set()
            await self._called.wait()
            await asyncio.sleep(pause)
            self._called.clear()
            pause = self._pause if await self._do_what_is_due() else RESPITE

    async def settled(self) -> None:
        """Wait until nothing is left to do."""
        await self._idle.wait()

    async def make_anew(self) -> int:
        """Forget everything that can be found, and find it again; of how many meetings."""
        await self._journal.index.clear()
        meetings = [running.live for running in self._meetings]
        for live in meetings:
            await self._bring_up_to_date(live)
        return len(meetings)

    def _is_due(self, live: LiveMeeting) -> None:
        self._due[live.meeting.key] = live
        self._idle.clear()
        self._called.set()

    def _forgotten(self, key: str) -> None:
        """A line of it was erased, perhaps: what is left of it is to be found again."""
        running = self._meetings.find(key)
        if running is not None:
            self._erased.add(key)
            self._is_due(running.live)

    async def _do_what_is_due(self) -> bool:
        """Whether all of it could be written; what could not is still due."""
        for key in list(self._due):
            await self._meetings.give_way()
            live = self._due.pop(key)
            if not await self._done(self._bring_up_to_date(live)):
                self._is_due(live)
                return False
        return True

    async def _done(self, work: Coroutine[None, None, None]) -> bool:
        """Whether this could be done; the meetings go on all the same."""
        try:
            await work
        except Said as away:
            log.warning("what can be searched is not brought up to date yet: %s", away)
            return False
        except Exception:  # of one meeting: the others are to be found all the same
            log.exception("what can be searched could not be brought up to date")
        return True

    async def _bring_up_to_date(self, live: LiveMeeting) -> None:
        key = live.meeting.key
        erased = key in self._erased
        self._erased.discard(key)
        try:
            # What is in memory may hold an erased name for a moment longer.
            sides = await _stored(self._journal, live.stream) if erased else live.sides
            passages = self._passages.setdefault(key, Passages()).of(sides)
            await self._journal.index.replace(key, passages)
        except Said:
            self._erased |= {key} if erased else set()
            raise

    async def _forget_what_is_gone(self) -> None:
        """Of a meeting that no stream tells of nothing is found."""
        found = await self._journal.index.meetings()
        known = {each.removeprefix(PREFIX) for each in await self._journal.streams(PREFIX)}
        for key in found - known:
            await self._journal.index.forget(key)


async def reindex(journal: Journal) -> int:
    """Make what can be searched anew, of a journal that no server has open; how many meetings."""
    await journal.index.clear()
    streams = await journal.streams(PREFIX)
    for stream in streams:
        sides = await _stored(journal, stream)
        await journal.index.replace(sides.outside.key, Passages().of(sides))
    return len(streams)


async def _stored(journal: Journal, stream: str) -> Sides:
    """A meeting as its stream tells it now."""
    return sides_of(recorded_of(await journal.read(stream)))
