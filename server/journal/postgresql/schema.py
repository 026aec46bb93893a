"""The tables in the schema `orderpaper`, brought up to date one numbered step after the other."""

from __future__ import annotations

from importlib.resources import files

from server.journal.journal import Damaged, TooNew, Unusable
from server.journal.postgresql.address import NAME, Address
from server.journal.postgresql.database import PostgresDatabase
from server.words import N_

OURS = "The journal of Orderpaper"
"""Stands in the table `mark`: another program may have a schema of this name."""


def check(database: PostgresDatabase, address: Address, *, read_only: bool) -> int:
    """Return the step that the tables are at, 0 for none, or say why they must be left alone."""
    _check_encoding(database, address)
    found = _found(database)
    if found is None:
        raise Damaged(
            N_(
                "The schema orderpaper of {path} belongs to another program. Name another database."
            ),
            path=address,
        )
    if read_only and not found:
        raise Unusable(N_("There is no journal at {path} that can be opened."), path=address)
    known = max(_steps())
    if found > known:
        raise TooNew(
            N_(
                "This journal was made by a newer version of Orderpaper "
                "(schema {found}; this version knows {known}). "
                "Install the newer version or name another database."
            ),
            found=found,
            known=known,
        )
    return found


def prepare(database: PostgresDatabase, address: Address) -> None:
    """Take the steps that are missing, all or none; of several servers that start, one does."""
    if check(database, address, read_only=False) == max(_steps()):
        return
    with database.transaction("schema"):
        found = check(database, address, read_only=False)
        if not found:
            _begin(database)
        for number, step in _steps().items():
            if number > found:
                database.run_script(step)
                database.execute("UPDATE mark SET step = ?", (number,))


def _begin(database: PostgresDatabase) -> None:
    # Where an administrator has made the schema for us, we need not be allowed to make one.
    if not _one(database, "SELECT to_regnamespace(?) IS NOT NULL", NAME):
        database.execute(f"CREATE SCHEMA {NAME}")
    database.execute('CREATE TABLE mark (ours TEXT COLLATE "C" NOT NULL, step INTEGER NOT NULL)')
    database.execute("INSERT INTO mark (ours, step) VALUES (?, 0)", (OURS,))


def _found(database: PostgresDatabase) -> int | None:
    """The step that the tables are at, 0 where there are none, None where they are not ours."""
    if not _one(database, "SELECT count(*) FROM pg_tables WHERE schemaname = ?", NAME):
        return 0
    columns = _one(
        database,
        "SELECT count(*) FROM information_schema.columns WHERE table_schema = ?"
        " AND table_name = 'mark' AND column_name IN ('ours', 'step')",
        NAME,
    )
    if columns != 2:
        return None
    row = database.execute("SELECT step FROM mark WHERE ours = ?", (OURS,)).fetchone()
    return row[0] if row else None


def _check_encoding(database: PostgresDatabase, address: Address) -> None:
    encoding = _one(database, "SELECT current_setting('server_encoding')")
    if encoding != "UTF8":
        raise Unusable(
            N_(
                "The database {path} keeps texts as {encoding}, which cannot hold every name. "
                "Create it with ENCODING 'UTF8'."
            ),
            path=address,
            encoding=encoding,
        )


def _one(database: PostgresDatabase, statement: str, *values: object) -> object:
    found = database.execute(statement, values).fetchone()
    return found[0] if found else None


def _steps() -> dict[int, str]:
    """The steps by number; they begin with that at which SQLite's tables were the same."""
    folder = files("server.journal.postgresql") / "steps"
    steps = sorted(folder.iterdir(), key=lambda step: step.name)
    return {int(step.name[:3]): step.read_text(encoding="utf-8") for step in steps}
