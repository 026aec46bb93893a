"""How soon a clerk is answered while everybody follows, against when nobody does."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from statistics import median

from server.bench.commands import GOLDEN, WARMING
from server.bench.crowd import meters
from server.bench.crowd.asked import Asked
from server.bench.crowd.judged import Judged, at_most, known, ratios
from server.bench.crowd.ours import NAME, Ours
from server.bench.crowd.took import Took
from server.bench.figures import percentile

FOLLOWED, ALONE = "followed", "alone"
LONGEST_PAUSE = 0.3  # seconds; some commands meet a push that is under way, and some do not
MOST = 1.5


async def give_commands(ours: Ours, asked: Asked, took: Took, kind: str) -> None:
    """Give commands with pauses that fall evenly over all lengths."""
    for _ in range(WARMING):
        await ours.change()
    answered = []
    for place in range(asked.commands):
        await asyncio.sleep(LONGEST_PAUSE * (place * GOLDEN % 1))
        answered.append(await ours.change())
    await meters.idle(ours.processes)  # the last has come to everybody
    await ours.load.forget()
    took.note(f"{kind} p95", NAME, percentile(answered, 95))
    took.note(f"{kind} median", NAME, median(answered))


def answered(asked: Asked, took: Took) -> Iterator[Judged]:
    """The rows of the acknowledgement."""
    followed, alone = took.of(f"{FOLLOWED} p95", NAME), took.of(f"{ALONE} p95", NAME)
    yield at_most(
        f"A command is acknowledged, p95, {asked.followers:,} followers: × with none",
        ratios(followed, alone),
        MOST,
        "×",
    )
    for kind, words in ((FOLLOWED, f"{asked.followers:,} followers"), (ALONE, "none")):
        yield known(f"with {words}: median", took.of(f"{kind} median", NAME), "ms")
        yield known(f"with {words}: p95", took.of(f"{kind} p95", NAME), "ms")
