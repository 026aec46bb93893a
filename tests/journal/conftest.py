"""An open journal of every kind that there is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.journal.journal import Journal, open_journal
from server.journal.sqlite import SqliteJournal


@pytest.fixture(params=["sqlite"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where a journal can be kept; every kind of store has its place here."""
    return tmp_path / f"journal.{request.param}"


@pytest.fixture
async def journal(place: Path) -> AsyncIterator[Journal]:
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
