"""Journals to be measured, and how long an append takes by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic_ns

from server.bench.specimen import in_session
from server.journal.journal import Append, Journal, open_journal
from server.live.lines import line


@asynccontextmanager
async def journal_at(place: Path | str) -> AsyncIterator[Journal]:
    """The journal in this file or database, closed in the end whatever happens."""
    journal = await open_journal(place)
    try:
        yield journal
    finally:
        await journal.close()


async def appends(journal: Journal, stream: str, pauses: Iterable[float]) -> list[float]:
    """Append a line after each pause, as a command does; how many milliseconds each took."""
    recorded = line(in_session().recorded[-1])
    took = []
    for after, pause in enumerate(pauses):
        await asyncio.sleep(pause)
        begun = monotonic_ns()
        await journal.append([Append(stream, after, (recorded,))])
        took.append((monotonic_ns() - begun) / 1e6)
    return took
