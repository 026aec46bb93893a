"""The processes full of followers: begun, listened to, and ended whatever happens."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from server.follow.task import Counts, Everything, Newest, Task, Told
from server.words import N_, Said

ENDING_SECONDS = 60.0
MOST_BYTES = 256 * 1024 * 1024  # of a line: half an hour of changes, each with its times

_ROOT = Path(__file__).resolve().parents[2]


class Ended(Said):
    """A process of followers ended by itself."""


class Workers:
    """Processes of followers at work."""

    def __init__(self) -> None:
        self._processes: list[Process] = []
        self._told: list[Told] = []
        self._listening: list[asyncio.Task[None]] = []

    def add(self, process: Process) -> None:
        """Listen to one more."""
        place = len(self._processes)
        self._processes.append(process)
        self._told.append(Told(Counts()))
        self._listening.append(asyncio.create_task(self._listen(place, process)))

    @property
    def counts(self) -> Counts:
        """How it stands with all of them."""
        return sum_of([told.counts for told in self._told])

    @property
    def changes(self) -> int:
        """How many changes there have been."""
        return max(told.changes for told in self._told)

    def require_all(self) -> None:
        """Raise Ended if one has ended."""
        if any(listening.done() for listening in self._listening):
            raise Ended(
                N_("A process of followers has ended by itself; what it said stands above.")
            )

    async def end(self, newest: Newest) -> list[Everything]:
        """Have them all end; what they saw, if that is the newest drawing. Raises Ended."""
        for process in self._processes:
            if process.stdin is not None:
                process.stdin.write(msgspec.json.encode(newest) + b"\n")
        await asyncio.wait(self._listening, timeout=ENDING_SECONDS)
        found = [told.everything for told in self._told if told.everything is not None]
        if len(found) < len(self._processes):
            raise Ended(N_("A process of followers did not tell what it saw. Try with fewer."))
        return found

    async def close(self) -> None:
        """End them at once, if they still run."""
        for listening in self._listening:
            listening.cancel()
        for process in self._processes:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def _listen(self, place: int, process: Process) -> None:
        if process.stdout is None:
            return
        async for line in process.stdout:
            self._told[place] = msgspec.json.decode(line, type=Told)
            if self._told[place].everything is not None:
                return


@asynccontextmanager
async def workers(tasks: Sequence[Task]) -> AsyncIterator[Workers]:
    """A process for each task."""
    crowd = Workers()
    try:
        for task in tasks:
            crowd.add(await _begun(task))
        yield crowd
    finally:
        await crowd.close()


async def _begun(task: Task) -> Process:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server.follow.worker"),
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdin=PIPE,
        stdout=PIPE,
        limit=MOST_BYTES,
    )
    if process.stdin is not None:
        process.stdin.write(msgspec.json.encode(task) + b"\n")
    return process


def shares(task: Task, processes: int) -> list[Task]:
    """The task in equal parts."""
    each, over = divmod(task.followers, processes)
    return [
        msgspec.structs.replace(task, followers=each + (place < over), rate=task.rate / processes)
        for place in range(processes)
    ]


def sum_of(each: Sequence[Counts]) -> Counts:
    """The counts of all processes as those of one."""
    total = Counts()
    refused: Counter[str] = Counter()
    took: Counter[int] = Counter()
    for counts in each:
        for name in ("tried", "following", "been", "lost", "came_back", "asked_again", "messages",
                     "up", "down"):  # fmt: skip
            setattr(total, name, getattr(total, name) + getattr(counts, name))
        refused.update(counts.refused)
        took.update(counts.took)
        total.all_in_at = max(total.all_in_at, counts.all_in_at)
    total.begun_at = min((counts.begun_at for counts in each if counts.begun_at), default=0)
    total.refused, total.took = dict(refused), dict(took)
    return total
