"""Publishing an agenda: the plan becomes a meeting, and until that opens it is published again."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from server.council.plan import Plan
from server.council.planned import PlanPublished
from server.council.planning import drop
from server.council.summons import summoned
from server.live.council import LiveCouncil
from server.live.measured import SizeOf, measured
from server.live.meetings import Meetings, Running
from server.live.order import Order
from server.live.stream import Stream
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened
from server.meeting.refused import Refused
from server.meeting.summons import summons_of
from server.meeting_file.faults import Fault
from server.meeting_file.names import meeting_key
from server.words import N_

TRIES = 5


class Unready(Refused):
    """The agenda cannot be published yet; `faults` say why, by their paths in a meeting file."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(N_("The agenda cannot be published yet: see what is marked below."))
        self.faults = faults


class Publisher:
    """Publishes plans."""

    def __init__(
        self, council: LiveCouncil, meetings: Meetings, size_of: SizeOf = lambda _: 0
    ) -> None:
        """`size_of` tells how many bytes the file with a digest has."""
        self._council = council
        self._meetings = meetings
        self._size_of = size_of

    def tried(self, plan: Plan) -> tuple[MeetingConvened | None, tuple[Fault, ...]]:
        """The meeting that the plan is now, and what is wrong with it."""
        running = self.running(plan)
        key = running.live.meeting.key if running is not None else self._free_key(plan)
        convened, faults = summoned(plan, self._council.register, self._council.profiles, key)
        return measured(convened, self._size_of) if convened is not None else None, faults

    def running(self, plan: Plan) -> Running | None:
        """The meeting that was convened from the plan, if it was. No other meeting is the plan's,
        whatever its key."""
        found = self._meetings.find(plan.key) if plan.key else None
        if found is not None and _plan_of(found) == plan.id:
            return found
        return next((each for each in self._meetings if _plan_of(each) == plan.id), None)

    def differs(self, plan: Plan) -> bool:
        """Whether the plan says something else than was published last."""
        running = self.running(plan)
        if running is None:
            return False
        convened, faults = self.tried(plan)
        published = summons_of(running.live.recorded)
        # One of an earlier version has no sizes, and has not changed for that.
        known = measured(published, self._size_of) if published is not None else None
        return bool(faults) or convened != known

    async def publish(self, stream: Stream[Plan], by: str) -> Running:
        """Make the meeting; everybody sees its agenda from now on. Raises Unready and Refused.

        One that was published already stays as it is. Should the server stop in between, the
        meeting is known by the plan that it says.
        """
        async with self._council.publishing:
            running = self.running(stream.state)
            if running is None:
                if stream.state.dropped:
                    raise Refused(N_("This agenda was discarded."))
                running = await self._convene(stream.state, by)
            key = running.live.meeting.key
            await stream.change(lambda plan: [] if plan.key == key else [PlanPublished(key)], by)
            return running

    async def publish_again(self, stream: Stream[Plan], what: str, act: str) -> Running:
        """Publish what was changed, with a sentence on what is new. Raises Unready and Refused."""
        convened = self._ready(stream.state)
        running = self.running(stream.state)
        if running is None:
            raise Refused(N_("This agenda was not published yet."))
        given: Mapping[str, object] = {"agenda": msgspec.to_builtins(convened), "what": what}
        await running.live.handle(Order(Office.SERVER, "revise_agenda", dict(given), act))
        return running

    async def drop(self, stream: Stream[Plan], by: str) -> None:
        """Discard an agenda that is no meeting. Raises Refused."""
        async with self._council.publishing:
            convened = self.running(stream.state) is not None
            await stream.change(lambda plan: drop(plan, convened=convened), by)

    async def _convene(self, plan: Plan, by: str) -> Running:
        """Convene the meeting under a key that nobody has: another process may be quicker."""
        for _ in range(TRIES - 1):
            try:
                return await self._meetings.convene(self._ready(plan), by)
            except Unready:
                raise
            except Refused:
                continue  # the key that was free is not any more
        return await self._meetings.convene(self._ready(plan), by)

    def _ready(self, plan: Plan) -> MeetingConvened:
        convened, faults = self.tried(plan)
        if convened is None or faults:
            raise Unready(faults)
        return convened

    def _free_key(self, plan: Plan) -> str:
        """A key that no meeting has."""
        arrangements = plan.arrangements
        if arrangements is None:
            return ""
        body = self._council.register.bodies.get(arrangements.body)
        key = meeting_key(body.name if body else arrangements.body, arrangements.starts_at.date())
        number, free = 1, key
        while self._meetings.find(free) is not None or free in self._meetings.faults:
            number += 1
            free = f"{key}-{number}"
        return free


def _plan_of(running: Running) -> str:
    """The plan that a meeting was convened from."""
    first = running.live.recorded[0].event
    return first.plan_id if isinstance(first, MeetingConvened) else ""
