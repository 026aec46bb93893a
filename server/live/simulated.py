"""Simulated members: in a rehearsal they act as members do, at the pace of people.

Their orders come by the same door as those of members: never as the clerk's, and never in a meeting
that is no rehearsal. Whoever comes to the meeting by a link is simulated no more. They stop when
the meeting closes, and when the server does: after a restart they are switched on again by hand.
"""

from __future__ import annotations

import asyncio
import logging

from server.live.answering import MARK, Wish, wishes
from server.live.cast import Cast, cast_of
from server.live.live_meeting import LiveMeeting
from server.live.meetings import Running
from server.live.order import Order
from server.live.rehearsals import Sleep, is_simulable
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.meeting.refused import Refused
from server.meeting.sitting import Phase
from server.words import N_, Said

log = logging.getLogger(__name__)


class NoRehearsal(Refused):
    """Simulated members were asked for in a meeting that is a real one."""


class Company:
    """The simulated members of one rehearsal, from when they come until they are sent away."""

    def __init__(self, live: LiveMeeting, real: set[str], sleep: Sleep) -> None:
        """`real`: who came themselves; it grows. Raises NoRehearsal."""
        if not is_simulable(live):
            raise NoRehearsal(
                N_("This is no rehearsal: simulated members act in rehearsals alone.")
            )
        self.cast: Cast = cast_of(live.meeting)
        self._live = live
        self._real = real
        self._sleep = sleep
        self._tried: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        live.changed.append(self._look)
        self._look()

    @property
    def busy(self) -> bool:
        """Whether somebody is about to do something."""
        return bool(self._tasks)

    def send_away(self) -> None:
        """Have them do nothing more; what was given already is still answered."""
        if self._look in self._live.changed:
            self._live.changed.remove(self._look)
        for task in self._tasks:
            task.cancel()

    def _look(self) -> None:
        """Have everybody begin to do what they want now and have not tried before."""
        if self._live.over is not None or self._live.meeting.sitting.phase is Phase.CLOSED:
            self.send_away()
            return
        for wish in self._wishes():
            if wish.name not in self._tried:
                self._tried.add(wish.name)
                task = asyncio.create_task(self._do(wish))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def _wishes(self) -> list[Wish]:
        return wishes(self._live.meeting, self.cast, self._real)

    async def _do(self, wish: Wish) -> None:
        """Carry out a wish after as long as a person takes, if it is still wanted then."""
        await self._sleep(self.cast.lot(wish.name).uniform(*wish.after))
        if wish.name not in [each.name for each in self._wishes()]:
            self._tried.discard(wish.name)  # it may be wanted again
            return
        if not is_simulable(self._live):  # it cannot be: but the record is worth asking twice
            return
        person = wish.person if wish.office is Office.MEMBER else ""
        try:
            await self._live.handle(
                Order(wish.office, wish.command, dict(wish.given), wish.name, person)
            )
        except Said as refused:  # as it happens to members too
            log.debug("%s: %s", wish.name, refused)


class Simulated:
    """The companies of simulated members of this server, by rehearsal."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep
        self._companies: dict[str, Company] = {}
        self._real: dict[str, set[str]] = {}

    def begin(self, running: Running) -> None:
        """Look after a rehearsal: know who acts there themselves."""
        self._real[running.live.meeting.key] = set()
        running.live.accepted.append(lambda order: self._acted(running, order))

    def switch_on(self, running: Running) -> None:
        """Have members simulated in this rehearsal. Raises NoRehearsal."""
        key = running.live.meeting.key
        if key not in self._companies:
            real = self._real.setdefault(key, set())
            self._companies[key] = Company(running.live, real, self._sleep)

    def switch_off(self, running: Running) -> None:
        """Have none simulated any more."""
        company = self._companies.pop(running.live.meeting.key, None)
        if company is not None:
            company.send_away()

    def end(self, running: Running) -> None:
        """There is nothing of this rehearsal any more."""
        self.switch_off(running)
        self._real.pop(running.live.meeting.key, None)

    def company(self, running: Running) -> Company | None:
        """Those who are simulated in this rehearsal now; None if nobody is."""
        closed = running.live.meeting.sitting.phase is Phase.CLOSED
        return None if closed else self._companies.get(running.live.meeting.key)

    def came(self, page: str, running: Running, signed_in: SignedIn) -> None:
        """A page has connected: whoever it is of acts themselves from now on."""
        if running.apart and signed_in.person:
            self._real.setdefault(running.live.meeting.key, set()).add(signed_in.person)

    def stop(self) -> None:
        """Have nobody simulated anywhere: the server ends."""
        for company in self._companies.values():
            company.send_away()
        self._companies.clear()

    def _acted(self, running: Running, order: Order) -> None:
        """Somebody gave an order: by a plain form no page need be connected."""
        if order.person and not order.id.startswith(MARK):
            self._real.setdefault(running.live.meeting.key, set()).add(order.person)
