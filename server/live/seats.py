"""Drawing members' own seats: after the acknowledgement, not too often, and a few at a time.

A hundred members each have a panel of their own, so that all of them together are the largest
drawing there is: no order waits until it is done.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import NamedTuple

from server.live.meetings import Running
from server.live.show import FIRST_SECONDS, LEAST_SECONDS
from server.meeting.audience import Sight
from server.meeting.record import Audience
from server.render.house import Houses
from server.render.room import Rooms
from server.render.seat import Seat

AT_ONCE = 4  # drawn in some milliseconds; then everything else has its turn

log = logging.getLogger(__name__)


class Shown(NamedTuple):
    """The seat that is shown on one page."""

    sid: str
    seat: Seat


class Shared(NamedTuple):
    """What the seats of one meeting share while they are drawn."""

    sight: Sight
    houses: Houses
    rooms: Rooms


class Seats:
    """The seats of all meetings. `of` gives those of a meeting, `send` one page its new seat."""

    def __init__(
        self, of: Callable[[Running], Iterable[Shown]], send: Callable[[str, str], None]
    ) -> None:
        self._of = of
        self._send = send
        self._due: dict[Running, asyncio.TimerHandle] = {}
        self._drawn: dict[Running, float] = {}
        self._under_way: set[Running] = set()
        self._again: set[Running] = set()

    def changed(self, running: Running) -> None:
        """Have the seats of this meeting drawn again where they have changed."""
        if running in self._under_way:
            self._again.add(running)
        if running in self._due:
            return
        loop = asyncio.get_running_loop()
        soon = loop.time() + FIRST_SECONDS
        when = max(soon, self._drawn.get(running, 0.0) + LEAST_SECONDS)
        self._due[running] = loop.call_at(when, self._begin, running)

    def close(self) -> None:
        """Draw nothing any more."""
        for due in self._due.values():
            due.cancel()
        self._due.clear()

    def _begin(self, running: Running) -> None:
        # Nothing is due any more from here on: whatever goes wrong, the next change is drawn.
        del self._due[running]
        self._under_way.add(running)
        shared = Shared(Sight(Audience.MEMBER), Houses(), Rooms())
        self._some(running, list(self._of(running)), shared)

    def _some(self, running: Running, left: list[Shown], shared: Shared) -> None:
        """Draw a few, and the others later: by then as things stand then."""
        self._due.pop(running, None)
        loop = asyncio.get_running_loop()
        now, later = left[:AT_ONCE], left[AT_ONCE:]
        if now:
            self._draw(running, now, shared)
        if later:
            self._due[running] = loop.call_later(0, self._some, running, later, shared)
            return
        self._drawn[running] = loop.time()
        self._under_way.discard(running)
        if running in self._again:
            self._again.discard(running)
            self.changed(running)

    def _draw(self, running: Running, some: list[Shown], shared: Shared) -> None:
        there = {shown.sid for shown in self._of(running)}
        seen = shared.sight.of(running.live.sides)
        house, inside = shared.houses.of(seen), running.live.meeting
        for sid, seat in some:
            try:
                if sid in there and seat.show(seen, house, inside, shared.rooms):
                    self._send(sid, str(seat.html))
            except Exception:  # the others are drawn all the same
                log.exception("a seat could not be drawn in %s", running.live.stream)
