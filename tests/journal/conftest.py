"""An open journal of every kind that there is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest

from server.journal.journal import Journal, open_journal
from server.journal.postgresql.journal import PostgresJournal
from server.journal.sqlite.journal import SqliteJournal
from server.journal.tables import TABLES
from tests.postgresql import PostgresServer

EMPTY = "; ".join(f"DELETE FROM orderpaper.{table.name}" for table in TABLES)  # noqa: S608


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a journal can be kept; every kind of store has its place here."""
    if request.param == "sqlite":
        return tmp_path / "journal.sqlite"
    return str(request.getfixturevalue("url"))


@pytest.fixture
async def journal(place: Path | str) -> AsyncIterator[Journal]:
    opened = await open_journal(place)
    yield opened
    await opened.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the SQLite journal is, for what only that store promises."""
    return tmp_path / "journal.sqlite"


@pytest.fixture
async def sqlite_journal(path: Path) -> AsyncIterator[SqliteJournal]:
    opened = await SqliteJournal.open(path)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
async def shared(postgresql: PostgresServer) -> str:
    """The address of a database that tests have one after the other: making one takes long."""
    address = postgresql.create()
    await (await open_journal(address)).close()
    return address


@pytest.fixture
def url(shared: str) -> str:
    """The address of a database with an empty journal, for what only that store promises."""
    with psycopg.connect(shared, autocommit=True) as connection:
        connection.execute(EMPTY.encode())
    return shared


@pytest.fixture
async def postgres_journal(url: str) -> AsyncIterator[PostgresJournal]:
    opened = await PostgresJournal.open(url)
    yield opened
    await opened.close()
