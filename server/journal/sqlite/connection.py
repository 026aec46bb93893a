"""A connection to the SQLite file, on aiosqlite's one thread."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import aiosqlite

from server.journal.database import Connection
from server.journal.journal import Damaged, Full, Unusable
from server.journal.sqlite.database import SqliteDatabase
from server.words import N_, Said

T = TypeVar("T")

# Asked to tell all, aiosqlite would log what it writes: everything that people typed.
logging.getLogger("aiosqlite").setLevel(logging.INFO)


class WholeCalls(aiosqlite.Connection):
    """An aiosqlite connection that runs a whole function on its thread as one call."""

    async def run(self, work: Callable[[SqliteDatabase], T]) -> T:
        """Wait for the calls before this one, then for this one."""
        done: T = await self._execute(lambda: work(SqliteDatabase(self._conn)))  # type: ignore[no-untyped-call]
        return done


class SqliteConnection(Connection):
    """A connection that says in sentences what SQLite says of the disk and the file."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._path = path
        self._read_only = read_only
        self._database: WholeCalls | None = None

    async def open(self) -> None:
        """Connect. A journal that must not be changed must be there already."""
        database = WholeCalls(self._connect, iter_chunk_size=64)
        with told(self._path):
            await database
        self._database = database

    async def run(self, work: Callable[[SqliteDatabase], T]) -> T:
        if self._database is None:
            raise ValueError("the journal is closed")
        with told(self._path):
            return await self._database.run(work)

    async def close(self) -> None:
        if self._database is not None:
            closing, self._database = self._database, None
            with told(self._path):
                await closing.close()

    def _connect(self) -> sqlite3.Connection:
        if not self._read_only and not self._path.exists():
            self._path.touch(mode=0o600)  # it will hold what was said in private
        mode = "ro" if self._read_only else "rw"
        address = f"{self._path.absolute().as_uri()}?mode={mode}"
        database = sqlite3.connect(address, uri=True, isolation_level=None)
        # Damaged bytes must still reach the chain, which says where they stand.
        database.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
        return database


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the disk and the file into sentences that tell what to do."""
    try:
        yield
    except sqlite3.DatabaseError as trouble:
        sentence = _sentence(trouble, path)
        if sentence is None:
            raise
        raise sentence from trouble


def _sentence(trouble: sqlite3.DatabaseError, path: Path) -> Said | None:
    # The low byte tells the kind of trouble; a mistake in the use of `sqlite3` has no code.
    match getattr(trouble, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return Full(
                N_(
                    "The disk is full: nothing was stored. Make room on the disk of {path}, "
                    "then do it again; everything that was acknowledged before is safe."
                ),
                path=path,
            )
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return Damaged(
                N_(
                    "{path} is damaged, or is not a journal. "
                    "Restore it from a backup, or open another data folder."
                ),
                path=path,
            )
        case sqlite3.SQLITE_CANTOPEN:
            return Unusable(N_("There is no journal at {path} that can be opened."), path=path)
        case sqlite3.SQLITE_READONLY:
            return Unusable(N_("The journal {path} may be read here, but not written."), path=path)
        case sqlite3.SQLITE_IOERR:
            return Unusable(
                N_(
                    "The disk of {path} failed, and what was to be stored is not. "
                    "Have the disk looked at before going on."
                ),
                path=path,
            )
    return None
