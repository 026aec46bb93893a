"""The load, a program in C with thousands of connections, from the side that gives it orders."""

from __future__ import annotations

import os
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import msgspec

from server.bench import processes

Kind = Literal["websocket", "socket.io"]

LONGEST_SECONDS = 100.0  # more than the program itself waits for anything


class Came(msgspec.Struct, frozen=True):
    """Followers who came. Times are monotonic, waits are from the first packet; nanoseconds."""

    following: int
    refused: int
    refusal: str
    begun_at: int
    last_at: int
    median_wait: int
    worst_wait: int


class Arrived(msgspec.Struct, frozen=True):
    """One message: when the followers had it (monotonic, in nanoseconds), and what went wrong."""

    had_by: int
    missing: int
    repeated: int
    different: int
    gone: int
    unreadable: bool
    frame_bytes: int
    text_bytes: int
    first_at: int
    median_at: int
    p99_at: int
    last_at: int


class Answers(msgspec.Struct, frozen=True):
    """Answers to requests for a page."""

    answers: int
    failed: int
    status: int
    body_bytes: int
    seconds: float


class Load:
    """Followers of one server, or askers for its pages."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def follow(self, count: int, at_once: int, path: str, holding: str = "") -> Came:
        """Have so many come, after all others have gone. Those who are told to say what they hold
        come again by the path `holding`. Raises ConnectionError if one is refused."""
        return await self._come("follow", count, count, f"{at_once} {path} {holding}")

    async def more(self, count: int, there: int, at_once: int, path: str) -> Came:
        """Have so many more come than are there. Raises ConnectionError."""
        return await self._come("more", count, there + count, f"{at_once} {path}")

    async def arrived(self, seconds: float) -> Arrived:
        """The next message, once every reader has it. Raises ConnectionError if anybody missed
        it, had it twice or had another."""
        told = msgspec.json.decode(await self._ask(f"arrived {seconds}"), type=Arrived)
        if told.missing or told.repeated or told.different or told.gone or told.unreadable:
            raise ConnectionError(f"a message did not come whole, and once, to everybody: {told}")
        return told

    async def forget(self) -> None:
        """Take no account of what has come until now."""
        await self._ask("forget")

    async def message(self) -> bytes:
        """The text of the last message."""
        return await self._ask("message")

    async def stop_reading(self, count: int) -> None:
        """Have so many stop reading."""
        await self._ask(f"unread {count}")

    async def leave(self) -> None:
        """Have all go, at once."""
        await self._ask("leave")

    async def pages(self, connections: int, seconds: float, path: str, etag: str = "") -> Answers:
        """Ask for a page over so many connections. Raises ConnectionError if one answer failed."""
        told = msgspec.json.decode(
            await self._ask(f"pages {connections} {seconds} {path} {etag}"), type=Answers
        )
        if told.failed or not told.answers:
            raise ConnectionError(f"pages were not answered: {told}")
        return told

    async def _come(self, order: str, count: int, in_all: int, how: str) -> Came:
        told = msgspec.json.decode(await self._ask(f"{order} {count} {how}"), type=Came)
        if told.refused or told.following < in_all:
            came = f"only {told.following} of {in_all} followers came"
            raise ConnectionError(f"{came}: {told.refusal or 'the others had no answer'}")
        return told

    async def _ask(self, order: str) -> bytes:
        return await processes.ask(self._process, order.encode(), LONGEST_SECONDS)


@asynccontextmanager
async def load_on(program: Path, port: int, kind: Kind) -> AsyncIterator[Load]:
    """A load on the server at this port of this machine."""
    words = (str(program), processes.HOST, str(port), kind)
    async with processes.program(*words) as process:
        os.setpriority(os.PRIO_PROCESS, process.pid, processes.POLITENESS)
        yield Load(process)
