"""Processes: those that take commands, and those that serve followers alone, on one database."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

from server.__main__ import feed as serve_followers
from server.__main__ import main, serve
from server.app import feeding, system_clock
from server.config import Settings
from server.feed_process import FeedProcess
from server.journal.journal import Unusable, open_journal
from server.pages.public_routes import public_application
from server.pages.routes import application
from tests.live.conftest import CONVENED
from tests.postgresql import PostgresServer
from tests.serve import Process, Town, post, town

EXAMPLE = Path(__file__).parent.parent / "config" / "example_meeting.toml"
FOR_EVERYBODY = ("", "/panels", "/screen", "/why.json")


@contextlib.asynccontextmanager
async def beside(council: Town, folder: Path) -> AsyncIterator[FeedProcess]:
    """A process for followers alone, on the journal as it is."""
    journal = await open_journal(folder / "journal.db", read_only=True)
    feed = FeedProcess(Settings(port=0, data=folder), journal, system_clock())
    await feed.start()
    yield feed
    await feed.stop()


@pytest.fixture
def bare(postgresql: PostgresServer) -> Iterator[str]:
    """The address of a database with nothing in it."""
    made = postgresql.create()
    yield made
    postgresql.drop(made)


# What a process for followers serves, and what not


def test_a_feed_process_on_sqlite_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["feed", "--data", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "DATABASE_URL" in told
    assert told.count("\n") == 1
    assert not list(tmp_path.iterdir())


async def test_followers_are_shown_the_same_by_either_kind(tmp_path: Path) -> None:
    async with town(tmp_path, CONVENED) as council:
        await council.do("open_meeting")
        async with beside(council, tmp_path) as feed, aiohttp.ClientSession() as session:
            for path in FOR_EVERYBODY:
                shown = []
                for port in (council.server.port, feed.port):
                    address = f"http://127.0.0.1:{port}/meetings/planning{path}"
                    async with session.get(address) as response:
                        shown.append((response.status, await response.text()))
                assert shown[0] == shown[1]
                assert shown[0][0] == 200


async def test_whatever_else_is_asked_of_it_is_led_to_where_it_is_served(tmp_path: Path) -> None:
    async with town(tmp_path, CONVENED) as council, beside(council, tmp_path) as feed:
        base = f"http://127.0.0.1:{feed.port}"
        async with aiohttp.ClientSession() as session:
            for path in (
                "/sign-in", "/audit", "/meetings/planning/clerk", "/meetings/planning/links",
                "/meetings/planning/note", council.links.clerk.split("/", 3)[3],
                "/socket.io/?EIO=4&transport=polling", "/no-such-page", "/search?q=mill",
            ):  # fmt: skip
                async with session.get(f"{base}/{path.lstrip('/')}") as response:
                    assert response.status == 421, path
                    assert "serves only what everybody may see" in await response.text()
            posted = await post(session, f"{base}/meetings/planning/clerk/do/open_meeting", a="b")
            assert posted == 421
            assert await post(session, f"{base}/meetings/planning", a="b") == 421
            assert not session.cookie_jar.filter_cookies(base)


async def test_it_serves_no_address_but_those_for_everybody_and_each_as_the_site_does(
    tmp_path: Path,
) -> None:
    async with town(tmp_path, CONVENED) as council:
        site, wire = council.server.site, council.server.wire
        whole, public = application(site, wire), public_application(site, wire)

        def served(app: object) -> dict[str, object]:
            routes = app.router.routes()  # type: ignore[attr-defined]
            return {r.resource.canonical: r.handler for r in routes if r.method == "GET"}

        open_to_all = {
            "/", "/time", "/healthz", "/readyz", "/static/{name}", "/meetings/{key}",
            "/meetings/{key}/feed", "/meetings/{key}/panels", "/meetings/{key}/embed",
            "/meetings/{key}/screen", "/meetings/{key}/rules", "/meetings/{key}/why.json",
            "/today", "/calendar", "/calendar/{month}", "/calendar.ics", "/bodies",
            "/bodies/{body}", "/bodies/{body}.ics", "/meetings/{key}/meeting.ics",
            "/accessibility", "/privacy", "/cookies", "/take-part", "/brand/{colour}.css",
            "/meetings/{key}/agenda", "/meetings/{key}/agenda.{ending}",
        }  # fmt: skip
        assert served(public).keys() == open_to_all
        assert served(public).items() <= served(whole).items()


# Until there is a journal


async def waits(caplog: pytest.LogCaptureFixture, why: str) -> None:
    """Return once it is said in the log that a process waits, and why."""
    async with asyncio.timeout(10):
        while f"waiting for the journal: {why}" not in caplog.text:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_feed_process_that_waits_for_its_journal_can_be_stopped(
    number: signal.Signals, caplog: pytest.LogCaptureFixture
) -> None:
    away = Settings(port=0, database_url="postgresql://127.0.0.1:1/orderpaper")
    process = asyncio.create_task(serve_followers(argparse.Namespace(), away))
    await waits(caplog, "The database postgresql://127.0.0.1:1/orderpaper cannot be reached")
    signal.raise_signal(number)
    try:
        async with asyncio.timeout(3):
            await process
    finally:
        for each in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().remove_signal_handler(each)


async def test_a_feed_process_waits_for_the_journal_to_be_made(
    bare: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def followed() -> None:
        async with feeding(Settings(port=0, database_url=bare)) as process:
            assert process.port

    following = asyncio.create_task(followed())
    await waits(caplog, "There is no journal")
    await (await open_journal(bare)).close()
    await asyncio.wait_for(following, 5)


async def test_a_feed_process_does_not_wait_for_what_does_not_pass(
    postgresql: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    postgresql.do("CREATE DATABASE western ENCODING 'LATIN1' TEMPLATE template0")
    for address in (postgresql.url("western"), "postgresql://db/orderpaper?nonsense=1"):
        async with asyncio.timeout(3):
            with pytest.raises(Unusable):
                await feeding(Settings(port=0, database_url=address)).__aenter__()
    assert "waiting" not in caplog.text
    postgresql.drop(postgresql.url("western"))


# What it says of itself at the start


@pytest.mark.parametrize("kind", ["serve", "feed"])
async def test_it_says_where_it_listens_and_which_journal_it_has_but_no_password(
    bare: str,
    tmp_path: Path,
    kind: str,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    await (await open_journal(bare)).close()
    url = bare.replace("tests@", "tests:geheim@")
    assert "geheim" in url
    run = {"serve": serve, "feed": serve_followers}[kind]
    caplog.set_level("INFO", "server")
    chosen = Settings(port=0, data=tmp_path, database_url=url)
    process = asyncio.create_task(run(argparse.Namespace(), chosen))
    async with asyncio.timeout(10):
        while "serving" not in caplog.text:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    signal.raise_signal(signal.SIGTERM)
    await process
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().remove_signal_handler(each)
    printed = capsys.readouterr().out
    for told in (printed, caplog.text):
        assert re.search(r"listening on 127\.0\.0\.1:\d+; journal: postgresql://\S+/\w+", told)
        assert "geheim" not in told
        assert "tests" not in re.findall(r"journal: (.*)", told)[0]


# Real processes on a real database


class House:
    """Two processes that take commands and one for followers, on one database."""

    def __init__(self, folder: Path, database: str) -> None:
        example = shutil.copy(EXAMPLE, folder)
        self.web = [
            Process(folder / "one", "--meeting", str(example), kind="web", database=database),
            Process(folder / "two", kind="web", database=database),
        ]
        self.feed = Process(folder / "three", kind="feed", database=database)

    async def start(self) -> None:
        """All at once: whoever only reads waits for the journal to be made."""
        await asyncio.gather(*(process.start() for process in (self.feed, *self.web)))

    async def close(self) -> None:
        for process in (*self.web, self.feed):
            await process.close()

    @property
    def address(self) -> str:
        """The address of the meeting, without the server."""
        return "/" + self.web[0].links["public"].split("/", 3)[3]

    async def shows(self, process: Process, words: str) -> bool:
        """Whether a process comes to show these words to everybody within ten seconds."""
        async with aiohttp.ClientSession(f"http://127.0.0.1:{process.port}") as session:
            for _ in range(200):
                async with session.get(self.address) as response:
                    if words in await response.text():
                        return True
                await asyncio.sleep(0.05)
        return False


@pytest.fixture
async def house(tmp_path: Path, postgresql: PostgresServer) -> AsyncIterator[House]:
    url = postgresql.create()
    house = House(tmp_path, url)
    await house.start()
    yield house
    await house.close()
    postgresql.drop(url)


async def test_any_of_them_may_die_and_come_back_and_everybody_sees_everything(
    house: House,
) -> None:
    one, two = house.web
    async with aiohttp.ClientSession() as session:
        async with session.get(one.links["clerk"]) as response:
            office = response.url.path

        async def does(process: Process, command: str, **fields: str) -> None:
            url = f"http://localhost:{process.port}{office}/do/{command}"
            assert await post(session, url, **fields) == 303

        await does(one, "open_meeting")
        await does(two, "take_next")
        await does(one, "record_decision", text="That one may die.")
        assert await house.shows(house.feed, "That one may die.")
        await one.end(signal.SIGKILL)
        await does(two, "record_decision", text="That two goes on alone.")
        assert await house.shows(house.feed, "That two goes on alone.")
        await house.feed.end(signal.SIGKILL)
        await does(two, "record_decision", text="That nobody follows.")
        for process in (one, house.feed):
            await process.start()
            assert await house.shows(process, "That nobody follows.")
        await does(one, "record_decision", text="That one is back.")
        for process in (two, house.feed):
            assert await house.shows(process, "That one is back.")
        for process in (*house.web, house.feed):
            assert await process.end(signal.SIGTERM) < 10
