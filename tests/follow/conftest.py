"""A rehearsal on a real server, and followers in the process of the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.app import serving
from server.config import Settings
from server.follow import entering, load, page, target, visit
from server.follow.crowd import Crowd
from server.follow.task import Task
from server.live.feed import Feed
from server.meeting.record import Audience
from tests.live.conftest import CONVENED
from tests.serve import Town, town

ADDRESS = "https://meetings.example"
REHEARSAL = replace(CONVENED, rehearsal=True)


@pytest.fixture
async def rehearsal(tmp_path: Path) -> AsyncIterator[Town]:
    """A rehearsal that is open, with its second item in hand."""
    async with town(tmp_path / "data", REHEARSAL) as running:
        await running.do("open_meeting")
        await take(running, "2")
        yield running


@pytest.fixture
async def behind_proxy(tmp_path: Path) -> AsyncIterator[Town]:
    """The same on a server that people reach through a proxy with TLS; here it is passed by."""
    settings = Settings(
        port=0, data=tmp_path / "data", address=ADDRESS, trusted_proxies="127.0.0.1"
    )
    async with serving(settings) as server:
        running = await server.meetings.convene(REHEARSAL, "test")
        council = Town(server, running, await server.control.links(running.live.meeting))
        await council.do("open_meeting")
        await take(council, "2")
        yield council


@pytest.fixture(autouse=True)
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has come in is told of changes like all others, at once."""
    monkeypatch.setattr(page, "JOINING_SECONDS", 0)
    monkeypatch.setattr(load, "UNTIL_SHOWN_SECONDS", 0.05)
    monkeypatch.setattr(entering, "UNTIL_SHOWN_SECONDS", 0.05)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is lost comes back a hundred times sooner than a page does."""
    monkeypatch.setattr(page, "SECOND", 0.01)


def feed(council: Town) -> Feed:
    return council.running.show.feed(Audience.PUBLIC, "en")


async def take(council: Town, item: str) -> None:
    """Take an item, and wait until everybody is shown that."""
    await council.do("take_item", item=item)

    def shown() -> bool:
        in_hand = feed(council).seen.in_hand
        return in_hand is not None and in_hand.number == item

    await until(shown, "the item is shown")


def address(council: Town) -> str:
    return f"{council.url}/meetings/{council.key}"


async def task(council: Town, followers: int) -> Task:
    """To follow this meeting, from its page as it is now."""
    place = target.where(address(council))
    async with visit.visiting(place, "127.0.0.1") as visitor:
        opened = await visit.opened(visitor, place, language="en", not_a_rehearsal=False)
    return Task(
        ip="127.0.0.1",
        port=place.port,
        host=place.name,
        path=f"{place.path}/feed",
        tls=False,
        followers=followers,
        rate=5000,
        held=opened.held,
    )


async def until(holds: Callable[[], object], what: str) -> None:
    """Wait until this holds."""
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"not within five seconds: {what}")


async def come(crowd: Crowd, followers: int) -> None:
    """Have the crowd come, and all of it let in."""
    await crowd.come()
    await until(lambda: crowd.counts.following == followers, "all follow")
