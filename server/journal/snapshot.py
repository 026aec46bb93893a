"""A journal as it is at one moment, copied into a file while servers go on writing to it."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import cast

import msgspec

from server.journal import carry
from server.journal.database import SECRETS, Database, Found
from server.journal.journal import Journal, is_database, open_journal
from server.journal.stored import StoredJournal
from server.journal.tables import TABLES, Table


class End(msgspec.Struct, frozen=True):
    """Where a stream ends: so many lines, and the digest in hexadecimal that seals them all."""

    stream: str
    lines: int
    digest: str


class Held(msgspec.Struct, frozen=True):
    """What a journal was found to hold, every line of it checked against its chain."""

    ends: tuple[End, ...]
    audited: int

    @property
    def lines(self) -> int:
        """The lines of all streams."""
        return sum(end.lines for end in self.ends)


async def snapshot(place: str | Path, target: Path) -> None:
    """Copy the journal of this place, in one snapshot, into a new file with nothing beside it.

    No server need be stopped, and none waits. Everything that was acknowledged before this began
    is in it. Raises what opening and reading a journal do, and Full.
    """
    from server.journal.sqlite.copy import alone, copy

    source = cast(StoredJournal, await open_journal(place, read_only=True))
    try:
        if is_database(place):
            await _carry_out(source, target)
        else:
            await asyncio.to_thread(copy, Path(place), target)
    finally:
        await source.close()
    await asyncio.to_thread(alone, target)


async def held(place: str | Path) -> Held:
    """Read everything that a journal holds against its chains. Raises Damaged, and what opening it
    does; it stays as it is."""
    journal = await open_journal(place, read_only=True)
    try:
        return await held_in(journal)
    finally:
        await journal.close()


async def held_in(journal: Journal) -> Held:
    """Do so where it is open already."""
    ends = []
    for stream in await journal.streams():
        rows = await journal.read(stream)
        ends.append(End(stream, len(rows), rows[-1].digest.hex() if rows else ""))
    return Held(tuple(ends), await journal.secrets.audit.verify())


async def _carry_out(source: StoredJournal, target: Path) -> None:
    loop = asyncio.get_running_loop()
    new = cast(StoredJournal, await open_journal(target))

    def work(database: Database) -> None:
        with database.snapshot():
            for table in TABLES:
                key: Found = ()
                while rows := carry.rows_after(database, table, key):
                    put = new.writing.run(partial(_put, table=table, rows=rows))
                    asyncio.run_coroutine_threadsafe(put, loop).result()
                    key = rows[-1][: len(table.key)]

    try:
        await source.reading.run(work)
    finally:
        await new.close()


def _put(database: Database, table: Table, rows: list[Found]) -> None:
    with database.transaction(SECRETS):
        carry.insert(database, table, rows)
