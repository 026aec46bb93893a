"""The public feed over real sockets: one frame for everybody, and nobody waits for the slowest."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from server.live.feed import Feed
from server.live.public import TELL_WHAT_YOU_HOLD
from server.meeting.record import Audience
from tests.live.conftest import CONVENED
from tests.serve import Town, town


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path / "data", CONVENED) as running:
        yield running


def feed(council: Town) -> Feed:
    return council.running.show.feed(Audience.PUBLIC, "en")


def address(council: Town, root: str = "", hold: str = "") -> str:
    path = f"/meetings/{council.key}/feed?lang=en&root={root}&hold={hold}"
    return council.url.replace("http", "ws") + path


def hold(council: Town) -> str:
    return ",".join(f"{id}:{digest}" for id, digest in feed(council).drawing.digests.items())


async def message(follower: ClientConnection) -> dict[str, Any]:
    update = json.loads(await asyncio.wait_for(follower.recv(), 3))
    assert isinstance(update, dict)
    return update


async def test_a_change_reaches_every_follower_compressed_or_not(council: Town) -> None:
    root = feed(council).drawing.root
    async with (
        connect(address(council, root)) as compressed,
        connect(address(council, root), compression=None) as plain,
    ):
        await council.do("open_meeting")
        await council.do("take_item", item="2")
        first, same = await message(compressed), await message(plain)
        assert first == same
        assert "status" in first["set"]


async def test_every_frame_can_be_read_however_many_came_before(council: Town) -> None:
    async with connect(address(council, feed(council).drawing.root)) as follower:
        await council.do("open_meeting")
        update = await message(follower)
        for item in ("1", "2", "3", "1"):
            await council.do("take_item", item=item)
            update = await message(follower)
        assert update["root"] == feed(council).drawing.root


async def test_whoever_holds_something_else_is_asked_what_and_given_what_differs(
    council: Town,
) -> None:
    before = hold(council)
    root = feed(council).drawing.root
    async with connect(address(council, root)) as witness:
        await council.do("open_meeting")
        await message(witness)
    async with connect(address(council, root)) as late:
        with pytest.raises(ConnectionClosed) as closed:
            await late.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == TELL_WHAT_YOU_HOLD
    async with connect(address(council, root, before)) as late:
        missed = await message(late)
        assert missed["root"] == feed(council).drawing.root
        assert "attendance" not in missed["set"]


async def test_a_follower_who_talks_is_shown_out(council: Town) -> None:
    async with connect(address(council, feed(council).drawing.root)) as follower:
        await follower.send("hello")
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(follower.recv(), 3)


async def test_a_follower_who_does_not_read_is_cut_and_nobody_waits_for_them(
    council: Town,
) -> None:
    root = feed(council).drawing.root
    reader, writer = await asyncio.open_connection("127.0.0.1", council.server.port, limit=1024)
    writer.write(
        f"GET /meetings/{council.key}/feed?root={root} HTTP/1.1\r\nHost: localhost\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
    )
    await reader.readuntil(b"\r\n\r\n")
    followers = council.server.followers
    async with connect(address(council, root), max_size=None) as good:
        await council.do("open_meeting")
        await council.do("take_item", item="1")
        await message(good)
        for n in range(400):
            await council.do("record_action", who="Officers", what=f"{n} " + "word " * 3000)
            await message(good)
            if followers.count(feed(council)) == 1:
                break
        assert followers.count(feed(council)) == 1
    writer.close()
