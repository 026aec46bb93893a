"""The lines of a stream in the tables: added at its end, read with the chain checked, erased."""

from __future__ import annotations

from collections.abc import Iterator

from server.journal import bell, chain
from server.journal.database import Database, Taken
from server.journal.journal import Append, Conflict, Row
from server.journal.rows import Columns, damaged, restored, stored


def over(stream: str) -> str:
    """What every change to a stream is made over."""
    return f"stream {stream}"


def write(database: Database, append: Append) -> None:
    """Add to the end of a stream, within a transaction over it."""
    position, recorded_at, above = _end(database, append.stream)
    if position != append.after:
        raise Conflict(append.stream, append.after)
    new = list[Columns]()
    for line in append.lines:
        position += 1
        columns = stored(append.stream, position, line, above)
        if columns.recorded_at < recorded_at:
            raise ValueError(f"line {position} of {append.stream} is earlier than the one above")
        recorded_at, above = columns.recorded_at, columns.digest
        new.append(columns)
    if new:
        _insert(database, new)
        _keep_end(database, new[-1])
    if append.answers:
        _keep_answers(database, append)


def read(database: Database, stream: str, after: int) -> Iterator[Row]:
    """Yield each row after that position, or raise `Damaged` at the first that is not sound."""
    with database.snapshot():
        yield from checked(database, stream, after)


def checked(database: Database, stream: str, after: int) -> Iterator[Row]:
    """Do so within a transaction."""
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


def erase(database: Database, stream: str, position: int) -> None:
    """Overwrite payload and salt of one line, and take them from the disk as the store can."""
    with database.transaction(over(stream)):
        erased = database.execute(
            "UPDATE line SET payload = NULL, salt = NULL WHERE stream = ? AND position = ?",
            (stream, position),
        )
    if not erased.rowcount:
        raise LookupError(f"{stream} has no line {position}")
    database.wipe()


def _end(database: Database, stream: str) -> tuple[int, str, bytes]:
    """Return position, recorded_at and digest of the last line; nothing is built on a torn end."""
    end = database.execute(
        "SELECT position, recorded_at, digest FROM line NATURAL JOIN "
        "(SELECT name AS stream, position, digest FROM stream WHERE name = ?) AS last",
        (stream,),
    ).fetchone()
    if end is None:
        return 0, "", chain.origin(stream)
    position, recorded_at, digest = end
    return position, recorded_at, digest


def _digest(database: Database, stream: str, position: int) -> bytes:
    if position == 0:
        return chain.origin(stream)
    found: tuple[bytes] | None = database.execute(
        "SELECT digest FROM line WHERE stream = ? AND position = ?", (stream, position)
    ).fetchone()
    if found is None:
        raise damaged(stream, position)
    return found[0]


def _insert(database: Database, new: list[Columns]) -> None:
    try:
        database.execute_many(
            "INSERT INTO line (stream, position, event, id, actor, command, recorded_at, "
            "happened_at, salt, payload, commitment, digest, private) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            new,
        )
    except Taken as trouble:
        # The stream is longer than its recorded end.
        raise damaged(new[0].stream, new[0].position) from trouble


def _keep_end(database: Database, last: Columns) -> None:
    database.execute(
        "INSERT INTO stream (name, position, digest) VALUES (?, ?, ?) ON CONFLICT (name) "
        "DO UPDATE SET position = excluded.position, digest = excluded.digest",
        (last.stream, last.position, last.digest),
    )
    database.ring(bell.end(last.stream, last.position))


def _keep_answers(database: Database, append: Append) -> None:
    try:
        database.execute_many(
            "INSERT INTO answer (stream, actor, command, answer) VALUES (?, ?, ?, ?)",
            [(append.stream, kept.actor, kept.command, kept.answer) for kept in append.answers],
        )
    except Taken as trouble:
        raise Conflict(append.stream, append.after) from trouble
