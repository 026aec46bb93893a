"""Which files are taken for a journal, and which are left alone."""

# ruff: noqa: ASYNC240 - nobody else waits for the loop of a test

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from server.journal.journal import Damaged, TooNew, open_journal
from server.journal.sqlite import schema
from server.journal.sqlite.journal import SqliteJournal
from tests.journal.given import said


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


async def made(path: Path) -> None:
    journal = await open_journal(path)
    await journal.append(said("Noted."))
    await journal.close()


async def test_the_journal_of_a_newer_version_is_left_alone(path: Path) -> None:
    await made(path)
    change(path, "PRAGMA user_version = 999")
    before = path.read_bytes()
    with pytest.raises(TooNew) as refusal:
        await open_journal(path)
    assert str(refusal.value) == (
        "This journal was made by a newer version of Orderpaper "
        f"(schema 999; this version knows {len(schema._steps())}). "
        "Install the newer version or open another data folder."
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"Dear clerk,\n", b"%PDF-1.7\n" * 1000])
async def test_a_file_that_is_no_database_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(Damaged, match="is damaged, or is not a journal"):
        await open_journal(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE bookmark (url TEXT)", "PRAGMA user_version = 1", "PRAGMA application_id = 7"],
)
async def test_the_database_of_another_program_is_left_alone(path: Path, statement: str) -> None:
    change(path, statement)
    before = path.read_bytes()
    with pytest.raises(Damaged, match="is not a journal of Orderpaper"):
        await open_journal(path)
    assert path.read_bytes() == before


async def test_an_empty_file_becomes_a_journal(path: Path) -> None:
    path.touch()
    await made(path)
    journal = await open_journal(path, read_only=True)
    assert await journal.verify("meeting/1") == 1
    await journal.close()


async def test_an_empty_file_is_not_yet_a_journal_to_read(path: Path) -> None:
    path.touch()
    with pytest.raises(Damaged, match="is not a journal of Orderpaper"):
        await open_journal(path, read_only=True)


async def test_a_refused_file_can_be_put_right_and_opened(path: Path) -> None:
    path.write_bytes(b"Dear clerk,\n")
    with pytest.raises(Damaged):
        await open_journal(path)
    path.unlink()
    await made(path)


async def test_a_new_journal_is_for_its_owner_alone(path: Path) -> None:
    await made(path)
    assert path.stat().st_mode & 0o777 == 0o600


def add_step(monkeypatch: pytest.MonkeyPatch, statements: str) -> None:
    steps = [*schema._steps(), statements]
    monkeypatch.setattr(schema, "_steps", lambda: steps)


async def test_an_older_journal_is_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(path)
    add_step(monkeypatch, "CREATE TABLE later (name TEXT)")
    for _ in range(2):
        journal = await SqliteJournal.open(path)
        assert await journal.verify("meeting/1") == 1
        assert await journal.reading.execute("SELECT * FROM later") == []
        await journal.close()


async def test_a_step_that_fails_leaves_the_journal_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(path)
    with monkeypatch.context() as newer:
        add_step(newer, "DROP TABLE line; and then nonsense")
        with pytest.raises(sqlite3.OperationalError, match="syntax"):
            await open_journal(path)
    journal = await open_journal(path)
    assert await journal.verify("meeting/1") == 1
    await journal.close()
