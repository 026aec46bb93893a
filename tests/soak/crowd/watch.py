"""A run as it is watched: minute by minute, and what is said of it at the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from graphlib import CycleError, TopologicalSorter

import msgspec

from tests.soak.crowd.followers import State
from tests.soak.crowd.growth import Slope, memory, slope

SAMPLED_SECONDS = 5.0
SETTLING = 0.25  # of the run: what everybody needs once is not growth
SETTLED_AFTER_SECONDS = 120.0  # at most; by then the first who stopped reading have been let go
JUDGED_MINUTES = 3  # at least, before anything is said of growth
PUSHES_A_SECOND = 10
SLACK = 3  # files and tasks that come and go: a request that is being answered


class Held(msgspec.Struct, frozen=True):
    """What the server holds in a pause, apart from the followers' own connections."""

    files: int
    tasks: int


class Memory:
    """What two servers hold, of which the second has the same work and nobody follows it.

    Memory grows with the record, followers or not: so what counts is by how much more it grows.
    """

    def __init__(self, followed: int, alone: int) -> None:
        self.samples: list[tuple[float, float, float]] = []
        self._followed = followed
        self._alone = alone

    async def watch(self) -> None:
        """Sample both for ever."""
        began = time.monotonic()
        while True:
            at = time.monotonic() - began
            self.samples.append((at, memory(self._followed), memory(self._alone)))
            await asyncio.sleep(SAMPLED_SECONDS)

    @property
    def followed(self) -> Slope:
        """The kB a minute by which the first grew."""
        return slope([(at, followed) for at, followed, _ in self._settled])

    @property
    def alone(self) -> Slope:
        """The kB a minute by which the second grew."""
        return slope([(at, alone) for at, _, alone in self._settled])

    @property
    def more(self) -> Slope:
        """By how much more the first grew, measured pair by pair."""
        return slope([(at, followed - alone) for at, followed, alone in self._settled])

    @property
    def minutes(self) -> float:
        """How long it was watched, to the nearest tenth of a minute."""
        return round(self.samples[-1][0] / 60, 1) if self.samples else 0.0

    @property
    def _settled(self) -> list[tuple[float, float, float]]:
        last = self.samples[-1][0] if self.samples else 0.0
        first = min(SETTLED_AFTER_SECONDS, last * SETTLING)
        return [sample for sample in self.samples if sample[0] >= first]


def not_flat(more: Slope, minutes: float) -> str:
    """What is wrong if memory grows faster with followers than without, beyond what chance does.

    Nothing is said of a run too short to tell growth from settling.
    """
    if minutes < JUDGED_MINUTES or more.a_minute <= more.within:
        return ""
    return f"memory grew by {more} kB a minute more with followers than without"


def leaked(first: Held, now: Held) -> list[str]:
    """What of files and tasks has become more since the first pause."""
    told = []
    if now.files > first.files + SLACK:
        told.append(f"{now.files} files are open beside the followers', {first.files} at first")
    if now.tasks > first.tasks + SLACK:
        told.append(f"there are {now.tasks} tasks, and were {first.tasks} at first")
    return told


def missed(states: Sequence[State], root: str, count: int, seconds: float) -> list[str]:
    """What is wrong in a pause, so many seconds after the last."""
    there, following = sum(s.there for s in states), sum(s.following for s in states)
    most, allowed = max(s.most for s in states), PUSHES_A_SECOND * seconds + SLACK
    told = []
    if there != count:
        told.append(f"{count - there} followers of {count} have not come to {root}")
    if following != count:
        told.append(f"{count - following} followers of {count} are not connected")
    if most > allowed:
        told.append(f"a follower was told {most} times in {seconds:.0f} s")
    return told


def out_of_order(pairs: Iterable[tuple[str, str]]) -> str:
    """What is wrong if there is no one order in which everybody can have seen what they saw."""
    order: TopologicalSorter[str] = TopologicalSorter()
    for before, after in pairs:
        order.add(after, before)
    try:
        order.prepare()
    except CycleError as cycle:
        return f"followers disagree on what came first: {cycle.args[1][:4]}"
    return ""


async def poll(
    root: Callable[[], Awaitable[str]], pairs: set[tuple[str, str]], every: float
) -> None:
    """Note for ever what the server itself says is newest, and after what."""
    last = await root()
    while True:
        await asyncio.sleep(every)
        now = await root()
        if now != last:
            pairs.add((last, now))
        last = now
