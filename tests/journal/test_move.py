"""A journal that is moved is the same in its new place, and nothing is lost or left half done."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from server.__main__ import main
from server.journal import carry
from server.journal import move as moving
from server.journal.database import SECRETS, Database
from server.journal.journal import (
    Answer,
    Append,
    Damaged,
    Full,
    InUse,
    Journal,
    OutOfReach,
    Unusable,
    open_journal,
    place_of,
)
from server.journal.move import NotEmpty, Stopped, move
from server.journal.postgresql import database as in_database
from server.journal.postgresql import journal as in_postgresql
from server.journal.postgresql.address import Address
from server.journal.secrets.identities import Bound
from server.journal.stored import StoredJournal
from server.journal.tables import TABLES, Table
from tests.journal.conftest import EMPTY
from tests.journal.given import OPENED, line, said
from tests.journal.test_secrets import HASH, TOLD, account, link, sign_in

MEETING = "meeting/1"
_numbers = count(1)

# Streams of lines: what each says, whether in private, and whether it was erased since.
spoken = st.tuples(st.text(st.characters(codec="utf-8")), st.booleans(), st.booleans())
streams = st.dictionaries(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=9),
    st.lists(spoken, max_size=5),
    max_size=4,
)


def quietly(done: int, total: int) -> None:
    """Nobody watches."""


def stop(loop: asyncio.AbstractEventLoop, task: asyncio.Task[Any]) -> None:
    """Cancel a task from a thread of its own."""
    loop.call_soon_threadsafe(task.cancel)


async def everything(place: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    journal = cast(StoredJournal, await open_journal(place, read_only=True))
    found = {}
    for table in TABLES:
        rows = await journal.reading.execute(
            f"SELECT {', '.join(table.columns)} FROM {table.name}"  # noqa: S608
        )
        found[table.name] = sorted(rows, key=repr)
    await journal.close()
    return found


async def filled(place: Path | str, *fill: Callable[[Journal], Awaitable[None]]) -> Path | str:
    journal = await open_journal(place)
    for each in fill:
        await each(journal)
    await journal.close()
    return place


async def with_secrets(journal: Journal) -> None:
    secrets = journal.secrets
    await secrets.accounts.add(account("a1"), TOLD)
    await secrets.identities.bind("https://directory", "7", Bound("a1", by_role=True), TOLD)
    await secrets.links.put(HASH, replace(link(), name="Cllr Ŵyn \0"), TOLD)
    await secrets.sign_ins.begin(sha256(b"s").digest(), sign_in(link="l1"), TOLD)
    await secrets.browsers.keep("b1", "jo", OPENED)


def with_streams(wanted: dict[str, list[tuple[str, bool, bool]]]) -> Callable[..., Awaitable[None]]:
    async def fill(journal: Journal) -> None:
        for name, spoken in wanted.items():
            lines = tuple(replace(line(text), private=private) for text, private, _ in spoken)
            answers = (Answer("clerk", name, name.encode()),)
            await journal.append([Append(name, 0, lines, answers)])
            for position, (_, _, erased) in enumerate(spoken, start=1):
                if erased:
                    await journal.erase(name, position)

    return fill


async def with_lines(journal: Journal) -> None:
    await journal.append(said("Noted.", "Mrs Price asked.", "Agreed."))
    await journal.erase(MEETING, 2)


def disconnect_everybody(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def emptied(url: str) -> str:
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(EMPTY.encode())
    return url


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=streams)
async def test_a_journal_moved_there_and_back_is_the_same_in_every_row(
    tmp_path: Path, url: str, wanted: dict[str, list[tuple[str, bool, bool]]]
) -> None:
    folder = tmp_path / str(next(_numbers))
    folder.mkdir()
    here = await filled(folder / "journal.db", with_streams(wanted), with_secrets)
    before = await everything(here)
    moved = await move(here, emptied(url), quietly)
    assert (moved.streams, moved.audited) == (sum(1 for each in wanted.values() if each), 4)
    assert await everything(url) == before
    await move(url, folder / "data" / "journal.db", quietly)
    assert await everything(folder / "data" / "journal.db") == before
    assert await everything(here) == before


async def test_what_was_moved_goes_on(path: Path, url: str) -> None:
    await filled(path, with_lines, with_secrets)
    await move(path, url, quietly)
    journal = await open_journal(url)
    await journal.append(said("Deferred.", after=3))
    await journal.secrets.audit.add(TOLD)
    assert await journal.verify(MEETING) == 4
    assert await journal.secrets.audit.verify() == 5
    assert [row.payload is None for row in await journal.read(MEETING)] == [
        False,
        True,
        False,
        False,
    ]
    await journal.close()


async def test_more_rows_than_are_carried_at_once_arrive_with_their_progress(
    path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carry, "AT_ONCE", 3)
    texts = [f"{number}" for number in range(10)]
    await filled(path, with_streams({s: [(t, False, False) for t in texts] for s in "abc"}))
    told: list[tuple[int, int]] = []
    moved = await move(path, url, lambda *progress: told.append(progress))
    assert moved.lines == 30
    assert told[0] == (3, 36)
    assert told[-1] == (36, 36)
    assert await everything(path) == await everything(url)


async def test_nothing_is_moved_where_something_is(path: Path, url: str) -> None:
    await filled(path, with_lines)
    await filled(url, with_secrets)
    for source, target in ((path, url), (url, path)):
        before = await everything(target)
        with pytest.raises(NotEmpty, match="Move into one that is empty") as refusal:
            await move(source, target, quietly)
        named = str(path) if target is path else str(Address(url))
        assert str(refusal.value).startswith(f"There is a journal in {named} already.")
        assert await everything(target) == before


async def test_nothing_is_moved_while_a_server_has_either_journal_open(
    path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(path, with_lines)
    monkeypatch.setattr(in_postgresql, "PARTING_SECONDS", 0.05)
    for place in (path, url, f"{url}&application_name=orderpaper-web-1"):
        server = await open_journal(place)
        with pytest.raises(InUse):
            await move(path, url, quietly)
        await server.close()
    assert not any((await everything(url)).values())


async def test_a_server_that_has_connected_anew_is_not_overlooked(
    path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_postgresql, "PARTING_SECONDS", 0.05)
    server = await open_journal(url)
    for after in range(2):
        disconnect_everybody(url)
        await server.append(said("Noted.", after=after))
        with pytest.raises(InUse):
            await move(url, path, quietly)
    await server.close()
    assert (await move(url, path, quietly)).lines == 2


@pytest.mark.parametrize("connected", [True, False])
async def test_no_server_stores_a_line_that_is_left_behind(
    path: Path, url: str, monkeypatch: pytest.MonkeyPatch, connected: bool
) -> None:
    """Neither one that lost its connection before the move, nor one that starts meanwhile."""
    monkeypatch.setattr(in_database, "PARTING_SECONDS", 0.2)
    await filled(url, with_lines)
    server = await open_journal(url)
    await server.append(said("Deferred.", after=3))
    if not connected:
        await server.close()
    disconnect_everybody(url)
    told: list[object] = []

    async def stores() -> None:
        try:
            writing = server if connected else await open_journal(url)
            await writing.append(said("Left behind.", after=4))
        except OutOfReach as refusal:
            told.append(str(refusal))

    loop = asyncio.get_running_loop()
    moved = await move(
        url, path, lambda *at: asyncio.run_coroutine_threadsafe(stores(), loop).result()
    )
    assert moved.lines == 4
    assert told
    assert all("is being moved: nothing was stored" in str(each) for each in told)
    assert await everything(path) == await everything(url)
    if connected:
        await server.append(said("Stored after all.", after=4))
        await server.close()


async def test_where_somebody_writes_to_the_source_all_the_same_nothing_is_moved(
    path: Path, url: str
) -> None:
    def changes(done: int, total: int) -> None:
        if done < total:
            return
        with psycopg.connect(url, autocommit=True) as database:
            database.execute("UPDATE orderpaper.stream SET digest = 'other'")

    await filled(url, with_lines)
    with pytest.raises(Damaged, match="so nothing was moved"):
        await move(url, path, changes)
    assert not any((await everything(path)).values())


async def test_where_somebody_could_have_written_to_the_source_nothing_is_moved(
    path: Path, url: str
) -> None:
    await filled(url, with_lines)
    with pytest.raises(OutOfReach, match="others may have written there"):
        await move(url, path, lambda *progress: disconnect_everybody(url))
    assert not any((await everything(path)).values())


async def test_what_is_not_there_is_not_moved_and_not_made(tmp_path: Path, url: str) -> None:
    with pytest.raises(Unusable, match="There is no journal"):
        await move(tmp_path / "nowhere" / "journal.db", url, quietly)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE line SET actor = 'chair' WHERE position = 3",
        "DELETE FROM line WHERE position = 3",
        "UPDATE audit SET who = 'Nobody' WHERE rowid = 2",
        "UPDATE link SET name = CAST(x'ff' AS TEXT)",
    ],
)
async def test_a_damaged_journal_is_not_moved(path: Path, url: str, damage: str) -> None:
    async def damaged(journal: Journal) -> None:
        await cast(StoredJournal, journal).writing.change(SECRETS, damage)

    await filled(path, with_lines, with_secrets, damaged)
    with pytest.raises(Damaged):
        await move(path, url, quietly)
    assert not any((await everything(url)).values())


@pytest.mark.parametrize("out", [True, False])
async def test_a_move_that_fails_half_way_leaves_its_target_empty(
    path: Path, url: str, monkeypatch: pytest.MonkeyPatch, out: bool
) -> None:
    def fails(database: Database, table: Table, rows: list[tuple[Any, ...]]) -> None:
        if arrived:
            raise Full("The disk is full.")
        insert(database, table, rows)
        arrived.append(carry.counts(database)["line"])

    arrived: list[int] = []
    insert = carry.insert
    source, target = (path, url) if out else (url, path)
    await filled(source, with_lines)
    monkeypatch.setattr(carry, "AT_ONCE", 2)
    monkeypatch.setattr(carry, "insert", fails)
    with pytest.raises(Full):
        await move(source, target, quietly)
    assert arrived == [2]
    assert not any((await everything(target)).values())


async def test_what_did_not_arrive_as_it_was_sent_is_taken_back(
    path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(database: Database, *rest: object) -> Any:
        database.execute("UPDATE line SET actor = 'chair' WHERE position = 1")
        return checked(database, *rest)  # type: ignore[arg-type]

    checked = moving._checked
    await filled(path, with_lines)
    monkeypatch.setattr(moving, "_checked", changed)
    with pytest.raises(Damaged):
        await move(path, url, quietly)
    assert not any((await everything(url)).values())


async def test_no_row_is_left_out_whatever_the_order_of_the_names(
    path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carry, "AT_ONCE", 2)
    names = ["A", "a", "ä", "Z", "z", "\0", "\ufdd0"]
    texts = [("Noted.", False, False)]
    await filled(url, with_streams(dict.fromkeys(names, texts)))
    moved = await move(url, path, quietly)
    assert moved.answers == len(names)


@pytest.mark.parametrize("out", [True, False])
async def test_a_move_that_is_stopped_moves_nothing(path: Path, url: str, out: bool) -> None:
    source, target = (path, url) if out else (url, path)
    await filled(source, with_lines)
    loop = asyncio.get_running_loop()
    moved = asyncio.create_task(move(source, target, lambda *at: stop(loop, moved)))
    with pytest.raises(Stopped, match=r"^Stopped: nothing was moved\.$"):
        await moved
    assert not any((await everything(target)).values())


async def test_a_move_that_is_stopped_too_late_says_that_all_has_arrived(
    path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(path, with_lines)
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(moving._Will, "must_last", lambda will: None)
    moved = asyncio.create_task(move(path, url, lambda *at: stop(loop, moved)))
    assert (await moved).lines == 3
    assert await everything(path) == await everything(url)


@pytest.mark.parametrize("times", [1, 3])
def test_ctrl_c_ends_a_move_however_often_it_is_pressed(
    path: Path,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    times: int,
) -> None:
    class Heard(moving._Will):
        def __setattr__(self, name: str, value: object) -> None:
            super().__setattr__(name, value)
            heard.set()

    def interrupts(*given: Any) -> None:
        insert(*given)
        for _ in range(times):
            os.kill(os.getpid(), signal.SIGINT)
            assert heard.wait(10)
            heard.clear()

    heard, insert = threading.Event(), carry.insert
    asyncio.run(filled(path, with_lines))
    monkeypatch.setattr(moving, "_Will", Heard)
    monkeypatch.setattr(carry, "insert", interrupts)
    assert main(["move", str(path), url]) == 1
    assert capsys.readouterr().err == "Stopped: nothing was moved.\n"
    assert not any(asyncio.run(everything(url)).values())


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
async def test_a_folder_of_other_things_keeps_its_rights_where_a_journal_is_moved_into_it(
    path: Path, url: str, tmp_path: Path
) -> None:
    shared, data = tmp_path / "shared", tmp_path / "data"
    for folder, mode in ((shared, 0o1777), (data, 0o755)):
        folder.mkdir()
        folder.chmod(mode)
    targets = [shared / "copy.db", shared / "journal.db", data / "journal.db", data / "copy.db"]
    for target, kept in zip(targets, (0o1777, 0o1777, 0o700, 0o700), strict=True):
        await move(url, target, quietly)
        assert target.parent.stat().st_mode & 0o7777 == kept
        assert target.stat().st_mode & 0o777 == 0o600
    data.chmod(0o755)
    await (await open_journal(data / "copy.db")).close()
    assert data.stat().st_mode & 0o777 == 0o755


def test_the_command_line_says_what_it_did(
    path: Path, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["move", str(tmp_path / "nowhere"), url]) == 1
    assert "There is no journal" in capsys.readouterr().err
    assert main(["move", url, str(tmp_path / "data")]) == 0
    assert "all has arrived" in capsys.readouterr().out
    assert main(["verify", "--database-url", url]) == 0
    assert capsys.readouterr().out == "audit log: 0 lines, unbroken\n"
    assert main(["verify", "--database-url", "mysql://localhost/orderpaper"]) == 1
    assert "postgresql://user@host/database" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["mysql://x/y", "postgressql://council:secret@db/orderpaper"])
def test_an_address_of_something_else_is_no_folder(address: str) -> None:
    with pytest.raises(Unusable) as refused:
        place_of(address)
    assert "begins with postgresql://" in str(refused.value)
    assert "secret" not in str(refused.value)
