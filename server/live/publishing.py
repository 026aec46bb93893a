"""Publishing an agenda: the plan becomes a meeting, and until that opens it is published again."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from server.council.plan import Plan
from server.council.planned import PlanPublished
from server.council.summons import summoned
from server.live.council import LiveCouncil
from server.live.meetings import Meetings, Running
from server.live.order import Order
from server.live.stream import Stream
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened
from server.meeting.refused import Refused
from server.meeting_file.faults import Fault
from server.meeting_file.names import meeting_key
from server.words import N_


class Unready(Refused):
    """The agenda cannot be published yet; `faults` say why, by their paths in a meeting file."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(N_("The agenda cannot be published yet: see what is marked below."))
        self.faults = faults


class Publisher:
    """Publishes plans."""

    def __init__(self, council: LiveCouncil, meetings: Meetings) -> None:
        self._council = council
        self._meetings = meetings

    def tried(self, plan: Plan) -> tuple[MeetingConvened | None, tuple[Fault, ...]]:
        """The meeting that the plan is now, and what is wrong with it."""
        key = plan.key or self._free_key(plan)
        return summoned(plan, self._council.register, self._council.profiles, key)

    def running(self, plan: Plan) -> Running | None:
        """The meeting that the plan became, if it has."""
        return self._meetings.find(plan.key) if plan.key else None

    def differs(self, plan: Plan) -> bool:
        """Whether the plan says something else than was published last."""
        running = self.running(plan)
        if running is None:
            return False
        convened, faults = self.tried(plan)
        return bool(faults) or convened != _published(running)

    async def publish(self, stream: Stream[Plan], by: str) -> Running:
        """Make the meeting; everybody sees its agenda from now on. Raises Unready and Refused.

        Should the server stop in between, what it had begun is done by publishing again.
        """
        convened = self._ready(stream.state)
        if not stream.state.key:
            await stream.change(lambda plan: [] if plan.key else [PlanPublished(convened.key)], by)
            convened = self._ready(stream.state)
        found = self._meetings.find(convened.key)
        return found if found is not None else await self._meetings.convene(convened, by)

    async def publish_again(self, stream: Stream[Plan], what: str, act: str) -> Running:
        """Publish what was changed, with a sentence on what is new. Raises Unready and Refused."""
        convened = self._ready(stream.state)
        running = self.running(stream.state)
        if running is None:
            raise Refused(N_("This agenda was not published yet."))
        given: Mapping[str, object] = {"agenda": msgspec.to_builtins(convened), "what": what}
        await running.live.handle(Order(Office.SERVER, "revise_agenda", dict(given), act))
        return running

    def _ready(self, plan: Plan) -> MeetingConvened:
        convened, faults = self.tried(plan)
        if convened is None or faults:
            raise Unready(faults)
        return convened

    def _free_key(self, plan: Plan) -> str:
        """A key that no meeting has, and that no other plan has become."""
        arrangements = plan.arrangements
        if arrangements is None:
            return ""
        body = self._council.register.bodies.get(arrangements.body)
        key = meeting_key(body.name if body else arrangements.body, arrangements.starts_at.date())
        taken = {other.state.key for other in self._council.plans()} | set(self._meetings.faults)
        number, free = 1, key
        while self._meetings.find(free) is not None or free in taken:
            number += 1
            free = f"{key}-{number}"
        return free


def _published(running: Running) -> MeetingConvened | None:
    """What was published last of a meeting."""
    for recorded in reversed(running.live.recorded):
        event = getattr(recorded.event, "agenda", recorded.event)
        if isinstance(event, MeetingConvened):
            return event
    return None
