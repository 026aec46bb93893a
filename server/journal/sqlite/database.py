"""What `Database` says, for SQLite, on the thread that has the file open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from server.journal.database import Taken

_NOT_UNIQUE = (sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE)


class SqliteDatabase:
    """An open SQLite file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def execute(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        with _taken():
            return self.connection.execute(statement, tuple(values))

    def execute_many(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        with _taken():
            self.connection.executemany(statement, map(tuple, rows))

    @contextmanager
    def transaction(self, *over: str) -> Iterator[None]:
        # Of all who write to the file one does at a time, whatever they write over.
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            # SQLite itself rolls back after some errors, a full disk among them, not after others.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        self.connection.execute("SAVEPOINT tried")
        try:
            yield
            self.connection.execute("RELEASE tried")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK TO tried")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def keep_out(self, *tables: str) -> None:
        """Nobody else writes to the file anyway."""

    def step(self) -> int:
        found: int = self.execute("PRAGMA user_version").fetchone()[0]
        return found

    def ring(self, said: str) -> None:
        """Nobody else has the file open for writing: there is nobody to tell."""

    def wipe(self) -> None:
        # What is deleted in the file is overwritten (secure_delete); the log before it goes too.
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _taken() -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as trouble:
        if trouble.sqlite_errorcode in _NOT_UNIQUE:
            raise Taken from trouble
        raise
