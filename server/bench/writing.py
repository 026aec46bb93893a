"""How long the note of a long meeting takes in every format, and who has to wait meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from time import perf_counter

from server.bench.figures import Most, Row, row
from server.bench.specimen import closed
from server.minutes import FORMATS, write
from server.render.language import voice

TICK_SECONDS = 0.001


async def writing(events: int, repeats: int) -> list[Row]:
    """Write the note in a thread, as the server does, and watch the loop; then let it idle."""
    meeting = closed(events).meeting
    tongue = voice("en", meeting.profile.timezone)
    write(meeting, tongue)  # the templates are compiled
    written, stalled, idle = [], [], []
    for _ in range(repeats):
        begun = perf_counter()
        stalled.append(await _longest_stall(asyncio.to_thread(write, meeting, tongue)))
        took = perf_counter() - begun
        written.append(took * 1000)
        idle.append(await _longest_stall(asyncio.sleep(took)))
    items = len(meeting.items)
    formats = ", ".join(FORMATS)
    return [
        row(f"The note of {items} items, {events:,} events: {formats}", [written], Most(2000)),
        row("  the event loop’s longest stall meanwhile", [stalled]),
        row("  and when it has nothing to do", [idle]),
    ]


async def _longest_stall(work: Awaitable[object]) -> float:
    """How many milliseconds late the event loop was at most until this work was done."""
    working, longest = asyncio.ensure_future(work), 0.0
    while not working.done():
        begun = perf_counter()
        await asyncio.sleep(TICK_SECONDS)
        longest = max(longest, perf_counter() - begun - TICK_SECONDS)
    await working
    return longest * 1000
