"""What one message to everybody costs a server, and when everybody has it."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from server.bench.crowd.asked import Asked
from server.bench.crowd.judged import Judged, at_most, known, less_than, ratios, unmeasured
from server.bench.crowd.load import Load
from server.bench.crowd.ours import NAME
from server.bench.crowd.peers import FLOOR
from server.bench.crowd.served import Served, cpu_alone, everybody, series
from server.bench.crowd.took import Took

CPU, MIDDLE, P99, LAST, ALONE, FRAME = "cpu", "median", "p99", "last", "cpu alone", "frame"
MEMORY, CONNECTED = "memory", "connected"

MOST_CPU = 1.4  # times the floor
MOST_P99 = 1.5


async def come(served: Served, load: Load, asked: Asked, took: Took) -> None:
    """Have all followers come, to a server that has had none."""
    a_second, memory = await everybody(served, load, asked.followers)
    took.note(CONNECTED, served.name, a_second)
    took.note(MEMORY, served.name, memory)


async def push(served: Served, load: Load, asked: Asked, took: Took) -> None:
    """Push messages to those who follow."""
    pushed = await series(served, load, asked.pace)
    took.note(CPU, served.name, median(pushed.cpu))
    took.note(MIDDLE, served.name, median(pushed.median))
    took.note(P99, served.name, median(pushed.p99))
    took.note(LAST, served.name, median(pushed.last))
    took.note(FRAME, served.name, pushed.frame_bytes)


async def push_to_nobody(served: Served, asked: Asked, took: Took) -> None:
    """Push messages that nobody follows: what a command costs whoever is there."""
    took.note(ALONE, served.name, median(await cpu_alone(served, asked.brisk)))


def pushed(asked: Asked, took: Took) -> Iterator[Judged]:
    """The rows of the push."""
    cpu = took.of(CPU, NAME)
    size = f"{took.of(FRAME, NAME)[-1]:,.0f} bytes to {asked.followers:,} followers"
    yield at_most(
        f"CPU of a push of {size}: × {FLOOR}", ratios(cpu, took.of(CPU, FLOOR)), MOST_CPU, "×"
    )
    for peer in asked.peers:
        if peer in took.left_out:
            yield unmeasured(f"  × {peer}", took.left_out[peer])
        else:
            yield less_than(f"  × {peer}", ratios(cpu, took.of(CPU, peer)), 1, "×")
    yield at_most(
        f"Latency of it, p99, from the command: × {FLOOR}",
        ratios(took.of(P99, NAME), took.of(P99, FLOOR)),
        MOST_P99,
        "×",
    )
    for name in (NAME, FLOOR, *asked.peers):
        if name not in took.left_out:
            yield known(f"{name}: CPU", took.of(CPU, name), "ms")
            yield known(f"{name}: latency median", took.of(MIDDLE, name), "ms")
            yield known(f"{name}: latency p99", took.of(P99, name), "ms")
            yield known(f"{name}: latency of the last", took.of(LAST, name), "ms")
    yield known(f"{NAME}: CPU of the same with no followers", took.of(ALONE, NAME), "ms")
