"""Whether the server lives and can do its work: told to everybody, and nothing besides."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import psycopg
import pytest

from server.app import serving
from server.config import Settings
from server.journal.journal import Journal, open_journal
from server.live.meetings import Meetings
from server.pages.headers import HEADERS
from server.pages.health import (
    LOADING,
    NO_JOURNAL,
    PATIENCE,
    SLOW_JOURNAL,
    STOPPING,
    Health,
)
from tests.pages.wired import comes, wired
from tests.postgresql import PostgresServer
from tests.serve import Town

PATHS = ("/healthz", "/readyz")


class HandClock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with wired(tmp_path_factory.mktemp("health"), metrics_port=0) as running:
        yield running


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    opened = await open_journal(tmp_path / "journal.db")
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def health(journal: Journal, clock: HandClock) -> Health:
    """Of a server whose meetings are loaded; the journal is looked at when a test says so."""
    made = Health(journal, clock)
    made.begin()
    assert made._watching is not None
    made._watching.cancel()
    return made


@pytest.fixture
async def database(postgresql: PostgresServer) -> AsyncIterator[str]:
    """The address of a journal whose tables belong to another user than the server's."""
    address = postgresql.create()
    await (await open_journal(address)).close()
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute(
            "DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN;"
            "GRANT USAGE ON SCHEMA orderpaper TO clerk;"
            "GRANT ALL ON ALL TABLES IN SCHEMA orderpaper TO clerk"
        )
    yield address.replace("tests@", "clerk@")
    postgresql.drop(address)
    postgresql.do("DROP ROLE clerk")


@contextlib.asynccontextmanager
async def looking(place: str, *, read_only: bool = False) -> AsyncIterator[Health]:
    """The health of a server that has looked at its journal once."""
    opened = await open_journal(place, read_only=read_only)
    health = Health(opened)
    health.begin()
    assert health._watching is not None
    health._watching.cancel()
    await health.look()
    yield health
    await opened.close()


@contextlib.contextmanager
def renamed(path: Path) -> Iterator[None]:
    """A journal one of whose tables is not to be found meanwhile."""
    with contextlib.closing(sqlite3.connect(path)) as broken:
        broken.execute("ALTER TABLE stream RENAME TO lost")
        yield
        broken.execute("ALTER TABLE lost RENAME TO stream")


async def ask(port: int, path: str) -> tuple[int, str]:
    """The status and the text of an answer, which carries what every answer does."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as answer,
    ):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Server"] == "Orderpaper"
        assert HEADERS.items() <= dict(answer.headers).items()
        return answer.status, await answer.text()


@pytest.mark.parametrize("path", PATHS)
async def test_a_server_that_serves_says_so_on_both_its_ports(council: Town, path: str) -> None:
    for port in (council.server.port, council.server.operators.port):
        assert await ask(port, path) == (200, "ok\n")


async def test_who_asks_is_neither_logged_nor_audited(
    council: Town, caplog: pytest.LogCaptureFixture
) -> None:
    audit = council.server.journal.secrets.audit
    before = await audit.verify()
    with caplog.at_level("INFO"):
        for path in PATHS:
            await ask(council.server.port, path)
    assert caplog.messages == []
    assert await audit.verify() == before


async def test_it_lives_and_is_not_ready_while_the_meetings_are_loaded(
    tmp_path: Path, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, load = [], Meetings.load

    async def loads(meetings: Meetings) -> None:
        heard.extend([await ask(unused_tcp_port, path) for path in PATHS])
        await load(meetings)

    monkeypatch.setattr(Meetings, "load", loads)
    async with serving(Settings(port=0, data=tmp_path, metrics_port=unused_tcp_port)):
        assert heard == [(200, "ok\n"), (503, f"{LOADING}\n")]
        assert await ask(unused_tcp_port, "/readyz") == (200, "ok\n")


async def test_it_lives_and_is_not_ready_while_it_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, settled = [], Meetings.settled
    async with wired(tmp_path, metrics_port=0) as town:

        async def settles(meetings: Meetings) -> None:
            for port in (town.server.port, town.server.operators.port):
                heard.extend([await ask(port, path) for path in PATHS])
            await settled(meetings)

        monkeypatch.setattr(Meetings, "settled", settles)
    assert heard == [(200, "ok\n"), (503, f"{STOPPING}\n")] * 2


async def test_without_its_journal_it_is_not_ready_and_says_why_in_the_log_alone_and_once(
    health: Health, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await health.look()
    assert health.why_not == ""
    with renamed(tmp_path / "journal.db"):
        for _ in range(3):
            await health.look()
            assert health.why_not == NO_JOURNAL
        assert caplog.messages == ["the journal cannot be used: OperationalError"]
    await health.look()
    assert health.why_not == ""


@pytest.mark.parametrize(
    ("harm", "feeds_too"),
    [
        ("ALTER TABLE orderpaper.line RENAME TO lost", True),
        ("ALTER TABLE orderpaper.stream RENAME COLUMN digest TO lost", True),
        ("ALTER TABLE orderpaper.audit RENAME TO lost", False),
        ("REVOKE INSERT ON orderpaper.line FROM clerk", False),
        ("REVOKE UPDATE ON orderpaper.stream FROM clerk", False),
    ],
)
async def test_where_nothing_can_be_stored_in_the_database_it_is_not_ready(
    database: str, harm: str, feeds_too: bool
) -> None:
    async with looking(database) as writes, looking(database, read_only=True) as reads:
        assert (writes.why_not, reads.why_not) == ("", "")
        with psycopg.connect(database.replace("clerk@", "tests@"), autocommit=True) as owner:
            owner.execute(harm.encode())
        for health in (writes, reads):
            await health.look()
        assert (writes.why_not, reads.why_not) == (NO_JOURNAL, NO_JOURNAL if feeds_too else "")


async def test_a_look_leaves_nothing_behind(database: str) -> None:
    stored = "SELECT txid_snapshot_xmax(txid_current_snapshot())"  # whoever writes has a number
    async with looking(database) as health:
        with psycopg.connect(database, autocommit=True) as beside:
            before = beside.execute(stored.encode()).fetchone()
            await health.look()
            assert beside.execute(stored.encode()).fetchone() == before


async def test_a_journal_that_cannot_be_written_to_is_missed_after_two_seconds(
    health: Health,
    journal: Journal,
    clock: HandClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read, ends = asyncio.Event(), journal.ends

    async def reads() -> dict[str, int]:
        found = await ends()
        read.set()
        return found

    monkeypatch.setattr(journal, "ends", reads)
    with contextlib.closing(sqlite3.connect(tmp_path / "journal.db", isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")  # others can read beside it, and not write
        looking = asyncio.create_task(health.look())
        await asyncio.wait_for(read.wait(), 5)
        clock.seconds += PATIENCE
        assert health.why_not == ""
        clock.seconds += 0.1
        assert health.why_not == SLOW_JOURNAL
        held.execute("ROLLBACK")
    await looking
    assert health.why_not == ""


async def test_a_server_that_runs_comes_to_know_that_its_journal_fails_and_is_mended(
    tmp_path: Path,
) -> None:
    async with wired(tmp_path) as town:
        health, port = town.server.health, town.server.port
        with renamed(tmp_path / "journal.db"):
            assert await comes(lambda: health.why_not == NO_JOURNAL)
            assert await ask(port, "/healthz") == (200, "ok\n")
            assert await ask(port, "/readyz") == (503, f"{NO_JOURNAL}\n")
        assert await comes(lambda: not health.why_not)
        assert await ask(port, "/readyz") == (200, "ok\n")
