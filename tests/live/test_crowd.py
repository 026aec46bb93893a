"""Followers are told things a few at a time, and whoever gives a command goes first."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest

from server.journal.journal import Append, Journal
from server.live.feed import Update
from server.live.meetings import Meetings
from server.live.order import Answer
from server.live.public import AT_ONCE, Crowd, Follower
from server.live.show import FIRST_SECONDS, MOST_PATIENCE, Show
from server.meeting.record import Audience
from tests.live.conftest import Told
from tests.live.test_documents import CLOSED


class Wire(asyncio.Transport):
    """Keeps what is written to one follower; nothing is compressed, so it can be read."""

    def __init__(self, written: list[dict[str, Any]]) -> None:
        super().__init__()
        self._written = written

    def is_closing(self) -> bool:
        return False

    def get_write_buffer_size(self) -> int:
        return 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self._written.append(json.loads(bytes(data)[2:]))


class Gathering:
    """A crowd, what was written to all of it, and how much that was whenever it gave way."""

    def __init__(self, followers: int) -> None:
        self.written: list[dict[str, Any]] = []
        self.when_giving_way: list[int] = []
        self.crowd = Crowd(self._give_way)
        for _ in range(followers):
            self.crowd.followers[Follower(Wire(self.written), deflates=False)] = None

    async def _give_way(self) -> None:
        self.when_giving_way.append(len(self.written))
        await asyncio.sleep(0)

    async def until(self, count: int) -> None:
        for _ in range(1000):
            if len(self.written) >= count:
                return
            await asyncio.sleep(0)


def update(root: str, **panels: str) -> Update:
    return Update(root, panels)


async def test_a_crowd_is_told_a_few_at_a_time() -> None:
    gathering = Gathering(3 * AT_ONCE)
    gathering.crowd.tell(update("one", now="Budget"))
    await gathering.until(3 * AT_ONCE)
    assert gathering.when_giving_way[:2] == [AT_ONCE, 2 * AT_ONCE]


async def test_nobody_misses_anything_because_one_cannot_be_told() -> None:
    class Broken(Wire):
        def write(self, data: bytes | bytearray | memoryview) -> None:
            raise RuntimeError("the handle is gone")

        def abort(self) -> None:
            cut.append(self)

    cut: list[Broken] = []
    gathering = Gathering(0)
    for wire in (Wire(gathering.written), Broken([]), Wire(gathering.written)):
        gathering.crowd.followers[Follower(wire, deflates=False)] = None
    gathering.crowd.tell(update("after", status="Open"))
    await gathering.until(2)
    assert [told["root"] for told in gathering.written] == ["after"] * 2
    assert len(cut) == 1


async def test_what_comes_while_something_is_told_is_told_next_and_as_one() -> None:
    gathering = Gathering(2 * AT_ONCE)
    gathering.crowd.tell(update("one", now="Budget"))
    await gathering.until(AT_ONCE)
    gathering.crowd.tell(update("two", now="Fees", status="Open"))
    gathering.crowd.tell(update("three", status="Closed"))
    await gathering.until(4 * AT_ONCE)
    both = {"root": "three", "set": {"now": "Fees", "status": "Closed"}}
    assert [told["root"] for told in gathering.written[: 2 * AT_ONCE]] == ["one"] * 2 * AT_ONCE
    assert gathering.written[2 * AT_ONCE :] == [both] * 2 * AT_ONCE


def test_of_two_orders_of_one_slot_the_later_holds() -> None:
    first = Update("one", {"a": "A"}, {"record": ["a"], "rest": []})
    later = Update("two", {"b": "B"}, {"record": ["b", "a"]})
    both = first.followed_by(later)
    assert both == Update("two", {"a": "A", "b": "B"}, {"record": ["b", "a"], "rest": []})


class Held:
    """A journal on a slow disk: an append that is begun now ends when it is let go."""

    def __init__(self, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
        self._append = journal.append
        self._go = asyncio.Semaphore(0)
        monkeypatch.setattr(journal, "append", self._append_later)

    async def _append_later(self, appends: Sequence[Append]) -> None:
        await self._go.acquire()
        await self._append(appends)

    async def let_go(self, waiting: asyncio.Task[Answer]) -> None:
        self._go.release()
        await waiting


async def test_an_order_under_way_goes_first(
    meetings: Meetings, clerk: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.live.meetings.LONGEST_WAY", 60.0)  # however slow the disk is
    giving = asyncio.create_task(clerk.do("open_meeting"))
    await asyncio.sleep(0)
    await meetings.give_way()
    assert giving.done()


async def test_nobody_gives_way_for_ever(
    meetings: Meetings, clerk: Told, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Held(journal, monkeypatch)
    giving = asyncio.create_task(clerk.do("open_meeting"))
    await asyncio.sleep(0)
    await asyncio.wait_for(meetings.give_way(), 2)
    assert clerk.live.busy
    await disk.let_go(giving)


async def test_a_drawing_lets_orders_go_first_but_not_for_ever(
    clerk: Told, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, loop, disk = asyncio.Event(), asyncio.get_running_loop(), Held(journal, monkeypatch)
    show = Show(clerk.live, lambda feed, update: shown.set())
    show.feed(Audience.PUBLIC, "en")
    first = asyncio.create_task(clerk.do("open_meeting"))
    await asyncio.sleep(0)  # the first is being stored, and the second waits for its turn
    second, begun = asyncio.create_task(clerk.do("take_next")), loop.time()
    await asyncio.sleep(0)
    await disk.let_go(first)
    await asyncio.wait_for(shown.wait(), 2)
    assert loop.time() - begun >= MOST_PATIENCE * FIRST_SECONDS
    await disk.let_go(second)
    show.close()


async def test_followers_do_not_wait_for_what_is_done_in_private(
    meetings: Meetings, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They could see by it when something is."""
    clerk = Told((await meetings.convene(CLOSED, "test")).live)
    for person in ("chair", "shah"):
        await clerk.do("record_present", person=person)
    await clerk.do("open_meeting")
    await clerk.do("exclude_public", ground="confidential", items="2")
    await clerk.do("take_item", item="2")
    assert clerk.live.meeting.private is not None
    disk = Held(journal, monkeypatch)
    giving = asyncio.create_task(clerk.do("record_note", text="Said in private."))
    await asyncio.sleep(0)
    with clerk.live.hurrying():
        giving_way = asyncio.ensure_future(meetings.give_way())
        for _ in range(5):
            await asyncio.sleep(0)
        assert giving_way.done()
    await disk.let_go(giving)


async def test_an_order_goes_first_from_when_it_comes(meetings: Meetings, clerk: Told) -> None:
    """Also while it is looked up who gives it."""
    with clerk.live.hurrying():
        giving_way = asyncio.ensure_future(meetings.give_way())
        for _ in range(5):
            await asyncio.sleep(0)
        assert not giving_way.done()
    await giving_way
