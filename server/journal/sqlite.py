"""The journal in one SQLite file: the default."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from server.journal import lines, schema
from server.journal.connection import Connection, told, transaction
from server.journal.group import Appends, Group, Outcome
from server.journal.journal import Append, Conflict, Damaged, Row
from server.journal.lock import lock
from server.journal.secrets import Secrets
from server.journal.shut import shut


class SqliteJournal:
    """Keeps the promises of `Journal`: one connection writes, another reads beside it."""

    def __init__(self, path: Path, writing: Connection, reading: Connection) -> None:
        self.path = path
        self.writing = writing
        self.reading = reading
        self.secrets = Secrets(writing, reading)
        self._held: sqlite3.Connection | None = None
        self._group = Group(self._store)

    @classmethod
    async def open(cls, path: Path, *, read_only: bool = False) -> SqliteJournal:
        """Open the file as `open_journal` promises."""
        reading = Connection(path, read_only=True)
        writing = reading if read_only else Connection(path, read_only=False)
        journal = cls(path, writing, reading)
        try:
            if not read_only:
                with told(path):
                    journal._held = lock(path)
                shut(path)
            await writing.open()
            found = await writing.run(partial(schema.check, path=path, read_only=read_only))
            if not read_only:
                await writing.run(lambda database: _prepare(database, found))
                await reading.open()
                shut(path)
        except BaseException:
            await journal.close()
            raise
        return journal

    async def append(self, appends: Sequence[Append]) -> None:
        await self._group.append(appends)

    async def _store(self, batch: list[Appends]) -> list[Outcome]:
        return await self.writing.run(partial(_store, batch=batch))

    async def read(self, stream: str, after: int = 0) -> list[Row]:
        return await self.reading.run(lambda database: list(lines.read(database, stream, after)))

    async def verify(self, stream: str) -> int:
        return await self.reading.run(
            lambda database: sum(1 for _ in lines.read(database, stream, after=0))
        )

    async def answer(self, stream: str, actor: str, command: str) -> bytes | None:
        found = await self.reading.execute(
            "SELECT answer FROM answer WHERE stream = ? AND actor = ? AND command = ?",
            stream,
            actor,
            command,
        )
        return found[0][0] if found else None

    async def answers(self, stream: str) -> dict[tuple[str, str], bytes]:
        found = await self.reading.execute(
            "SELECT actor, command, answer FROM answer WHERE stream = ?", stream
        )
        return {(actor, command): answer for actor, command, answer in found}

    async def streams(self, prefix: str = "") -> list[str]:
        found = await self.reading.execute("SELECT name FROM stream ORDER BY name")
        return [name for (name,) in found if name.startswith(prefix)]

    async def erase(self, stream: str, position: int) -> None:
        await self.writing.run(lambda database: lines.erase(database, stream, position))

    async def close(self) -> None:
        await self._group.finish()
        try:
            await self.reading.close()
            await self.writing.close()
        finally:
            if self._held is not None:
                self._held.close()


def _prepare(database: sqlite3.Connection, found: int) -> None:
    """Make the file a journal of this version that survives a power cut with all it confirmed."""
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")  # each commit waits for the disk
    database.execute("PRAGMA fullfsync = ON")  # and on a Mac for the disk's own cache too
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
    schema.update(database, found)


def _store(database: sqlite3.Connection, batch: list[Appends]) -> list[Outcome]:
    with transaction(database):
        return [_try(database, appends) for appends in batch]


def _try(database: sqlite3.Connection, appends: Appends) -> Outcome:
    """Write these, or none of them and say why; the others in the transaction stand either way."""
    database.execute("SAVEPOINT appends")
    try:
        for append in appends:
            lines.write(database, append)
    except (Conflict, Damaged, TypeError, ValueError) as refusal:
        database.execute("ROLLBACK TO appends")
        return refusal
    database.execute("RELEASE appends")
    return None
