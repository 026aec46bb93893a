"""Lines as the columns that are stored, and the columns of a row checked and read back."""

from __future__ import annotations

import os
from typing import NamedTuple

import msgspec

from server.journal import chain
from server.journal.journal import Damaged, Line, Row
from server.journal.moment import moment, written
from server.words import N_


class Columns(NamedTuple):
    """One row of the table `line`, in its order."""

    stream: str
    position: int
    event: str
    id: str
    actor: str
    command: str
    recorded_at: str
    happened_at: str
    salt: bytes | None
    payload: bytes | None
    commitment: bytes
    digest: bytes
    private: int = 0


def stored(stream: str, position: int, line: Line, above: bytes) -> Columns:
    """Salt, commit and seal a line that is to stand at this position, below the digest `above`."""
    salt = os.urandom(chain.SALT_BYTES)
    bound = chain.commitment(salt, line.payload)
    columns = Columns(
        stream=stream,
        position=position,
        event=line.event,
        id=line.id,
        actor=line.actor,
        command=line.command,
        recorded_at=written(line.recorded_at),
        happened_at=written(line.happened_at),
        salt=salt,
        payload=line.payload,
        commitment=bound,
        digest=b"",
        private=int(line.private),
    )
    return columns._replace(digest=chain.digest(above, _header(columns), bound))


def restored(found: tuple[object, ...], stream: str, position: int, above: bytes) -> Row:
    """Read back what stands at this position below the digest `above`, or raise `Damaged`."""
    try:
        columns = msgspec.convert(found, Columns)
    except (msgspec.ValidationError, UnicodeEncodeError) as trouble:
        raise damaged(stream, position) from trouble
    if (columns.stream, columns.position) != (stream, position) or not _sound(columns, above):
        raise damaged(stream, position)
    return Row(
        stream=stream,
        position=position,
        event=columns.event,
        id=columns.id,
        actor=columns.actor,
        command=columns.command,
        recorded_at=moment(columns.recorded_at),
        happened_at=moment(columns.happened_at),
        salt=columns.salt,
        payload=columns.payload,
        commitment=columns.commitment,
        digest=columns.digest,
        private=bool(columns.private),
    )


def damaged(stream: str, position: int) -> Damaged:
    """Say which line is not as it was written."""
    return Damaged(
        N_(
            "Line {position} of {stream} is damaged or missing: it is not what was written. "
            "Restore the journal from a backup."
        ),
        stream=stream,
        position=position,
    )


def _header(columns: Columns) -> list[str]:
    """The header; that a line is private is in it only where it is, as in lines of before."""
    return [str(field) for field in columns[:8]] + ["private"] * columns.private


def _sound(columns: Columns, above: bytes) -> bool:
    if columns.digest != chain.digest(above, _header(columns), columns.commitment):
        return False
    if columns.salt is None or columns.payload is None:
        return columns.salt is columns.payload  # erased, both together
    return columns.commitment == chain.commitment(columns.salt, columns.payload)
