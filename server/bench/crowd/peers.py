"""The floor and others of its kind: servers that push what is posted to them, and no more."""

from __future__ import annotations

from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from time import monotonic_ns

import aiohttp

from server.bench import machine, processes
from server.bench.crowd.load import Kind
from server.bench.crowd.served import Served, always

FLOOR, NCHAN, WS, SOCKET_IO = "the C floor", "nginx+nchan", "Node ws", "Node socket.io"
PLAIN = {"Content-Type": "text/plain"}


@asynccontextmanager
async def floor(program: Path, cores: set[int], text: bytes) -> AsyncIterator[Served]:
    """The floor, which pushes this text."""
    async with (
        started(cores, str(program)) as process,
        posting(int(await processes.told(process)), text) as (port, push),
    ):
        yield Served(FLOOR, port, [process.pid], always("/feed"), push)


@asynccontextmanager
async def node(name: str, folder: Path, cores: set[int], text: bytes) -> AsyncIterator[Served]:
    """One of the two servers on Node.js, whose libraries lie in this folder."""
    kind: Kind = "websocket" if name == WS else "socket.io"
    path = "/feed" if name == WS else "/socket.io/?EIO=4&transport=websocket"
    script = "ws.js" if name == WS else "socket-io.js"
    async with (
        started(cores, "node", str(folder / script)) as process,
        posting(int(await processes.told(process)), text) as (port, push),
    ):
        yield Served(name, port, [process.pid], always(path), push, kind)


@asynccontextmanager
async def started(cores: set[int], *words: str) -> AsyncIterator[Process]:
    """A program that runs with all its threads on these cores."""
    async with AsyncExitStack() as stack:
        with machine.pinned(cores):
            process = await stack.enter_async_context(processes.program(*words))
        yield process


@asynccontextmanager
async def posting(
    port: int, text: bytes
) -> AsyncIterator[tuple[int, Callable[[], Awaitable[int]]]]:
    """The port, and what posts this text there."""
    async with aiohttp.ClientSession(f"http://{processes.HOST}:{port}") as session:

        async def push() -> int:
            begun = monotonic_ns()
            async with session.post("/push", data=text, headers=PLAIN) as response:
                await response.read()
            return begun

        yield port, push
