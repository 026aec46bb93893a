"""The journal in one SQLite file."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

from server.journal.bell import Silence
from server.journal.search import Index
from server.journal.sqlite import schema
from server.journal.sqlite.connection import SqliteConnection, told
from server.journal.sqlite.database import SqliteDatabase
from server.journal.sqlite.lock import lock
from server.journal.sqlite.search import SqliteSearch
from server.journal.sqlite.shut import shut
from server.journal.stored import StoredJournal


class SqliteJournal(StoredJournal):
    """A file that this process alone writes to; others may read it meanwhile."""

    def __init__(self, path: Path, writing: SqliteConnection, reading: SqliteConnection) -> None:
        self._searching = SqliteConnection(path, read_only=True)
        index = Index(writing, self._searching, SqliteSearch())
        super().__init__(path, writing, reading, Silence(), index)
        self.path = path
        self._held: sqlite3.Connection | None = None

    @classmethod
    async def open(cls, path: Path, *, read_only: bool = False) -> SqliteJournal:
        """Open the file as `open_journal` promises."""
        reading = SqliteConnection(path, read_only=True)
        writing = reading if read_only else SqliteConnection(path, read_only=False)
        journal = cls(path, writing, reading)
        try:
            if not read_only:
                with told(path):
                    journal._held = lock(path)
                shut(path)
            await writing.open()
            found = await writing.run(partial(schema.check, path=path, read_only=read_only))
            if not read_only:
                await writing.run(partial(_prepare, found=found))
                await reading.open()
                await journal._searching.open()
                shut(path)
        except BaseException:
            await journal.close()
            raise
        return journal

    async def close(self) -> None:
        try:
            await super().close()
        finally:
            if self._held is not None:
                self._held.close()


def _prepare(database: SqliteDatabase, found: int) -> None:
    """Make the file a journal of this version that survives a power cut with all it confirmed."""
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")  # each commit waits for the disk
    database.execute("PRAGMA fullfsync = ON")  # and on a Mac for the disk's own cache too
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
    schema.update(database, found)
