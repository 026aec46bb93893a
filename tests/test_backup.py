"""A backup is made while the server runs, is whole or not there at all, and tells damage."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.config import Settings
from server.journal.journal import Answer, Append, Damaged, Full, Unusable, open_journal
from server.journal.sqlite import copy as in_sqlite
from server.keeping import manifest, places
from server.keeping.backup import back_up
from server.keeping.manifest import NotWhole
from server.keeping.places import CannotBeThere
from server.keeping.restore import restore
from tests.journal.given import line
from tests.kept import busy, bytes_in, digests, run, served, where, with_paper, words
from tests.postgresql import PostgresServer
from tests.serve import HERE

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
MEETING = "meeting/planning"


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """A data folder with a journal, drafts and a paper."""
    folder = tmp_path / "data"
    (folder / "drafts" / "planning").mkdir(parents=True)
    (folder / "drafts" / "planning" / "draft.md").write_text("# Draft")
    (folder / "drafts" / "planning" / ".draft.md.1.part").write_text("# Dr")
    with_paper(folder)
    journal = await open_journal(folder / "journal.db")
    lines = tuple(line(text) for text in ("Noted.", "Mrs Price asked.", "Agreed."))
    await journal.append([Append(MEETING, 0, lines, (Answer("clerk", "c", b"{}"),))])
    await journal.erase(MEETING, 2)
    await journal.close()
    return folder


async def backed(data: Path) -> Path:
    place = data.parent / "backup"
    await back_up(Settings(data=data), place, NOW)
    return place


# While the server runs


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_backup_of_a_busy_meeting_is_its_journal_at_one_moment_and_the_meeting_goes_on(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database = ""
    if kind == "postgresql":
        postgresql: PostgresServer = request.getfixturevalue("postgresql")
        database = postgresql.create()
    data, again, place = tmp_path / "data", tmp_path / "again", tmp_path / "backup"
    async with busy(data, database) as clerk:
        await clerk.decided(5)
        paper = with_paper(data)
        before = list(clerk.acknowledged)
        code, said = await run("backup", str(place), *where(data, database))
        assert code == 0, said
        assert "every chain is unbroken" in said
        assert f"orderpaper restore {place} --data FOLDER" in said
        await clerk.decided(5)
        during = list(clerk.acknowledged)
    whole = await digests(database or data / "journal.db")
    copied = await digests(place / "journal.db")
    assert whole.keys() == copied.keys()
    for stream, held in copied.items():
        assert whole[stream][: len(held)] == held
    kept = await words(place / "journal.db")
    assert all(text in kept for text in before)
    assert not all(text in kept for text in during)
    ends = {end.stream: end.digest for end in manifest.read(place).journal.ends}
    assert ends == {stream: held[-1] for stream, held in copied.items()}

    await _goes_on(place, again, copied)
    assert (again / paper).read_bytes() == (data / paper).read_bytes()


async def _goes_on(place: Path, again: Path, copied: dict[str, list[str]]) -> None:
    """The backup is restored as it is, and the meeting goes on with more commands."""
    await restore(Settings(data=again), place)
    assert await digests(again / "journal.db") == copied
    async with served(again) as clerk:
        await clerk.does("record_decision", text="That the restored server goes on.")
    assert "That the restored server goes on." in await words(again / "journal.db")
    after = await digests(again / "journal.db")
    for stream, held in copied.items():
        assert after[stream][: len(held)] == held


async def test_what_is_backed_up_is_for_its_owner_alone_and_laid_out_as_a_data_folder(
    data: Path,
) -> None:
    place = await backed(data)
    paper = next((data / "papers").iterdir()).name
    names = ["drafts/planning/draft.md", "journal.db", "manifest.json", f"papers/{paper}"]
    assert sorted(bytes_in(place)) == names
    for path in (place, *place.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    made = manifest.read(place)
    assert made.made_at == NOW
    assert [(end.stream, end.lines) for end in made.journal.ends] == [(MEETING, 3)]
    assert {each.path for each in made.files} == {*names} - {"manifest.json"}
    assert await digests(place / "journal.db") == await digests(data / "journal.db")


async def test_two_backups_of_one_state_hold_the_same_rows(data: Path) -> None:
    first = await backed(data)
    await back_up(Settings(data=data), data.parent / "second", NOW)
    assert manifest.read(first).journal == manifest.read(data.parent / "second").journal


async def test_a_backup_disturbs_no_writer(data: Path) -> None:
    """Not even one who is in the middle of a transaction."""
    writing = sqlite3.connect(data / "journal.db", isolation_level=None)
    with closing(writing):
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("UPDATE stream SET position = 9")
        place = await backed(data)
        writing.execute("ROLLBACK")
    assert manifest.read(place).journal.lines == 3


# Damage


def _payload(place: Path) -> None:
    with closing(sqlite3.connect(place / "journal.db")) as database, database:
        database.execute("UPDATE line SET payload = 'Refused.' WHERE position = 3")


def _secret(place: Path) -> None:
    with closing(sqlite3.connect(place / "journal.db")) as database, database:
        database.execute("UPDATE answer SET answer = 'other'")


def _cut(place: Path) -> None:
    with closing(sqlite3.connect(place / "journal.db")) as database, database:
        database.execute("DELETE FROM line")
        database.execute("DELETE FROM stream")


def _draft(place: Path) -> None:
    (place / "drafts" / "planning" / "draft.md").write_text("# Dra")


def _missing(place: Path) -> None:
    (place / "drafts" / "planning" / "draft.md").unlink()


def _paper(place: Path) -> None:
    next((place / "papers").iterdir()).write_bytes(b"%PDF-1.7 a rep0rt")


def _garbled(place: Path) -> None:
    (place / "manifest.json").write_text("{")


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_payload, "Line 3 of meeting/planning is damaged"),
        (_secret, "journal.db is not what was written"),
        (_cut, "journal.db is not what was written"),
        (_draft, "drafts/planning/draft.md is not what was written"),
        (_missing, "drafts/planning/draft.md is missing"),
        (_paper, "papers/[0-9a-f]{64} is not what was written"),
        (_garbled, "manifest.json is not what was written"),
    ],
)
async def test_a_damaged_backup_is_refused_with_the_name_of_what_is_damaged(
    data: Path, damage: Callable[[Path], None], told: str
) -> None:
    place = await backed(data)
    damage(place)
    with pytest.raises(Damaged, match=told):
        await manifest.check(place, manifest.read(place))
    code, said = await run("restore", str(place), "--data", str(data.parent / "again"))
    assert code == 1
    assert said.count("\n") == 1, said
    assert not (data.parent / "again").exists()


@pytest.mark.parametrize("damage", [_payload, _paper])
async def test_what_is_damaged_already_is_not_backed_up_without_a_word(
    data: Path, damage: Callable[[Path], None]
) -> None:
    damage(data)
    with pytest.raises(Damaged, match=r"Line 3 of|papers/[0-9a-f]{64} is damaged"):
        await backed(data)
    assert sorted(each.name for each in data.parent.iterdir()) == ["data"]


# Killed, or stopped by what is wrong


@pytest.mark.parametrize("moment", ["places.copy_file", "manifest.check", "manifest.write"])
async def test_a_backup_that_is_killed_leaves_nothing_that_is_taken_for_whole(
    data: Path, moment: str
) -> None:
    dying = (
        "import os, signal, sys; from server.keeping import backup, manifest, places;"
        f"kill = lambda *given: os.kill(os.getpid(), signal.SIGKILL); {moment} = kill;"
        "backup.copy_file = places.copy_file;"
        "from server.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    place = data.parent / "backup"
    words = ["backup", str(place), "--data", str(data)]
    ended = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", dying, *words], cwd=HERE.parent, check=False
    )
    assert ended.returncode == -signal.SIGKILL
    assert not place.exists()
    left = [each for each in data.parent.iterdir() if each != data]
    assert [each.name.endswith(".part") for each in left] == [True]
    for each in (place, *left):
        with pytest.raises(NotWhole, match="is no backup, or the making of it was cut short"):
            manifest.read(each)
    await backed(data)


async def test_where_a_backup_cannot_go_is_said_and_nothing_is_left(
    data: Path,
) -> None:
    full = data.parent / "full"
    full.mkdir()
    (full / "other").write_text("Mine.")
    for place, told in (
        (full, "There is something at"),
        (full / "other", "There is something at"),
        (data / "backup", "lies in the data folder"),
        (data.parent / "away" / "backup", "There is no folder"),
    ):
        before = bytes_in(data.parent)
        with pytest.raises(CannotBeThere, match=told):
            await back_up(Settings(data=data), place, NOW)
        assert bytes_in(data.parent) == before
    empty = data.parent / "empty"
    empty.mkdir()
    await back_up(Settings(data=data), empty, NOW)
    await manifest.check(empty, manifest.read(empty))
    with pytest.raises(Unusable, match="There is no data folder"):
        await back_up(Settings(data=data.parent / "none"), data.parent / "backup", NOW)
    with pytest.raises(Unusable, match="There is no journal"):
        await back_up(Settings(data=full), data.parent / "backup", NOW)
    assert not (data.parent / "backup").exists()


def _no_room(*given: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _no_room_for_sqlite(source: Path, target: Path) -> None:
    raise Full("The disk is full.")


async def test_a_full_disk_is_told_and_leaves_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where_, what, fails in (
        (os, "fsync", _no_room),
        (in_sqlite, "copy", _no_room_for_sqlite),
        (places, "_settle", _no_room),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(where_, what, fails)
            with pytest.raises(Full, match=r"The disk of .*backup is full, and nothing was left"):
                await backed(data)
        assert [each.name for each in data.parent.iterdir()] == ["data"]
