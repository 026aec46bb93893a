"""Devices: whose pages are connected. Each meeting is told, as evidence; it is no attendance.

A person is connected while at least one page of theirs is: two devices are one person. Their
connection is lost when no page has been there for a while: a reload or a change of network is no
loss. Either is recorded with the time at which it was so, by a command that is the server's own.
A page may be connected to another process: before a loss is recorded, all of them are asked.

A device that comes and goes does not fill the journal: of one person in one meeting at most so many
changes are recorded within so many seconds. What is held back is looked at again then, and recorded
if it is still so. So is what could not be stored, until the meeting is closed.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable

import msgspec

from server.journal.bell import Bell, Silence
from server.live.meetings import Running
from server.live.order import Order
from server.live.others import ASKED_FOR, Found, Others
from server.live.signed_in import SignedIn
from server.meeting.command import SEATS, Office
from server.meeting.sitting import Phase
from server.words import Said

log = logging.getLogger(__name__)


class Patience(msgspec.Struct, frozen=True):
    """How long is waited, in seconds.

    `away`: until a connection counts as lost. `after_start`: until those who were connected when
    the server ended must be back; their pages try at least every 15 seconds. At most `most` changes
    are recorded `within` so many seconds of each other, but for those during a vote, before whose
    close each is to be known. `elsewhere`: after which it is asked again whether somebody whose
    pages are in another process still has one there, for that process may have died.
    """

    away: float = 8.0
    after_start: float = 30.0
    most: int = 6
    within: float = 60.0
    elsewhere: float = 60.0


PATIENCE = Patience()


class _Person(msgspec.Struct, eq=False):
    """A person in a meeting: their pages, since when there are some or none, and what is due."""

    running: Running
    id: str
    since: float
    recorded: deque[float]
    pages: set[str] = msgspec.field(default_factory=set)
    due: asyncio.TimerHandle | None = None
    recording: bool = False

    @property
    def out_of_step(self) -> bool:
        """Whether the meeting does not know yet that they are connected, or are not."""
        known = self.running.live.meeting.connections.connected(self.id)
        return known is not bool(self.pages)


class Devices:
    """The connected pages of those who have a seat, in all meetings."""

    def __init__(
        self,
        new_id: Callable[[], str],
        bell: Bell | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._new_id = new_id
        self._patience = patience or PATIENCE
        self._others = Others(bell or Silence(), new_id, lambda *who: self.pages_of(*who) > 0)
        self._people: dict[tuple[str, str], _Person] = {}
        self._pages: dict[str, _Person] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def begin(self, running: Running) -> None:
        """Look after a meeting. Those who were connected when the server ended are waited for."""
        self._await_those_elsewhere(running, self._patience.after_start)
        if self._others.may_be:
            running.live.changed.append(lambda: self._changed(running))

    def _await_those_elsewhere(self, running: Running, seconds: float) -> None:
        """Those who are known to be connected, and have no page here, are looked for then."""
        meeting = running.live.meeting
        if meeting.sitting.phase is Phase.CLOSED:
            return
        for id in meeting.connections.known:
            here = self.pages_of(meeting.key, id) > 0
            if meeting.connections.connected(id) and not here:
                person = self._person(running, id)
                if person.due is None and not person.recording:
                    self._look_later(person, seconds)

    def _changed(self, running: Running) -> None:
        """What others recorded: that somebody came to them, who is looked for in case that process
        dies; or that somebody was lost who has a page here, for it could not be asked."""
        self._await_those_elsewhere(running, self._patience.elsewhere)
        for person in self._people.values():
            mine = person.running is running and person.pages and person.out_of_step
            if mine and person.due is None and not person.recording:
                self._look_later(person, 0)

    def came(self, page: str, running: Running, signed_in: SignedIn) -> None:
        """A page has connected. Pages of those who have no seat are let be."""
        seats = {person.id for person in running.live.meeting.may_sit}
        if self._closed or signed_in.office not in SEATS or signed_in.person not in seats:
            return
        person = self._pages[page] = self._person(running, signed_in.person)
        person.pages.add(page)
        if len(person.pages) == 1:
            person.since = _now()
            self._look_later(person, 0)

    def went(self, page: str) -> None:
        """A page is connected no more. It may be told more than once."""
        person = self._pages.pop(page, None)
        if person is None:
            return
        person.pages.discard(page)
        if not person.pages:
            person.since = _now()
            self._look_later(person, self._patience.away)

    def pages_of(self, key: str, person: str) -> int:
        """How many pages of a person are connected in a meeting."""
        known = self._people.get((key, person))
        return len(known.pages) if known is not None else 0

    @property
    def busy(self) -> bool:
        """Whether something is about to be recorded, or is being."""
        due = (p.due.when() for p in self._people.values() if p.due is not None)
        return bool(self._tasks) or any(when <= _now() for when in due)

    async def close(self) -> None:
        """Record nothing more: when the server ends, everybody's connection does, and that says
        nothing about anybody. What is being recorded is waited for."""
        self._closed = True
        self._others.close()
        for person in self._people.values():
            if person.due is not None:
                person.due.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _person(self, running: Running, id: str) -> _Person:
        key = (running.live.meeting.key, id)
        if key not in self._people:
            kept: deque[float] = deque(maxlen=self._patience.most)
            self._people[key] = _Person(running, id, _now(), kept)
        return self._people[key]

    def _look_later(self, person: _Person, seconds: float) -> None:
        if person.due is not None:
            person.due.cancel()
        if not self._closed:
            loop = asyncio.get_running_loop()
            person.due = loop.call_later(seconds, self._look, person)

    def _look(self, person: _Person) -> None:
        person.due = None
        if self._closed or person.recording or not person.out_of_step:
            return
        held_back = self._held_back(person)
        if held_back > 0:
            self._look_later(person, held_back)
            return
        person.recording = True
        task = asyncio.create_task(self._record(person))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _held_back(self, person: _Person) -> float:
        """For how many seconds nothing more may be recorded of them."""
        voting = person.running.live.meeting.votes.pending is not None
        if voting or len(person.recorded) < self._patience.most:
            return 0.0
        return person.recorded[0] + self._patience.within - _now()

    async def _record(self, person: _Person) -> None:
        again = self._patience.away or ASKED_FOR
        try:
            again = await self._try_to_record(person)
        except Said as trouble:
            if person.running.live.meeting.sitting.phase is Phase.CLOSED:
                return  # there is nothing to be evidence for any more
            log.debug("a connection is not recorded yet: %s", trouble)
        except Exception:
            log.exception("a connection could not be recorded in %s", person.running.live.stream)
        finally:
            person.recording = False
        if person.due is not None:
            return
        if again:
            self._look_later(person, again)
        else:
            self._look(person)  # they may have come or gone meanwhile

    async def _try_to_record(self, person: _Person) -> float:
        """Record that somebody came, or is nowhere any more; or say after how many seconds to look
        again. Raises what recording does."""
        if not person.pages:
            found = await self._others.have(person.running.live.meeting.key, person.id)
            if found is Found.HERE:
                person.since = _now()
                return self._patience.elsewhere
            if found is Found.UNKNOWN:
                return self._patience.away or ASKED_FOR
        if self._closed or not person.out_of_step:  # they came meanwhile, or others recorded it
            return 0.0
        given: dict[str, object] = {"person": person.id, "connected": bool(person.pages)}
        order = Order(
            Office.SERVER,
            "record_connection",
            given,
            self._new_id(),
            waited=(_now() - person.since) * 1000,
        )
        await person.running.live.handle(order)
        person.recorded.append(_now())
        return 0.0


def _now() -> float:
    return asyncio.get_running_loop().time()
