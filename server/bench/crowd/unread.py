"""Whether those who stop reading make anybody else wait, and what the server keeps for them."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from server.bench.crowd import meters
from server.bench.crowd.asked import Asked
from server.bench.crowd.judged import Judged, at_most, known, ratios
from server.bench.crowd.ours import NAME, Ours
from server.bench.crowd.pushing import P99
from server.bench.crowd.served import Served, series
from server.bench.crowd.took import Took

WITHOUT, WITH, GREW, KERNEL = "all read", "some do not read", "grew", "kernel grew"
MOST = 1.1  # times the p99 of when all read: two series of the same differ by some per cent
MOST_KB = 256  # for each who does not read; the server gives up who has more waiting


async def stop_reading(served: Served, ours: Ours, asked: Asked, took: Took) -> None:
    """Push messages while one in a hundred does not read; the same when all read has been
    measured just before, unless that was not asked for."""
    repeat, read = len(took.of(WITH, NAME)), took.of(P99, NAME)
    if "push" not in asked.rows:
        read = [median((await series(served, ours.load, asked.pace)).p99)]
    before, kernel = meters.memory_kb(served.processes), meters.kernel_kb()
    await ours.load.stop_reading(asked.unread)
    with_ = await series(served, ours.load, asked.unread_pace(repeat))
    grew = meters.memory_kb(served.processes) - before
    took.note(WITHOUT, NAME, read[-1])
    took.note(WITH, NAME, median(with_.p99))
    took.note(GREW, NAME, grew / asked.unread)
    took.note(KERNEL, NAME, (meters.kernel_kb() - kernel) / asked.unread)


def unread(asked: Asked, took: Took) -> Iterator[Judged]:
    """The rows of those who do not read."""
    with_, without = took.of(WITH, NAME), took.of(WITHOUT, NAME)
    yield at_most(
        f"{asked.unread:,} stop reading for {asked.unread_seconds:.0f} s (once; then for less): "
        "p99 of the others, × when all read",
        ratios(with_, without),
        MOST,
        "×",
    )
    longest = took.of(GREW, NAME)[:1]  # the others were shorter
    yield at_most("  the server grows, for each of them", longest, MOST_KB, "kB")
    yield known("the kernel’s buffers grow, for each of them", took.of(KERNEL, NAME)[:1], "kB")
    yield known("latency p99 of the others", with_, "ms")
