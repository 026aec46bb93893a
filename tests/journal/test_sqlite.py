"""What SQLite adds to the promises: full durability, damage found, erasure, a full disk."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.journal.journal import Answer, Append, Conflict, Damaged, Full, Row
from server.journal.sqlite.journal import SqliteJournal
from server.words import Said
from tests.journal.given import line, said

MEETING = "meeting/1"
HEADER = ("stream", "position", "event", "id", "actor", "command", "recorded_at", "happened_at")
COLUMNS = (*HEADER, "salt", "payload", "commitment", "digest")


async def written(path: Path) -> list[Row]:
    """A closed journal of three lines."""
    journal = await SqliteJournal.open(path)
    await journal.append(said("Noted.", "Agreed.", "Deferred."))
    rows = await journal.read(MEETING)
    await journal.close()
    return rows


def tamper(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        assert database.execute(statement, values).rowcount == 1


async def expect_damage(path: Path, position: int) -> None:
    journal = await SqliteJournal.open(path, read_only=True)
    for look in (journal.read, journal.verify):
        with pytest.raises(Damaged, match=f"Line {position} of {MEETING} is damaged") as damage:
            await look(MEETING)
        assert damage.value.values == {"stream": MEETING, "position": position}
    await journal.close()


async def test_each_commit_waits_for_the_disk(sqlite_journal: SqliteJournal) -> None:
    writing = sqlite_journal.writing
    assert await writing.execute("PRAGMA journal_mode") == [("wal",)]
    assert await writing.execute("PRAGMA synchronous") == [(2,)]  # FULL
    assert await writing.execute("PRAGMA foreign_keys") == [(1,)]
    assert await writing.execute("PRAGMA secure_delete") == [(1,)]


@pytest.mark.parametrize("position", [1, 2, 3])
@pytest.mark.parametrize("column", COLUMNS)
async def test_a_flipped_byte_in_any_column_is_found(
    path: Path, column: str, position: int
) -> None:
    await written(path)
    with closing(sqlite3.connect(path)) as database:
        [value] = database.execute(
            f"SELECT {column} FROM line WHERE position = ?",  # noqa: S608
            (position,),
        ).fetchone()
    tamper(path, f"UPDATE line SET {column} = ? WHERE position = ?", flipped(value), position)  # noqa: S608
    await expect_damage(path, position)


def flipped(value: str | int | bytes) -> str | int | bytes:
    match value:
        case int():
            return value ^ 16
        case str():
            return chr(ord(value[0]) ^ 1) + value[1:]
        case bytes():
            return bytes([value[0] ^ 1]) + value[1:]


@pytest.mark.parametrize(
    "change",
    [
        "event = CAST(x'fffe' AS TEXT)",
        "event = x'00'",
        "commitment = CAST(x'fffe' AS TEXT)",
        "digest = 5",
        "salt = NULL",
    ],
)
async def test_what_is_not_even_of_its_kind_any_more_is_found(path: Path, change: str) -> None:
    await written(path)
    tamper(path, f"UPDATE line SET {change} WHERE position = 2")  # noqa: S608
    await expect_damage(path, 2)


@pytest.mark.parametrize("position", [1, 2, 3])
async def test_a_lost_line_is_found_even_the_last(path: Path, position: int) -> None:
    await written(path)
    tamper(path, "DELETE FROM line WHERE position = ?", position)
    await expect_damage(path, position)


async def test_a_stream_that_is_longer_than_it_should_be_is_found(path: Path) -> None:
    await written(path)
    end = "position = 2, digest = (SELECT digest FROM line WHERE position = 2)"
    tamper(path, f"UPDATE stream SET {end}")  # noqa: S608
    await expect_damage(path, 4)


async def test_nothing_is_built_on_a_torn_end(path: Path) -> None:
    await written(path)
    tamper(path, "UPDATE stream SET digest = x'00'")
    journal = await SqliteJournal.open(path)
    with pytest.raises(Conflict):
        await journal.append(said("Agreed.", after=3))
    with pytest.raises(Damaged):
        await journal.append(said("Agreed."))
    await journal.append(said("Seat filled.", stream="council"))
    await journal.close()


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
async def test_whatever_bit_of_the_file_flips_no_line_is_read_wrongly(
    tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "journal"
    path.unlink(missing_ok=True)
    rows = await written(path)
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.sampled_from([1, 16, 128]))
    path.write_bytes(content)
    journal = None
    try:
        journal = await SqliteJournal.open(path, read_only=True)
        assert await journal.read(MEETING) == rows
    except (Said, sqlite3.DatabaseError, UnicodeDecodeError):
        pass  # found, by us or by SQLite
    finally:
        if journal is not None:
            await journal.close()


async def test_erased_words_leave_the_disk(sqlite_journal: SqliteJournal, path: Path) -> None:
    await sqlite_journal.append(said("Noted.", "Mrs Price of 4 Mill Lane asked.", "Agreed."))
    assert b"Mrs Price" in stored_bytes(path)
    await sqlite_journal.erase(MEETING, 2)
    assert b"Mrs Price" not in stored_bytes(path)
    assert b"Agreed." in stored_bytes(path)


async def test_erased_words_leave_the_disk_in_a_crowded_file(
    sqlite_journal: SqliteJournal, path: Path
) -> None:
    """Pages that fill up are split and merged: no copy may stay behind."""
    for number in range(300):
        text = f"Resident {number:04} asked. " * (number % 60 + 1)
        await sqlite_journal.append(said(text, stream=f"s{number % 7}", after=number // 7))
    for number in range(0, 300, 3):
        await sqlite_journal.erase(f"s{number % 7}", number // 7 + 1)
    content = stored_bytes(path)
    left = {number for number in range(300) if f"Resident {number:04}".encode() in content}
    assert left == set(range(300)) - set(range(0, 300, 3))


def stored_bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


async def leave_room(journal: SqliteJournal, pages: int) -> None:
    [(used,)] = await journal.writing.execute("PRAGMA page_count")
    await journal.writing.execute(f"PRAGMA max_page_count = {used + pages}")


async def fill(journal: SqliteJournal) -> int:
    """Append until the disk is full; return how many were acknowledged."""
    await leave_room(journal, pages=20)
    acknowledged: list[int] = []
    with pytest.raises(Full, match=r"The disk is full: nothing was stored\. Make room"):
        await speak_for_ever(journal, acknowledged)
    return len(acknowledged)


async def speak_for_ever(journal: SqliteJournal, acknowledged: list[int]) -> None:
    for number in count():
        answer = Answer("clerk", f"c{number}", b"noted")
        lines = (line("Noted. " * 100), line("Agreed. " * 100))
        await journal.append([Append(MEETING, number * 2, lines, (answer,))])
        acknowledged.append(number)


async def test_a_full_disk_loses_nothing_that_was_acknowledged(
    sqlite_journal: SqliteJournal,
) -> None:
    acknowledged = await fill(sqlite_journal)
    assert acknowledged > 0
    assert await sqlite_journal.verify(MEETING) == acknowledged * 2
    assert len(await sqlite_journal.answers(MEETING)) == acknowledged


async def test_a_journal_works_again_when_there_is_room(sqlite_journal: SqliteJournal) -> None:
    acknowledged = await fill(sqlite_journal)
    await leave_room(sqlite_journal, pages=1000)
    await sqlite_journal.append(said("Noted.", after=acknowledged * 2))
    assert await sqlite_journal.verify(MEETING) == acknowledged * 2 + 1


async def test_a_full_disk_is_told_to_everybody_who_waits(sqlite_journal: SqliteJournal) -> None:
    await leave_room(sqlite_journal, pages=3)
    asked = [sqlite_journal.append(said("Noted. " * 4000, stream=s)) for s in "abc"]
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    refused = [stream for stream, told in zip("abc", outcomes, strict=True) if told is not None]
    assert refused
    assert all(isinstance(told, Full) for told in outcomes if told is not None)
    assert await sqlite_journal.streams() == [s for s in "abc" if s not in refused]


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
async def test_a_journal_that_was_put_back_from_a_backup_is_its_owners_alone(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    path = folder / "journal.db"
    await (await SqliteJournal.open(path)).close()
    for each in (folder, *folder.iterdir()):
        each.chmod(0o755 if each.is_dir() else 0o644)
    journal = await SqliteJournal.open(path)
    await journal.append(said("Noted."))
    modes = {each.name: each.stat().st_mode & 0o777 for each in folder.iterdir()}
    await journal.close()
    assert {"journal.db", "journal.db-wal", "journal.db-shm", "journal.db-lock"} <= modes.keys()
    assert set(modes.values()) == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
