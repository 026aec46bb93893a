"""The rows of a journal carried from one store into another, as they are, erased ones too."""

from __future__ import annotations

import msgspec

from server.journal.database import Database, Found
from server.journal.journal import Damaged
from server.journal.tables import TABLES, Table
from server.words import N_

AT_ONCE = 1000  # rows that are carried together


class State(msgspec.Struct, frozen=True):
    """What a journal holds, so far as it is told at a glance."""

    counts: dict[str, int]
    ends: list[Found]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(self.counts.values())


def state(database: Database) -> State:
    """What it holds now."""
    with database.snapshot():
        return State(counts(database), ends(database))


def counts(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    counted = {}
    for table in TABLES:
        found = database.execute(f"SELECT count(*) FROM {table.name}").fetchone()  # noqa: S608
        counted[table.name] = found[0] if found else 0
    return counted


def ends(database: Database) -> list[Found]:
    """Where each stream ends, and the seal over all of it."""
    return sorted(database.execute("SELECT name, position, digest FROM stream").fetchall())


def rows_after(database: Database, table: Table, key: Found) -> list[Found]:
    """The next rows of a table after this key, in the order of their keys; () is before all."""
    names = ", ".join(table.key)
    marks = ", ".join("?" * len(key))
    where = f"WHERE ({names}) > ({marks})" if key else ""
    return database.execute(
        f"SELECT {', '.join(table.columns)} FROM {table.name} {where}"  # noqa: S608  # our own
        f" ORDER BY {names} LIMIT {AT_ONCE}",
        key,
    ).fetchall()


def insert(database: Database, table: Table, rows: list[Found]) -> None:
    """Put rows into a table, every column as it was. Raises Damaged for what is no text."""
    marks = ", ".join("?" * len(table.columns))
    try:
        database.execute_many(
            f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})",  # noqa: S608
            rows,
        )
    except UnicodeEncodeError as trouble:
        raise Damaged(
            N_("A row of the table {table} is damaged. Restore the journal from a backup."),
            table=table.name,
        ) from trouble
