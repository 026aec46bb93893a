"""A council on several processes: two that take commands, two for followers, and one database."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp

from server.app import Server, feeding, serving
from server.config import Settings
from server.feed_process import FeedProcess
from tests.live.conftest import CONVENED
from tests.postgresql import PostgresServer
from tests.serve import Process


class House:
    """Two processes that take commands and two for followers, on one database.

    The first of each is in the process of the test. The others may be anywhere.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.web: list[Server | Process] = []
        self.feeds: list[FeedProcess | Process] = []
        self.cookie = ""

    async def begin(self) -> None:
        """Make the meeting in the first process, open it, and sign the clerk in."""
        first = self.web[0]
        assert isinstance(first, Server)
        running = await first.meetings.convene(CONVENED, "test")
        links = await first.control.links(running.live.meeting)
        door = f"http://127.0.0.1:{first.port}/{links.clerk.split('/', 3)[3]}"
        async with (
            aiohttp.ClientSession() as visitor,
            visitor.get(door, allow_redirects=False) as response,
        ):
            kept = response.cookies.items()
            self.cookie = "; ".join(f"{name}={value.value}" for name, value in kept)


@contextlib.asynccontextmanager
async def house(
    folder: Path,
    postgresql: PostgresServer,
    *,
    dies: str = "",
    web_by: Callable[[str], str] = str,
    feed_by: Callable[[str], str] = str,
) -> AsyncIterator[House]:
    """The four processes. `dies`: the kind of which the second is a process of its own, which can
    be killed. `web_by`, `feed_by`: by which address the second of either reaches the database."""
    council = House(postgresql.create())
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(postgresql.drop, council.url)

        async def apart(kind: str) -> Process:
            process = Process(folder / f"{kind}-apart", kind=kind, database=council.url)
            stack.push_async_callback(process.close)
            await process.start()
            return process

        def here(name: str, url: str) -> Settings:
            return Settings(port=0, data=folder / name, database_url=url)

        web, feeds = council.web, council.feeds
        web.append(await stack.enter_async_context(serving(here("one", council.url))))
        await council.begin()
        feeds.append(await stack.enter_async_context(feeding(here("three", council.url))))
        if dies == "web":
            web.append(await apart("web"))
        else:
            two = here("two", web_by(council.url))
            web.append(await stack.enter_async_context(serving(two)))
        if dies == "feed":
            feeds.append(await apart("feed"))
        else:
            four = here("four", feed_by(council.url))
            feeds.append(await stack.enter_async_context(feeding(four)))
        yield council
