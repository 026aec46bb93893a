"""One server at a time writes to a journal; anybody may read it meanwhile."""

# ruff: noqa: ASYNC240 - nobody else waits for the loop of a test

from __future__ import annotations

import asyncio
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from server.journal.journal import InUse, Unusable, open_journal
from server.journal.sqlite.journal import SqliteJournal
from tests.journal.given import ROOT, crowd, said


async def test_a_second_server_is_refused(sqlite_journal: SqliteJournal, path: Path) -> None:
    with pytest.raises(InUse) as refusal:
        await open_journal(path)
    assert str(refusal.value) == (
        f"Orderpaper is already running on {path.parent}. "
        "Stop it first, or give this one another data folder."
    )
    await sqlite_journal.append(said("Noted."))


async def test_a_second_server_is_refused_in_a_process_of_its_own(
    sqlite_journal: SqliteJournal, path: Path
) -> None:
    await sqlite_journal.append(said("Noted."))
    second = await asyncio.create_subprocess_exec(
        *crowd(path, clerks=1, lines=1), cwd=ROOT, stdout=PIPE, stderr=PIPE
    )
    told, trouble = await second.communicate()
    assert told == b""
    assert b"Orderpaper is already running on" in trouble
    assert await sqlite_journal.streams() == ["meeting/1"]


async def test_a_server_that_has_stopped_is_no_obstacle(path: Path) -> None:
    for _ in range(2):
        journal = await open_journal(path)
        await journal.close()


async def test_a_journal_is_read_and_verified_while_its_server_writes(
    sqlite_journal: SqliteJournal, path: Path
) -> None:
    await sqlite_journal.append(said("Noted."))
    reader = await open_journal(path, read_only=True)
    assert await reader.verify("meeting/1") == 1
    await sqlite_journal.append(said("Agreed.", after=1))
    assert await reader.verify("meeting/1") == 2
    await reader.close()


async def test_a_stopped_journal_is_read_without_being_changed(path: Path) -> None:
    journal = await open_journal(path)
    await journal.append(said("Noted."))
    await journal.close()
    before = path.read_bytes()
    reader = await open_journal(path, read_only=True)
    assert await reader.verify("meeting/1") == 1
    await reader.close()
    assert path.read_bytes() == before


async def test_who_opened_a_journal_to_read_cannot_write(
    sqlite_journal: SqliteJournal, path: Path
) -> None:
    reader = await open_journal(path, read_only=True)
    with pytest.raises(Unusable, match="may be read here, but not written"):
        await reader.append(said("Noted."))
    await reader.close()
    assert await sqlite_journal.streams() == []


async def test_reading_where_there_is_no_journal_makes_none(path: Path) -> None:
    with pytest.raises(Unusable, match="There is no journal at"):
        await open_journal(path, read_only=True)
    assert list(path.parent.iterdir()) == []


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"no journal at .*/nowhere/journal"):
        await open_journal(tmp_path / "nowhere" / "journal")
