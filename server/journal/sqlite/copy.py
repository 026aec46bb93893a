"""A copy of a journal in a file, made while a server writes to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from server.journal.sqlite.connection import told
from server.journal.sqlite.lock import of

BUSY = 10.0  # seconds that a checkpoint under way is waited for


def copy(source: Path, target: Path) -> None:
    """Copy all pages as they are at one moment into a new file; the writer waits for nothing.

    In one step, within which the source is one snapshot: in several, SQLite would begin again with
    each commit of another process, and of a busy meeting never come to an end.
    Raises Full for the disk of the target, and what reading the source does.
    """
    target.touch(mode=0o600)  # as the journal itself, for its owner alone
    address = f"{source.absolute().as_uri()}?mode=ro"
    with (
        told(target),
        closing(sqlite3.connect(address, uri=True, timeout=BUSY)) as written,
        closing(sqlite3.connect(target)) as copied,
    ):
        written.backup(copied)


def alone(path: Path) -> None:
    """Have a closed journal be one file with nothing beside it, as it can be copied and kept."""
    with told(path), closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
    of(path).unlink(missing_ok=True)
