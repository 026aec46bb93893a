"""The lines of a stream in the tables: added at its end, read with the chain checked, erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from server.journal import chain
from server.journal.connection import snapshot, transaction
from server.journal.journal import Append, Conflict, Row
from server.journal.rows import Columns, damaged, restored, stored


def write(database: sqlite3.Connection, append: Append) -> None:
    """Add to the end of a stream, within the transaction of the caller."""
    position, recorded_at, above = _end(database, append.stream)
    if position != append.after:
        raise Conflict(append.stream, append.after)
    for line in append.lines:
        position += 1
        columns = stored(append.stream, position, line, above)
        if columns.recorded_at < recorded_at:
            raise ValueError(f"line {position} of {append.stream} is earlier than the one above")
        recorded_at, above = columns.recorded_at, columns.digest
        _insert(database, columns)
    if append.lines:
        database.execute(
            "INSERT INTO stream (name, position, digest) VALUES (?, ?, ?) ON CONFLICT (name) "
            "DO UPDATE SET position = excluded.position, digest = excluded.digest",
            (append.stream, position, above),
        )
    _keep_answers(database, append)


def read(database: sqlite3.Connection, stream: str, after: int) -> Iterator[Row]:
    """Yield each row after that position, or raise `Damaged` at the first that is not sound."""
    with snapshot(database):
        position, above = after, _digest(database, stream, after)
        for found in database.execute(
            "SELECT stream, position, event, id, actor, command, recorded_at, happened_at, "
            "salt, payload, commitment, digest, private "
            "FROM line WHERE stream = ? AND position > ? ORDER BY position",
            (stream, after),
        ):
            position += 1
            row = restored(found, stream, position, above)
            above = row.digest
            yield row
        end = database.execute("SELECT position, digest FROM stream WHERE name = ?", (stream,))
        if (end.fetchone() or (0, chain.origin(stream))) != (position, above):
            raise damaged(stream, position + 1)


def erase(database: sqlite3.Connection, stream: str, position: int) -> None:
    """Overwrite payload and salt of one line, in the file and in its write-ahead log."""
    with transaction(database):
        erased = database.execute(
            "UPDATE line SET payload = NULL, salt = NULL WHERE stream = ? AND position = ?",
            (stream, position),
        )
    if not erased.rowcount:
        raise LookupError(f"{stream} has no line {position}")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _end(database: sqlite3.Connection, stream: str) -> tuple[int, str, bytes]:
    """Return position, recorded_at and digest of the last line; nothing is built on a torn end."""
    end: tuple[int, str, bytes] | None = database.execute(
        "SELECT position, recorded_at, digest FROM line NATURAL JOIN "
        "(SELECT name AS stream, position, digest FROM stream WHERE name = ?)",
        (stream,),
    ).fetchone()
    return end or (0, "", chain.origin(stream))


def _digest(database: sqlite3.Connection, stream: str, position: int) -> bytes:
    if position == 0:
        return chain.origin(stream)
    found: tuple[bytes] | None = database.execute(
        "SELECT digest FROM line WHERE stream = ? AND position = ?", (stream, position)
    ).fetchone()
    if found is None:
        raise damaged(stream, position)
    return found[0]


def _insert(database: sqlite3.Connection, columns: Columns) -> None:
    try:
        database.execute(
            "INSERT INTO line (stream, position, event, id, actor, command, recorded_at, "
            "happened_at, salt, payload, commitment, digest, private) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            columns,
        )
    except sqlite3.IntegrityError as trouble:
        # The stream is longer than its recorded end.
        raise damaged(columns.stream, columns.position) from trouble


def _keep_answers(database: sqlite3.Connection, append: Append) -> None:
    try:
        database.executemany(
            "INSERT INTO answer (stream, actor, command, answer) VALUES (?, ?, ?, ?)",
            [(append.stream, kept.actor, kept.command, kept.answer) for kept in append.answers],
        )
    except sqlite3.IntegrityError as trouble:
        raise Conflict(append.stream, append.after) from trouble
