"""The processes that are measured: a real server and its followers, ended whatever happens."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from server.bench import machine
from server.bench.follower import Arrivals

HOST = "127.0.0.1"
PATIENCE_SECONDS = 30.0
LONGEST_LINE = 1 << 22  # bytes that a process may say at once
POLITENESS = 10  # hundreds of followers are other machines in life: the clerk's goes first

_ROOT = Path(__file__).resolve().parents[2]


class Server(NamedTuple):
    """A server that runs."""

    port: int
    pid: int


@asynccontextmanager
async def server(
    folder: Path, cores: set[int], kind: str = "serve", database: str = ""
) -> AsyncIterator[Server]:
    """A server of one of its kinds on the journal in this folder, or in a database. Raises
    ConnectionError if it ends."""
    port = free_port()
    more = ("--database-url", database) if database else ()
    words = (kind, "--port", str(port), "--data", ".", *more)
    # Within the folder, because the path of its control socket must be short.
    async with running("server", *words, cwd=folder) as process:
        machine.pin(process.pid, cores)
        await told(process)
        yield Server(port, process.pid)


class Following:
    """Followers at work."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def end(self) -> Arrivals:
        """Send them away, and learn what came to them."""
        told, _ = await asyncio.wait_for(self._process.communicate(b""), PATIENCE_SECONDS)
        return msgspec.json.decode(told, type=Arrivals)


@asynccontextmanager
async def followers(port: int, path: str, count: int) -> AsyncIterator[Following]:
    """So many followers of the feed at this path. Raises ConnectionError."""
    given = (HOST, str(port), path, str(count))
    async with running("server.bench.follower", *given) as process:
        os.setpriority(os.PRIO_PROCESS, process.pid, POLITENESS)
        await told(process)
        yield Following(process)


async def ask(process: Process, line: bytes, patience: float = PATIENCE_SECONDS) -> bytes:
    """Tell a process a line, and wait for the one that it answers. Raises ConnectionError."""
    if process.stdin is None:
        raise ConnectionError("a process that was to be measured takes no words")
    process.stdin.write(line + b"\n")
    await process.stdin.drain()
    return await told(process, patience)


@asynccontextmanager
async def running(module: str, *given: str, cwd: Path | None = None) -> AsyncIterator[Process]:
    """A process that runs this module, and ends with this block."""
    async with program(sys.executable, "-m", module, *given, cwd=cwd or _ROOT) as process:
        yield process


@asynccontextmanager
async def program(*words: str, cwd: Path | None = None) -> AsyncIterator[Process]:
    """A process that runs this program, and ends with this block."""
    own = {name: value for name, value in os.environ.items() if not _settles(name)}
    process = await asyncio.create_subprocess_exec(
        *words,
        cwd=cwd,
        env={**own, "PYTHONPATH": str(_ROOT), "ORDERPAPER_LOG_LEVEL": "ERROR"},
        stdin=PIPE,
        stdout=PIPE,
        limit=LONGEST_LINE,
    )
    try:
        yield process
    finally:
        await _end(process)


def _settles(name: str) -> bool:
    """Whether an environment variable would be a setting of the server."""
    return name in ("PORT", "DATABASE_URL") or name.startswith("ORDERPAPER_")


async def told(process: Process, patience: float = PATIENCE_SECONDS) -> bytes:
    """Wait for the line by which a process says that it is ready, or answers."""
    said = process.stdout.readline() if process.stdout else None
    line = b"" if said is None else await asyncio.wait_for(said, patience)
    if not line:
        raise ConnectionError("a process that was to be measured ended instead of answering")
    return line


async def _end(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), PATIENCE_SECONDS / 3)
    except TimeoutError:
        process.kill()
        await process.wait()


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
