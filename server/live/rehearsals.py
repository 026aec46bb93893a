"""Rehearsals: a meeting is tried out on a copy of it, which leaves nothing in the record.

The copy has a stream of its own, apart from those of meetings. It is discarded by whoever began it,
and by itself after a week: then every line of it is overwritten, and only that there were lines,
when and of which kind, stays in the chain, so that the journal still verifies.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from server.journal.journal import Append, Conflict, Journal, Row
from server.live.lines import line
from server.live.live_meeting import LiveMeeting
from server.live.meetings import Meetings, Running
from server.live.rehearsed import REHEARSALS, RehearsalDiscarded, gone, plan_of, stream_of
from server.meeting.convened import MeetingConvened
from server.meeting.event import Recorded, Stamp
from server.render.language import voice
from server.words import N_, Said

KEPT = timedelta(days=7)
ONCE_A_DAY = 24 * 60 * 60.0  # seconds
MARK = "-rehearsal-"
TITLE = N_("Rehearsal: {title}")
TRIES = 5  # where somebody else writes to the same stream meanwhile

log = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]


class Rehearsals:
    """The rehearsals of this server."""

    def __init__(self, meetings: Meetings, journal: Journal, sleep: Sleep = asyncio.sleep) -> None:
        self.shutting: list[Callable[[str], Awaitable[None]]] = []
        """Told of the key of a rehearsal that is being discarded: its links are to open nothing."""
        self._meetings = meetings
        self._journal = journal
        self._sleep = sleep

    async def begin(self, convened: MeetingConvened, by: str, plan: str = "") -> Running:
        """Begin a rehearsal of a meeting, now; `plan`: of the plan with this id."""
        copy = rehearsal_of(convened, self._meetings)
        return await self._meetings.convene(copy, by, stream_of(copy.key, plan))

    def of_plan(self, plan: str) -> Running | None:
        """The newest rehearsal of this plan, if there is one."""
        found = [each for each in self._meetings.rehearsals if plan_of(each.live.stream) == plan]
        return max(found, key=_begun_at, default=None)

    async def discard(self, running: Running, by: str) -> None:
        """Have nothing of a rehearsal any more. Raises what the journal does; what was not erased
        then is with the next tidying."""
        live = running.live
        key = live.meeting.key
        live.over = gone()
        try:
            await live.settled()
            for shut in self.shutting:
                await shut(key)
            await self._say(live.stream, by)
        except BaseException:
            live.over = None
            raise
        self._meetings.forget_rehearsal(running)
        await live.close()
        await self._erase(live.stream)
        log.warning("a rehearsal was discarded: %s", key)

    async def run(self) -> None:
        """Tidy now and once a day, until it is cancelled."""
        while True:
            try:
                await self.tidy()
            except Said as away:
                log.warning("old rehearsals are not discarded yet: %s", away)
            except Exception:  # the meetings go on all the same
                log.exception("old rehearsals could not be discarded")
            await self._sleep(ONCE_A_DAY)

    async def tidy(self) -> None:
        """Discard what is older than a week, and go on where discarding was interrupted."""
        for stream in await self._journal.streams(REHEARSALS):
            rows = await self._journal.read(stream)
            if _is_over(rows):
                await self._erase(stream)
            elif self._meetings.clock.now() - rows[0].recorded_at > KEPT:
                await self._discard_by_itself(stream)

    async def _discard_by_itself(self, stream: str) -> None:
        key = stream.rpartition("/")[2]
        running = self._meetings.inside(key)
        if running is not None and running.apart:
            await self.discard(running, "retention")
            return
        await self._say(stream, "retention")  # this version cannot read it
        await self._erase(stream)

    async def _say(self, stream: str, by: str) -> None:
        """Put on the stream that it is over, unless that was said before."""
        for tried in range(1, TRIES + 1):
            rows = await self._journal.read(stream)
            if _is_over(rows):
                return
            now = max(self._meetings.clock.now(), rows[-1].recorded_at)
            id = self._meetings.clock.new_id()
            said = line(Recorded(Stamp(id, now, now, by, f"discard-{id}"), RehearsalDiscarded()))
            try:
                return await self._journal.append([Append(stream, len(rows), (said,))])
            except Conflict:  # somebody else wrote there first
                if tried == TRIES:
                    raise

    async def _erase(self, stream: str) -> None:
        """Overwrite every line but the one that says that it is over, which tells nothing."""
        for row in await self._journal.read(stream):
            if row.payload is not None and row.event != RehearsalDiscarded.__name__:
                await self._journal.erase(stream, row.position)


def rehearsal_of(convened: MeetingConvened, meetings: Meetings) -> MeetingConvened:
    """A copy of a meeting that begins now and says that it is a rehearsal wherever it has a title.

    It is a copy of a copy only once: a rehearsal of a rehearsal bears its mark once.
    """
    tongue = voice(convened.profile.languages[0], convened.profile.timezone)
    mark = tongue.gettext(TITLE)
    name = convened.name if convened.rehearsal else mark.format(title=convened.name)
    return replace(
        convened,
        key=f"{convened.key.partition(MARK)[0]}{MARK}{secrets.token_hex(3)}",
        name=name,
        starts_at=meetings.clock.now(),
        rehearsal=True,
        performed=False,
    )


def is_simulable(live: LiveMeeting) -> bool:
    """Whether simulated members may act in it: in a rehearsal that is kept apart, and nowhere."""
    return live.stream.startswith(REHEARSALS) and live.meeting.rehearsal


def _begun_at(running: Running) -> datetime:
    return running.live.recorded[0].stamp.recorded_at


def _is_over(rows: Sequence[Row]) -> bool:
    return any(row.event == RehearsalDiscarded.__name__ for row in rows)
