"""The tables, brought up to date one numbered step of `steps/` after the other."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path

from server.journal.journal import Damaged, TooNew
from server.journal.sqlite.database import SqliteDatabase
from server.words import N_

_OURS = 0x4F726470
"""Stands in the head of each journal, as step 1 writes it: other programs use SQLite files too."""


def check(database: SqliteDatabase, path: Path, *, read_only: bool) -> int:
    """Return which schema the file has, 0 for a new one, or say why it must be left alone."""
    found = database.step()
    mark: int = database.execute("PRAGMA application_id").fetchone()[0]
    tables: int = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    new = mark == found == tables == 0
    if mark != _OURS and (read_only or not new):
        raise Damaged(
            N_("{path} is not a journal of Orderpaper. Open another data folder."), path=path
        )
    known = len(_steps())
    if found > known:
        raise TooNew(
            N_(
                "This journal was made by a newer version of Orderpaper "
                "(schema {found}; this version knows {known}). "
                "Install the newer version or open another data folder."
            ),
            found=found,
            known=known,
        )
    return found


def update(database: SqliteDatabase, found: int) -> None:
    """Take the steps after `found`, each wholly or not at all."""
    connection = database.connection
    for number, step in enumerate(_steps()[found:], start=found + 1):
        try:
            connection.executescript(
                f"BEGIN IMMEDIATE; {step}; PRAGMA user_version = {number}; COMMIT;"
            )
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _steps() -> list[str]:
    folder = files("server.journal.sqlite") / "steps"
    steps = sorted(folder.iterdir(), key=lambda step: step.name)
    return [step.read_text(encoding="utf-8") for step in steps]
