"""What councils keep between their meetings: the register, and the plans of meetings to be."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping

import server.council.registered  # noqa: F401  # its changes must be known before it is read
from server.council.plan import Arrangements, Plan, PlanItem
from server.council.planned import PlanBegun
from server.council.register import Register
from server.journal.journal import Journal
from server.live.stream import Stream
from server.live.turn import Clock
from server.words import Said

REGISTER = "register"
PLANS = "plan/"

log = logging.getLogger(__name__)


class LiveCouncil:
    """The register and the plans, as they are now."""

    def __init__(self, journal: Journal, clock: Clock, profiles: Mapping[str, str]) -> None:
        """`profiles`: the ready rules of bodies, as files have them, by name."""
        self.profiles = profiles
        self.kept: Stream[Register] = Stream(REGISTER, Register(), journal, clock)
        self.publishing = asyncio.Lock()  # one agenda after the other, for a key is of one meeting
        self._plans: dict[str, Stream[Plan]] = {}
        self._journal = journal
        self._clock = clock
        self._starting: set[asyncio.Task[None]] = set()

    @property
    def register(self) -> Register:
        """The councils, bodies, people and seats."""
        return self.kept.state

    async def load(self) -> None:
        """Read the register and every plan. One plan that cannot be read stops no other."""
        await self.kept.load()
        for name in await self._journal.streams(PLANS):
            await self._load_plan(name)

    def plan(self, id: str) -> Stream[Plan] | None:
        """The plan with this id, if there is one."""
        return self._plans.get(id)

    def plan_of(self, key: str) -> Stream[Plan] | None:
        """The plan from which a meeting was published, if it was."""
        return next((each for each in self._plans.values() if each.state.key == key), None)

    def plans(self) -> Iterator[Stream[Plan]]:
        """Every plan that was not dropped."""
        return (each for each in self._plans.values() if not each.state.dropped)

    async def begin_plan(
        self, arrangements: Arrangements, items: tuple[PlanItem, ...], by: str, id: str = ""
    ) -> Stream[Plan]:
        """Begin the plan of a meeting, under an id that nobody has."""
        id = id or self._clock.new_id()
        stream = self._new(id)
        await stream.change(lambda _: [PlanBegun(id, arrangements, items)], by)
        self._plans[id] = stream
        return stream

    def new_id(self) -> str:
        """An id that nobody has."""
        return self._clock.new_id()

    def refs(self) -> Iterator[str]:
        """Ids without end, for items."""
        return iter(self._clock.new_id, "")

    def told(self, name: str, end: int) -> None:
        """A stream ends there: what was written elsewhere is read on."""
        if name == REGISTER:
            self.kept.grown(end)
        elif name.startswith(PLANS):
            known = self._plans.get(name.removeprefix(PLANS))
            if known is not None:
                known.grown(end)
            else:
                task = asyncio.create_task(self._load_plan(name))
                self._starting.add(task)
                task.add_done_callback(self._starting.discard)

    async def close(self) -> None:
        """Read on no more."""
        for task in tuple(self._starting):
            task.cancel()
            await asyncio.wait([task])
        await self.kept.close()
        for plan in self._plans.values():
            await plan.close()

    async def _load_plan(self, name: str) -> None:
        id = name.removeprefix(PLANS)
        stream = self._new(id)
        try:
            await stream.load()
        except Said as fault:
            log.error("the plan %s cannot be read: %s", name, fault)
            return
        if stream.changes:
            self._plans.setdefault(id, stream)

    def _new(self, id: str) -> Stream[Plan]:
        return Stream(PLANS + id, Plan(), self._journal, self._clock)
