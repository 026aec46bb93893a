"""A performance: a script played on a running meeting, at speed, until somebody takes over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from server.live.live_meeting import LiveMeeting
from server.live.order import Answer, Order
from server.meeting.command import Office
from server.script import Line, Names

LONGEST_PAUSE = 20.0  # seconds, however long the pause was in the meeting itself

TAKEN_OVER = Order(Office.CLERK, "take_over_performance", {}, "performance-taken-over")

log = logging.getLogger(__name__)


class Performance:
    """Plays the lines of a script on one meeting.

    Every line has a command id of its own, so a performance that was interrupted by a restart
    goes on where it was: what was done before is answered at once and not done again.
    """

    def __init__(self, live: LiveMeeting, lines: Sequence[Line], speed: float) -> None:
        self._live = live
        self._lines = lines
        self._speed = speed
        self._names = Names()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the background."""
        self._live.accepted.append(self._somebody_acted)
        self._task = asyncio.create_task(self._play())

    async def finished(self) -> None:
        """Wait until it has ended, however it ended."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def stop(self) -> None:
        """End it where it stands."""
        if self._task is not None:
            self._task.cancel()
            await self.finished()

    async def _play(self) -> None:
        before = self._lines[0].at if self._lines else None
        for line in self._lines:
            if not self._going_on():
                return
            order = self._order(line)
            if not self._live.knows(order) and before is not None:
                pause = (line.at - before).total_seconds() / self._speed
                await asyncio.sleep(min(pause, LONGEST_PAUSE))
                if not self._going_on():
                    return
            before = line.at
            try:
                answer: Answer = await self._live.handle(order)
            except Exception as refused:
                if not line.refused:
                    log.error("the performance ends at line %d: %s", line.number, refused)
                    return
                continue
            self._names.keep(line, answer.entry)

    def _order(self, line: Line) -> Order:
        given = dict(self._names.resolve(line))
        if line.person:
            return Order(Office.MEMBER, line.do, given, line.command_id, line.person)
        return Order(line.office, line.do, given, line.command_id)

    def _somebody_acted(self, order: Order) -> None:
        """A clerk who gives a command has taken over: two clerks would only confuse."""
        own = {line.command_id for line in self._lines} | {TAKEN_OVER.id}
        if order.office is not Office.CLERK or order.id in own or self._task is None:
            return
        self._task.cancel()
        if self._going_on():
            self._task = asyncio.create_task(self._give_up())

    async def _give_up(self) -> None:
        await self._live.handle(TAKEN_OVER)

    def _going_on(self) -> bool:
        return self._live.meeting.performed
