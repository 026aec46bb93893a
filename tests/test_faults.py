"""Several processes on one database through every fault: whatever dies or falls silent, no
acknowledged command is lost or done twice, the order is kept, and the followers end current."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from server.follow import page
from server.journal.postgresql import bell, connection
from server.live import holding_off, lookout
from tests.faults.clerk import Desk, NoAnswer
from tests.faults.house import House, house
from tests.faults.story import told, until
from tests.pages.weak_network import Line
from tests.postgresql import PostgresServer
from tests.serve import Process

NEVER = 3600.0
END_LISTENERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE query LIKE 'LISTEN %' AND datname = current_database()
"""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is tried again is tried again sooner than outside tests."""
    monkeypatch.setattr(page, "SECOND", 0.02)
    monkeypatch.setattr(bell, "SLOWEST", 0.4)
    monkeypatch.setattr(holding_off, "LONGEST", 0.4)
    monkeypatch.setattr(lookout, "LOOKED_AT", 0.5)


@asynccontextmanager
async def line(postgresql: PostgresServer) -> AsyncIterator[Line]:
    """A network between a process and the database."""
    between = Line(postgresql.port)
    await between.start()
    yield between
    await between.close()


class By:
    """The address of a database at this end of a line."""

    def __init__(self, postgresql: PostgresServer, line: Line) -> None:
        self._postgresql, self._line = postgresql, line

    def __call__(self, url: str) -> str:
        database = urlsplit(url).path.lstrip("/")
        port = urlsplit(self._line.url).port
        through = self._postgresql.url(database, tcp=True)
        return through.replace(f":{self._postgresql.port}/", f":{port}/") + "?connect_timeout=2"


def end_listeners(council: House) -> int:
    """End the connections that hear the bell; how many there were."""
    with psycopg.connect(council.url, autocommit=True) as by:
        return by.execute(END_LISTENERS).rowcount


async def test_a_process_for_followers_is_killed_and_they_go_to_the_other(
    tmp_path: Path, postgresql: PostgresServer
) -> None:
    async with house(tmp_path, postgresql, dies="feed") as council, told(council) as story:
        await story.goes_on()
        feed = council.feeds[1]
        assert isinstance(feed, Process)
        await feed.end(signal.SIGKILL)
        await story.goes_on()
    assert story.public.counts.came_back > 0
    assert not story.problems


async def test_a_process_is_killed_in_the_middle_of_commands_and_the_clerk_goes_to_the_other(
    tmp_path: Path, postgresql: PostgresServer
) -> None:
    async with house(tmp_path, postgresql, dies="web") as council, told(council) as story:
        await story.goes_on()
        web = council.web[1]
        assert isinstance(web, Process)
        await web.end(signal.SIGKILL)
        await story.goes_on()
    assert story.unanswered > 0


@pytest.mark.parametrize("how", ["in order", "at once"])
async def test_the_database_is_restarted(
    tmp_path: Path, postgresql: PostgresServer, how: str
) -> None:
    stop = postgresql.stop if how == "in order" else postgresql.kill
    async with house(tmp_path, postgresql) as council, told(council) as story:
        await story.goes_on()
        await asyncio.to_thread(stop)
        try:
            known = len(story.problems)
            await until(lambda: len(story.problems) >= known + 2, "the clerks hear why not")
            late = Desk(council.web[1].port, council.cookie)
            with pytest.raises(NoAnswer):
                await late.do({})
        finally:
            await asyncio.to_thread(postgresql.start)
        await story.goes_on()


async def test_the_connections_that_hear_the_bell_are_ended_and_nothing_is_missed(
    tmp_path: Path, postgresql: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookout, "LOOKED_AT", NEVER)
    async with house(tmp_path, postgresql) as council, told(council) as story:
        for _ in range(3):
            await story.goes_on(5)
            assert await asyncio.to_thread(end_listeners, council) > 0
            await story.goes_on(1)  # before the bell is heard again, if that takes its time
    assert not story.problems


async def test_a_bell_that_falls_silent_is_found_out_by_looking(
    tmp_path: Path, postgresql: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.4)
    async with (
        line(postgresql) as between,
        house(tmp_path, postgresql, feed_by=By(postgresql, between)) as council,
        told(council) as story,
    ):
        await story.goes_on()
        between.lose()
        await story.goes_on()
    assert not story.problems


@pytest.mark.parametrize("how", ["cut", "swallow"])
async def test_the_network_to_the_database_is_broken_and_mended(
    tmp_path: Path, postgresql: PostgresServer, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.4)
    async with line(postgresql) as between:
        by = By(postgresql, between)
        async with (
            house(tmp_path, postgresql, web_by=by, feed_by=by) as council,
            told(council) as story,
        ):
            await story.goes_on()
            getattr(between, how)()
            await story.goes_on()
            between.mend()
            await story.goes_on()
        assert story.problems
