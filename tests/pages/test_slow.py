"""Whoever is slow or silent is dropped, and whoever only listens stays."""

from __future__ import annotations

import asyncio
import json
import random
import socket
import string
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from server.live import strangers
from server.meeting.record import Audience
from server.pages import connections, gate, guard
from tests.pages.wired import Bare, bare, browsing, clerk_of, comes, entered, handshake, wired
from tests.serve import Town

FEED = "/meetings/planning/feed?lang=en&hold=a:b"
DO = "/meetings/planning/clerk/do/open_meeting"


@pytest.fixture(scope="module")
async def hasty(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A server that waits a fifth of a second where another waits many."""
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    monkeypatch.setattr(connections, "UNREAD_SECONDS", 0.2)
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.2)
    monkeypatch.setattr(strangers, "GREETING_SECONDS", 0.2)
    monkeypatch.setattr(strangers, "PARTING_SECONDS", 0.2)
    async with wired(tmp_path_factory.mktemp("slow")) as running:
        await running.do("open_meeting")
        await running.do("take_item", item="2")
        yield running
    monkeypatch.undo()


async def dribble(wire: Bare, piece: bytes) -> bool:
    """Send a little again and again; whether the server hangs up meanwhile."""
    loop = asyncio.get_running_loop()
    until = loop.time() + 5
    gone = asyncio.ensure_future(wire.ended())
    while loop.time() < until and not gone.done():
        wire.writer.write(piece)
        await asyncio.wait([gone], timeout=0.02)
    return gone.done() and await gone


async def test_whoever_connects_and_says_nothing_is_dropped(hasty: Town) -> None:
    async with bare(hasty) as wire:
        assert await wire.ended()


async def test_a_head_that_comes_in_drops_is_not_waited_for(hasty: Town) -> None:
    async with bare(hasty) as wire:
        wire.send("GET / HTTP/1.1", "Host: localhost", "X-More: ", end="")
        assert await dribble(wire, b"x")


async def test_nor_is_the_head_of_a_second_request(hasty: Town) -> None:
    async with bare(hasty) as wire:
        wire.send("HEAD / HTTP/1.1", "Host: localhost")
        assert await wire.status() == 200
        await wire.head()
        wire.send("HEAD / HTTP/1.1", "Host: localhost", "X-More: ", end="")
        assert await dribble(wire, b"x")


async def test_a_handshake_that_never_ends_is_dropped(hasty: Town) -> None:
    async with bare(hasty) as wire:
        wire.send(*handshake(hasty, FEED), end="\r\n")
        assert await wire.ended()


async def test_a_connection_that_idles_after_its_answer_is_closed(
    hasty: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.2)
    async with bare(hasty) as wire:
        wire.send("HEAD / HTTP/1.1", "Host: localhost")
        assert await wire.status() == 200
        await wire.head()
        assert await wire.ended()


@pytest.mark.parametrize("path", [DO, "/socket.io/?EIO=4&transport=polling&sid={sid}"])
async def test_a_body_that_comes_in_drops_is_not_waited_for(hasty: Town, path: str) -> None:
    cookie = await entered(hasty)
    async with browsing(hasty) as page, page.get("/socket.io/?EIO=4&transport=polling") as opened:
        path = path.format(sid=json.loads((await opened.text())[1:])["sid"])
    async with bare(hasty) as wire:
        wire.send(
            *(f"POST {path} HTTP/1.1", "Host: localhost", "Origin: http://localhost"),
            *(f"Cookie: {cookie}", "Content-Length: 100000"),
            "Content-Type: application/x-www-form-urlencoded",
        )
        assert await dribble(wire, b"x")


async def test_whoever_is_late_with_a_body_is_told_so(hasty: Town) -> None:
    cookie = await entered(hasty)
    async with bare(hasty) as wire:
        wire.send(
            *(f"POST {DO} HTTP/1.1", "Host: localhost", "Origin: http://localhost"),
            *(f"Cookie: {cookie}", "Content-Length: 100000"),
            "Content-Type: application/x-www-form-urlencoded",
        )
        assert await wire.status() == 408
        assert b"did not come in time" in await wire.reader.read()


async def test_a_follower_stays_however_long_it_says_nothing(hasty: Town) -> None:
    async with connect(hasty.url.replace("http", "ws") + FEED) as follower:
        await follower.recv()
        async with bare(hasty) as wire:
            assert await wire.ended()  # longer than any of the waits
        await hasty.do("record_decision", text="That it be agreed.")
        assert b"That it be agreed." in await asyncio.wait_for(follower.recv(decode=False), 5)


def unread(council: Town) -> socket.socket:
    """A connection that holds little of what nobody reads."""
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    deaf.connect(("127.0.0.1", council.server.port))
    return deaf


async def test_a_follower_that_never_reads_is_dropped_and_the_others_are_told(hasty: Town) -> None:
    """What it does not read fills its buffer and the kernel's."""
    feed = hasty.running.show.feed(Audience.PUBLIC, "en")
    followers = hasty.server.followers
    async with connect(hasty.url.replace("http", "ws") + FEED, max_size=None) as follower:
        await follower.recv()
        with closing(unread(hasty)) as deaf:
            deaf.sendall(("\r\n".join(handshake(hasty, FEED)) + "\r\n\r\n").encode())
            assert await comes(lambda: followers.count(feed) == 2)
            for _ in range(400):
                if followers.count(feed) == 1:
                    break
                words = "".join(random.choices(string.ascii_letters, k=15_000))
                await hasty.do("record_decision", text=words)
                await asyncio.wait_for(follower.recv(), 5)
            assert followers.count(feed) == 1


async def test_whoever_asks_for_pages_and_never_reads_them_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "UNREAD_SECONDS", 0.2)
    monkeypatch.setattr(gate, "USER_TIMEOUT", None)  # by our own watch
    async with wired(tmp_path, connections=5) as council:
        crowding = council.server.wire.crowding
        script = council.server.site.assets.url("inside.js")
        with closing(unread(council)) as deaf:
            deaf.sendall(f"GET {script} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 30)
            assert await comes(lambda: crowding.count("127.0.0.1") == 1)
            assert await comes(lambda: crowding.count("127.0.0.1") == 0)


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="this system has no such watch")
async def test_the_kernel_watches_too_whether_what_is_sent_is_taken(hasty: Town) -> None:
    async with connect(hasty.url.replace("http", "ws") + FEED) as follower:
        await follower.recv()
        transports = (each._transport for each in hasty.server.followers)
        wires = {
            transport.get_extra_info("peername"): transport.get_extra_info("socket")
            for transport in transports
        }
        wire = wires[follower.local_address]
        assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 200


async def test_whoever_opens_a_socket_inside_and_never_greets_is_dropped(hasty: Town) -> None:
    address = hasty.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    async with connect(address) as silent:
        await asyncio.wait_for(silent.wait_closed(), 5)


async def test_whoever_greets_stays(hasty: Town) -> None:
    clerk = await clerk_of(hasty)
    address = hasty.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    async with connect(address) as silent:  # is dropped after two looks
        await asyncio.wait_for(silent.wait_closed(), 5)
    assert (await clerk.call("do", {"command": "adjourn", "id": "1"}))["problem"]
    await clerk.disconnect()
