"""How long the start of a meeting takes: its events read and folded."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from server.bench.figures import Most, Row, row
from server.bench.journals import journal_at
from server.bench.specimen import closed
from server.journal.journal import Append
from server.live.lines import line, recorded_in
from server.meeting.fold import replay

STREAM = "meeting/long"


async def replaying(folder: Path, events: int, repeats: int) -> list[Row]:
    """Replay a meeting of so many events: from its rows, and with the reading of them."""
    stored = tuple(line(recorded) for recorded in closed(events).recorded)
    reading, replayed = [], []
    async with journal_at(folder / "long.db") as journal:
        await journal.append([Append(STREAM, 0, stored)])
        for _ in range(repeats):
            begun = perf_counter()
            rows = await journal.read(STREAM)
            read = perf_counter()
            replay([recorded_in(row) for row in rows])
            done = perf_counter()
            reading.append((done - begun) * 1000)
            replayed.append((done - read) * 1000)
    return [
        row(f"Replay of {events:,} events", [replayed], Most(150)),
        row("  with reading them, the hash chain checked", [reading]),
    ]
