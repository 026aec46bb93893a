"""The public feed over real sockets: one frame for everybody, and nobody waits for the slowest."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from server.live import heartbeat
from server.live.feed import Feed
from server.live.follower import PING
from server.live.frames import Frames
from server.live.heartbeat import NOTHING_NEW
from server.live.public import TELL_WHAT_YOU_HOLD
from server.meeting.record import Audience
from tests.live.conftest import CONVENED
from tests.pages.wired import comes
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
    async with connect(address(council, "another")) as late:
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


async def test_whoever_has_only_just_missed_a_change_need_not_say_what_they_hold(
    council: Town,
) -> None:
    before = feed(council).drawing
    async with connect(address(council, before.root)) as witness:
        await council.do("open_meeting")
        await message(witness)
    async with connect(address(council, before.root)) as late:
        missed = await message(late)
    assert missed["root"] == feed(council).drawing.root
    changed = feed(council).drawing.digests.items() - before.digests.items()
    assert set(missed["set"]) == {id for id, _ in changed}


async def test_thousands_who_come_back_alike_are_answered_by_one_message(
    council: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[object]()
    of = Frames.of
    monkeypatch.setattr(Frames, "of", lambda update: made.append(update) or of(update))
    held = hold(council)
    for _ in range(5):
        async with connect(address(council, "another", held)) as late:
            assert (await message(late))["root"] == feed(council).drawing.root
    assert len(made) == 1


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that asks a hundred times sooner whether its followers are there."""
    monkeypatch.setattr(heartbeat, "PING_SECONDS", 0.25)


async def test_a_follower_hears_from_time_to_time_that_there_is_nothing_new(
    quick: None, council: Town
) -> None:
    async with connect(address(council, feed(council).drawing.root)) as follower:
        assert await message(follower) == {}


async def test_a_follower_who_answers_no_ping_is_cut(quick: None, council: Town) -> None:
    async with follower_by_hand(council) as (reader, _):
        sent = await asyncio.wait_for(reader.read(), 5)
        assert sent.startswith(PING)
        assert council.server.followers.count(feed(council)) == 0


async def test_a_follower_who_answers_in_pieces_stays(quick: None, council: Town) -> None:
    async with follower_by_hand(council) as (reader, writer):
        pong = b"\x8a\x85\x01\x02\x03\x04hello"
        for _ in range(4):
            assert await asyncio.wait_for(reader.read(100), 5) in (PING, PING + NOTHING_NEW.plain)
            for byte in pong:
                writer.write(bytes([byte]))
                await writer.drain()
        assert council.server.followers.count(feed(council)) == 1


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        (b"\x89\x82\x00\x00\x00\x00hi", b"\x8a\x02hi"),  # a ping
        (b"\x88\x82\x00\x00\x00\x00\x03\xe8", b"\x88\x02\x03\xe8"),  # it goes: 1000
        (b"\x81\x82\x00\x00\x00\x00hi", b"\x88\x02\x03\xf0"),  # words: 1008
        (b"\xc1\x82\x00\x00\x00\x00hi", b"\x88\x02\x03\xf0"),  # compressed words
        (b"\x82\xfe\xff\xff\x00\x00\x00\x00", b"\x88\x02\x03\xf0"),  # 64 kB are to come
        (b"\x89\x02hi", b"\x88\x02\x03\xf0"),  # not masked, as no browser sends it
    ],
)
async def test_what_a_follower_says_is_answered_as_the_protocol_has_it(
    council: Town, said: bytes, answered: bytes
) -> None:
    async with follower_by_hand(council) as (reader, writer):
        writer.write(said)
        assert await asyncio.wait_for(reader.readexactly(len(answered)), 5) == answered


async def test_who_pings_all_the_time_is_not_answered_all_the_time(council: Town) -> None:
    async with follower_by_hand(council) as (reader, writer):
        with contextlib.suppress(ConnectionError):
            writer.write(b"\x89\x85\x00\x00\x00\x00hello" * 1000)
            sent = await asyncio.wait_for(reader.read(), 5)
            assert len(sent) < 5000
    assert await comes(lambda: council.server.followers.count(feed(council)) == 0)


async def test_when_the_server_ends_followers_are_sent_away_at_once(council: Town) -> None:
    async with connect(address(council, feed(council).drawing.root)) as follower:
        await council.server.followers.close()
        await asyncio.wait_for(follower.wait_closed(), 5)
        assert follower.close_code == 1012


@contextlib.asynccontextmanager
async def follower_by_hand(
    council: Town,
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection that follows, from the end of its handshake."""
    reader, writer = await asyncio.open_connection("127.0.0.1", council.server.port)
    path = f"/meetings/{council.key}/feed?root={feed(council).drawing.root}"
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
    )
    await reader.readuntil(b"\r\n\r\n")
    yield reader, writer
    writer.close()
