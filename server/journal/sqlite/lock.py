"""The mark of the one server that writes to a journal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from server.journal.journal import InUse
from server.words import N_


def of(path: Path) -> Path:
    """The file of the mark."""
    return path.with_name(f"{path.name}-lock")


def lock(path: Path) -> sqlite3.Connection:
    """Claim this journal until the answer is closed, or the process ends in whatever way.

    An SQLite lock on a file of its own: it works wherever SQLite does, needs no clearing up after
    a crash, and leaves the journal free for readers.
    """
    held = sqlite3.connect(
        of(path),
        timeout=0,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        held.execute("PRAGMA journal_mode = OFF")  # a lock has nothing to undo, even on a full disk
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as trouble:
        held.close()
        if trouble.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        raise InUse(
            N_(
                "Orderpaper is already running on {folder}. "
                "Stop it first, or give this one another data folder."
            ),
            folder=path.parent,
        ) from trouble
    return held
