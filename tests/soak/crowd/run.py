"""The whole run: two servers have the same work, and everybody follows one of them."""

from __future__ import annotations

import asyncio
import math
import tempfile
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from server.bench import machine
from server.bench.figures import percentile
from tests.soak.crowd.clerk import A_SECOND
from tests.soak.crowd.followers import Ask, State
from tests.soak.crowd.growth import Slope, memory, open_files
from tests.soak.crowd.house import HOST, PATH, Crowd, House, crowd, house
from tests.soak.crowd.socket import Where
from tests.soak.crowd.stalled import Stalled
from tests.soak.crowd.watch import (
    Held,
    Memory,
    leaked,
    missed,
    not_flat,
    out_of_order,
    poll,
)

EXACT = 0.2  # so many of the followers work out the roots themselves
LEAVING_FIRST = 0.1  # so many of them leave and come back in the first minute
"""As many as fill what is kept of those who come back: the server's `MOST_KEPT` answers, and the
addresses that yarl remembers, the last 128 of whatever length. Else it would look like growth."""
LEAVING = 0.01  # and so many each minute after it
STALLING = 3  # so many more stop reading each minute
POLLED_SECONDS = 1.0
SETTLED_SECONDS = 0.5  # until the last command is drawn


async def followed(minutes: float, followers: int) -> list[str]:
    """Ten commands a second for so long with so many followers; what went wrong."""
    with tempfile.TemporaryDirectory(prefix="orderpaper-soak-") as name:
        folder = Path(name)
        servers, clients = machine.cores()
        with machine.pinned(clients):
            async with house(folder / "followed") as here, house(folder / "alone") as twin:
                machine.pin(here.process, servers)
                async with _polled(here) as pairs, _polled(twin):
                    limit = (minutes + 5) * 120
                    crowded = crowd(here.port, followers, int(EXACT * followers), limit)
                    run = Run(here, twin, followers)
                    async with crowded as everybody:
                        await run.minutes(minutes, everybody)
                        pairs |= await everybody.orders(folder)
                run.sum_up(pairs)
    return run.wrong


class Run:
    """One run as it goes on. The twin has the same work, and nobody follows it."""

    def __init__(self, here: House, twin: House, followers: int) -> None:
        self.wrong: list[str] = []
        self._here = here
        self._twin = twin
        self._count = followers
        self._memory = Memory(here.process, twin.process)
        self._first: Held | None = None
        self._last: Held | None = None
        self._states: list[State] = []

    async def minutes(self, minutes: float, everybody: Crowd) -> None:
        """Both clerks work for so long; once a minute it is seen how everybody is."""
        stalled = Stalled(Where(HOST, self._here.port, PATH))
        try:
            async with _meanwhile(self._memory.watch()):
                for minute, seconds in _minutes(minutes):
                    await self._minute(minute, seconds, everybody, stalled)
        finally:
            stalled.close()

    async def _minute(
        self, minute: int, seconds: float, everybody: Crowd, stalled: Stalled
    ) -> None:
        began = time.monotonic()
        self._here.clerk.took.clear()
        await everybody.ask(Ask(leave=LEAVING_FIRST if minute == 1 else LEAVING))
        await stalled.more(STALLING, await self._here.root())
        until = began + seconds
        await asyncio.gather(self._here.clerk.work(until), self._twin.clerk.work(until))
        await asyncio.sleep(SETTLED_SECONDS)
        root = await self._here.root()
        self._states = await everybody.ask(Ask(root=root))
        wrong = missed(self._states, root, self._count, time.monotonic() - began)
        wrong += await self._let_go(stalled)
        self.wrong += [f"minute {minute}: {each}" for each in wrong]
        there, most = sum(s.there for s in self._states), max(s.most for s in self._states)
        print(
            f"{minute:3}  {there:,} of {self._count:,} have {root}, {most} messages each at most; "
            f"{stalled.held()} of {len(stalled)} who stopped reading are held; {self._now()}, "
            f"{self._last.files if self._last else 0} files and "
            f"{self._last.tasks if self._last else 0} tasks beside theirs",
            flush=True,
        )

    async def _let_go(self, stalled: Stalled) -> list[str]:
        """What the server should hold no longer."""
        following = sum(state.following for state in self._states) + stalled.held()
        held = Held(open_files(self._here.process) - following, await self._here.tasks())
        self._first, self._last = self._first or held, held
        overdue = stalled.overdue()
        told = [f"{overdue} who stopped reading are not let go of"] if overdue else []
        return told + leaked(self._first, held)

    def sum_up(self, pairs: set[tuple[str, str]]) -> None:
        """Say what was found, and note what of it is wrong."""
        for state in self._states:
            self.wrong += state.faults
            if state.wrong > len(state.faults):
                self.wrong.append(f"and {state.wrong - len(state.faults)} more such")
        self.wrong += filter(
            None, [out_of_order(pairs), not_flat(self._memory.more, self._memory.minutes)]
        )
        messages = sum(s.messages for s in self._states)
        asked = sum(s.asked_to_tell for s in self._states)
        again = sum(s.told_again for s in self._states)
        print(
            f"\n{self._here.clerk.given:,} commands, {len({b for _, b in pairs}):,} states of the "
            f"page, {messages:,} messages; {asked} came back and told what they held, {again} "
            f"were told once more where they were"
        )
        self._tell_memory()

    def _tell_memory(self) -> None:
        if math.isinf(self._memory.more.within):
            print("too short to tell how memory grows")
            return
        _, followed, alone = self._memory.samples[-1]
        self._tell(f"{self._count:,} following", followed, self._memory.followed)
        self._tell("nobody following", alone, self._memory.alone)
        print(f"{'the difference':18} {'':11} growing by {self._memory.more} kB a minute")

    def _tell(self, who: str, last: float, grew: Slope) -> None:
        each = grew.a_minute * 1000 / (60 * A_SECOND)
        print(
            f"{who:18} {last / 1000:8,.1f} MB, growing by {grew} kB a minute, "
            f"{each:,.0f} bytes a command"
        )

    def _now(self) -> str:
        slow = percentile(self._here.clerk.took, 95)
        return f"commands p95 {slow:.0f} ms, {memory(self._here.process) / 1000:,.1f} MB"


def _minutes(minutes: float) -> list[tuple[int, float]]:
    """The minutes of so long a time: each by its number, with its seconds."""
    count = math.ceil(minutes)
    return [(each + 1, 60 * min(1.0, minutes - each)) for each in range(count)]


@asynccontextmanager
async def _polled(here: House) -> AsyncIterator[set[tuple[str, str]]]:
    """Which root the server itself said came after which, as far as it was asked."""
    pairs: set[tuple[str, str]] = set()
    async with _meanwhile(poll(here.root, pairs, POLLED_SECONDS)):
        yield pairs


@asynccontextmanager
async def _meanwhile(work: Coroutine[object, object, None]) -> AsyncIterator[None]:
    """Have this done for as long as the block lasts. What it raises is raised at the end."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
