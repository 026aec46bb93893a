"""A server under load, whichever it is, and a series of messages that it pushes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from statistics import median
from typing import Protocol

import msgspec

from server.bench.crowd import meters
from server.bench.crowd.load import Arrived, Came, Kind, Load

WARMING = 2  # messages that are not counted
AT_ONCE = 500  # so many are on their way in at any time; a server's queue must not overflow
LONGEST_SECONDS = 10.0  # until a message has come to everybody


class Served(msgspec.Struct, frozen=True):
    """A server: its processes, how it is followed, and what makes it push a message.

    `path` is where its feed is followed now; `push` returns when the message was asked for
    (monotonic, in nanoseconds).
    """

    name: str
    port: int
    processes: Sequence[int]
    path: Callable[[], Awaitable[str]]
    push: Callable[[], Awaitable[int]]
    kind: Kind = "websocket"


class Series(msgspec.Struct, frozen=True):
    """Messages pushed at a calm pace, in milliseconds each; how long a frame was, in bytes."""

    cpu: list[float]
    median: list[float]
    p99: list[float]
    last: list[float]
    frame_bytes: int


class Pace(msgspec.Struct, frozen=True):
    """So many messages, one every so many seconds."""

    messages: int
    seconds: float


class Readers(Protocol):
    """Whoever is sent what is pushed."""

    async def arrived(self, seconds: float) -> Arrived:
        """The next message, once all have it."""


async def series(served: Served, load: Readers, pace: Pace) -> Series:
    """Have messages pushed, and see when they arrive. Raises ConnectionError if one goes amiss."""
    cpu, arrivals = [], []
    for _ in range(WARMING + pace.messages):
        before, due = meters.cpu_ms(served.processes), _now() + pace.seconds
        begun = await served.push()
        arrivals.append((begun, await load.arrived(LONGEST_SECONDS)))
        await asyncio.sleep(due - _now())
        cpu.append(meters.cpu_ms(served.processes) - before)
    counted = arrivals[WARMING:]
    return Series(
        cpu[WARMING:],
        [_since(begun, arrived.median_at) for begun, arrived in counted],
        [_since(begun, arrived.p99_at) for begun, arrived in counted],
        [_since(begun, arrived.last_at) for begun, arrived in counted],
        int(median(arrived.frame_bytes for _, arrived in counted)),
    )


async def cpu_alone(served: Served, pace: Pace) -> list[float]:
    """Have messages pushed that nobody follows; the processor time of each, in milliseconds."""
    cpu = []
    for _ in range(WARMING + pace.messages):
        before, due = meters.cpu_ms(served.processes), _now() + pace.seconds
        await served.push()
        await asyncio.sleep(due - _now())
        cpu.append(meters.cpu_ms(served.processes) - before)
    return cpu[WARMING:]


async def everybody(served: Served, load: Load, count: int) -> tuple[float, float]:
    """Have so many come, in two halves; how many came in a second, and the memory in kB that each
    of the second half takes. The first half fills what the start of the server has left free."""
    path, half = await served.path(), count // 2
    first = await load.follow(count - half, AT_ONCE, path)
    await meters.idle(served.processes)
    before = meters.memory_kb(served.processes)
    second = await load.more(half, count - half, AT_ONCE, path)
    await meters.idle(served.processes)
    memory = (meters.memory_kb(served.processes) - before) / half
    return count / (_seconds(first) + _seconds(second)), memory


def always(path: str) -> Callable[[], Awaitable[str]]:
    """A feed that is followed by the same path whatever it shows."""

    async def same() -> str:
        return path

    return same


def _seconds(came: Came) -> float:
    return (came.last_at - came.begun_at) / 1e9


def _now() -> float:
    return asyncio.get_running_loop().time()


def _since(begun: int, at: int) -> float:
    return (at - begun) / 1e6
