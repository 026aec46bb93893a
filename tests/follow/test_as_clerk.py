"""The load tool as clerk: which links let it in, when it cannot act, when it is cut off."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from server.follow import clerk as clerks
from server.follow import line, target, visit
from server.follow.bar import Bar
from server.follow.clerk import Clerk, clerk_of
from server.follow.crowd import Crowd
from server.follow.entering import door, entered
from server.follow.giving import UNANSWERED, Giving, Lasted
from server.follow.load import load
from server.follow.target import NotFollowed
from server.follow.wish import Wish
from tests.follow.conftest import ADDRESS, REHEARSAL, address, come, feed, task, until
from tests.serve import Town, town


@pytest.fixture(autouse=True)
def sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is cut off comes back a hundred times sooner than a page does."""
    monkeypatch.setattr(line, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(line, "AGAIN_SECONDS", 0.03)


class Wire:
    """What lies between a server and a clerk, and can be cut. `deaf`: nothing comes back by it."""

    def __init__(self, port: int) -> None:
        self.port = 0
        self.came = 0
        self.deaf = False
        self._to = port
        self._writers: list[asyncio.StreamWriter] = []

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.came += 1
        there, to = await asyncio.open_connection("127.0.0.1", self._to)
        self._writers += [writer, to]
        with contextlib.suppress(OSError):
            await asyncio.gather(self._pass(reader, to), self._pass(there, writer, back=True))

    async def _pass(
        self, reader: asyncio.StreamReader, to: asyncio.StreamWriter, *, back: bool = False
    ) -> None:
        while data := await reader.read(65536):
            if not (back and self.deaf):
                to.write(data)
        to.close()

    def cut(self) -> None:
        """As when the process at the other end is killed."""
        for writer in self._writers:
            writer.transport.abort()
        self.deaf = False


@asynccontextmanager
async def wire_to(council: Town) -> AsyncIterator[Wire]:
    wire = Wire(council.server.port)
    async with await asyncio.start_server(wire.carry, "127.0.0.1", 0) as server:
        wire.port = server.sockets[0].getsockname()[1]
        yield wire
        wire.cut()


@asynccontextmanager
async def clerk_and_wire(council: Town) -> AsyncIterator[tuple[Clerk, Wire]]:
    way_in = door(council.links.clerk, target.where(address(council))).path
    async with (
        wire_to(council) as wire,
        clerk_of(council.key, f"http://127.0.0.1:{wire.port}", way_in) as clerk,
    ):
        yield clerk, wire


@asynccontextmanager
async def clerk_by_link(council: Town, link: str) -> AsyncIterator[Clerk]:
    place = target.where(address(council))
    async with (
        visit.visiting(place, "127.0.0.1") as visitor,
        entered(link, place, visitor, f"load{hash(link)}") as clerk,
    ):
        yield clerk


def recorded(council: Town) -> int:
    return len(council.running.live.meeting.item("2").record)


async def test_past_the_proxy_of_a_server_with_tls_everybody_is_let_in(behind_proxy: Town) -> None:
    crowd = Crowd(await task(behind_proxy, 5))
    await come(crowd, 5)
    assert crowd.counts.refused == {}
    await crowd.go()
    link = behind_proxy.links.clerk
    assert link.startswith(f"{ADDRESS}/enter/")
    async with clerk_by_link(behind_proxy, link) as clerk:
        await clerk.do("record_action", who="Officers", what="to write")
    assert recorded(behind_proxy) == 1


async def test_it_is_not_the_link_that_is_blamed_for_its_address(behind_proxy: Town) -> None:
    old = behind_proxy.links.clerk.replace(ADDRESS, "https://old.example")
    with pytest.raises(NotFollowed, match=r"takes no clerk from a page of https://old.*\(403\)"):
        async with clerk_by_link(behind_proxy, old):
            pass


async def test_a_link_is_taken_whatever_it_was_printed_with(rehearsal: Town) -> None:
    token = rehearsal.links.clerk.rsplit("/", 1)[1]
    for printed_with in ("https://old.example", "http://localhost:1"):
        async with clerk_by_link(rehearsal, f"{printed_with}/enter/{token}") as clerk:
            await clerk.do("record_action", who="Officers", what="to write")
    assert recorded(rehearsal) == 2


async def test_a_link_that_opens_nothing_is_told(rehearsal: Town) -> None:
    with pytest.raises(NotFollowed, match="By that link nobody comes in as clerk"):
        async with clerk_by_link(rehearsal, f"{rehearsal.url}/enter/nobody"):
            pass


@pytest.mark.parametrize("link", ["word", "http://h/meetings/x", "http://[/enter/x", "/enter/x"])
def test_what_is_no_link_is_told(link: str) -> None:
    with pytest.raises(NotFollowed, match="is no link of a clerk"):
        door(link, target.where("http://localhost/meetings/planning"))


async def test_where_no_item_is_in_hand_nothing_is_measured(tmp_path: Path) -> None:
    async with town(tmp_path / "data", REHEARSAL) as council:
        await council.do("open_meeting")
        wish = Wish(address(council), 3, as_clerk=council.links.clerk)
        with pytest.raises(NotFollowed, match=r"nothing was measured.*No item is in hand\. Take"):
            await load(wish, Bar(io.StringIO()), asyncio.Event())
        assert council.server.followers.count(feed(council)) == 0


async def test_a_clerk_whose_server_dies_comes_back_and_gives_the_same_command_once(
    rehearsal: Town,
) -> None:
    async with clerk_and_wire(rehearsal) as (clerk, wire):
        wire.deaf = True
        giving = asyncio.create_task(clerk.do("record_action", who="Officers", what="to write"))
        await until(lambda: recorded(rehearsal) == 1, "it is stored, and nobody says so")
        wire.cut()
        assert await giving > 0
        assert (clerk.again, clerk.line.lost, clerk.line.came_back) == (1, 1, 1)
        await clerk.do("strike_entry", entry=clerk.entry, reason="Load test")
    [entry] = rehearsal.running.live.meeting.item("2").record
    assert entry.struck == "Load test"


async def test_a_clerk_who_is_sent_away_by_a_server_that_stops_comes_back(
    rehearsal: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "FIRST_WAIT", 0.2)  # by then everybody is out
    async with clerk_and_wire(rehearsal) as (clerk, _):
        await rehearsal.server.inside.close()
        await until(lambda: clerk.line.came_back == 1, "it is back")
        await clerk.do("record_action", who="Officers", what="to write")
    assert recorded(rehearsal) == 1


async def test_what_was_lost_and_given_again_is_told(rehearsal: Town) -> None:
    async with clerk_and_wire(rehearsal) as (clerk, wire):
        giving = Giving(clerk, "load", every=0.02)
        running = asyncio.create_task(giving.run())
        await until(lambda: len(giving.given) > 1, "it gives commands")
        wire.cut()
        await until(lambda: clerk.line.came_back, "it is back")
        so_far = len(giving.given)
        await until(lambda: len(giving.given) > so_far + 1, "it goes on")
        giving.end()
        await running
        assert [each.refused for each in giving.given] == [""] * len(giving.given)
        assert giving.lasted == Lasted(1, 1, clerk.again)


async def test_where_nobody_comes_back_the_command_is_told_of(
    rehearsal: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clerks, "LONGEST_SECONDS", 0.1)
    async with clerk_and_wire(rehearsal) as (clerk, wire):
        wire.deaf = True
        giving = Giving(clerk, "load", every=0.01)
        running = asyncio.create_task(giving.run())
        await until(lambda: giving.given, "it has given up")
        giving.end()
        await running
    assert (giving.given[0].refused, giving.given[0].acknowledged_ms) == (UNANSWERED, None)
