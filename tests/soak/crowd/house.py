"""What it takes: a real server with a meeting in its third hour, and followers around it."""

from __future__ import annotations

import asyncio
import os
import socket
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp
import msgspec

from server.app import system_clock
from server.bench import processes
from server.bench.journals import journal_at
from server.bench.specimen import in_session
from server.journal.journal import Append
from server.live.lines import line
from server.live.meetings import PREFIX
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.pages.doors import Doors
from tests.soak.crowd.clerk import Clerk, clerk_of
from tests.soak.crowd.followers import Ask, State

HOST, KEY = "127.0.0.1", "crowded"
PATH = f"/meetings/{KEY}"
IN_A_PROCESS = 1000
PATIENCE_SECONDS = 60.0


class House(msgspec.Struct, frozen=True):
    """A server that runs: its process and ports, and the clerk of its meeting."""

    process: int
    port: int
    metrics: int
    clerk: Clerk
    session: aiohttp.ClientSession

    async def root(self) -> str:
        """The root that the public page has now."""
        async with self.session.get(f"http://{HOST}:{self.port}{PATH}/panels?lang=en") as answer:
            await answer.read()
            return answer.headers["ETag"].removeprefix("W/").strip('"')

    async def tasks(self) -> int:
        """How many tasks the server's event loop has, as it tells its operator.

        Raises ValueError if it tells nothing.
        """
        async with self.session.get(f"http://{HOST}:{self.metrics}/metrics") as answer:
            for row in (await answer.text()).splitlines():
                name, _, number = row.partition(" ")
                if name == "orderpaper_tasks":
                    return int(float(number))
        raise ValueError("the server does not tell how many tasks it has")


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[House]:
    """A server of its own with a meeting in this folder; it ends with this block."""
    await asyncio.to_thread(folder.mkdir)
    async with journal_at(folder / "journal.db") as journal:
        lines = tuple(line(recorded) for recorded in in_session(KEY).recorded)
        await journal.append([Append(PREFIX + KEY, 0, lines)])
        office = Doors(journal.secrets, system_clock().now)
        door = await office.link(SignedIn(KEY, Office.CLERK), by="soak")
    port, metrics = free_port(), free_port()
    ports = "--port", str(port), "--metrics-port", str(metrics)
    async with processes.running("server", *ports, "--data", ".", cwd=folder) as process:
        await _line(process)
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS)) as session,
            clerk_of(KEY, f"http://{HOST}:{port}", door) as clerk,
        ):
            yield House(process.pid, port, metrics, clerk, session)


class Crowd:
    """All followers, in several processes."""

    def __init__(self, followers: Sequence[Process]) -> None:
        self._processes = followers

    async def ask(self, ask: Ask) -> list[State]:
        """Ask every process the same; what each answers. Raises TimeoutError, ConnectionError."""
        return await asyncio.gather(*(self._asked(process, ask) for process in self._processes))

    async def orders(self, folder: Path) -> set[tuple[str, str]]:
        """Which root came after which, for anybody."""
        pairs: set[tuple[str, str]] = set()
        for place, process in enumerate(self._processes):
            file = folder / f"order-{place}.json"
            await self._asked(process, Ask(order=str(file)))
            pairs.update(msgspec.json.decode(file.read_bytes(), type=list[tuple[str, str]]))
        return pairs

    async def _asked(self, process: Process, ask: Ask) -> State:
        assert process.stdin is not None
        process.stdin.write(msgspec.json.encode(ask) + b"\n")
        return msgspec.json.decode(await _line(process), type=State)


@asynccontextmanager
async def crowd(port: int, count: int, exact: int, seconds: float) -> AsyncIterator[Crowd]:
    """So many followers, of whom so many work out the roots themselves; they end with this block,
    and in any case after so many seconds."""
    parts = -(-count // IN_A_PROCESS)
    shares = [(count + place) // parts for place in range(parts)]
    async with AsyncExitStack() as stack:
        begun = []
        for share in shares:
            given = (HOST, str(port), PATH, str(share), str(exact // parts), str(seconds))
            running = processes.running("tests.soak.crowd.followers", *given)
            process = await stack.enter_async_context(running)
            os.setpriority(os.PRIO_PROCESS, process.pid, processes.POLITENESS)
            begun.append(process)
        await asyncio.gather(*map(_line, begun))
        yield Crowd(begun)


async def _line(process: Process) -> bytes:
    """The next line that a process says. Raises TimeoutError, ConnectionError."""
    assert process.stdout is not None
    told = await asyncio.wait_for(process.stdout.readline(), PATIENCE_SECONDS)
    if not told:
        raise ConnectionError("a process ended instead of answering")
    return told


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
