"""A whole journal moved from one store into another, in one transaction there.

What is moved is the rows as they are, erased ones too: the chain tells that nothing was changed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import cast

import msgspec

from server.journal import lines
from server.journal.database import SECRETS, Database, Found
from server.journal.journal import Damaged, Unusable, is_database, open_journal
from server.journal.secrets import audit
from server.journal.stored import StoredJournal
from server.journal.tables import TABLES, Table
from server.words import N_, Said

AT_ONCE = 1000  # rows that are carried together

Tell = Callable[[int, int], None]
"""Is told how many rows are there, and how many there will be."""


class Moved(msgspec.Struct, frozen=True):
    """What a move has brought to its new place, and checked there."""

    streams: int
    lines: int
    answers: int
    audited: int


class NotEmpty(Said):
    """Something is where the journal was to go."""


async def move(source: str | Path, target: str | Path, tell: Tell) -> Moved:
    """Copy everything into an empty journal, check it there, and leave the source as it is.

    Raises what opening a journal does, and what reading a damaged one does; InUse while a server
    has one of the two open; NotEmpty. After any of these the target is as empty as before.
    """
    await _must_exist(source)
    await _must_be_empty(target)
    if isinstance(target, Path):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    async with _alone(source) as old, _alone(target) as new:
        for stream in await old.streams():
            await old.verify(stream)
        await old.secrets.audit.verify()
        counts = await old.reading.run(_counts)
        ends = await old.reading.run(_ends)
        loop = asyncio.get_running_loop()

        def after(table: Table, key: Found) -> list[Found]:
            """The next rows of the source, asked for on the thread of the target."""
            asked = old.reading.run(partial(_rows_after, table=table, key=key))
            return asyncio.run_coroutine_threadsafe(asked, loop).result()

        def work(database: Database) -> Moved:
            with database.transaction(SECRETS):
                database.keep_out(*(table.name for table in TABLES))
                if any(_counts(database).values()):
                    raise _not_empty(target)
                done = 0
                for table in TABLES:
                    for rows in _all_rows(table, after):
                        _insert(database, table, rows)
                        done += len(rows)
                        tell(done, sum(counts.values()))
                return _checked(database, counts, ends)

        return await new.writing.run(work)


async def _must_exist(source: str | Path) -> None:
    """Opening it for writing would make it, where there is none."""
    await (await open_journal(source, read_only=True)).close()


async def _must_be_empty(target: str | Path) -> None:
    """Opening it for writing would bring its tables up to date, whatever they hold."""
    try:
        journal = cast(StoredJournal, await open_journal(target, read_only=True))
    except (Damaged, Unusable):
        return  # nothing is there yet; or what is there is said when it is opened for writing
    try:
        if await journal.reading.run(lambda database: any(_counts(database).values())):
            raise _not_empty(target)
    finally:
        await journal.close()


def _not_empty(target: str | Path) -> NotEmpty:
    where = "DATABASE_URL" if is_database(target) else target
    return NotEmpty(
        N_("There is a journal in {where} already. Move into one that is empty."), where=where
    )


@asynccontextmanager
async def _alone(place: str | Path) -> AsyncIterator[StoredJournal]:
    journal = cast(StoredJournal, await open_journal(place))
    try:
        await journal.must_be_alone()
        yield journal
    finally:
        await journal.close()


def _counts(database: Database) -> dict[str, int]:
    counted = {}
    for table in TABLES:
        found = database.execute(f"SELECT count(*) FROM {table.name}").fetchone()  # noqa: S608
        counted[table.name] = found[0] if found else 0
    return counted


def _ends(database: Database) -> list[Found]:
    """Where each stream ends, and the seal over all of it."""
    return sorted(database.execute("SELECT name, position, digest FROM stream").fetchall())


def _all_rows(table: Table, after: Callable[[Table, Found], list[Found]]) -> Iterator[list[Found]]:
    key: Found = ()
    while rows := after(table, key):
        yield rows
        key = rows[-1][: len(table.key)]


def _rows_after(database: Database, table: Table, key: Found) -> list[Found]:
    names = ", ".join(table.key)
    marks = ", ".join("?" * len(key))
    where = f"WHERE ({names}) > ({marks})" if key else ""
    return database.execute(
        f"SELECT {', '.join(table.columns)} FROM {table.name} {where}"  # noqa: S608  # our own
        f" ORDER BY {names} LIMIT {AT_ONCE}",
        key,
    ).fetchall()


def _insert(database: Database, table: Table, rows: list[Found]) -> None:
    marks = ", ".join("?" * len(table.columns))
    try:
        database.execute_many(
            f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})",  # noqa: S608
            rows,
        )
    except UnicodeEncodeError as trouble:
        raise Damaged(
            N_("A row of the table {table} is damaged. Restore the journal from a backup."),
            table=table.name,
        ) from trouble


def _checked(database: Database, counts: dict[str, int], ends: list[Found]) -> Moved:
    """Check all that has arrived against the chains, and against what there was."""
    arrived = sum(
        sum(1 for _ in lines.checked(database, stream, 0)) for stream, _, _ in _ends(database)
    )
    audited = audit.verified(database)
    if _ends(database) != ends or _counts(database) != counts or arrived != counts["line"]:
        raise Damaged(N_("What arrived is not what was sent, so nothing was moved. Try again."))
    return Moved(len(ends), arrived, counts["answer"], audited)
