"""A busy meeting in a server of its own, and commands of the command line beside it."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path

import aiohttp

from server.journal.journal import open_journal
from tests.serve import HERE, Process

TOO_FAST = "That was too much at once."
EXAMPLE = HERE.parent / "config" / "example_meeting.toml"


class Busy:
    """A clerk who records one decision after the other, and what was acknowledged to them."""

    def __init__(self, process: Process, session: aiohttp.ClientSession) -> None:
        self.process = process
        self.acknowledged: list[str] = []
        self._session = session
        self._numbers = count(1)
        self._office = ""
        self._more = asyncio.Event()
        self._working: asyncio.Task[None] | None = None

    async def sign_in(self) -> None:
        """Open the clerk's link."""
        async with self._session.get(self.process.links["clerk"]) as response:
            self._office = response.url.path

    async def begin(self) -> None:
        """Open the meeting and take its first item."""
        await self.does("open_meeting")
        await self.does("take_next")

    async def does(self, command: str, **fields: str) -> None:
        """Give a command by the door that a browser without JavaScript uses, as often as the server
        says that nobody may go on so fast."""
        while TOO_FAST in (answer := await self._post(command, **fields)):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        assert answer == "", answer

    async def _post(self, command: str, **fields: str) -> str:
        """What is answered; nothing where it was recorded."""
        url = f"http://localhost:{self.process.port}{self._office}/do/{command}"
        own = {"Origin": "/".join(url.split("/")[:3])}
        async with self._session.post(
            url, data=fields, headers=own, allow_redirects=False
        ) as response:
            return "" if response.status == 303 else await response.text()

    async def decide(self) -> None:
        """Record one more decision."""
        text = f"That number {next(self._numbers)} stands."
        await self.does("record_decision", text=text)
        self.acknowledged.append(text)
        self._more.set()

    async def decided(self, more: int) -> None:
        """Wait until so many more were acknowledged."""
        wanted = len(self.acknowledged) + more
        assert self._working is not None
        async with asyncio.timeout(30):
            while len(self.acknowledged) < wanted:
                self._more.clear()
                more_or_ended = asyncio.create_task(self._more.wait())
                await asyncio.wait(
                    {more_or_ended, self._working}, return_when=asyncio.FIRST_COMPLETED
                )
                more_or_ended.cancel()
                if self._working.done():
                    self._working.result()

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """Record decisions one after the other until this is left."""
        self._working = asyncio.create_task(self._go_on())
        try:
            yield
        finally:
            self._working.cancel()
            with suppress(asyncio.CancelledError):
                await self._working

    async def _go_on(self) -> None:
        while True:
            await self.decide()


@asynccontextmanager
async def served(data: Path, database: str = "") -> AsyncIterator[Busy]:
    """A server on this data folder, and its clerk, who has signed in."""
    example = shutil.copy(EXAMPLE, data.parent / "meeting.toml")
    process = Process(data, "--meeting", str(example), database=database)
    await process.start()
    try:
        async with aiohttp.ClientSession() as session:
            clerk = Busy(process, session)
            await clerk.sign_in()
            yield clerk
    finally:
        await process.close()


@asynccontextmanager
async def busy(data: Path, database: str = "") -> AsyncIterator[Busy]:
    """A clerk who is busy until this is left; the server is killed with it."""
    async with served(data, database) as clerk:
        await clerk.begin()
        async with clerk.going_on():
            yield clerk


async def run(*words: str) -> tuple[int, str]:
    """Run a command in a process of its own; how it ended, and all that it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server", *words),
        cwd=HERE.parent,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, said.decode()


def where(data: Path, database: str = "") -> tuple[str, ...]:
    """What names a data folder, and the database beside it."""
    return ("--data", str(data), *(("--database-url", database) if database else ()))


async def digests(place: Path | str) -> dict[str, list[str]]:
    """The digest of every line of every stream."""
    journal = await open_journal(place, read_only=True)
    try:
        streams = await journal.streams()
        return {s: [row.digest.hex() for row in await journal.read(s)] for s in streams}
    finally:
        await journal.close()


async def words(place: Path | str) -> str:
    """All payloads."""
    journal = await open_journal(place, read_only=True)
    try:
        rows = [row for stream in await journal.streams() for row in await journal.read(stream)]
        return b"\n".join(row.payload or b"" for row in rows).decode()
    finally:
        await journal.close()


def with_paper(data: Path, content: bytes = b"%PDF-1.7 a report") -> str:
    """A paper in the data folder; its path within it."""
    path = f"papers/{hashlib.sha256(content).hexdigest()}"
    (data / "papers").mkdir(parents=True, exist_ok=True)
    (data / path).write_bytes(content)
    return path


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    files = (each for each in folder.rglob("*") if each.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
