"""Group commit: callers share transactions, and each hears its own outcome."""

from __future__ import annotations

import asyncio

import pytest

from server.journal.group import Appends, Group, Outcome
from server.journal.journal import Conflict
from tests.journal.given import said


class Disk:
    """Announces who is in each transaction, and ends it when told to."""

    def __init__(self) -> None:
        self.begun: asyncio.Queue[list[str]] = asyncio.Queue()
        self.turn = asyncio.Semaphore(0)
        self.failure: Exception | None = None

    async def store(self, batch: list[Appends]) -> list[Outcome]:
        streams = [appends[0].stream for appends in batch]
        await self.begun.put(streams)
        await self.turn.acquire()
        if self.failure is not None:
            raise self.failure
        return [Conflict(stream, 0) if stream == "taken" else None for stream in streams]


def ask(group: Group, *streams: str) -> list[asyncio.Task[None]]:
    return [asyncio.create_task(group.append(said("Noted.", stream=stream))) for stream in streams]


async def test_those_who_come_while_the_disk_is_busy_share_the_next_transaction() -> None:
    disk = Disk()
    group = Group(disk.store)
    first = ask(group, "a")
    assert await disk.begun.get() == ["a"]
    later = ask(group, "b", "c", "d")
    disk.turn.release()
    assert await disk.begun.get() == ["b", "c", "d"]
    disk.turn.release()
    await asyncio.gather(*first, *later)


async def test_nobody_is_answered_before_the_disk_is() -> None:
    disk = Disk()
    asked = ask(Group(disk.store), "a", "b")
    await disk.begun.get()
    assert not any(task.done() for task in asked)
    disk.turn.release()
    await asyncio.gather(*asked)


async def test_finishing_waits_for_what_is_under_way() -> None:
    disk = Disk()
    group = Group(disk.store)
    asked = ask(group, "a")
    await disk.begun.get()
    finishing = asyncio.create_task(group.finish())
    await asyncio.sleep(0)
    assert not finishing.done()
    disk.turn.release()
    await finishing
    assert asked[0].done()


async def test_each_hears_its_own_outcome() -> None:
    disk = Disk()
    disk.turn.release()
    outcomes = await asyncio.gather(
        *ask(Group(disk.store), "a", "taken", "b"), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), Conflict, type(None)]


async def test_when_the_transaction_fails_nobody_is_acknowledged() -> None:
    disk = Disk()
    disk.failure = OSError("unplugged")
    disk.turn.release()
    outcomes = await asyncio.gather(*ask(Group(disk.store), "a", "b"), return_exceptions=True)
    assert outcomes == [disk.failure, disk.failure]


async def test_after_a_failure_the_next_is_stored() -> None:
    disk = Disk()
    group = Group(disk.store)
    disk.failure = OSError("unplugged")
    disk.turn.release()
    with pytest.raises(OSError, match="unplugged"):
        await group.append(said("Noted."))
    disk.failure = None
    disk.turn.release()
    await group.append(said("Noted."))
    assert disk.begun.qsize() == 2
