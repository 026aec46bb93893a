"""A backup is put back where nothing is, read before and after; and the meeting goes on."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.config import Settings
from server.journal import snapshot
from server.journal.journal import Append, Damaged, Full, InUse, open_journal
from server.journal.move import NotEmpty
from server.journal.postgresql import journal as in_postgresql
from server.journal.snapshot import Held
from server.keeping import manifest
from server.keeping import restore as restoring
from server.keeping.backup import back_up
from server.keeping.manifest import NotWhole
from server.keeping.places import CannotBeThere
from server.keeping.restore import restore
from tests.journal.given import line
from tests.journal.test_move import everything, with_secrets
from tests.kept import busy, bytes_in, digests, run, served, where, with_paper, words
from tests.postgresql import PostgresServer
from tests.serve import HERE

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
MEETING = "meeting/planning"


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """A data folder with a journal, secrets beside it, a draft and a paper."""
    folder = tmp_path / "data"
    (folder / "drafts" / "planning").mkdir(parents=True)
    (folder / "drafts" / "planning" / "draft.md").write_text("# Draft")
    with_paper(folder)
    journal = await open_journal(folder / "journal.db")
    lines = tuple(line(text) for text in ("Noted.", "Mrs Price asked.", "Agreed."))
    await journal.append([Append(MEETING, 0, lines)])
    await journal.erase(MEETING, 2)
    await with_secrets(journal)
    await journal.close()
    return folder


@pytest.fixture
async def backup(data: Path) -> Path:
    """A backup of it."""
    place = data.parent / "backup"
    await back_up(Settings(data=data), place, NOW)
    return place


@pytest.fixture
def url(postgresql: PostgresServer) -> str:
    """A database with nothing in it."""
    return postgresql.create()


# Where nothing is


async def test_every_row_and_every_file_is_back_and_the_backup_is_as_it_was(
    data: Path, backup: Path
) -> None:
    before = bytes_in(backup)
    again = data.parent / "deep" / "again"
    await restore(Settings(data=again), backup)
    assert await everything(again / "journal.db") == await everything(data / "journal.db")
    for file in ("drafts/planning/draft.md", next(name for name in before if "papers" in name)):
        assert (again / file).read_bytes() == (data / file).read_bytes()
    assert bytes_in(backup) == before
    assert [each.name for each in again.iterdir() if each.name.startswith(".")] == []
    journal = await open_journal(again / "journal.db")
    await journal.append([Append(MEETING, 3, (line("Deferred."),))])
    assert await journal.verify(MEETING) == 4
    await journal.close()


async def test_it_goes_into_a_database_and_back_into_a_file_with_every_row(
    data: Path, backup: Path, url: str
) -> None:
    before = bytes_in(backup)
    settings = Settings(data=data.parent / "beside", database_url=url)
    await restore(settings, backup)
    assert await everything(url) == await everything(data / "journal.db")
    assert (settings.data / "drafts" / "planning" / "draft.md").read_text() == "# Draft"
    assert not (settings.data / "journal.db").exists()
    assert bytes_in(backup) == before
    await back_up(settings, data.parent / "second", NOW)
    await restore(Settings(data=data.parent / "again"), data.parent / "second")
    assert await everything(data.parent / "again" / "journal.db") == await everything(url)


async def test_a_busy_meeting_in_a_database_goes_on_from_where_its_backup_was_made(
    tmp_path: Path, postgresql: PostgresServer
) -> None:
    url, other, place = postgresql.create(), postgresql.create(), tmp_path / "backup"
    async with busy(tmp_path / "data", url) as clerk:
        await clerk.decided(5)
        await back_up(Settings(data=tmp_path / "data", database_url=url), place, NOW)
    copied, again = await digests(place / "journal.db"), tmp_path / "again"
    code, said = await run("restore", str(place), *where(again, other))
    assert code == 0, said
    assert await digests(other) == copied
    async with served(again, other) as clerk:
        await clerk.does("record_decision", text="That the restored server goes on.")
    assert "That the restored server goes on." in await words(other)


# Where something is


async def test_it_is_refused_where_a_journal_is_already(data: Path, backup: Path, url: str) -> None:
    before = bytes_in(data)
    with pytest.raises(NotEmpty, match=r"There is a journal in .* already, and it was left"):
        await restore(Settings(data=data), backup)
    assert bytes_in(data) == before
    beside = Settings(data=data.parent / "beside", database_url=url)
    await restore(beside, backup)
    rows = await everything(url)
    with pytest.raises(NotEmpty, match="There is a journal in postgresql:"):
        await restore(beside, backup)
    assert await everything(url) == rows


@pytest.mark.parametrize("name", ["journal.db-wal", "journal.db-journal"])
async def test_a_log_that_was_left_behind_is_never_read_into_it(
    data: Path, backup: Path, name: str
) -> None:
    again = data.parent / "again"
    again.mkdir()
    (again / name).write_bytes(b"left")
    with pytest.raises(NotEmpty):
        await restore(Settings(data=again), backup)
    assert bytes_in(again) == {name: b"left"}


@pytest.mark.parametrize("below", [".", "again", "drafts/planning/again"])
async def test_nothing_is_put_back_into_the_backup_itself(backup: Path, below: str) -> None:
    before = bytes_in(backup)
    with pytest.raises(CannotBeThere, match=r"lies in the backup\. Name another with --data"):
        await restore(Settings(data=backup / below), backup)
    assert bytes_in(backup) == before


async def test_a_data_folder_that_is_a_file_is_told(data: Path, backup: Path) -> None:
    for place in (data / "journal.db", data / "journal.db" / "below"):
        with pytest.raises(CannotBeThere, match=r"The data folder .* cannot be made or used"):
            await restore(Settings(data=place), backup)


async def test_another_draft_of_the_same_name_is_not_written_over(data: Path, backup: Path) -> None:
    again = data.parent / "again"
    (again / "drafts" / "planning").mkdir(parents=True)
    (again / "drafts" / "planning" / "draft.md").write_text("# Mine")
    with pytest.raises(NotEmpty, match=r"another drafts/planning/draft\.md in .* already"):
        await restore(Settings(data=again), backup)
    assert bytes_in(again) == {"drafts/planning/draft.md": b"# Mine"}


async def test_it_is_refused_while_a_server_has_the_database_open(
    data: Path, backup: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_postgresql, "PARTING_SECONDS", 0.05)
    server = await open_journal(url)
    with pytest.raises(InUse):
        await restore(Settings(data=data.parent / "beside", database_url=url), backup)
    await server.close()
    assert not any((await everything(url)).values())


# Damaged, newer, or cut short


def _line(backup: Path) -> None:
    with closing(sqlite3.connect(backup / "journal.db")) as database, database:
        database.execute("UPDATE line SET actor = 'chair' WHERE position = 1")


def _paper(backup: Path) -> None:
    next((backup / "papers").iterdir()).unlink()


@pytest.mark.parametrize("left", [0, 100, 5000, 20_000])
async def test_a_journal_that_was_cut_off_is_told_of_the_backup(
    data: Path, backup: Path, left: int
) -> None:
    os.truncate(backup / "journal.db", left)
    with pytest.raises(Damaged, match=r"^The backup is damaged: .* take another backup\.$") as told:
        await restore(Settings(data=data.parent / "again"), backup)
    assert "from a backup" not in str(told.value)


@pytest.mark.parametrize(
    ("damage", "told"), [(_line, "Line 1 of meeting/planning"), (_paper, "papers/.* is missing")]
)
async def test_a_damaged_backup_restores_nothing_at_all(
    data: Path, backup: Path, url: str, damage: Callable[[Path], None], told: str
) -> None:
    damage(backup)
    again = data.parent / "again"
    for settings in (Settings(data=again), Settings(data=again, database_url=url)):
        with pytest.raises(Damaged, match=told):
            await restore(settings, backup)
    assert not again.exists()


async def test_what_is_no_backup_and_what_a_newer_version_made_are_told_apart(
    data: Path, backup: Path
) -> None:
    for place in (data, data.parent / "nowhere", backup / "journal.db"):
        with pytest.raises(NotWhole, match="is no backup, or the making of it was cut short"):
            await restore(Settings(data=data.parent / "again"), place)
    text = (backup / manifest.NAME).read_text()
    (backup / manifest.NAME).write_text(text.replace('"form": 1', '"form": 2'))
    with pytest.raises(NotWhole, match="made by a newer version"):
        await restore(Settings(data=data.parent / "again"), backup)


async def test_a_restore_that_is_killed_leaves_no_journal_and_is_done_again(
    data: Path, backup: Path
) -> None:
    dying = (
        "import os, signal, sys; from server.keeping import restore;"
        "restore.os.link = lambda *given: os.kill(os.getpid(), signal.SIGKILL);"
        "from server.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    again = data.parent / "again"
    words = ["restore", str(backup), "--data", str(again)]
    ended = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", dying, *words], cwd=HERE.parent, check=False
    )
    assert ended.returncode == -signal.SIGKILL
    assert not (again / "journal.db").exists()
    assert (again / "drafts" / "planning" / "draft.md").exists()
    await restore(Settings(data=again), backup)
    assert await everything(again / "journal.db") == await everything(data / "journal.db")
    assert [each.name for each in again.iterdir() if each.name.startswith(".")] == []


async def test_a_journal_that_another_made_meanwhile_is_not_replaced(
    data: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = data.parent / "again"

    def starts(source: Path, target: Path) -> None:
        target.write_bytes(b"of a server that was started")
        link(source, target)

    link = os.link
    monkeypatch.setattr(restoring.os, "link", starts)
    with pytest.raises(NotEmpty):
        await restore(Settings(data=again), backup)
    assert (again / "journal.db").read_bytes() == b"of a server that was started"


async def test_what_does_not_read_in_its_new_place_as_in_the_backup_is_said(
    data: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def otherwise(place: Path | str) -> Held:
        return Held((), 0)

    monkeypatch.setattr(restoring, "held", otherwise)
    assert snapshot.held is manifest.held
    with pytest.raises(Damaged, match="What was restored is not what the backup holds"):
        await restore(Settings(data=data.parent / "again"), backup)


async def test_a_full_disk_is_told_and_leaves_no_journal(
    data: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    again = data.parent / "again"
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", no_room)
        with pytest.raises(Full, match=r"The disk of .*again is full, so no journal was restored"):
            await restore(Settings(data=again), backup)
    assert not (again / "journal.db").exists()
    await restore(Settings(data=again), backup)
    assert await everything(again / "journal.db") == await everything(data / "journal.db")
