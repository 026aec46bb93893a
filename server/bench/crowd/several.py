"""What two processes of followers cost together on PostgreSQL, against one with all of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

import aiohttp
from msgspec.structs import replace

from server.bench import processes
from server.bench.clerk import clerk_of
from server.bench.crowd import meters
from server.bench.crowd.asked import Asked
from server.bench.crowd.judged import Judged, at_most, known, ratios
from server.bench.crowd.load import Arrived, Load, load_on
from server.bench.crowd.ours import NAME, Ours
from server.bench.crowd.served import AT_ONCE, Served, series
from server.bench.crowd.took import Took
from server.bench.processes import Server

ONE, TWO = "one process", "two processes"
MOST = 1.2


class Meeting(NamedTuple):
    """A meeting in a database, and the clerk's door to it."""

    database: str
    key: str
    door: str


class Loads:
    """The loads on several processes, as one."""

    def __init__(self, *loads: Load) -> None:
        self._loads = loads

    async def arrived(self, seconds: float) -> Arrived:
        """The next message, once every reader of all has it."""
        told = await asyncio.gather(*(load.arrived(seconds) for load in self._loads))
        return replace(
            max(told, key=lambda arrived: arrived.p99_at),
            had_by=sum(arrived.had_by for arrived in told),
            last_at=max(arrived.last_at for arrived in told),
        )


async def one_and_two(
    folder: Path, program: Path, cores: set[int], meeting: Meeting, asked: Asked, took: Took
) -> None:
    """Have everybody follow one process, and then half of them each of two, with a clerk at a
    third; all on the same cores."""
    async with AsyncExitStack() as stack:
        office, first, second = [
            await stack.enter_async_context(
                processes.server(_made(folder / name), cores, kind, meeting.database)
            )
            for name, kind in (("web", "web"), ("first", "feed"), ("second", "feed"))
        ]
        loads = [
            await stack.enter_async_context(load_on(program, feed.port, "websocket"))
            for feed in (first, second)
        ]
        ours = await stack.enter_async_context(_at_work(office, first, loads[0], meeting))
        await loads[0].follow(asked.followers, AT_ONCE, await ours.path())
        one = await series(_served(ours, first), loads[0], asked.brisk)
        await loads[0].leave()
        await meters.idle([first.pid, second.pid])
        for load in loads:
            await load.follow(asked.half, AT_ONCE, await ours.path())
        two = await series(_served(ours, first, second), Loads(*loads), asked.brisk)
        took.note(ONE, NAME, median(one.cpu))
        took.note(TWO, NAME, median(two.cpu))


def several(asked: Asked, took: Took) -> Iterator[Judged]:
    """The rows of several processes."""
    one, two = took.of(ONE, NAME), took.of(TWO, NAME)
    yield at_most(
        f"Two processes with {asked.half:,} followers each, on PostgreSQL: CPU of a push, "
        f"× one with {asked.followers:,}",
        ratios(two, one),
        MOST,
        "×",
    )
    yield known(ONE, one, "ms")
    yield known(f"{TWO}, both", two, "ms")


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


@asynccontextmanager
async def _at_work(
    office: Server, feed: Server, load: Load, meeting: Meeting
) -> AsyncIterator[Ours]:
    """A clerk at one process, whose meeting is looked at in another."""
    async with (
        aiohttp.ClientSession(f"http://{processes.HOST}:{feed.port}") as session,
        clerk_of(meeting.key, f"http://{processes.HOST}:{office.port}", meeting.door) as clerk,
    ):
        ours = Ours(session, clerk, load, meeting.key, feed.pid)
        await ours.begin()
        yield ours


def _served(ours: Ours, *servers: Server) -> Served:
    return Served(NAME, 0, [server.pid for server in servers], ours.path, ours.push)
