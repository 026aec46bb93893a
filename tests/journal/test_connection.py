"""A connection: whole transactions, and trouble told in sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.journal.database import Taken
from server.journal.journal import Damaged, Full, Unusable
from server.journal.sqlite.connection import SqliteConnection, told
from server.journal.sqlite.database import SqliteDatabase


@pytest.fixture
async def connection(path: Path) -> AsyncIterator[SqliteConnection]:
    opened = SqliteConnection(path, read_only=False)
    await opened.open()
    await opened.execute("CREATE TABLE said (words TEXT UNIQUE)")
    yield opened
    await opened.close()


def say_twice(database: SqliteDatabase) -> None:
    with database.transaction():
        for _ in range(2):
            database.execute("INSERT INTO said VALUES ('Noted.')")


async def test_a_transaction_that_fails_leaves_nothing_and_blocks_nobody(
    connection: SqliteConnection,
) -> None:
    with pytest.raises(Taken):
        await connection.run(say_twice)
    await connection.execute("BEGIN IMMEDIATE")
    assert await connection.execute("SELECT * FROM said") == []


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_FULL, Full, "everything that was acknowledged before is safe"),
        (sqlite3.SQLITE_CORRUPT, Damaged, "Restore it from a backup"),
        (sqlite3.SQLITE_NOTADB, Damaged, "or is not a journal"),
        (sqlite3.SQLITE_READONLY_DBMOVED, Unusable, "may be read here, but not written"),
        (sqlite3.SQLITE_IOERR_FSYNC, Unusable, "The disk of journal.db failed"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, Unusable, "There is no journal at journal.db"),
    ],
)
def test_trouble_is_told_in_a_sentence(code: int, kind: type[Exception], words: str) -> None:
    trouble = sqlite3.OperationalError("as SQLite says it")
    trouble.sqlite_errorcode = code
    with pytest.raises(kind, match=words), told(Path("journal.db")):
        raise trouble


def test_a_fault_of_our_own_is_not_dressed_up() -> None:
    with pytest.raises(sqlite3.ProgrammingError), told(Path("journal.db")):
        raise sqlite3.ProgrammingError("closed")
